import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { Spoken } from '../spoken';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/part.json';

const say = area('part', en);

/** A piece of the page that is fetched when it is first wanted. */
export interface Part {
  /** The name of its element. */
  readonly tag: string;
  /** Defines the element. */
  load(): Promise<unknown>;
}

/** An element that draws from the store. */
interface Drawn extends HTMLElement {
  store: Store | undefined;
}

/**
 * The place of a piece that is fetched when it is first wanted. Meanwhile it
 * says so; where the piece can't be had, it says that, and offers to try again.
 */
export class PopPart extends Spoken {
  static override properties = { what: { attribute: false }, store: { attribute: false } };
  declare what: Part | undefined;
  declare store: Store | undefined;

  #element: Drawn | undefined;
  #tag = '';
  #failed = false;

  /** The element, once it is there. */
  get element(): HTMLElement | undefined {
    return this.#element;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('what') && this.what?.tag !== this.#tag) this.#fetch();
    if (this.#element) this.#element.store = this.store;
  }

  /** The piece stands in the tree of whoever holds this place, as if it had always been there. */
  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  #fetch(): void {
    const { what: part } = this;
    this.#element = undefined;
    this.#failed = false;
    this.#tag = part?.tag ?? '';
    if (!part) return;
    part.load().then(
      () => {
        if (this.what !== part) return;
        this.#element = document.createElement(part.tag) as Drawn;
        this.requestUpdate();
        void this.updateComplete.then(() => this.dispatchEvent(new CustomEvent('there')));
      },
      () => {
        this.#failed = true;
        this.requestUpdate();
      },
    );
  }

  override render(): TemplateResult | typeof nothing {
    if (this.#element) return html`${this.#element}`;
    if (!this.what) return nothing;
    if (!this.#failed) return html`<p class="wait soft" role="status">${say('wait')}</p>`;
    return html`<div class="wait" role="alert">
      <p>${say('failed')}</p>
      <button type="button" @click=${() => this.#again()}>${say('again')}</button>
    </div>`;
  }

  #again(): void {
    this.#fetch();
    this.requestUpdate();
  }
}
