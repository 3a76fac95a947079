import type { Session } from './abi';
import { type Engine, EngineFailure, WholeEngine } from './engine';
import type { Sheet } from './sheet';
import type { Surroundings } from './state';
import { why } from './why';
import { area, type Saying, said } from './words';
import en from './words/en/notices.json';

const say = area('notices', en);

/**
 * Hands all open sessions over from one engine to another: each is saved and
 * opened again, on the branch that is watched. All of them or none: it throws
 * where one would not be the same afterwards, and the sheets are as they were.
 */
export function handOver(sheets: readonly Sheet[], from: Engine, to: Engine): void {
  const moved: [Sheet, Session][] = [];
  for (const sheet of sheets) {
    if (sheet.id === null) continue;
    let session = to.open({ ...sheet.request, saved: from.save(sheet.id) });
    const lost = (session.notes ?? []).join(' ');
    if (session.branch !== sheet.branch) session = to.pick(session.id, sheet.branch);
    if (lost !== '' || session.events.length !== sheet.length)
      throw new EngineFailure(`“${sheet.title}”: ${lost || say('whole.changed')}`, false);
    moved.push([sheet, session]);
  }
  for (const [sheet, session] of moved) sheet.id = session.id;
}

/** What changing the engine needs of the store. */
export interface Changed {
  sheets(): readonly Sheet[];
  /** The engine, once it is not on its way any more; undefined: there is none. */
  settled(): Promise<Engine | undefined>;
  /** Loads the engine anew. */
  restart(): Promise<Engine | undefined>;
  change(engine: WholeEngine): void;
  ended(engine: WholeEngine): void;
  say(words: Saying): void;
}

/**
 * The two builds of the engine. A page begins with the core. The whole is
 * loaded when somebody first wants what only it can, takes over all sessions,
 * and is from then on the one engine, after a crash too.
 */
export class Whole {
  #wanted = false;
  #coming: Promise<WholeEngine | undefined> | undefined;

  constructor(
    private readonly around: Surroundings,
    private readonly page: Changed,
  ) {}

  /** A session that is to be opened takes the whole: it is what is loaded then. */
  want(): void {
    this.#wanted = true;
  }

  /** Loads the build that is wanted by now. */
  load(ended: () => void): Promise<Engine> {
    return this.#wanted ? this.around.loadWhole(ended) : this.around.load(ended);
  }

  /** Undefined if it can't be had: then the page goes on with the engine it has. */
  engine(): Promise<WholeEngine | undefined> {
    this.#coming ??= this.#come().finally(() => {
      this.#coming = undefined;
    });
    return this.#coming;
  }

  async #come(): Promise<WholeEngine | undefined> {
    let engine = await this.page.settled();
    if (engine && !(engine instanceof WholeEngine)) {
      try {
        engine = await this.#takeOver();
      } catch (e) {
        const because = e instanceof EngineFailure ? e.message : why(e);
        this.page.say(() => say('whole', { why: said(because) }));
        return undefined;
      }
    }
    if (!engine) {
      this.#wanted = true;
      engine = await this.page.restart();
    }
    return engine instanceof WholeEngine ? engine : undefined;
  }

  async #takeOver(): Promise<WholeEngine | undefined> {
    const whole: WholeEngine = await this.around.loadWhole(() => this.page.ended(whole));
    // Meanwhile the core may have stopped.
    const core = await this.page.settled();
    if (!core) return undefined;
    handOver(this.page.sheets(), core, whole);
    this.#wanted = true;
    this.page.change(whole);
    return whole;
  }
}
