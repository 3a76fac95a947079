import type { Saying } from './words';

/** Milliseconds after which it is worth saying that something is at work. */
const PATIENCE = 200;
/** Milliseconds between two words on how far it is. */
const OFTEN = 120;

/** Something that takes a while: how far it is can be seen, and it can be stopped. */
export class Work {
  /** From 0 to 1. */
  done = 0;
  stopped = false;
  /** Whether it has taken so long already that it is to be seen. */
  seen = false;

  readonly #began: number;
  #said = 0;

  constructor(
    readonly title: Saying,
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {
    this.#began = now();
  }

  /** Notes how far it is. */
  at(done: number): void {
    this.done = done;
    const now = this.now();
    if (now - this.#began < PATIENCE || now - this.#said < OFTEN) return;
    this.#said = now;
    this.seen = true;
    this.changed();
  }

  /** It ends at the next occasion. */
  stop(): void {
    this.stopped = true;
    this.changed();
  }
}
