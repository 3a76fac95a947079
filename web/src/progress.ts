import type { Score } from './score';
import type { Shelf } from './storage';

/** What a learner has done in one lesson. */
export interface LessonProgress {
  title: string;
  /** Numbers of the steps of the recorded session that were looked at. */
  seen: number[];
  /** How many steps it has. */
  steps: number;
  /** By their names. */
  tasks: Record<string, TaskProgress>;
  /** Questions, by concept. */
  concepts: Record<string, { asked: number; right: number }>;
}

/** The best that came of one task. */
export interface TaskProgress {
  title: string;
  met: number;
  of: number;
  solved: boolean;
}

/** What a learner has done, by the lessons' names. */
export type Progress = Record<string, LessonProgress>;

const KEY = 'progress';
const VERSION = 1;

/** Reads what this browser has kept; what makes no sense in it is left out. */
export function keptProgress(shelf: Shelf): Progress {
  return lessonsOf(shelf.read(KEY)) ?? {};
}

/** Keeps it in this browser; says whether there was room for it. */
export function keepProgress(shelf: Shelf, progress: Progress): boolean {
  return shelf.write(KEY, { popscope: KEY, version: VERSION, lessons: progress });
}

/** Forgets all of it; says whether it is gone. */
export function forgetProgress(shelf: Shelf): boolean {
  shelf.remove(KEY);
  return shelf.read(KEY) === undefined;
}

/** It as a file, to be taken to another computer or handed to a teacher. */
export function writeProgress(progress: Progress): string {
  return `${JSON.stringify({ popscope: KEY, version: VERSION, lessons: progress }, null, 1)}\n`;
}

/** Why a file is no progress. */
export type ProgressFlaw = 'large' | 'json' | 'other' | 'newer';

/** Characters of such a file: all lessons there are take a hundredth of it. */
export const LARGEST_PROGRESS = 2_000_000;
/** Lessons in it, and tasks, questions and steps of each. */
const MOST_LESSONS = 500;
const MOST_OF_EACH = 500;

/** Reads such a file. */
export function readProgress(text: string): Progress | ProgressFlaw {
  if (text.length > LARGEST_PROGRESS) return 'large';
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch {
    return 'json';
  }
  if (!isRecord(raw) || raw.popscope !== KEY) return 'other';
  if (raw.version !== VERSION) return 'newer';
  return lessonsOf(raw) ?? 'other';
}

/** Both together: nothing that either knows is lost. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const out: Progress = { ...a };
  for (const [name, theirs] of Object.entries(b)) {
    const ours = own(out, name);
    out[name] = ours ? mergeLesson(ours, theirs) : theirs;
  }
  return out;
}

/** With one more score in it. */
export function scored(lesson: LessonProgress, score: Score, title: string): LessonProgress {
  const { task, met, of, solved } = score;
  const tasks = { ...lesson.tasks, [task]: better(own(lesson.tasks, task), { title, met, of, solved }) };
  return { ...lesson, tasks, concepts: { ...lesson.concepts, ...score.concepts } };
}

/** What stands there by a name: a file may name what every object has, "constructor". */
function own<T>(of: Record<string, T>, name: string): T | undefined {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function mergeLesson(a: LessonProgress, b: LessonProgress): LessonProgress {
  const tasks = { ...a.tasks };
  for (const [name, task] of Object.entries(b.tasks)) tasks[name] = better(own(tasks, name), task);
  const concepts = { ...a.concepts };
  for (const [name, theirs] of Object.entries(b.concepts))
    if (theirs.asked > (own(concepts, name)?.asked ?? 0)) concepts[name] = theirs;
  const seen = [...new Set([...a.seen, ...b.seen])].sort((x, y) => x - y);
  return { title: a.title || b.title, steps: Math.max(a.steps, b.steps), seen, tasks, concepts };
}

function better(a: TaskProgress | undefined, b: TaskProgress): TaskProgress {
  if (!a) return b;
  const best = b.met / (b.of || 1) > a.met / (a.of || 1) ? b : a;
  return { ...best, solved: a.solved || b.solved };
}

function lessonsOf(raw: unknown): Progress | undefined {
  if (!isRecord(raw) || !isRecord(raw.lessons)) return undefined;
  const out: Progress = {};
  for (const [name, l] of Object.entries(raw.lessons).slice(0, MOST_LESSONS)) {
    if (!isRecord(l) || !/^[\w-]{1,80}$/.test(name) || name === '__proto__') continue;
    out[name] = {
      title: text(l.title),
      steps: count(l.steps),
      seen: Array.isArray(l.seen) ? [...new Set(l.seen.filter((n) => count(n) > 0))].slice(0, 10_000) : [],
      tasks: each(l.tasks, (t) => ({
        title: text(t.title),
        met: count(t.met),
        of: count(t.of),
        solved: t.solved === true,
      })),
      concepts: each(l.concepts, (c) => ({ asked: count(c.asked), right: count(c.right) })),
    };
  }
  return out;
}

function each<T>(raw: unknown, make: (v: Record<string, unknown>) => T): Record<string, T> {
  if (!isRecord(raw)) return {};
  return Object.fromEntries(
    Object.entries(raw)
      .slice(0, MOST_OF_EACH)
      .flatMap(([key, v]) => (isRecord(v) && key !== '__proto__' ? [[key.slice(0, 200), make(v)]] : [])),
  );
}

function count(v: unknown): number {
  return typeof v === 'number' && Number.isInteger(v) && v >= 0 && v < 1e6 ? v : 0;
}

function text(v: unknown): string {
  return typeof v === 'string' ? v.slice(0, 200) : '';
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}
