import { css, html, nothing, type TemplateResult } from 'lit';
import { LONG } from '../links/codec';
import { type Extent, type Link, momentLink, recordedMoment, sessionLink } from '../links/share';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/share.json';
import { Dialog } from './dialog';

const say = area('share', en);

/** Makes a link to the session that is looked at. */
export class PopShare extends Dialog {
  static override styles = [
    Dialog.styles,
    css`
      .length {
        display: flex;
        flex-wrap: wrap;
        gap: var(--space-2);
        justify-content: space-between;
        margin: var(--space-1) 0 var(--space-3);
        font-size: var(--text-s);
      }

      textarea {
        height: 6.5rem;
      }
    `,
  ];

  #extent: Extent = 'all';
  #link: Link | undefined;
  #why = '';
  #said = '';
  #made = 0;

  protected override facts(store: Store): readonly unknown[] {
    return [store.active, store.active.cursor, store.active.branch];
  }

  protected override opened(): void {
    const { store } = this;
    if (!store) return;
    const moment = recordedMoment(store);
    this.#extent = moment && store.active.saved === '' ? 'moment' : 'all';
    void this.#make();
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title')}</h2>
      ${sheet?.seen ? this.#seen() : store ? this.#choose(store) : nothing}
      <div class="choice">
        ${
          sheet?.seen
            ? html`<button type="button" class="firm" @click=${() => this.want('save')}>${say('asFile')}</button>`
            : html`<button type="button" class="firm" data-first ?disabled=${!this.#link} @click=${this.#copy}>
                ${say('copy')}
              </button>`
        }
        ${
          !sheet?.seen && 'share' in navigator
            ? html`<button type="button" ?disabled=${!this.#link} @click=${this.#send}>${say('send')}</button>`
            : nothing
        }
        ${this.leave()}
      </div>
    </dialog>`;
  }

  #seen(): TemplateResult {
    return html`<p>${say('seen')}</p>`;
  }

  #choose(store: Store): TemplateResult {
    const option = (extent: Extent, off: boolean): TemplateResult =>
      html`<label class="option">
        <input
          type="radio"
          name="extent"
          .checked=${this.#extent === extent}
          ?disabled=${off}
          @change=${() => this.#pick(extent)}
        />
        <span>${say(`extent.${extent}`)}</span>
        <small>${say(`extent.${extent}.note`)}</small>
      </label>`;
    return html`
      <fieldset>
        <legend>${say('extent')}</legend>
        ${option('moment', !recordedMoment(store))} ${option('branch', false)} ${option('all', false)}
      </fieldset>
      <div role="status">
        ${this.#why ? html`<p class="note">${say('failed', { why: this.#why })}</p>` : nothing}
        ${!this.#link && !this.#why ? html`<p class="soft">${say('wait')}</p>` : nothing}
      </div>
      ${this.#link ? this.#show(this.#link) : nothing}
    `;
  }

  #show({ url, notes }: Link): TemplateResult {
    return html`
      <label class="field">
        <span class="visually-hidden">${say('link')}</span>
        <textarea readonly spellcheck="false" dir="ltr" .value=${url} @focus=${select}></textarea>
      </label>
      <p class="length">
        <span>${say('length', { n: url.length })}</span>
        <span role="status">${this.#said}</span>
      </p>
      ${url.length > LONG ? html`<p class="note">${say('long', { n: LONG })}</p>` : nothing}
      ${notes.length > 0 ? html`<ul class="notes" aria-label=${say('notes')} lang="en">${notes.map((n) => html`<li>${n}</li>`)}</ul>` : nothing}
      <p class="soft">${say('fragment')}</p>
    `;
  }

  #pick(extent: Extent): void {
    this.#extent = extent;
    void this.#make();
  }

  /** The newest wish counts, whichever is done first. */
  async #make(): Promise<void> {
    const { store } = this;
    const made = ++this.#made;
    this.#link = undefined;
    this.#why = '';
    this.#said = '';
    this.requestUpdate();
    if (!store || store.active.seen) return;
    try {
      if (this.#extent === 'moment') this.#link = momentLink(store);
      else {
        const engine = await store.whole();
        if (!engine) throw new Error(say('noEngine'));
        const link = await sessionLink(store, engine, store.active, this.#extent);
        if (made !== this.#made) return;
        this.#link = link;
      }
    } catch (e) {
      if (made === this.#made) this.#why = e instanceof Error ? e.message : String(e);
    }
    this.requestUpdate();
  }

  async #copy(): Promise<void> {
    const area = this.renderRoot.querySelector('textarea');
    if (!this.#link || !area) return;
    try {
      await navigator.clipboard.writeText(this.#link.url);
      this.#said = say('copied');
    } catch {
      // In a frame, or without https, the clipboard may be closed to scripts.
      area.focus();
      area.select();
      this.#said = say('copyYourself');
    }
    this.requestUpdate();
  }

  #send(): void {
    if (!this.#link) return;
    // Who closes the system's window without sending has changed their mind: nothing to say.
    navigator.share({ title: document.title, url: this.#link.url }).catch(() => {});
  }
}

function select(e: FocusEvent): void {
  (e.target as HTMLTextAreaElement).select();
}

if (!customElements.get('pop-share')) customElements.define('pop-share', PopShare);
