/** Lets the page answer, and draw itself, before what comes next. */
export const pause = (): Promise<void> => new Promise((done) => setTimeout(done));

/** Something that need not be done in the frame of a step: it waits for idle time. */
export class Later {
  /** Whether the time has come since put(). */
  come = true;

  #waiting: number | undefined;

  constructor(private readonly act: () => void) {}

  /** Puts it off, anew if it was waiting already. */
  put(): void {
    if (this.#waiting !== undefined) cancel(this.#waiting);
    this.come = false;
    this.#waiting = idle(() => {
      this.#waiting = undefined;
      this.come = true;
      this.act();
    });
  }
}

/** The longest wait, in milliseconds. */
const PATIENCE = 400;

// Safari has no idle callbacks.
const idle = (act: () => void): number =>
  typeof requestIdleCallback === 'function'
    ? requestIdleCallback(act, { timeout: PATIENCE })
    : window.setTimeout(act, 60);
const cancel = (id: number): void =>
  typeof cancelIdleCallback === 'function' ? cancelIdleCallback(id) : window.clearTimeout(id);
