import { MeasuredPane } from './measured-pane';

/** Has a pane drawn that has just come in sight, if it is one of those that wait for that. */
export async function inSight(pane: Element | null): Promise<void> {
  if (pane instanceof PatientPane && pane.look()) await pane.updateComplete;
}

/**
 * A pane that draws itself only while it can be seen: on a telephone most of
 * them can't, and neither the first picture nor a step waits for those.
 */
export abstract class PatientPane extends MeasuredPane {
  /** Whether it could be seen when it was last looked at. To ask costs a layout. */
  #seen = false;
  /** Whether there is something to draw once it is seen. */
  #due = false;

  /** Draws what it has put off, if it can be seen by now; says whether there was something. */
  look(): boolean {
    this.#seen = this.checkVisibility();
    const draws = this.#seen && this.#due;
    if (draws) this.requestUpdate();
    return draws;
  }

  protected override resized(): void {
    if (this.look()) void this.updateComplete.then(() => this.measure());
    else this.measure();
  }

  protected override shouldUpdate(): boolean {
    this.#due = !this.#seen;
    return this.#seen;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('beforeprint', this.#print);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('beforeprint', this.#print);
  }

  /** On paper there is room for all. */
  #print = (): void => {
    if (!this.#due) return;
    this.#seen = true;
    this.requestUpdate();
  };
}
