/** Milliseconds between two steps while playing. */
export const PACE = 1600;

/** Steps on, at its pace, until there is nothing more or somebody stops it. */
export class Player {
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** Takes a step; says whether there may be another. */
  constructor(private readonly step: () => boolean) {}

  get playing(): boolean {
    return this.#timer !== undefined;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      if (this.step()) this.start();
      else this.stop();
    }, PACE);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
