import { css, html, nothing, type TemplateResult } from 'lit';
import { openFiles, openOctets } from '../opening';
import { workFacts, working, workingStyles } from '../parts/working';
import type { Store } from '../store';
import { area } from '../words';
import en from '../words/en/open.json';
import { Dialog } from './dialog';

const say = area('open', en);

/** Opens a file, or a transcript that is pasted. */
export class PopOpen extends Dialog {
  static override styles = [
    Dialog.styles,
    workingStyles,
    css`
      .working {
        margin-block: var(--space-2) var(--space-3);
      }

      input[type="file"] {
        width: 100%;
        padding: var(--space-4);
        border: 1.5px dashed var(--rule-firm);
        border-radius: var(--radius);
        font: inherit;
      }

      input[type="file"]::file-selector-button {
        min-height: 2rem;
        margin-inline-end: var(--space-3);
        padding: 0 var(--space-3);
        border: 0;
        border-radius: var(--radius);
        background: var(--ink);
        color: var(--paper);
        font: 600 var(--text-s) / 1 var(--serif);
        cursor: pointer;
      }

      textarea {
        height: 9rem;
      }
    `,
  ];

  #faults: readonly string[] = [];
  #busy = false;

  protected override facts(store: Store): readonly unknown[] {
    return [...super.facts(store), ...workFacts(store)];
  }

  protected override opened(): void {
    this.#faults = [];
  }

  override render(): TemplateResult {
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title')}</h2>
      <p>${say('what')}</p>
      <label class="field">
        <span>${say('file')}</span>
        <input type="file" multiple data-first ?disabled=${this.#busy} @change=${this.#files} />
      </label>
      <label class="field">
        <span>${say('paste')}</span>
        <textarea
          spellcheck="false"
          autocapitalize="off"
          dir="ltr"
          placeholder=${'S: +OK POP3 server ready\nC: USER ada\nS: +OK'}
          ?disabled=${this.#busy}
        ></textarea>
      </label>
      ${this.store ? working(this.store) : nothing}
      <div role="status">
        ${this.#busy && !this.store?.works.some((w) => w.seen) ? html`<p class="soft">${say('wait')}</p>` : nothing}
        ${this.#faults.map((f) => html`<p class="note">${f}</p>`)}
      </div>
      <p class="soft">${say('kept')}</p>
      <div class="choice">
        <button type="button" class="firm" ?disabled=${this.#busy} @click=${this.#pasted}>${say('read')}</button>
        ${this.leave()}
      </div>
    </dialog>`;
  }

  #files(e: globalThis.Event): void {
    const input = e.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    // The same file may be chosen again, once it is mended.
    input.value = '';
    if (files.length > 0) void this.#open((store) => openFiles(store, files));
  }

  #pasted(): void {
    const area = this.renderRoot.querySelector('textarea');
    const text = area?.value ?? '';
    if (text.trim() === '') {
      this.#faults = [say('nothing')];
      this.requestUpdate();
      area?.focus();
      return;
    }
    void this.#open((store) => openOctets(store, say('pasted'), new TextEncoder().encode(text)));
  }

  async #open(open: (store: NonNullable<typeof this.store>) => Promise<string[]>): Promise<void> {
    const { store } = this;
    if (!store) return;
    this.#busy = true;
    this.#faults = [];
    this.requestUpdate();
    this.#faults = await open(store).catch((e: unknown) => [e instanceof Error ? e.message : String(e)]);
    this.#busy = false;
    this.requestUpdate();
    if (this.#faults.length === 0) this.shut();
  }
}

if (!customElements.get('pop-open')) customElements.define('pop-open', PopOpen);
