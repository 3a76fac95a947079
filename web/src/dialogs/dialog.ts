import { type CSSResultGroup, css, html, type TemplateResult } from 'lit';
import type { DialogKey } from '../dialogs';
import { Pane } from '../pane';
import { present } from '../parts/present';
import type { Store } from '../store';
import { dialogs, shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/dialog.json';

const say = area('dialog', en);

/** What is done with a session as a whole: a window before the page, closed by Esc. */
export abstract class Dialog extends Pane {
  static override styles: CSSResultGroup = [
    shared,
    dialogs,
    css`
      :host {
        display: contents;
      }

      dialog {
        max-height: calc(100dvh - 2rem);
        overflow: auto;
        overscroll-behavior: contain;
      }

      fieldset {
        display: grid;
        gap: var(--space-1);
        margin: 0 0 var(--space-4);
        padding: 0;
        border: 0;
      }

      legend {
        padding: 0;
        margin-bottom: var(--space-1);
        font: 600 var(--text-xs) / 1.5 var(--mono);
        letter-spacing: 0.08em;
        text-transform: uppercase;
      }

      .option {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr);
        align-items: baseline;
        min-height: 2rem;
        padding: 0.25rem 0;
        cursor: pointer;
      }

      .option small {
        grid-column: 2;
        color: var(--ink-soft);
        font-size: var(--text-s);
      }

      .option:has(:disabled) {
        color: var(--ink-soft);
        cursor: default;
      }

      input:is([type="radio"], [type="checkbox"]) {
        width: 1rem;
        height: 1rem;
        margin: 0;
        accent-color: var(--ink);
        align-self: center;
      }

      textarea,
      input:is([type="text"], [type="number"]),
      select {
        width: 100%;
        padding: 0.5rem;
        border: 1.5px solid var(--ink);
        border-radius: var(--radius);
        background: var(--paper);
        color: inherit;
        font: 400 var(--text-s) / 1.5 var(--mono);
      }

      textarea {
        display: block;
        resize: vertical;
        overflow-wrap: anywhere;
      }

      .field {
        display: grid;
        gap: var(--space-1);
        margin-bottom: var(--space-3);
      }

      .choice {
        flex-wrap: wrap;
        margin-top: var(--space-4);
      }

      .note {
        padding: var(--space-2) var(--space-3);
        border-inline-start: 4px solid var(--server);
        background: var(--sheet);
      }

      dialog ul.notes {
        margin-bottom: var(--space-3);
        padding-inline-start: 1.25em;
        list-style: disc;
      }
    `,
  ];

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.status];
  }

  /** Opens it. */
  show(): void {
    this.opened();
    this.requestUpdate();
    void this.updateComplete.then(() => present(this.window));
  }

  /** Closes it. */
  protected shut(): void {
    this.window?.close();
  }

  protected get window(): HTMLDialogElement | null {
    return this.renderRoot.querySelector('dialog');
  }

  /** Called each time before it is shown. */
  protected opened(): void {}

  /** Goes on to another of these. */
  protected want(key: DialogKey): void {
    this.shut();
    this.dispatchEvent(new CustomEvent('want', { detail: key, bubbles: true, composed: true }));
  }

  /** The button that leaves it as it is. */
  protected leave(): TemplateResult {
    return html`<button type="button" @click=${() => this.shut()}>${say('close')}</button>`;
  }
}
