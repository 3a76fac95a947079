import type { Change, Event, Job, Lesson, LessonTask, Request, Session, Tables } from './abi';
import { type Engine, EngineFailure, WholeEngine } from './engine';
import { pause } from './later';
import { Memory } from './memory';
import { Navigation } from './navigation';
import { Openings } from './openings';
import type { Seen } from './real';
import { Reals } from './reals';
import { Sheet } from './sheet';
import { inSlices } from './slices';
import type { Notice, Status, Surroundings } from './state';
import type { KeptSeen, KeptSheet } from './storage';
import { Whole } from './whole';
import { why } from './why';
import { area, type Saying, said } from './words';
import notices from './words/en/notices.json';
import en from './words/en/real.json';
import works from './words/en/working.json';
import { Work } from './work';

const notice = area('notices', notices);
const real = area('real', en);
const working = area('working', works);

/** Events, or lines, with which a slice of long work begins. */
const FIRST = 400;

/** What the page itself refuses, in its own words. */
class Refusal extends EngineFailure {
  constructor(readonly saying: () => string) {
    super(saying(), false);
  }
}

/**
 * Where the engine is: it is fetched, given all sessions, asked, and started
 * anew where it fails. Nothing of what the learner did is lost on the way.
 */
export abstract class EngineRoom extends Navigation {
  status: Status = 'loading';
  /** Why there is no engine, where it is absent. */
  obstacle: Saying = '';
  sheets: Sheet[];
  active: Sheet;
  notices: Notice[] = [];
  /** What takes a while just now. */
  works: readonly Work[] = [];

  protected engine: Engine | undefined;
  protected memory: Memory;
  protected reals: Reals;
  readonly openings: Openings;
  #starting: Promise<void> | undefined;
  #whole: Whole;

  constructor(
    readonly lesson: Lesson,
    protected readonly around: Surroundings,
  ) {
    super();
    this.reals = new Reals(around, {
      seen: (sheet, it) => this.observe(sheet, it),
      changed: () => this.changed(),
    });
    this.#whole = new Whole(around, {
      sheets: () => this.sheets,
      settled: async () => {
        await this.#starting;
        return this.engine;
      },
      restart: async () => {
        await this.start();
        return this.engine;
      },
      change: (engine) => {
        this.engine = engine;
        this.changed();
      },
      ended: (engine) => {
        if (this.engine === engine) this.stopped();
      },
      say: (text) => {
        this.say({ kind: 'info', text });
        this.changed();
      },
    });
    const first = new Sheet('lesson', 'Lesson', lesson.request, lesson.views);
    first.setEvents(lesson.events);
    first.branches = [{ id: 0, parent: -1, at: -1, name: 'as recorded', events: lesson.events.length }];
    this.sheets = [first];
    this.active = first;
    this.openings = new Openings(around.shelf, around.tab);
    this.memory = new Memory(
      around.shelf,
      lesson.name,
      around.tab,
      () => this,
      () => this.tell(notice('full')),
    );
    const kept = this.memory.left('lesson');
    if (kept) first.remember(kept);
    first.cursor = first.clamp(first.resume ?? first.steps[0]?.last ?? 0);
  }

  /** Loads the engine; hands over to it what has been seen and typed so far. Once, whoever asks. */
  start(): Promise<void> {
    if (this.status === 'ready') return Promise.resolve();
    this.#starting ??= this.#start().finally(() => {
      this.#starting = undefined;
    });
    return this.#starting;
  }

  async #start(): Promise<void> {
    this.status = 'loading';
    this.changed();
    // What an earlier visit left may be more than the core can open.
    const takesWhole = (r?: Request): boolean =>
      r !== undefined && (r.kind !== 'simulated' || !!r.scenario?.seat);
    if (this.memory.all().some(([, kept]) => takesWhole(kept.own?.request))) this.#whole.want();
    let engine: Engine;
    try {
      engine = await this.#whole.load(() => {
        if (this.engine === engine) this.stopped();
      });
    } catch (e) {
      this.obstacle = why(e);
      this.status = 'absent';
      this.changed();
      return;
    }
    this.engine = engine;
    await this.#leftBehind();
    this.openKept();
    for (const sheet of this.sheets) {
      if (sheet.real || sheet.id !== null) continue;
      await this.#bring(sheet);
      // It has stopped at this one: the others keep what they have, for the next.
      if (this.engine !== engine) return;
    }
    // Meanwhile more may have been typed.
    for (const sheet of this.sheets) await this.#sendWaiting(sheet, true);
    if (this.engine !== engine) return;
    this.memory.keep();
    this.status = 'ready';
    // Before what the engine has said is drawn.
    await pause();
    this.changed();
  }

  /** The engine, once it is on its way no longer; undefined: there is none. */
  async settled(): Promise<Engine | undefined> {
    if (this.status === 'loading')
      await new Promise<void>((done) => {
        const leave = this.subscribe(() => {
          if (this.status === 'loading') return;
          leave();
          done();
        });
      });
    return this.engine;
  }

  /** The whole engine; undefined if it can't be had, and then the page has said so. */
  whole(): Promise<WholeEngine | undefined> {
    return this.#whole.engine();
  }

  /** Looks for what other windows have left, and for what an earlier visit did not come to the end of. */
  async #leftBehind(): Promise<void> {
    await this.openings.look();
    await this.memory.takeOver((key) => {
      const of = this.#published(key);
      return of && { title: working('other', { title: of.title }), request: of.request };
    });
    for (const sheet of this.sheets) {
      const kept = this.memory.left(sheet.key);
      if (kept && sheet.id === null) sheet.remember(kept);
    }
    for (const it of this.memory.seen) this.#offerSeen(it);
    for (const [key, kept] of this.memory.all()) {
      const mark = this.#mark(key);
      if (!this.openings.died(mark)) continue;
      const of = kept.own ?? this.#published(key);
      if (!of) continue;
      const { title, request } = of;
      const to = this.memory.setAside(key, { title, request });
      this.openings.rename(mark, this.#mark(to));
      const first = this.sheets[0];
      if (key === 'lesson' && first)
        first.remember({ ...kept, saved: '', typed: [], waiting: [], draft: '' });
      this.say({
        kind: 'info',
        text: () => working('died.sheet', { title }),
        acts: [
          { label: () => working('died.open'), act: () => void this.#fetchAside(to) },
          { label: () => working('died.leave'), act: () => {} },
        ],
      });
    }
  }

  /** What was seen of a real server until the page was left: it can be looked at, and gone on with. */
  #offerSeen(it: KeptSeen): void {
    const { name } = it;
    this.say({
      kind: 'info',
      text: () => real('left', { name }),
      acts: [
        { label: () => real('left.look'), act: () => void this.lookAt(it) },
        {
          label: () => real('left.again'),
          act: () => {
            void this.connect(name);
            void this.lookAt(it, false);
          },
        },
        { label: () => real('left.away'), act: () => this.memory.forgetSeen(it) },
      ],
    });
  }

  protected abstract lookAt(it: KeptSeen, first?: boolean): Promise<void>;
  /** Connects, through the relay, to a server the relay knows by name. */
  abstract connect(name: string): Promise<void>;

  /** The lesson, or one of its tasks, by the key of its sheet. */
  #published(key: string): { title: string; request: Request } | undefined {
    return key === 'lesson' ? this.lesson : this.lesson.tasks.find((t) => `task:${t.name}` === key);
  }

  /** How the opening of a sheet is marked. */
  #mark(key: string): string {
    return `${this.lesson.name}/${key}`;
  }

  /** Opens what was set aside, after all. */
  async #fetchAside(key: string): Promise<void> {
    const kept = this.memory.fetch(key);
    if (!kept?.own) return;
    const sheet = this.#keptSheet(key, kept, kept.own);
    this.sheets = [...this.sheets, sheet];
    if (this.engine) await this.#bring(sheet);
    this.memory.keep();
    this.show(key);
    this.changed();
  }

  /** Brings back a sheet as it was left, a little at a time, and what still waits to be sent. */
  async #bring(sheet: Sheet): Promise<void> {
    const cursor = sheet.resume ?? sheet.cursor;
    const done = sheet.saved === '' ? undefined : this.openings.begin(this.#mark(sheet.key));
    const restored = sheet.saved !== '' && (await this.restore(sheet));
    done?.();
    if (!this.engine || !this.sheets.includes(sheet)) return;
    this.hand(sheet, cursor);
    await this.#sendWaiting(sheet, restored);
  }

  /** Sends the lines that were typed before there was an engine to take them. */
  async #sendWaiting(sheet: Sheet, restored: boolean): Promise<void> {
    const { waiting } = sheet;
    if (!this.engine || sheet.id === null || waiting.length === 0) return;
    sheet.waiting = [];
    // What was pointed at before belonged to the recorded course.
    if (!restored) sheet.cursor = sheet.clamp(waiting[0]?.seq ?? sheet.last);
    await this.typeSlowly(
      sheet,
      waiting.map((w) => w.line),
      true,
    );
  }

  /** Gives a sheet to the engine, from its start, unless it is there already. */
  protected hand(sheet: Sheet, cursor = sheet.resume ?? sheet.cursor): void {
    if (this.engine === undefined) return;
    if (sheet.id === null) {
      const session = this.attempt(() => this.#begin(sheet));
      if (!session) return;
      sheet.take(session);
    }
    this.table(sheet);
    sheet.cursor = sheet.clamp(cursor);
    sheet.resume = undefined;
    sheet.resumeBranch = -1;
  }

  /** A session from its beginning; one that was read is read once more. */
  #begin({ file, request }: Sheet): Session {
    const engine = this.use();
    return file && engine instanceof WholeEngine ? engine.read(file) : engine.open(request);
  }

  /** Brings back what an earlier visit, or an engine that stopped, left. */
  protected async restore(sheet: Sheet): Promise<boolean> {
    const branch = sheet.resumeBranch >= 0 ? sheet.resumeBranch : sheet.branch;
    const { title } = sheet;
    let why: string;
    try {
      const request = { ...sheet.request, saved: sheet.saved };
      let session = await this.slowly(
        () => working('restoring', { title }),
        (engine) => engine.begin(request),
      );
      if (!session) {
        this.#stoppedAt(sheet);
        return false;
      }
      why = (session.notes ?? []).join(' ');
      if (why === '' && session.branch !== branch && session.branches.some((b) => b.id === branch))
        session = this.use().pick(session.id, branch);
      sheet.take(session);
      if (why === '') return true;
    } catch (e) {
      if (this.broken(e)) return false;
      why = e instanceof Error ? e.message : String(e);
    }
    sheet.saved = '';
    this.say({ kind: 'lost', text: `${sheet.title}: ${why}`, lines: sheet.typed });
    return false;
  }

  /** Somebody has stopped bringing it back: it stays as it was left, and is offered. */
  #stoppedAt(sheet: Sheet): void {
    const { key, title, request } = sheet;
    const to = this.memory.putAside(key, { ...sheet.keep(), own: { title, request } });
    if (sheet.own) this.sheets = this.sheets.filter((s) => s !== sheet);
    sheet.saved = '';
    sheet.typed = [];
    sheet.waiting = [];
    sheet.draft = '';
    if (this.active === sheet && sheet.own) this.active = this.sheets[0] ?? sheet;
    this.say({
      kind: 'info',
      text: () => working('stopped.restoring', { title }),
      acts: [
        { label: () => working('died.open'), act: () => void this.#fetchAside(to) },
        { label: () => working('died.leave'), act: () => {} },
      ],
    });
  }

  /**
   * Lets the engine open a session, a little at a time: meanwhile the page
   * answers. Undefined if somebody stopped it. Throws what the engine says.
   */
  protected async slowly(title: Saying, begin: (engine: Engine) => Job): Promise<Session | undefined> {
    const work = this.begun(title);
    try {
      for (;;) {
        const engine = this.use();
        let job = begin(engine);
        const events: Event[] = [];
        const ended = await inSlices(
          FIRST,
          (size) => {
            job = engine.go(job.id, size);
            for (const e of job.events ?? []) events.push(e);
            work.at(job.done / 1000);
            return job.session !== undefined;
          },
          () => !work.stopped && this.engine === engine,
        );
        if (ended && job.session && this.engine === engine) return { ...job.session, events };
        if (!work.stopped) continue; // another engine has taken over: from the beginning
        engine.stop(job.id);
        return undefined;
      }
    } finally {
      this.ended(work);
    }
  }

  /** Something long has begun. */
  protected begun(title: Saying): Work {
    const work = new Work(title, this.around.now, () => this.changed());
    this.works = [...this.works, work];
    return work;
  }

  protected ended(work: Work): void {
    this.works = this.works.filter((w) => w !== work);
    if (work.seen) this.changed();
  }

  /**
   * Sends lines, in order, from the cursor on; in the past, all go into one
   * branch. Those that could not be sent are given back.
   */
  protected async typeSlowly(sheet: Sheet, lines: readonly string[], typed = false): Promise<void> {
    if (!typed) sheet.typed = [...sheet.typed, ...lines];
    const work = this.begun(() => working('typing', { n: lines.length }));
    const together = !sheet.seated;
    let sent = 0;
    let taken = true;
    let drawn = this.around.now();
    sheet.busy = true;
    await inSlices(
      1,
      (size) => {
        const some = lines.slice(sent, sent + (together ? size : 1));
        taken = this.#sendOn(sheet, some);
        if (taken) sent += some.length;
        work.at(sent / lines.length);
        // To draw it takes longer than to send it.
        if (this.around.now() - drawn > 600) {
          this.changed();
          drawn = this.around.now();
        }
        return !taken || sent >= lines.length;
      },
      () => !work.stopped && this.engine !== undefined && this.sheets.includes(sheet),
    );
    sheet.busy = false;
    this.ended(work);
    const rest = lines.slice(sent);
    if (rest.length > 0) this.#giveBack(sheet, rest, work, sent, lines.length);
    this.save(sheet);
    this.changed();
  }

  /** Sends lines from where the sheet stands; says whether they were taken. */
  #sendOn(sheet: Sheet, lines: readonly string[]): boolean {
    const { id, cursor } = sheet;
    const [line = ''] = lines;
    if (id === null) return false;
    const change = this.attempt(() => {
      const engine = this.use();
      if (lines.length > 1) return engine.typeAll(id, cursor, lines);
      return this.#line(engine, sheet, id, cursor, line);
    });
    if (change) this.taken(sheet, change);
    return change !== undefined;
  }

  /** Lines that were not sent: a single one goes back into the command line. */
  #giveBack(sheet: Sheet, rest: readonly string[], work: Work, sent: number, n: number): void {
    const [first = ''] = rest;
    sheet.typed = sheet.typed.slice(0, sheet.typed.length - rest.length);
    if (!this.engine && sheet.draft === '') {
      // It goes on once there is an engine again: all but the line at which that stopped.
      sheet.draft = first;
      sheet.typed = [...sheet.typed, ...rest.slice(1)];
      sheet.waiting = rest.slice(1).map((line) => ({ seq: sheet.last, line }));
      return;
    }
    if (rest.length === 1 && sheet.draft === '') sheet.draft = first;
    else
      this.say({
        kind: 'lost',
        text: () => working(work.stopped ? 'stopped.typing' : 'failed.typing', { sent, n }),
        lines: [...rest],
      });
  }

  /** Puts back what an earlier visit left: tasks, and sessions of the learner's own. */
  protected openKept(): void {
    for (const [key, kept] of this.memory.all()) {
      if (this.sheets.some((s) => s.key === key)) continue;
      // A session that came with a link may be an attempt at a task, too.
      const task = this.lesson.tasks.find((t) => `task:${t.name}` === key || t.name === kept.own?.task);
      const what = kept.own ?? task;
      if (!what) continue;
      const sheet = this.#keptSheet(key, kept, what, task);
      this.sheets = [...this.sheets, sheet];
      if (this.memory.leftActive === key) this.active = sheet;
    }
    this.memory.taken();
  }

  #keptSheet(
    key: string,
    kept: KeptSheet,
    what: { title: string; request: Request },
    task?: LessonTask,
  ): Sheet {
    const sheet = new Sheet(key, what.title, what.request, [], task);
    sheet.way = kept.own?.way;
    sheet.remember(kept);
    return sheet;
  }

  protected use(): Engine {
    if (!this.engine) throw new Refusal(() => notice('none'));
    return this.engine;
  }

  /** Asks the engine; a refusal is said, a crash stops it. */
  protected attempt<T>(ask: () => T): T | undefined {
    try {
      return ask();
    } catch (e) {
      if (!this.broken(e))
        this.say({
          kind: 'info',
          text: e instanceof Refusal ? e.saying : e instanceof Error ? e.message : String(e),
        });
      return undefined;
    }
  }

  protected broken(e: unknown): boolean {
    const crashed = !(e instanceof EngineFailure) || e.crashed;
    if (crashed) this.stopped(e instanceof EngineFailure ? e.detail : String(e));
    return crashed;
  }

  protected stopped(detail = ''): void {
    if (this.status === 'stopped') return;
    if (detail) console.info('popscope: the engine stopped:', detail);
    this.status = 'stopped';
    this.engine = undefined;
    this.pause();
    for (const sheet of this.sheets) {
      sheet.id = null;
      if (sheet.real && sheet.link !== '') {
        this.reals.drop(sheet);
        sheet.link = () => real('closed.engine');
      }
    }
    this.changed();
  }

  /** A session of the learner's own may speak another protocol, or another revision of it, than the lesson. */
  protected table(sheet: Sheet): void {
    const { scenario } = sheet.request;
    if (sheet.read) sheet.tables = this.attempt(() => this.use().tables(sheet.protocol));
    else if (sheet.own && scenario)
      sheet.tables = this.attempt(() => this.use().tables(JSON.stringify(scenario)));
  }

  /**
   * Asks the engine for a fact of the session that is looked at. Undefined
   * where there is no engine, or it refused, which is then said.
   */
  ask<T>(what: (engine: Engine, id: number, seq: number) => T): T | undefined {
    const { id, cursor } = this.active;
    if (id === null || this.status !== 'ready') return undefined;
    return this.attempt(() => what(this.use(), id, cursor));
  }

  /** The table of the protocol that is looked at. */
  get tables(): Tables {
    return this.active.tables ?? this.lesson.tables;
  }

  protected type(sheet: Sheet, seq: number, line: string): void {
    const { id } = sheet;
    const change = id === null ? undefined : this.attempt(() => this.#line(this.use(), sheet, id, seq, line));
    if (change) this.apply(sheet, change);
    else if (sheet.draft === '') {
      // The line was not taken: give it back.
      sheet.draft = line;
      const at = sheet.typed.lastIndexOf(line);
      sheet.typed = sheet.typed.filter((_, i) => i !== at);
    }
  }

  #line(engine: Engine, sheet: Sheet, id: number, seq: number, line: string): Change {
    if (!sheet.seated) return engine.type(id, seq, line);
    if (engine instanceof WholeEngine) return engine.say(id, seq, line);
    throw new Refusal(() => notice('seat'));
  }

  protected apply(sheet: Sheet, change: Change): void {
    this.taken(sheet, change);
    this.save(sheet);
  }

  /** Takes what an action brought. */
  protected taken(sheet: Sheet, change: Change): void {
    sheet.branch = change.branch;
    sheet.branches = change.branches;
    sheet.state = change.task;
    sheet.splice(change.from, change.events);
    sheet.altered = true;
    sheet.cursor = sheet.last;
  }

  protected save(sheet: Sheet): void {
    const { id } = sheet;
    if (sheet.seen || id === null) return;
    sheet.saved = this.attempt(() => this.use().save(id)) ?? sheet.saved;
    this.memory.keep();
  }

  protected observe(sheet: Sheet, { what, side, octets, ms }: Seen): void {
    const { id, cursor } = sheet;
    if (id === null) return;
    const following = side === 'client' || cursor >= sheet.last;
    const change = this.attempt(() => this.use().observe(id, what, side, octets, ms));
    if (!change) return;
    this.apply(sheet, change);
    if (!following) sheet.cursor = cursor;
  }

  /** Says something aside from the session. */
  tell(text: string): void {
    this.say({ kind: 'info', text });
    this.changed();
  }

  /** The same, with what can be done about it. */
  offer(text: Saying, acts: Notice['acts']): void {
    this.say({ kind: 'info', text, ...(acts ? { acts } : {}) });
    this.changed();
  }

  protected say(notice: Notice): void {
    this.notices = [...this.notices.filter((n) => said(n.text) !== said(notice.text)), notice];
  }
}
