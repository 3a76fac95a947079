import type { TaskState } from './abi';
import { keepProgress, keptProgress, type LessonProgress, scored } from './progress';
import { announce, hearScores, type Score } from './score';
import type { Shelf } from './storage';
import type { Store } from './store';
import { area } from './words';
import en from './words/en/notices.json';

const say = area('notices', en);

/** Milliseconds that a step may wait to be kept. */
const SOON = 500;

/**
 * Watches what the learner does and keeps it: which steps were looked at, how
 * the tasks fare. Each new verdict on a task is announced.
 */
export class Recorder {
  #seen = new Set<number>();
  #state: TaskState | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  /** Whether there was room for it when it was last kept. */
  #room = false;

  constructor(
    private readonly store: Store,
    private readonly shelf: Shelf,
  ) {
    for (const n of this.#kept().seen) this.#seen.add(n);
    this.#look();
    store.subscribe(() => this.#look());
    hearScores((score) => this.#heard(score));
  }

  #look(): void {
    const { active, sheets } = this.store;
    const number = active.step?.number;
    if (
      active === sheets[0] &&
      number !== undefined &&
      active.cursor <= active.shared &&
      !this.#seen.has(number)
    ) {
      this.#seen.add(number);
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#keep((l) => l), SOON);
    }
    const { task, state } = active;
    // What came with a link is somebody else's work.
    if (!task || !state || state === this.#state || active.own) return;
    this.#state = state;
    const met = state.goals.filter((g) => g.met).length;
    announce({ task: task.name, met, of: state.goals.length, solved: state.solved });
  }

  #heard(score: Score): void {
    const task = this.store.lesson.tasks.find((t) => t.name === score.task);
    this.#keep((l) => scored(l, score, task?.title ?? ''));
  }

  /** What is kept may have been changed meanwhile, by another window. */
  #keep(change: (lesson: LessonProgress) => LessonProgress): void {
    const { name } = this.store.lesson;
    const kept = this.#kept();
    const seen = [...new Set([...kept.seen, ...this.#seen])].sort((a, b) => a - b);
    const room = keepProgress(this.shelf, { ...keptProgress(this.shelf), [name]: change({ ...kept, seen }) });
    // Where nothing was ever kept, nobody was told that it is.
    if (!room && this.#room) this.store.tell(say('full.progress'));
    this.#room = room;
  }

  #kept(): LessonProgress {
    const { name, title, events } = this.store.lesson;
    const steps = new Set(events.map((e) => e.step)).size;
    const kept = keptProgress(this.shelf)[name];
    return { seen: [], tasks: {}, concepts: {}, ...kept, title, steps };
  }
}
