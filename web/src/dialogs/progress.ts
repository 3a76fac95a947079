import { css, html, nothing, type TemplateResult } from 'lit';
import { download } from '../files';
import { openFiles } from '../opening';
import {
  forgetProgress,
  keptProgress,
  type LessonProgress,
  type Progress,
  type TaskProgress,
  writeProgress,
} from '../progress';
import { browserShelf } from '../storage';
import { area, numeral } from '../words';
import en from '../words/en/progress.json';
import { Dialog } from './dialog';

const say = area('progress', en);

/** What a learner has done, in all lessons: shown, written, read, forgotten. */
export class PopProgress extends Dialog {
  static override styles = [
    Dialog.styles,
    css`
      table {
        width: 100%;
        margin-bottom: var(--space-3);
        border-collapse: collapse;
        font-size: var(--text-s);
      }

      th,
      td {
        padding: 0.35rem 0.75rem 0.35rem 0;
        border-bottom: var(--hair) solid var(--rule);
        text-align: start;
        vertical-align: top;
      }

      thead th {
        font: 600 var(--text-xs) / 1.4 var(--mono);
      }

      .num {
        white-space: nowrap;
      }

      .all {
        color: var(--good);
        font-weight: 600;
      }

      input[type="file"] {
        position: absolute;
        width: 1px;
        height: 1px;
        overflow: hidden;
        clip-path: inset(50%);
      }
    `,
  ];

  #progress: Progress = {};
  #faults: readonly string[] = [];
  #said = '';
  #asked = false;

  protected override opened(): void {
    this.#progress = keptProgress(browserShelf);
    this.#faults = [];
    this.#said = '';
    this.#asked = false;
  }

  override render(): TemplateResult {
    const lessons = Object.values(this.#progress);
    return html`<dialog aria-labelledby="title">
      <h2 id="title">${say('title')}</h2>
      <p>${say('where')}</p>
      ${lessons.length > 0 ? this.#table(lessons) : html`<p class="soft">${say('none')}</p>`}
      <div role="status">
        ${this.#said ? html`<p>${this.#said}</p>` : nothing}
        ${this.#faults.map((f) => html`<p class="note">${f}</p>`)}
      </div>
      ${this.#asked ? this.#sure() : this.#buttons(lessons.length === 0)}
      <input type="file" id="file" tabindex="-1" aria-label=${say('import')} @change=${this.#read} />
    </dialog>`;
  }

  #table(lessons: readonly LessonProgress[]): TemplateResult {
    return html`<table>
      <thead>
        <tr>
          <th scope="col">${say('lesson')}</th>
          <th scope="col">${say('steps')}</th>
          <th scope="col">${say('tasks')}</th>
          <th scope="col">${say('questions')}</th>
        </tr>
      </thead>
      <tbody>
        ${lessons.map(
          (l) => html`<tr>
            <th scope="row" lang="en">${l.title}</th>
            <td class="num ${l.seen.length >= l.steps ? 'all' : ''}">${say('ofAll', { a: l.seen.length, b: l.steps })}</td>
            <td>${tasks(l)}</td>
            <td>${questions(l)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }

  #buttons(empty: boolean): TemplateResult {
    return html`<div class="choice">
      <button type="button" class="firm" ?disabled=${empty} @click=${this.#write}>${say('export')}</button>
      <button type="button" @click=${() => this.renderRoot.querySelector<HTMLInputElement>('#file')?.click()}>
        ${say('import')}
      </button>
      <button type="button" ?disabled=${empty} @click=${() => this.#ask(true)}>${say('reset')}</button>
      ${this.leave()}
    </div>`;
  }

  #sure(): TemplateResult {
    return html`<div role="alertdialog" aria-labelledby="sure">
      <p id="sure"><b>${say('sure')}</b> ${say('sure.what')}</p>
      <div class="choice">
        <button type="button" class="firm" @click=${this.#forget}>${say('sure.yes')}</button>
        <button type="button" id="keep" @click=${() => this.#ask(false)}>${say('sure.no')}</button>
      </div>
    </div>`;
  }

  async #ask(on: boolean): Promise<void> {
    this.#asked = on;
    this.requestUpdate();
    await this.updateComplete;
    if (on) this.renderRoot.querySelector<HTMLElement>('#keep')?.focus();
  }

  #forget(): void {
    const gone = forgetProgress(browserShelf);
    this.#progress = keptProgress(browserShelf);
    this.#asked = false;
    this.#said = say(gone ? 'forgotten' : 'notForgotten');
    this.requestUpdate();
  }

  #write(): void {
    download('popscope-progress.json', 'application/json', writeProgress(this.#progress));
  }

  async #read(e: globalThis.Event): Promise<void> {
    const input = e.target as HTMLInputElement;
    const files = [...(input.files ?? [])];
    input.value = '';
    if (files.length === 0 || !this.store) return;
    this.#faults = await openFiles(this.store, files);
    this.#progress = keptProgress(browserShelf);
    this.#said = this.#faults.length === 0 ? say('merged') : '';
    this.requestUpdate();
  }
}

function tasks(l: LessonProgress): TemplateResult {
  const all = Object.entries(l.tasks).filter(([name]) => name !== 'predict');
  return html`${all.map(([name, t]) => html`<div lang="en" class=${t.solved ? 'all' : ''}>${t.title || name}: <span lang=${nothing}>${verdict(t)}</span></div>`)}`;
}

function verdict(t: TaskProgress): string {
  return t.solved ? say('solved') : say('ofAll', { a: t.met, b: t.of });
}

function questions(l: LessonProgress): TemplateResult | string {
  const counts = Object.entries(l.concepts);
  if (counts.length > 0)
    return html`${counts.map(([name, c]) => html`<div lang="en">${name}: ${numeral(c.right)}/${numeral(c.asked)}</div>`)}`;
  const p = l.tasks.predict;
  return p ? say('ofAll', { a: p.met, b: p.of }) : '';
}

if (!customElements.get('pop-progress')) customElements.define('pop-progress', PopProgress);
