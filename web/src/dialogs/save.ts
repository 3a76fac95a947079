import { html, nothing, type TemplateResult } from 'lit';
import { download, fileName, writeSession } from '../files';
import { isPublished } from '../links/share';
import { area } from '../words';
import en from '../words/en/save.json';
import { Dialog } from './dialog';

const say = area('save', en);

/** The forms a session is written in: name in the engine, extension, media type. */
const FORMATS = {
  session: { extension: 'popscope', type: 'application/json' },
  transcript: { extension: 'txt', type: 'text/plain;charset=utf-8' },
  pcapng: { extension: 'pcapng', type: 'application/octet-stream' },
  json: { extension: 'json', type: 'application/json' },
} as const;
type Format = keyof typeof FORMATS;

/** Writes the session that is looked at into a file. */
export class PopSave extends Dialog {
  #format: Format = 'session';
  #secrets = false;
  #said: string[] = [];
  #busy = false;

  protected override opened(): void {
    this.#said = [];
    this.#secrets = false;
    if (this.store?.active.seen && this.#format === 'session') this.#format = 'transcript';
  }

  override render(): TemplateResult {
    const seen = this.store?.active.seen === true;
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title')}</h2>
      <fieldset>
        <legend>${say('format')}</legend>
        ${(Object.keys(FORMATS) as Format[]).map((f) => this.#option(f, seen && f === 'session'))}
      </fieldset>
      <label class="option">
        <input
          type="checkbox"
          .checked=${this.#secrets}
          @change=${(e: globalThis.Event) => {
            this.#secrets = (e.target as HTMLInputElement).checked;
            this.requestUpdate();
          }}
        />
        <span>${say('secrets')}</span>
        <small>${say(this.#secrets ? 'secrets.shown' : 'secrets.masked')}</small>
      </label>
      <div role="status">
        ${this.#said.length > 0 ? html`<ul class="notes" lang="en">${this.#said.map((t) => html`<li>${t}</li>`)}</ul>` : nothing}
      </div>
      <div class="choice">
        <button type="button" class="firm" data-first ?disabled=${this.#busy} @click=${this.#save}>${say('save')}</button>
        ${this.leave()}
      </div>
    </dialog>`;
  }

  #option(format: Format, off: boolean): TemplateResult {
    return html`<label class="option">
      <input
        type="radio"
        name="format"
        .checked=${this.#format === format}
        ?disabled=${off}
        @change=${() => {
          this.#format = format;
          this.requestUpdate();
        }}
      />
      <span>${say(`format.${format}`)}</span>
      <small>${off ? say('seen') : say(`format.${format}.note`)}</small>
    </label>`;
  }

  async #save(): Promise<void> {
    const { store } = this;
    if (!store) return;
    const sheet = store.active;
    this.#busy = true;
    this.#said = [];
    this.requestUpdate();
    try {
      const engine = await store.whole();
      const { id, branch, title } = sheet;
      if (!engine || id === null) throw new Error(say('noEngine'));
      const { extension, type } = FORMATS[this.#format];
      const named = sheet === store.sheets[0] ? store.lesson.title : title;
      const name = fileName(named, extension);
      let content: BlobPart;
      if (this.#format === 'session') {
        const { text, notes } = writeSession(named, sheet, engine, isPublished(store, sheet), this.#secrets);
        content = text;
        this.#said = [...notes];
      } else
        content = engine.write(
          id,
          branch,
          this.#format,
          this.#secrets,
          isPublished(store, sheet),
        ) as Uint8Array<ArrayBuffer>;
      download(name, type, content);
      if (this.#said.length === 0) this.shut();
    } catch (e) {
      this.#said = [e instanceof Error ? e.message : String(e)];
    }
    this.#busy = false;
    this.requestUpdate();
  }
}

if (!customElements.get('pop-save')) customElements.define('pop-save', PopSave);
