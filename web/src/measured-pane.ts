import { Pane } from './pane';

/** A pane whose drawing depends on the room it has. */
export abstract class MeasuredPane extends Pane {
  #watch = new ResizeObserver(() => this.resized());

  /** Looks how much room there is; called whenever that may have become another. */
  protected measure(): void {}

  protected resized(): void {
    this.measure();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#watch.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }
}
