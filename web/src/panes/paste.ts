import { css, html, nothing, type TemplateResult } from 'lit';
import { present } from '../parts/present';
import type { Pasted } from '../pasted';
import { Spoken } from '../spoken';
import type { Store } from '../store';
import { dialogs, shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/paste.json';

const say = area('paste', en);

/** Lines that are shown; nobody reads more before sending. */
const SHOWN = 200;

/** Many lines that were pasted, shown before any of them is sent. */
export class PopPaste extends Spoken {
  static override properties = { store: { attribute: false } };
  static override styles = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      ol {
        max-height: 40vh;
        margin: var(--space-3) 0;
        padding: var(--space-2) var(--space-3);
        border: var(--hair) solid var(--rule-firm);
        background: var(--sheet);
        font: 400 var(--text-s) / 1.7 var(--mono);
      }

      li {
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }

      .client {
        font-weight: 600;
      }

      .choice {
        flex-wrap: wrap;
      }
    `,
  ];

  declare store: Store | undefined;
  #what: Pasted = { lines: [], left: 0, transcript: false };
  #each: (lines: readonly string[]) => void = () => {};

  /** Shows the lines; each is told of them where they are to be sent one by one. */
  async show(what: Pasted, each: (lines: readonly string[]) => void): Promise<void> {
    this.#what = what;
    this.#each = each;
    this.requestUpdate();
    await this.updateComplete;
    present(this.renderRoot.querySelector('dialog'));
  }

  override render(): TemplateResult {
    const { lines, left, transcript } = this.#what;
    const sheet = this.store?.active;
    const past = sheet !== undefined && sheet.cursor < sheet.last;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title', { n: lines.length })}</h2>
      ${
        lines.length === 0
          ? html`<p>${say('none')}</p>`
          : html`
              ${
                transcript
                  ? html`<p>${say('transcript')}${left > 0 ? ` ${say('left', { n: left })}` : nothing}</p>`
                  : nothing
              }
              <p>${say(sheet?.real ? 'real' : past ? 'branch' : 'end')}</p>
              <ol class="scroll" tabindex="0" dir="ltr" aria-label=${say('lines')}>
                ${lines.slice(0, SHOWN).map((l) => html`<li><span class="client" aria-hidden="true">C:</span> ${l}</li>`)}
              </ol>
              ${lines.length > SHOWN ? html`<p class="soft">${say('rest', { n: lines.length - SHOWN })}</p>` : nothing}
            `
      }
      <form method="dialog" class="choice">
        ${
          lines.length === 0
            ? nothing
            : html`<button class="firm" data-first @click=${() => void this.store?.sendAll(lines)}>${say('all')}</button>
                <button @click=${() => this.#each(lines)}>${say('each')}</button>`
        }
        <button>${say('no')}</button>
      </form>
    </dialog>`;
  }
}

if (!customElements.get('pop-paste')) customElements.define('pop-paste', PopPaste);
