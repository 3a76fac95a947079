import type { WholeEngine } from '../../engine';
import type { Shelf } from '../../storage';
import type { Store } from '../../store';
import { along, MOST, Run, readWish, type Wish, wishQuery } from './run';

/** What was given as an answer: an option, or what was typed. */
interface KeptAnswer {
  option: number;
  text: string;
}

/** A run as it is kept in the browser: a reload must lose no answer, and show none. */
export interface KeptRun {
  /** The sheet it goes along, and the branch of it. */
  sheet: string;
  branch: number;
  /** The last event that may be seen; -1: all may. */
  veil: number;
  /** The query that asks for the same questions. */
  wish: string;
  at: number;
  /** How many questions there are; fewer than were asked for, where it was ended early. */
  of: number;
  answers: KeptAnswer[];
  done: boolean;
}

const place = (store: Store): string => `predict:${store.lesson.name}`;

/** Keeps how far a run has come; undefined: there is none any more. */
export function keepRun(shelf: Shelf, store: Store, run: Run | undefined): void {
  if (!run) {
    shelf.remove(place(store));
    return;
  }
  shelf.write(place(store), {
    sheet: run.sheet.key,
    branch: run.branch,
    veil: run.veil ?? -1,
    wish: wishQuery(run.wish),
    at: run.at,
    of: run.questions.length,
    answers: run.answers.map(({ option, text = '' }) => ({ option, text })),
    done: run.result !== undefined,
  } satisfies KeptRun);
}

/** The run that an earlier visit left, if it has the right shape. */
export function keptRun(shelf: Shelf, store: Store): KeptRun | undefined {
  const raw = shelf.read(place(store)) as Partial<KeptRun> | null | undefined;
  const count = (n: unknown, most: number): boolean =>
    Number.isSafeInteger(n) && (n as number) >= -1 && (n as number) <= most;
  const sound =
    raw &&
    typeof raw.sheet === 'string' &&
    typeof raw.wish === 'string' &&
    Array.isArray(raw.answers) &&
    raw.answers.every((a) => count(a?.option, 100) && typeof a.text === 'string') &&
    [raw.branch, raw.veil].every((n) => count(n, Number.MAX_SAFE_INTEGER)) &&
    [raw.at, raw.of].every((n) => count(n, MOST));
  return sound ? (raw as KeptRun) : undefined;
}

/**
 * The run as it was left: the same seed gives the same questions, and the engine
 * marks the same answers once more. Undefined where its session is gone.
 */
export function resumed(kept: KeptRun, store: Store, engine: WholeEngine, other: Wish): Run | undefined {
  const sheet = store.sheets.find((s) => s.key === kept.sheet);
  const wish = readWish(kept.wish, other);
  if (!sheet || sheet.id === null || !sheet.branches.some((b) => b.id === kept.branch)) return undefined;
  const { id } = sheet;
  const { about, ...quiz } = wish;
  const questions = store.ask(() =>
    about === 'lesson'
      ? along((seq, request) => engine.ask(id, seq, request), wish.seed, wish.length)
      : engine.quiz(quiz).questions,
  );
  if (!questions || kept.answers.length > questions.length) return undefined;
  const run = new Run(wish, sheet, questions.slice(0, kept.of), kept.branch);
  for (const [i, answer] of kept.answers.entries()) {
    const question = questions[i];
    if (question) run.answers.push({ question, ...answer });
  }
  const all = run.answers.length > 0 ? store.ask(() => engine.mark({ answers: run.answers })) : undefined;
  run.marks.push(...(all?.marks ?? []));
  // A question is only come to when those before it are answered.
  run.at = Math.max(0, Math.min(kept.at, run.marks.length, run.questions.length - 1));
  if (kept.done && run.marks.length === run.questions.length) run.result = all;
  return run;
}
