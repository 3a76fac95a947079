import { LitElement } from 'lit';

/** An element that says words of the page: drawn anew when the language changes. */
export abstract class Spoken extends LitElement {
  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('popscope:words', this.#again);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('popscope:words', this.#again);
  }

  #again = (): void => this.requestUpdate();
}
