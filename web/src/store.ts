import type { Change, LessonTask, Request, Session, View } from './abi';
import { type Engine, EngineFailure, WholeEngine } from './engine';
import { EngineRoom } from './engine-room';
import { Sheet } from './sheet';
import { inSlices } from './slices';
import type { Notice } from './state';
import type { KeptSeen } from './storage';
import type { WayKey } from './ways';
import { area } from './words';
import en from './words/en/real.json';
import works from './words/en/working.json';

const real = area('real', en);
const working = area('working', works);

/** Characters of what was seen of a real server that are kept. */
const MOST_SEEN = 300_000;

/**
 * All the page knows, and the only thing that changes it. Components draw from
 * here and call the methods; none of them talks to another.
 */
export class Store extends EngineRoom {
  // --- where we look ----------------------------------------------------------

  /** What there is to see at the cursor, or after another event. */
  view(at = this.active.cursor): View | undefined {
    const sheet = this.active;
    return sheet.view(at, (id, seq) => this.attempt(() => this.use().view(id, seq)));
  }

  /** All octets of an event, however many. */
  octets(seq: number): Uint8Array | undefined {
    const { id } = this.active;
    if (id === null) return undefined;
    return this.attempt(() => this.use().octets(id, seq));
  }

  protected moved(): void {
    this.memory.soon();
  }

  show(key: string): void {
    const sheet = this.sheets.find((s) => s.key === key);
    if (!sheet || sheet === this.active) return;
    this.pause();
    this.active = sheet;
    this.way = sheet.way;
    this.selection = undefined;
    this.memory.soon();
    this.changed();
  }

  pick(branch: number): void {
    const sheet = this.active;
    const { id } = sheet;
    if (id === null || sheet.busy || branch === sheet.branch) return;
    this.pause();
    const session = this.attempt(() => this.use().pick(id, branch));
    if (!session) return;
    sheet.take(session);
    this.save(sheet);
    this.changed();
  }

  /** Gives a branch another name. Says whether the engine took it. */
  rename(branch: number, name: string): boolean {
    const sheet = this.active;
    const branches = this.ask((engine, id) => engine.rename(id, branch, name));
    if (branches) {
      sheet.branches = branches;
      this.save(sheet);
    }
    this.changed();
    return branches !== undefined;
  }

  // --- what the learner does ----------------------------------------------------

  setDraft(text: string): void {
    if (this.active.draft === text) return;
    this.active.draft = text;
    if (!this.active.real) this.memory.soon();
    this.changed();
  }

  /** Sends what is in the command line; says whether it went, or waits to. */
  send(): boolean {
    const sheet = this.active;
    const line = sheet.draft;
    this.pause();
    if (sheet.busy) return false;
    // To a real server only what can go now goes; else the line stays.
    if (sheet.real && !this.reals.send(sheet, line)) return false;
    sheet.typed = [...sheet.typed, line];
    sheet.draft = '';
    if (sheet.real) sheet.cursor = sheet.last;
    else if (this.status === 'ready') this.type(sheet, sheet.cursor, line);
    else sheet.waiting = [...sheet.waiting, { seq: sheet.cursor, line }];
    this.memory.keep();
    this.changed();
    return sheet.draft === '';
  }

  /** Sends what is in the command line right behind all that was sent by now, and waits for nothing. */
  sendNow(): void {
    const sheet = this.active;
    const line = sheet.draft;
    if (!this.alter((engine, id, seq) => engine.act(id, seq, `send ${line}`))) return;
    sheet.typed = [...sheet.typed, line];
    sheet.draft = '';
    this.memory.keep();
    this.changed();
  }

  /** Sends many lines, in order: from the past, all into one branch. Stops at one that can't go. */
  async sendAll(lines: readonly string[]): Promise<void> {
    const sheet = this.active;
    this.pause();
    if (lines.length === 0 || sheet.busy) return;
    if (sheet.real) return this.#sendReal(sheet, lines);
    sheet.draft = '';
    if (this.status === 'ready') return this.typeSlowly(sheet, lines);
    sheet.typed = [...sheet.typed, ...lines];
    const seq = sheet.cursor;
    sheet.waiting = [...sheet.waiting, ...lines.map((line) => ({ seq, line }))];
    this.memory.keep();
    this.changed();
  }

  /** To a real server they go without waiting for replies. What can't go stays in the command line. */
  async #sendReal(sheet: Sheet, lines: readonly string[]): Promise<void> {
    let sent = 0;
    await inSlices(
      1,
      () => {
        const line = lines[sent] ?? '';
        if (!this.reals.send(sheet, line)) return true;
        sheet.typed = [...sheet.typed, line];
        return ++sent === lines.length;
      },
      () => this.sheets.includes(sheet),
    );
    sheet.draft = lines[sent] ?? '';
    sheet.cursor = sheet.last;
    this.changed();
  }

  /** What Engine.act knows: "connect", "hangup", "wait" … */
  act(what: string): void {
    const sheet = this.active;
    if (!sheet.real) this.alter((engine, id, seq) => engine.act(id, seq, what));
    else if (what === 'hangup') {
      this.pause();
      this.reals.hangUp(sheet);
    }
  }

  /**
   * Lets the engine do something in the session that is looked at, after the
   * event at the cursor; in the past that starts a branch. Says whether it did.
   */
  alter(what: (engine: Engine, id: number, seq: number) => Change): boolean {
    this.pause();
    if (this.active.busy) return false;
    const change = this.ask(what);
    if (change) this.apply(this.active, change);
    this.changed();
    return change !== undefined;
  }

  /**
   * Opens a session of the learner's own and looks at it, with a way of working
   * beside it. The engine may refuse: that is said, and nothing is opened.
   */
  open(title: string, request: Request, way?: WayKey): Sheet | undefined {
    const session = this.attempt(() => this.use().open(request));
    return session && this.#opened(title, request, session, { way });
  }

  /**
   * Opens a session that comes from elsewhere, a file or a link: a little at a
   * time, for it may be long. Undefined if somebody stopped it, which is said.
   * Throws what the engine says where it refuses it, or what was saved in it:
   * then nothing is opened.
   */
  async bring(title: string, request: Request, task?: LessonTask): Promise<Sheet | undefined> {
    try {
      const session = await this.slowly(
        () => working('opening', { title }),
        (engine) => engine.begin(request),
      );
      if (!session) {
        this.tell(working('stopped.opening', { title }));
        return undefined;
      }
      if (!session.lost) return this.#opened(title, request, session, { task });
      this.use().drop(session.id);
      throw new EngineFailure(session.lost, false);
    } catch (e) {
      this.broken(e);
      this.changed();
      throw e;
    }
  }

  /**
   * Opens what others have recorded, a capture or a transcript, and looks at its
   * beginning. Undefined if somebody stopped it. Throws what the engine says
   * where it can't be read.
   */
  async openFile(title: string, file: Uint8Array, engine: WholeEngine): Promise<Sheet | undefined> {
    const session = await this.slowly(
      () => working('reading', { title }),
      (now) => (now instanceof WholeEngine ? now : engine).beginReading(file),
    );
    return session && this.#opened(title, { kind: 'read' }, session, { file });
  }

  /** A session that the engine has opened already. */
  #opened(
    title: string,
    request: Request,
    session: Session,
    { way, file, task }: { way?: WayKey | undefined; file?: Uint8Array; task?: LessonTask | undefined },
  ): Sheet {
    const sheet = new Sheet(this.memory.free(), title, request, [], task);
    const notes = (session.notes ?? []).join('\n');
    if (notes) this.say({ kind: 'info', text: file ? `${title}\n${notes}` : notes });
    sheet.way = way;
    sheet.file = file;
    sheet.take(session);
    this.table(sheet);
    sheet.cursor = file ? sheet.clamp(sheet.steps[0]?.last ?? 0) : sheet.last;
    this.sheets = [...this.sheets, sheet];
    this.save(sheet);
    this.show(sheet.key);
    return sheet;
  }

  /** Hides what comes after an event of a session, which somebody is to foresee; undefined: hides nothing. */
  veil(sheet: Sheet, seq: number | undefined): void {
    this.pause();
    sheet.veil(seq);
    this.changed();
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
    if (this.status === 'ready') this.hand(sheet);
    sheet.cursor = sheet.last;
  }

  /** The task once more, from its beginning. */
  tryAgain(): void {
    const { task, id } = this.active;
    if (!task) return;
    const key = this.active.key;
    if (id !== null) this.attempt(() => this.use().drop(id));
    this.sheets = this.sheets.filter((s) => s.key !== key);
    this.#addTask(key, task);
    this.active = this.sheets[this.sheets.length - 1] ?? this.active;
    this.memory.keep();
    this.changed();
  }

  /** Whether there is anything that starting over would lose. */
  typedAnything(): boolean {
    return this.sheets.some((s) => !separate(s) && (s.typed.length > 0 || s.draft !== '' || s.saved !== ''));
  }

  /** Forgets all that was typed in this lesson and its tasks. Sessions of the learner's own, and real ones, stay. */
  startOver(): void {
    this.pause();
    const others = this.sheets.filter(separate);
    for (const sheet of this.sheets) {
      const { id } = sheet;
      if (id !== null && !others.includes(sheet)) this.attempt(() => this.use().drop(id));
    }
    this.memory.forget();
    const fresh = new Store(this.lesson, this.around);
    this.sheets = [...fresh.sheets, ...others];
    this.active = fresh.active;
    this.selection = undefined;
    this.notices = [];
    if (this.status === 'ready') this.hand(this.active);
    this.changed();
  }

  dismiss(notice: Notice): void {
    this.notices = this.notices.filter((n) => n !== notice);
    this.changed();
  }

  // --- real servers ---------------------------------------------------------------

  /**
   * Connects, through the relay, to a server the relay knows by name. To listen
   * takes the whole engine: the sheet is there at once, and says what it waits for.
   */
  async connect(name: string): Promise<void> {
    const sheet = this.reals.sheet(name);
    sheet.busy = true;
    // One that came to nothing is tried again in its place.
    const others = this.sheets.filter((s) => s.busy || s.length > 0 || !s.real || s.title !== name);
    this.sheets = [...others, sheet];
    this.show(sheet.key);
    const engine = await this.whole();
    sheet.busy = false;
    if (!this.sheets.includes(sheet)) return;
    const session = engine && this.attempt(() => engine.open({ kind: 'real' }));
    if (session) this.#listen(sheet, session);
    else sheet.link = () => real('deaf');
    this.changed();
  }

  #listen(sheet: Sheet, session: Session): void {
    sheet.take(session);
    if (session.protocol !== this.lesson.tables.protocol)
      sheet.tables = this.attempt(() => this.use().tables(session.protocol));
    sheet.link = () => real('connecting');
    this.reals.connect(sheet);
  }

  /** Whether the connection that is watched is closed, now or after another event: nothing can be sent on it. */
  over(at = this.active.cursor): boolean {
    const sheet = this.active;
    if (sheet.real) return !this.reals.connected(sheet);
    if (sheet.read) return true;
    return this.view(at)?.conns.find((c) => c.conn === 1)?.open === false;
  }

  /** Whether closing a session would lose what somebody has done in it. */
  loses({ typed, draft, branches, altered }: Sheet): boolean {
    return altered || typed.length > 0 || draft !== '' || branches.length > 1;
  }

  /** Takes a session off the page. The lesson itself stays. */
  close(key: string): void {
    const sheet = this.sheets.find((s) => s.key === key);
    if (!sheet || key === 'lesson') return;
    this.reals.drop(sheet);
    const { id } = sheet;
    if (id !== null) this.attempt(() => this.use().drop(id));
    this.sheets = this.sheets.filter((s) => s !== sheet);
    if (this.active === sheet) {
      this.pause();
      this.active = this.sheets[0] ?? this.active;
      this.selection = undefined;
    }
    this.memory.keep();
    this.changed();
  }

  /** Whether a reload finds again what was done. */
  keeps(): boolean {
    return this.memory.keeps;
  }

  /**
   * Keeps at once what waits to be kept; for when the page goes away. What was
   * seen of real servers is kept as the engine writes it down without secrets.
   */
  flush(): void {
    this.memory.keep(
      this.sheets.flatMap((sheet) => {
        const { id } = sheet;
        if (!sheet.real || id === null || sheet.length === 0) return [];
        const engine = this.attempt(() => this.use());
        if (!(engine instanceof WholeEngine)) return [];
        const transcript = this.attempt(() => engine.transcript(id, sheet.branch)) ?? '';
        return [{ name: sheet.title, transcript: transcript.slice(0, MOST_SEEN) }];
      }),
    );
  }

  /** Opens what an earlier visit saw of a real server, beside what is looked at or in its place. */
  protected async lookAt(it: KeptSeen, first = true): Promise<void> {
    const { active } = this;
    const engine = await this.whole();
    if (!engine) return;
    try {
      const text = new TextEncoder().encode(it.transcript);
      if (!(await this.openFile(it.name, text, engine))) return;
      this.memory.forgetSeen(it);
      if (!first) this.show(active.key);
    } catch (e) {
      this.tell(e instanceof Error ? e.message : String(e));
    }
  }
}

/** Whether a session is no part of the lesson, nor of its tasks. */
function separate(sheet: Sheet): boolean {
  return sheet.own || sheet.real;
}
