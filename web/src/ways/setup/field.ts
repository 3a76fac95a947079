import { html, nothing, type TemplateResult } from 'lit';
import type { Flaw, Setting } from '../../abi';
import { cite } from '../../parts/cite';
import { area } from '../../words';
import en from '../../words/en/setup.json';
import { at, type Draft } from './draft';
import { meaning, title, unitOf } from './words';

const say = area('setup', en);

/** What a field needs to be drawn, and to say that it has changed. */
export interface Field {
  draft: Draft;
  flaws: readonly Flaw[];
  /** The names that a choice can be. */
  choices?: readonly { name: string; meaning: string }[];
  /** Names that may be meant, where any text goes. */
  hints?: readonly string[];
  /** Why it does nothing as things are. */
  idle?: string | undefined;
  set(path: string, value: unknown): void;
  /** What was typed is no value yet. */
  keep(path: string, text: string): void;
}

/** Nanoseconds: of a time on the line, and of one for people. */
const MS = 1e6;
const SECOND = 1e9;

/** One field of a scenario, made from what the engine says of it. */
export function field(setting: Setting, path: string, f: Field): TemplateResult {
  const id = path.replace(/[[\].]+/g, '-');
  const flaws = f.flaws.filter((x) => x.path === path || x.path.startsWith(`${path}[`));
  const raw = f.draft.raw[path];
  const stops = raw !== undefined || flaws.some((x) => x.stops);
  const said = [raw === undefined ? '' : say('number'), ...flaws.map((x) => x.text)].filter(Boolean);
  const about = `${id}-about`;
  const control = input(setting, path, id, about, stops, f);
  const flat = setting.kind === 'truth';
  return html`<div class="field ${stops ? 'wrong' : ''} ${flat ? 'flat' : ''}">
    ${flat ? control : nothing}
    <label for=${id}>${title(setting)}${unit(setting)}</label>
    ${flat ? nothing : control}
    <p id=${about} class="about">
      ${said.map((text) => html`<b class=${stops ? 'stops' : 'odd'} lang=${raw === undefined ? 'en' : ''}>${text} </b>`)}
      ${f.idle ? html`<i>${f.idle}</i> ` : nothing}
      ${meaning(setting)} ${cite(setting.why ?? undefined)}
    </p>
  </div>`;
}

function unit(setting: Setting): TemplateResult | typeof nothing {
  if (setting.kind === 'time')
    return html` <span class="soft">${setting.path === 'latency' ? 'ms' : 's'}</span>`;
  if (!setting.unit || dated(setting)) return nothing;
  return html` <span class="soft">${unitOf(setting.unit)}</span>`;
}

/** A moment, which nobody counts in seconds. */
function dated(setting: Setting): boolean {
  return setting.unit?.startsWith('seconds since') === true;
}

function input(
  setting: Setting,
  path: string,
  id: string,
  about: string,
  stops: boolean,
  f: Field,
): TemplateResult {
  const value = at(f.draft.scenario, path);
  const invalid = stops ? 'true' : 'false';
  if (setting.kind === 'truth')
    return html`<input id=${id} type="checkbox" aria-describedby=${about} .checked=${value === true}
      @change=${(e: Event) => f.set(path, (e.target as HTMLInputElement).checked || undefined)} />`;
  if (setting.kind === 'choice' && f.choices)
    return html`<select id=${id} aria-describedby=${about} aria-invalid=${invalid}
      @change=${(e: Event) => f.set(path, (e.target as HTMLSelectElement).value)}>
      ${f.choices.map(
        (c) => html`<option value=${c.name} ?selected=${c.name === value} lang="en">${c.name}</option>`,
      )}
    </select>`;
  if (dated(setting))
    return html`<input id=${id} type="datetime-local" step="1" aria-describedby=${about} aria-invalid=${invalid}
      .value=${new Date(Number(value ?? 0) * 1000).toISOString().slice(0, 19)}
      @change=${(e: Event) => {
        const ms = Date.parse(`${(e.target as HTMLInputElement).value}Z`);
        if (!Number.isNaN(ms)) f.set(path, Math.floor(ms / 1000));
      }} />`;
  return html`<input id=${id} type="text" autocomplete="off" autocapitalize="off" spellcheck="false"
      aria-describedby=${about} aria-invalid=${invalid} list=${f.hints ? `${id}-hints` : nothing}
      inputmode=${setting.kind === 'number' || setting.kind === 'time' ? 'decimal' : 'text'}
      .value=${f.draft.raw[path] ?? written(setting, value)}
      @input=${(e: Event) => typed(setting, path, (e.target as HTMLInputElement).value, f)} />
    ${f.hints ? html`<datalist id="${id}-hints">${f.hints.map((h) => html`<option value=${h}></option>`)}</datalist>` : nothing}`;
}

/** A value as the field shows it. */
function written(setting: Setting, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (setting.kind === 'time') return String(Number(value) / (setting.path === 'latency' ? MS : SECOND));
  return Array.isArray(value) ? value.join(', ') : String(value);
}

/** What was typed becomes a value; what is none stays as it was typed. */
function typed(setting: Setting, path: string, text: string, f: Field): void {
  const plain = text.trim();
  if (setting.kind === 'text' || setting.kind === 'choice') f.set(path, text);
  else if (setting.kind === 'list') {
    const all = plain.split(/[\s,]+/).filter(Boolean);
    // Messages are named by their places.
    if (!setting.path.endsWith('stuck')) f.set(path, all);
    else if (all.every((n) => /^\d+$/.test(n)) && !/[\s,]$/.test(text)) f.set(path, all.map(Number));
    else f.keep(path, text);
  } else if (plain === '') f.set(path, required(setting) ? 0 : undefined);
  else {
    const n = Number(plain.replace(',', '.'));
    const whole = setting.kind === 'time' ? Math.round(n * (setting.path === 'latency' ? MS : SECOND)) : n;
    if (Number.isSafeInteger(whole)) f.set(path, whole);
    else f.keep(path, text);
  }
}

/** Numbers that a scenario always has. */
function required(setting: Setting): boolean {
  return setting.path === 'seed' || setting.path === 'latency';
}
