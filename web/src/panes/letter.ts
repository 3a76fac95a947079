import { html, nothing, type TemplateResult } from 'lit';
import type { Letter, LetterRequest } from '../abi';
import { icon } from '../parts/icons';
import { present } from '../parts/present';
import { Spoken } from '../spoken';
import type { Store } from '../store';
import { letterStyles } from '../styles/letter';
import { dialogs, shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/letter.json';

const say = area('letter', en);

/** One copy of a message: whose, and how the engine is asked for it. */
export interface Copy {
  name: string;
  request: LetterRequest;
}

/** A message as a person reads it: on the server, and as far as it has come to a client. */
export class PopLetter extends Spoken {
  static override properties = { store: { attribute: false } };
  static override styles = [shared, dialogs, letterStyles];

  declare store: Store | undefined;

  #subject = '';
  #copies: readonly Copy[] = [];
  #at = 0;
  #letter: Letter | undefined;
  #waiting = false;

  /** Shows a message, the first of its copies first. */
  async show(subject: string, copies: readonly Copy[]): Promise<void> {
    this.#subject = subject;
    this.#copies = copies;
    this.#letter = undefined;
    this.requestUpdate();
    await this.updateComplete;
    present(this.renderRoot.querySelector('dialog'));
    await this.#turn(0);
  }

  async #turn(at: number): Promise<void> {
    const { store } = this;
    const copy = this.#copies[at];
    if (!store || !copy) return;
    this.#at = at;
    this.#waiting = true;
    this.requestUpdate();
    const whole = await store.whole();
    if (this.#copies[this.#at] !== copy) return;
    this.#letter = whole && store.ask((_, id, seq) => whole.letter(id, seq, copy.request));
    this.#waiting = false;
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const l = this.#letter;
    return html`<dialog aria-labelledby="title" @click=${this.#outside}>
      <header>
        <h2 id="title" lang="">${this.#subject}</h2>
        <form method="dialog"><button aria-label=${say('close')} title=${say('close')}>${icon('cross')}</button></form>
      </header>
      ${
        this.#copies.length > 1
          ? html`<div class="copies" role="group" aria-label=${say('copies')}>
              ${this.#copies.map(
                (c, i) =>
                  html`<button type="button" aria-pressed=${i === this.#at ? 'true' : 'false'} @click=${() => void this.#turn(i)}>${c.name}</button>`,
              )}
            </div>`
          : nothing
      }
      <p class="how">
        ${this.#copies.length === 1 ? html`<b>${this.#copies[0]?.name}.</b>` : nothing}
        ${l ? this.#how(l) : say(this.#waiting ? 'wait' : 'absent')}
      </p>
      <div class="letter scroll" tabindex="0" role="group" aria-label=${say('letter')} aria-busy=${this.#waiting ? 'true' : 'false'}>
        ${l ? this.#sheet(l) : nothing}
      </div>
    </dialog>`;
  }

  /** How much of the message this copy has. */
  #how(l: Letter): TemplateResult {
    const seen = l.seq >= 0 && l.seq !== this.store?.active.cursor;
    return html`${say(`holds.${l.holds as 'whole'}`, { n: l.octets, part: l.part ?? '' })}
      ${l.note ? html`<span lang="en">${l.note}</span>` : nothing}
      ${seen ? html`<button type="button" class="go" @click=${() => this.#go(l.seq)}>${say('wire')}</button>` : nothing}`;
  }

  #sheet(l: Letter): TemplateResult {
    return html`
      ${
        l.headers.length > 0
          ? html`<h3>${say('header')}</h3>
              <dl lang="" dir="auto">
                ${l.headers.map((h) => html`<div><dt>${h.name || '?'}</dt><dd>${h.value}</dd></div>`)}
              </dl>`
          : nothing
      }
      ${l.parts.length > 1 ? this.#parts(l) : nothing}
      ${
        l.body.length > 0
          ? html`<h3>${say('body')}</h3>
              <pre lang="" dir="auto">${l.body.join('\n')}</pre>`
          : nothing
      }
    `;
  }

  #parts(l: Letter): TemplateResult {
    return html`<h3>${say('parts')}</h3>
      <ul class="parts">
        ${l.parts.map(
          (p) => html`<li class="deep${Math.min(4, p.name === '0' ? 0 : p.name.split('.').length)}">
            <b class="mono">${p.name}</b> <code>${p.type}</code>
            ${p.file ? html`<span>${p.file}</span>` : nothing}
            <span class="soft">${p.encoding ? `${p.encoding}, ` : nothing}${say('octets', { n: p.octets })}</span>
          </li>`,
        )}
      </ul>`;
  }

  #go(seq: number): void {
    this.renderRoot.querySelector('dialog')?.close();
    this.store?.go(seq);
  }

  /** A click beside the letter puts it away. */
  #outside(e: MouseEvent): void {
    if (e.target instanceof HTMLDialogElement) e.target.close();
  }
}

if (!customElements.get('pop-letter')) customElements.define('pop-letter', PopLetter);
