import { html, type TemplateResult } from 'lit';

/**
 * The words of the page. Each area (a pane, a way of working) has a file of
 * its own in words/en, and one of the same name for every other language.
 * English comes with the code that says it; another language is fetched whole,
 * once, and only by those who read it. What the engine says, and what goes over
 * the wire, is never translated.
 */
export type Messages = Record<string, string | Plural>;

/** One message for each form of the plural that a language has. */
export interface Plural {
  one?: string;
  two?: string;
  few?: string;
  many?: string;
  zero?: string;
  other: string;
}

/** What stands in the places of a message: {name}. */
export type Facts = Record<string, string | number>;

/**
 * Something that is kept and said later, in the language of that moment. A
 * plain string is English: the engine's, or a relay's.
 */
export type Saying = string | (() => string);

/** A saying as it reads now. */
export function said(saying: Saying): string {
  return typeof saying === 'string' ? saying : saying();
}

/** The language a saying is in, for the attribute lang. */
export function tongueOf(saying: Saying): string {
  return typeof saying === 'string' ? 'en' : language;
}

/** The languages there are, each by its own name. */
export const LANGUAGES: Readonly<Record<string, string>> = { en: 'English', de: 'Deutsch' };

/** A language all of whose words are in one module. */
type Tongue = Record<string, Messages>;

const TONGUES: Record<string, () => Promise<{ default: Tongue }>> = {
  de: () => import('./words/de'),
};

let language = 'en';
let tongue: Tongue = {};
let plurals = new Intl.PluralRules('en');
let numbers = new Intl.NumberFormat('en');
let decimals: Intl.NumberFormat[] = [];

/** The language that is shown. */
export function spoken(): string {
  return language;
}

/** A whole number with its groups, as the language sets it. */
export function numeral(n: number): string {
  return numbers.format(n);
}

/** A number with so many digits after its point, as the language sets it. */
export function decimal(n: number, digits: number): string {
  decimals[digits] ??= new Intl.NumberFormat(language, {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    useGrouping: false,
  });
  return decimals[digits].format(n);
}

/**
 * Shows the page in another language. Those who draw words hear of it by the
 * event popscope:words on the document. Rejects where the words can't be had.
 */
export async function speak(wanted: string): Promise<void> {
  const load = TONGUES[wanted];
  tongue = load ? (await load()).default : {};
  language = load ? wanted : 'en';
  plurals = new Intl.PluralRules(language);
  numbers = new Intl.NumberFormat(language);
  decimals = [];
  document.documentElement.lang = language;
  document.dispatchEvent(new Event('popscope:words'));
}

/** The language to begin with: the one chosen, else the first of the browser's that there is. */
export function preferred(chosen: unknown, wanted: readonly string[]): string {
  if (typeof chosen === 'string' && Object.hasOwn(LANGUAGES, chosen)) return chosen;
  for (const tag of wanted) {
    const [primary = ''] = tag.toLowerCase().split('-');
    if (Object.hasOwn(LANGUAGES, primary)) return primary;
  }
  return 'en';
}

/** The words of one area. */
export interface Words<M extends Messages> {
  /** A message with its facts; `n` chooses the form of the plural. */
  (key: keyof M & string, facts?: Facts): string;
  /** The same where a fact is a piece of the page, or **some words** are to be strong. */
  rich(key: keyof M & string, facts?: Record<string, unknown>): TemplateResult;
}

/** The words of an area, by its name and its English messages. */
export function area<M extends Messages>(name: string, english: M): Words<M> {
  const find = (key: keyof M & string, n: unknown): string => {
    const message = tongue[name]?.[key] ?? english[key];
    if (message === undefined) return key;
    if (typeof message === 'string') return message;
    return message[plurals.select(typeof n === 'number' ? n : 0)] ?? message.other;
  };
  const say = (key: keyof M & string, facts: Facts = {}): string =>
    find(key, facts.n).replace(PLACE, (place, fact: string) => {
      const value = facts[fact];
      return value === undefined ? place : typeof value === 'number' ? numeral(value) : value;
    });
  const rich = (key: keyof M & string, facts: Record<string, unknown> = {}): TemplateResult =>
    html`${find(key, facts.n)
      .split(/(\*\*.+?\*\*)/)
      .map((piece) => {
        const strong = piece.startsWith('**');
        const parts = filled(strong ? piece.slice(2, -2) : piece, facts);
        return strong ? html`<b>${parts}</b>` : parts;
      })}`;
  return Object.assign(say, { rich });
}

const PLACE = /\{(\w+)\}/g;

/** A message cut at its places, which are filled. */
function filled(text: string, facts: Record<string, unknown>): unknown[] {
  return text.split(/(\{\w+\})/).map((piece) => {
    if (!piece.startsWith('{')) return piece;
    const value = facts[piece.slice(1, -1)];
    return typeof value === 'number' ? numeral(value) : (value ?? piece);
  });
}
