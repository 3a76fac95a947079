/** Milliseconds between two steps while playing, at its usual speed. */
export const PACE = 1600;

/** How fast it plays: so many times its usual speed, or as the session's own clock goes. */
export type Speed = 0.5 | 1 | 2 | 4 | 'true';

/** All of them, the slowest first. */
export const SPEEDS: readonly Speed[] = [0.5, 1, 2, 4, 'true'];

/** Steps on, at its pace, until there is nothing more or somebody stops it. */
export class Player {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes a step, and says whether there may be another; and how long to wait before each, in milliseconds. */
  constructor(
    private readonly step: () => boolean,
    private readonly pace: () => number,
  ) {}

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      if (this.step()) this.start();
      else this.stop();
    }, this.pace());
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
