import type { Event, View } from '../../abi';
import { EngineFailure, type WholeEngine } from '../../engine';
import type { Sheet } from '../../sheet';

/** What comes of a cut. */
export interface Outcome {
  /** Once all is at rest. */
  view: View;
  /** From what came through last, to the end. */
  events: Event[];
}

/** A copy takes so many trials, then a new one is made: it grows with each. */
const TRIALS = 60;

/**
 * Tries cuts on a copy of a session, so that a hand that moves the knife leaves
 * no branches behind.
 */
export class Trial {
  #copy: { engine: WholeEngine; id: number; of: Event[]; left: number } | undefined;
  #known = new Map<string, Outcome>();

  /**
   * What comes of cutting the line after so many octets of the message that
   * event seq sends; undefined where the engine does not take it.
   */
  cut(engine: WholeEngine, sheet: Sheet, seq: number, octets: number): Outcome | undefined {
    const key = `${seq}:${octets}`;
    if (this.#copy?.of !== sheet.events || this.#copy.engine !== engine) this.drop();
    const known = this.#known.get(key);
    if (known) return known;
    try {
      const id = this.#take(engine, sheet);
      engine.pick(id, sheet.branch);
      const { from, events } = engine.disturb(id, seq, { kind: 'cut', event: seq, octets });
      const view = engine.view(id, from + events.length - 1);
      const broken = events.findIndex((e) => e.kind === 'broken');
      const sent = events.slice(0, broken).findLastIndex((e) => e.kind === 'arrived');
      const outcome = { view, events: events.slice(Math.max(sent, 0)) };
      this.#known.set(key, outcome);
      return outcome;
    } catch (e) {
      if (e instanceof EngineFailure && !e.crashed) return undefined;
      throw e;
    }
  }

  /** Forgets the copy. */
  drop(): void {
    const copy = this.#copy;
    this.#copy = undefined;
    this.#known.clear();
    try {
      if (copy) copy.engine.drop(copy.id);
    } catch {
      // The engine that had it is gone, and with it the copy.
    }
  }

  #take(engine: WholeEngine, sheet: Sheet): number {
    if (this.#copy && this.#copy.left > 0) {
      this.#copy.left--;
      return this.#copy.id;
    }
    const known = this.#known;
    this.#known = new Map();
    this.drop();
    this.#known = known;
    const saved = sheet.id === null ? '' : engine.save(sheet.id);
    const { id } = engine.open({ ...sheet.request, saved });
    this.#copy = { engine, id, of: sheet.events, left: TRIALS };
    return id;
  }
}
