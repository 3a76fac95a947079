import type { Branch, Event, LessonTask, Request, Session, Tables, TaskState, View } from './abi';
import { placesOf, type Step, sharedWithFirst, stepsOf } from './steps';
import type { KeptSheet, Waiting } from './storage';
import type { WayKey } from './ways';
import type { Saying } from './words';

/** How many views are kept; more would grow with every step. */
const VIEWS = 256;

/**
 * One session as the page holds it: its events, the cursor in them, and what
 * the learner is typing. A sheet decides nothing about the protocol; it only
 * keeps what the engine said.
 */
export class Sheet {
  /** The engine's number for this session, while it has one. */
  id: number | null = null;
  branch = 0;
  branches: Branch[] = [];
  events: Event[] = [];
  steps: Step[] = [];
  state: TaskState | undefined;
  /** Seq of the event that is shown; -1 while there is none. */
  cursor = -1;
  draft = '';
  typed: string[] = [];
  waiting: Waiting[] = [];
  /** What Engine.save last returned. */
  saved = '';
  /** The cursor of an earlier visit, to return to once the engine has restored it. */
  resume: number | undefined;
  /** The branch of an earlier visit. */
  resumeBranch = -1;
  /** The connection to a real server, in words; empty for a simulated one. */
  link: Saying = '';

  /** Whether lines are being sent in it, one after another: nothing else is meanwhile. */
  busy = false;

  /** Whether something was done in it since it came onto the page. */
  altered = false;

  /** What it was read from, where others have recorded it. */
  file: Uint8Array | undefined;
  /** As the engine names it. */
  protocol = '';

  #views = new Map<number, View>();
  #places: ReadonlyMap<number, number> = new Map();
  /** All events of the branch, those too that are not to be seen yet. */
  #all: readonly Event[] = [];
  #veil: { branch: number; seq: number } | undefined;
  /** Few among many: each row of the ladder asks for them. */
  #opened: Event[] = [];

  constructor(
    /** "lesson", "task:NAME", "real:NAME:N", or "own:N": one that the learner set up or opened. */
    readonly key: string,
    readonly title: string,
    readonly request: Request,
    /** Views of the recorded session, as long as no engine has answered. */
    readonly recorded: readonly View[] = [],
    readonly task?: LessonTask,
  ) {}

  /** The table of its protocol, where that is not the lesson's. */
  tables: Tables | undefined;

  /** The way of working that stands beside it; undefined: the lesson's text. */
  way: WayKey | undefined;

  /** Whether the learner set it up, or brought it: it is no part of the lesson. */
  get own(): boolean {
    return this.key.startsWith('own:');
  }

  get real(): boolean {
    return this.request.kind === 'real';
  }

  /** Recorded by others: it can be looked at, not gone on with. */
  get read(): boolean {
    return this.request.kind === 'read';
  }

  /** Known from what was on the wire, not from inside. */
  get seen(): boolean {
    return this.real || this.read;
  }

  /** Whether the learner sits in the server's seat, and a client asks. */
  get seated(): boolean {
    return this.request.scenario?.seat === 'server';
  }

  get current(): Event | undefined {
    return this.events[this.cursor];
  }

  get last(): number {
    return this.events.length - 1;
  }

  /** How many events the branch has, those too that are not to be seen yet. */
  get length(): number {
    return this.#all.length;
  }

  /** Where in `steps` the cursor stands. */
  get at(): number {
    const number = this.events[this.cursor]?.step;
    return number === undefined ? -1 : (this.#places.get(number) ?? -1);
  }

  get step(): Step | undefined {
    return this.steps[this.at];
  }

  /**
   * Whose connection an event belongs to: the device of a program that acts on its
   * own, or `#N` for one more; empty for the learner's. whose() says it in words.
   */
  program({ conn, seq }: Event): string {
    const opened = this.#opened.findLast((e) => e.seq <= seq && e.conn === conn);
    return opened?.device ?? (conn > 1 ? `#${conn}` : '');
  }

  /** Seq up to which this branch is the recorded course. */
  get shared(): number {
    return sharedWithFirst(this.branches, this.branch);
  }

  /** Takes a whole session from the engine. */
  take(session: Session): void {
    this.id = session.id;
    this.protocol = session.protocol;
    this.branch = session.branch;
    this.branches = session.branches;
    this.state = session.task;
    this.setEvents(session.events);
    this.#views.clear();
    this.cursor = this.clamp(this.cursor);
  }

  /** Events from `from` on are replaced by these. */
  splice(from: number, events: readonly Event[]): void {
    // What comes after a veil is now something that the learner has made, not foreseen.
    if (this.#veil?.branch === this.branch) this.#veil = undefined;
    this.setEvents([...this.#all.slice(0, from), ...events]);
    for (const seq of this.#views.keys()) if (seq >= from) this.#views.delete(seq);
  }

  setEvents(all: readonly Event[]): void {
    const veil = this.#veil;
    const events = all.slice(0, veil?.branch === this.branch ? veil.seq + 1 : undefined);
    this.#all = all;
    this.events = events;
    this.steps = stepsOf(events);
    this.#places = placesOf(this.steps);
    this.#opened = events.filter((e) => e.kind === 'opened');
  }

  /**
   * Hides what this branch has after an event, as if it had not happened yet:
   * for whoever is to foresee it. Undefined: nothing is hidden.
   */
  veil(seq: number | undefined): void {
    this.#veil = seq === undefined ? undefined : { branch: this.branch, seq };
    this.setEvents(this.#all);
    this.cursor = this.clamp(this.cursor);
  }

  /** Whether something of this branch is hidden, for somebody is to foresee it. */
  get veiled(): boolean {
    return this.#veil?.branch === this.branch;
  }

  /** The view after an event, asked for once and kept. */
  view(seq: number, ask: (id: number, seq: number) => View | undefined): View | undefined {
    const known = this.#views.get(seq);
    if (known) return known;
    const recorded = seq <= this.shared ? this.recorded[seq] : undefined;
    const got = this.id === null ? recorded : ask(this.id, seq);
    if (!got) return undefined;
    this.#views.set(seq, got);
    if (this.#views.size > VIEWS) {
      // A Map goes by when its keys came: the first is the oldest.
      const [oldest] = this.#views.keys();
      if (oldest !== undefined) this.#views.delete(oldest);
    }
    return got;
  }

  clamp(seq: number): number {
    return Math.max(Math.min(seq, this.last), Math.min(0, this.last));
  }

  /** Goes back to what an earlier visit left. */
  remember(kept: KeptSheet): void {
    this.saved = kept.saved;
    this.draft = kept.draft;
    this.typed = kept.typed;
    this.waiting = kept.waiting;
    if (kept.cursor >= 0) this.resume = kept.cursor;
    this.resumeBranch = kept.branch;
  }

  /** What a reload must not lose. */
  keep(): KeptSheet {
    const { resume, resumeBranch, title, request, way, task } = this;
    return {
      saved: this.saved,
      branch: resumeBranch >= 0 ? resumeBranch : this.branch,
      cursor: resume ?? this.cursor,
      draft: this.draft,
      typed: this.typed,
      waiting: this.waiting,
      ...(this.own
        ? { own: { title, request, ...(way ? { way } : {}), ...(task ? { task: task.name } : {}) } }
        : {}),
    };
  }
}
