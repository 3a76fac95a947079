import type { Change, Lesson, Request, Session, Tables } from './abi';
import { type Engine, EngineFailure, WholeEngine } from './engine';
import { pause } from './later';
import { Memory } from './memory';
import { Navigation } from './navigation';
import type { Seen } from './real';
import { Reals } from './reals';
import { Sheet } from './sheet';
import type { Notice, Status, Surroundings } from './state';
import { Whole } from './whole';
import { area, said } from './words';
import notices from './words/en/notices.json';
import en from './words/en/real.json';

const notice = area('notices', notices);
const real = area('real', en);

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
  sheets: Sheet[];
  active: Sheet;
  notices: Notice[] = [];

  protected engine: Engine | undefined;
  protected memory: Memory;
  protected reals: Reals;
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
    this.memory = new Memory(
      around.shelf,
      lesson.name,
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
    const takesWhole = (r?: Request): boolean => r !== undefined && (r.kind !== 'simulated' || !!r.scenario?.seat);
    if (this.memory.all().some(([, kept]) => takesWhole(kept.own?.request))) this.#whole.want();
    let engine: Engine;
    try {
      engine = await this.#whole.load(() => {
        if (this.engine === engine) this.stopped();
      });
    } catch {
      this.status = 'absent';
      this.changed();
      return;
    }
    this.engine = engine;
    this.status = 'ready';
    this.openKept();
    for (const sheet of this.sheets) {
      if (!sheet.real) this.hand(sheet);
      // It has stopped at this one: the others keep what they have, for the next.
      if (!this.engine) return;
    }
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

  /** Gives a sheet to the engine: as it was left, or from the start. */
  protected hand(sheet: Sheet): void {
    const cursor = sheet.resume ?? sheet.cursor;
    const restored = sheet.saved !== '' && this.restore(sheet);
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
    const waiting = sheet.waiting;
    sheet.waiting = [];
    for (const [i, w] of waiting.entries()) {
      // What was pointed at before belonged to the recorded course.
      const seq = i > 0 ? sheet.last : restored ? sheet.cursor : w.seq;
      this.type(sheet, seq, w.line);
      if (!this.engine) {
        sheet.waiting = waiting.slice(i + 1);
        return;
      }
    }
  }

  /** A session from its beginning; one that was read is read once more. */
  #begin({ file, request }: Sheet): Session {
    const engine = this.use();
    return file && engine instanceof WholeEngine ? engine.read(file) : engine.open(request);
  }

  /** Brings back what an earlier visit, or an engine that stopped, left. */
  protected restore(sheet: Sheet): boolean {
    const branch = sheet.resumeBranch >= 0 ? sheet.resumeBranch : sheet.branch;
    let why: string;
    try {
      let session = this.use().open({ ...sheet.request, saved: sheet.saved });
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

  /** Puts back what an earlier visit left: tasks, and sessions of the learner's own. */
  protected openKept(): void {
    for (const [key, kept] of this.memory.all()) {
      if (this.sheets.some((s) => s.key === key)) continue;
      const task = this.lesson.tasks.find((t) => `task:${t.name}` === key);
      const what = kept.own ?? task;
      if (!what) continue;
      const sheet = new Sheet(key, what.title, what.request, [], task);
      sheet.way = kept.own?.way;
      sheet.remember(kept);
      this.sheets = [...this.sheets, sheet];
      if (this.memory.leftActive === key) this.active = sheet;
    }
    this.memory.taken();
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
    const send = (engine: Engine, id: number): Change => {
      if (!sheet.seated) return engine.type(id, seq, line);
      if (engine instanceof WholeEngine) return engine.say(id, seq, line);
      throw new Refusal(() => notice('seat'));
    };
    const change = id === null ? undefined : this.attempt(() => send(this.use(), id));
    if (change) this.apply(sheet, change);
    else if (sheet.draft === '') {
      // The line was not taken: give it back.
      sheet.draft = line;
      const at = sheet.typed.lastIndexOf(line);
      sheet.typed = sheet.typed.filter((_, i) => i !== at);
    }
  }

  protected apply(sheet: Sheet, change: Change): void {
    sheet.branch = change.branch;
    sheet.branches = change.branches;
    sheet.state = change.task;
    sheet.splice(change.from, change.events);
    sheet.altered = true;
    sheet.cursor = sheet.last;
    this.save(sheet);
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

  protected say(notice: Notice): void {
    this.notices = [...this.notices.filter((n) => said(n.text) !== said(notice.text)), notice];
  }
}
