import type { Change, Lesson, LessonTask, Tables, View } from './abi';
import { type Engine, EngineFailure } from './engine';
import { Memory } from './memory';
import { Navigation } from './navigation';
import type { Seen } from './real';
import { Reals } from './reals';
import { Sheet } from './sheet';
import type { Notice, Status, Surroundings } from './state';

/**
 * All the page knows, and the only thing that changes it. Components draw from
 * here and call the methods; none of them talks to another.
 */
export class Store extends Navigation {
  status: Status = 'loading';
  sheets: Sheet[];
  active: Sheet;
  notices: Notice[] = [];

  #engine: Engine | undefined;
  #memory: Memory;
  #reals: Reals;

  constructor(
    readonly lesson: Lesson,
    private readonly around: Surroundings,
  ) {
    super();
    this.#reals = new Reals(around, {
      seen: (sheet, it) => this.#observe(sheet, it),
      changed: () => this.changed(),
    });
    const first = new Sheet('lesson', 'Lesson', lesson.request, lesson.views);
    first.setEvents(lesson.events);
    first.branches = [{ id: 0, parent: -1, at: -1, name: 'as recorded', events: lesson.events.length }];
    this.sheets = [first];
    this.active = first;
    this.#memory = new Memory(around.shelf, lesson.name, () => this);
    const kept = this.#memory.left('lesson');
    if (kept) first.remember(kept);
    first.cursor = first.clamp(first.resume ?? first.steps[0]?.last ?? 0);
  }

  // --- the engine -----------------------------------------------------------

  /** Loads the engine; hands over to it what has been seen and typed so far. */
  async start(): Promise<void> {
    this.status = 'loading';
    this.changed();
    let engine: Engine;
    try {
      engine = await this.around.load(() => {
        if (this.#engine === engine) this.#stopped();
      });
    } catch {
      this.status = 'absent';
      this.changed();
      return;
    }
    this.#engine = engine;
    this.status = 'ready';
    this.#openKeptTasks();
    for (const sheet of this.sheets) if (!sheet.real) this.#hand(sheet);
    if (this.status !== 'ready') return;
    this.changed();
  }

  /** Gives a sheet to the engine: as it was left, or from the start. */
  #hand(sheet: Sheet): void {
    const cursor = sheet.resume ?? sheet.cursor;
    const restored = sheet.saved !== '' && this.#restore(sheet);
    if (this.#engine === undefined) return;
    if (sheet.id === null) {
      const session = this.#try(() => this.#use().open(sheet.request));
      if (!session) return;
      sheet.take(session);
    }
    sheet.cursor = sheet.clamp(cursor);
    sheet.resume = undefined;
    sheet.resumeBranch = -1;
    const waiting = sheet.waiting;
    sheet.waiting = [];
    for (const [i, w] of waiting.entries()) {
      // What was pointed at before belonged to the recorded course.
      const seq = i > 0 ? sheet.last : restored ? sheet.cursor : w.seq;
      this.#send(sheet, seq, w.line);
    }
  }

  /** Brings back what an earlier visit, or an engine that stopped, left. */
  #restore(sheet: Sheet): boolean {
    const branch = sheet.resumeBranch >= 0 ? sheet.resumeBranch : sheet.branch;
    let why: string;
    try {
      let session = this.#use().open({ ...sheet.request, saved: sheet.saved });
      why = (session.notes ?? []).join(' ');
      if (why === '' && session.branch !== branch && session.branches.some((b) => b.id === branch))
        session = this.#use().pick(session.id, branch);
      sheet.take(session);
      if (why === '') return true;
    } catch (e) {
      if (this.#broken(e)) return false;
      why = e instanceof Error ? e.message : String(e);
    }
    sheet.saved = '';
    this.#say({ kind: 'lost', text: `${sheet.title}: ${why}`, lines: sheet.typed });
    return false;
  }

  #openKeptTasks(): void {
    for (const task of this.lesson.tasks) {
      const key = `task:${task.name}`;
      const kept = this.#memory.left(key);
      if (!kept || this.sheets.some((s) => s.key === key)) continue;
      const sheet = new Sheet(key, task.title, task.request, [], task);
      sheet.remember(kept);
      this.sheets = [...this.sheets, sheet];
      if (this.#memory.leftActive === key) this.active = sheet;
    }
    this.#memory.taken();
  }

  #use(): Engine {
    if (!this.#engine) throw new EngineFailure('The engine is not there.', false);
    return this.#engine;
  }

  /** Asks the engine; a refusal is said, a crash stops it. */
  #try<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (e) {
      if (!this.#broken(e)) this.#say({ kind: 'info', text: e instanceof Error ? e.message : String(e) });
      return undefined;
    }
  }

  #broken(e: unknown): boolean {
    const crashed = !(e instanceof EngineFailure) || e.crashed;
    if (crashed) this.#stopped(e instanceof EngineFailure ? e.detail : String(e));
    return crashed;
  }

  #stopped(detail = ''): void {
    if (this.status === 'stopped') return;
    if (detail) console.info('popscope: the engine stopped:', detail);
    this.status = 'stopped';
    this.#engine = undefined;
    this.pause();
    for (const sheet of this.sheets) {
      sheet.id = null;
      if (sheet.real && sheet.link !== '') {
        this.#reals.drop(sheet);
        sheet.link = 'Closed, because the engine stopped.';
      }
    }
    this.changed();
  }

  /** The table of the protocol that is looked at. */
  get tables(): Tables {
    return this.active.tables ?? this.lesson.tables;
  }

  // --- where we look ----------------------------------------------------------

  /** What there is to see at the cursor. */
  view(): View | undefined {
    const sheet = this.active;
    return sheet.view(sheet.cursor, (id, seq) => this.#try(() => this.#use().view(id, seq)));
  }

  /** All octets of an event, however many. */
  octets(seq: number): Uint8Array | undefined {
    const { id } = this.active;
    if (id === null) return undefined;
    return this.#try(() => this.#use().octets(id, seq));
  }

  protected moved(): void {
    this.#memory.soon();
  }

  show(key: string): void {
    const sheet = this.sheets.find((s) => s.key === key);
    if (!sheet || sheet === this.active) return;
    this.pause();
    this.active = sheet;
    this.selection = undefined;
    this.#memory.soon();
    this.changed();
  }

  pick(branch: number): void {
    const sheet = this.active;
    const { id } = sheet;
    if (id === null || branch === sheet.branch) return;
    this.pause();
    const session = this.#try(() => this.#use().pick(id, branch));
    if (!session) return;
    sheet.take(session);
    this.#save(sheet);
    this.changed();
  }

  // --- what the learner does ----------------------------------------------------

  setDraft(text: string): void {
    if (this.active.draft === text) return;
    this.active.draft = text;
    if (!this.active.real) this.#memory.soon();
    this.changed();
  }

  /** Sends what is in the command line. */
  send(): void {
    const sheet = this.active;
    const line = sheet.draft;
    this.pause();
    // To a real server only what can go now goes; else the line stays.
    if (sheet.real && !this.#reals.send(sheet, line)) return;
    sheet.typed = [...sheet.typed, line];
    sheet.draft = '';
    if (sheet.real) sheet.cursor = sheet.last;
    else if (this.status === 'ready') this.#send(sheet, sheet.cursor, line);
    else sheet.waiting = [...sheet.waiting, { seq: sheet.cursor, line }];
    this.#memory.keep();
    this.changed();
  }

  #send(sheet: Sheet, seq: number, line: string): void {
    const { id } = sheet;
    const change = id === null ? undefined : this.#try(() => this.#use().type(id, seq, line));
    if (change) this.#apply(sheet, change);
    else if (sheet.draft === '') {
      // The line was not taken: give it back.
      sheet.draft = line;
      sheet.typed = sheet.typed.slice(0, -1);
    }
  }

  /** "connect", "hangup" or "wait". */
  act(what: string): void {
    const sheet = this.active;
    const { id } = sheet;
    this.pause();
    if (sheet.real) {
      if (what === 'hangup') this.#reals.hangUp(sheet);
      return;
    }
    if (id === null) return;
    const change = this.#try(() => this.#use().act(id, sheet.cursor, what));
    if (change) this.#apply(sheet, change);
    this.changed();
  }

  #apply(sheet: Sheet, change: Change): void {
    sheet.branch = change.branch;
    sheet.branches = change.branches;
    sheet.state = change.task;
    sheet.splice(change.from, change.events);
    sheet.cursor = sheet.last;
    this.#save(sheet);
  }

  #save(sheet: Sheet): void {
    const { id } = sheet;
    if (sheet.real || id === null) return;
    sheet.saved = this.#try(() => this.#use().save(id)) ?? sheet.saved;
    this.#memory.keep();
  }

  startTask(name: string): void {
    const task = this.lesson.tasks.find((t) => t.name === name);
    if (!task) return;
    const key = `task:${name}`;
    if (!this.sheets.some((s) => s.key === key)) this.#addTask(key, task);
    this.show(key);
  }

  #addTask(key: string, task: LessonTask): void {
    const sheet = new Sheet(key, task.title, task.request, [], task);
    this.sheets = [...this.sheets, sheet];
    if (this.status === 'ready') this.#hand(sheet);
    sheet.cursor = sheet.last;
  }

  /** The task once more, from its beginning. */
  tryAgain(): void {
    const { task, id } = this.active;
    if (!task) return;
    const key = this.active.key;
    if (id !== null) this.#try(() => this.#use().drop(id));
    this.sheets = this.sheets.filter((s) => s.key !== key);
    this.#addTask(key, task);
    this.active = this.sheets[this.sheets.length - 1] ?? this.active;
    this.#memory.keep();
    this.changed();
  }

  /** Whether there is anything that starting over would lose. */
  typedAnything(): boolean {
    return this.sheets.some((s) => s.typed.length > 0 || s.draft !== '' || s.saved !== '');
  }

  /** Forgets all that was typed in this lesson. */
  startOver(): void {
    this.pause();
    for (const sheet of this.sheets) {
      const { id } = sheet;
      this.#reals.drop(sheet);
      if (id !== null) this.#try(() => this.#use().drop(id));
    }
    this.#memory.forget();
    const fresh = new Store(this.lesson, this.around);
    this.sheets = fresh.sheets;
    this.active = fresh.active;
    this.selection = undefined;
    this.notices = [];
    if (this.status === 'ready') this.#hand(this.active);
    this.changed();
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((n) => n !== notice);
    this.changed();
  }

  #say(notice: Notice): void {
    this.notices = [...this.notices.filter((n) => n.text !== notice.text), notice];
  }

  // --- real servers ---------------------------------------------------------------

  /** Connects, through the relay, to a server the relay knows by name. */
  connect(name: string): void {
    const session = this.#try(() => this.#use().open({ kind: 'real' }));
    if (!session) {
      this.changed();
      return;
    }
    const sheet = this.#reals.sheet(name);
    sheet.take(session);
    if (session.protocol !== this.lesson.tables.protocol)
      sheet.tables = this.#try(() => this.#use().tables(session.protocol));
    this.sheets = [...this.sheets, sheet];
    this.#reals.connect(sheet);
    this.show(sheet.key);
  }

  #observe(sheet: Sheet, { what, side, octets, ms }: Seen): void {
    const { id, cursor } = sheet;
    if (id === null) return;
    const following = side === 'client' || cursor >= sheet.last;
    const change = this.#try(() => this.#use().observe(id, what, side, octets, ms));
    if (!change) return;
    this.#apply(sheet, change);
    if (!following) sheet.cursor = cursor;
  }

  /** Whether the connection that is watched is closed: nothing can be sent on it. */
  over(): boolean {
    const sheet = this.active;
    if (sheet.real) return !this.#reals.connected(sheet);
    return this.view()?.conns.find((c) => c.conn === 1)?.open === false;
  }

  /** Takes a session off the page. The lesson itself stays. */
  close(key: string): void {
    const sheet = this.sheets.find((s) => s.key === key);
    if (!sheet || key === 'lesson') return;
    this.#reals.drop(sheet);
    const { id } = sheet;
    if (id !== null) this.#try(() => this.#use().drop(id));
    this.sheets = this.sheets.filter((s) => s !== sheet);
    if (this.active === sheet) this.active = this.sheets[0] ?? this.active;
    this.#memory.keep();
    this.changed();
  }

  /** Keeps at once what waits to be kept; for when the page goes away. */
  flush(): void {
    this.#memory.keep();
  }
}
