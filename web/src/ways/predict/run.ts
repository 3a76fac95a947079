import type { Given, Mark, Marks, Question, QuestionRequest, Questions } from '../../abi';
import { EngineFailure } from '../../engine';
import type { Score } from '../../score';
import type { Sheet } from '../../sheet';

/** What a learner wants to be asked about. */
export interface Wish {
  /** "made": a session made up from the seed; "lesson": the one of the lesson. */
  about: 'made' | 'lesson';
  protocol: string;
  /** The same seed gives the same questions. */
  seed: number;
  /** Questions, 1 to 40. */
  length: number;
  /** As in QuizRequest: 1 to 3. */
  difficulty: number;
}

/** How many questions there may be. */
export const MOST = 40;

/** A whole number within bounds; the other one where it is none. */
export function within(text: unknown, least: number, most: number, other: number): number {
  const n = typeof text === 'string' && text.trim() === '' ? Number.NaN : Number(text);
  return Number.isSafeInteger(n) && n >= least && n <= most ? n : other;
}

/** A wish as it stands in an address; what is missing there, or makes no sense, is as in `other`. */
export function readWish(search: string, other: Wish): Wish {
  const query = new URLSearchParams(search);
  const protocol = query.get('protocol')?.toUpperCase() ?? '';
  return {
    about: query.get('about') === 'lesson' ? 'lesson' : other.about,
    protocol: /^POP[1-4]$/.test(protocol) ? protocol : other.protocol,
    seed: within(query.get('seed') ?? '', 0, Number.MAX_SAFE_INTEGER, other.seed),
    length: within(query.get('length') ?? '', 1, MOST, other.length),
    difficulty: within(query.get('difficulty') ?? '', 1, 3, other.difficulty),
  };
}

/** The query of the address that asks for the same questions. */
export function wishQuery(wish: Wish): string {
  const { about, protocol, seed, length, difficulty } = wish;
  const made = { protocol, difficulty: String(difficulty) };
  const which = about === 'lesson' ? { about } : made;
  return `?${new URLSearchParams({ way: 'predict', seed: String(seed), length: String(length), ...which })}`;
}

/** A seed that one can say aloud. */
export function anySeed(other?: number): number {
  const seed = 1000 + Math.floor(Math.random() * 9000);
  return seed === other ? anySeed(other) : seed;
}

/** What asks for questions about the next thing that the client does. */
export type Ask = (seq: number, request: QuestionRequest) => Questions;

/**
 * Questions along a session that is there already, one for each thing that the
 * client does, of as many kinds as can be; none where nothing can be asked.
 */
export function along(ask: Ask, seed: number, length: number): Question[] {
  const asked: Question[] = [];
  const count = new Map<string, number>();
  for (let seq = 0; asked.length < length; ) {
    let questions: Question[];
    try {
      ({ questions } = ask(seq, { seed }));
    } catch (e) {
      // To be told that nothing more happens is how the end shows.
      if (e instanceof EngineFailure && !e.crashed) return asked;
      throw e;
    }
    const often = (q: Question): number => count.get(q.kind) ?? 0;
    const [first, ...others] = questions;
    if (!first) return asked;
    const best = others.reduce((a, b) => (often(b) < often(a) ? b : a), first);
    asked.push(best);
    count.set(best.kind, often(best) + 1);
    seq = best.reveal + 1;
  }
  return asked;
}

/** One set of questions on its way: what is asked, what was answered, and what may be seen meanwhile. */
export class Run {
  readonly answers: Given[] = [];
  readonly marks: Mark[] = [];
  /** Which question it is at, from 0. */
  at = 0;
  /** What all answers come to, at the end. */
  result: Marks | undefined;

  constructor(
    readonly wish: Wish,
    readonly sheet: Sheet,
    public questions: readonly Question[],
    readonly branch = sheet.branch,
  ) {}

  get question(): Question | undefined {
    return this.questions[this.at];
  }

  /** The mark of the question it is at; undefined: it is not answered yet. */
  get mark(): Mark | undefined {
    return this.marks[this.at];
  }

  /** The last event that may be seen; undefined: all may. */
  get veil(): number | undefined {
    if (this.result) return undefined;
    return this.mark ? this.question?.reveal : this.question?.seq;
  }

  /** Leaves out the questions that have not been answered. */
  cut(): void {
    this.questions = this.questions.slice(0, this.marks.length);
    this.at = Math.max(0, this.questions.length - 1);
  }

  get last(): boolean {
    return this.at === this.questions.length - 1;
  }
}

/** How it went, for whoever keeps scores. */
export function scoreOf({ right, concepts }: Marks, of: number): Score {
  return {
    task: 'predict',
    met: right,
    of,
    solved: right === of,
    concepts: Object.fromEntries(
      concepts.map((c) => [c.concept.key, { asked: c.asked, right: c.right }] as const),
    ),
  };
}
