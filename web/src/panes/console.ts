import { css, html, nothing, type TemplateResult } from 'lit';
import { plural } from '../format';
import { completion, hints } from '../hints';
import { Pane } from '../pane';
import { standing } from '../parts/cite';
import type { Store } from '../store';
import { shared } from '../styles/shared';

/** The command line: at any moment, also in the past. */
export class PopConsole extends Pane {
  static override styles = [
    shared,
    css`
      :host {
        display: grid;
        gap: var(--space-1);
      }

      form {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr) auto;
        align-items: stretch;
        border: 1.5px solid var(--ink);
        border-radius: var(--radius);
        background: var(--paper);
        font-family: var(--mono);
      }

      form:focus-within {
        outline: 3px solid var(--focus);
        outline-offset: 1px;
      }

      label {
        padding: 0.5rem 0.25rem 0.5rem 0.75rem;
        font-weight: 600;
      }

      .field {
        position: relative;
        display: grid;
      }

      input,
      .ghost {
        grid-area: 1 / 1;
        width: 100%;
        padding: 0.5rem 0.25rem;
        border: 0;
        background: none;
        color: inherit;
        font: 400 var(--text-m) / 1.4 var(--mono);
        white-space: pre;
      }

      input:focus {
        outline: none;
      }

      input::placeholder {
        color: var(--ink-soft);
        font-family: var(--serif);
        opacity: 1;
      }

      .ghost {
        overflow: hidden;
        color: var(--ink-soft);
        pointer-events: none;
      }

      .ghost span {
        visibility: hidden;
      }

      form button {
        min-height: 100%;
        border: 0;
        border-left: 1.5px solid var(--ink);
        border-radius: 0;
      }

      .below {
        display: grid;
        height: 2.6rem;
        font-size: var(--text-s);
        line-height: 1.3rem;
        white-space: nowrap;
      }

      .hints,
      .truth {
        min-height: 1.3rem;
        overflow: hidden;
        text-overflow: ellipsis;
      }

      .hints code + code {
        margin-left: 0.9em;
      }

      .off {
        color: var(--ink-soft);
        text-decoration: line-through;
      }

      /* What no document says. */
      .ours:not(.off) {
        border-bottom: 1.5px dotted var(--stamp);
      }

      .truth {
        color: var(--ink-soft);
      }

      @container (max-width: 61.99em) {
        .below {
          display: block;
          height: 2.5rem;
          line-height: 1.25rem;
          white-space: normal;
        }

        /* While something is being typed the hints take the place of the rest. */
        .typing .truth,
        .below:not(.typing) .hints {
          display: none;
        }
      }
    `,
  ];

  /** Where in the history we are; equal to its length when not in it. */
  #at = -1;
  #before = '';

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [s, s.draft, s.events, s.cursor, s.waiting, s.link, store.status, store.view(), store.tables];
  }

  /** Puts the caret into the command line. */
  override focus(): void {
    this.renderRoot.querySelector('input')?.focus();
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet) return html``;
    const view = store.view();
    const conn = view?.conns.find((c) => c.conn === 1);
    const cut = sheet.real && store.over();
    return html`
      <form @submit=${this.#submit} autocomplete="off">
        <label for="line" class="client">C:</label>
        <span class="field">
          <span class="ghost" aria-hidden="true"><span>${sheet.draft}</span>${this.#ghost()}</span>
          <input
            id="line"
            type="text"
            aria-label="Command line: what the client sends"
            aria-describedby="truth hints"
            placeholder="type a command"
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="send"
            .value=${sheet.draft}
            ?disabled=${cut}
            @input=${(e: globalThis.Event) => this.#typed((e.target as HTMLInputElement).value)}
            @keydown=${this.#key}
          />
        </span>
        <button type="submit" ?disabled=${cut}>Send</button>
      </form>
      <div class="below ${sheet.draft.trim() === '' ? '' : 'typing'}">
        <span class="hints" id="hints">${this.#hints(store, conn?.state)}</span>
        <span class="truth" id="truth">${truth(store)}</span>
      </div>
    `;
  }

  #hints(store: Store, state: string | undefined): TemplateResult {
    const { draft } = store.active;
    const found = hints(store.tables.commands, draft, state);
    const only = found[0];
    if (draft.trim() !== '' && found.length === 1 && only)
      return html`<code><b>${only.command.usage}</b></code> ${standing(only.command.why)} ${only.command.meaning}${
        only.fits ? nothing : html` <b>Not in the state ${state}.</b>`
      }`;
    if (found.length === 0)
      return html`<span class="soft">No such command is known here. Send it, and see the reply.</span>`;
    const shown = draft.trim() === '' ? found.filter((h) => h.fits) : found;
    return html`${shown.map(({ command, fits }) => html`<code class=${`${fits ? '' : 'off'} ${command.why?.standing ? 'ours' : ''}`}>${command.keyword}</code>`)}`;
  }

  #ghost(): string {
    const { store } = this;
    if (!store) return '';
    return completion(store.tables.commands, store.active.draft);
  }

  #typed(text: string): void {
    this.#at = -1;
    this.store?.setDraft(text);
  }

  #submit(e: globalThis.Event): void {
    e.preventDefault();
    this.#at = -1;
    this.store?.send();
  }

  #key(e: KeyboardEvent): void {
    const { store } = this;
    const input = e.target as HTMLInputElement;
    if (!store || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Escape') input.blur();
    else if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
      e.preventDefault();
      this.#recall(e.key === 'ArrowUp' ? -1 : 1);
    } else if (e.key === 'ArrowRight' && input.selectionStart === input.value.length) {
      const rest = this.#completed();
      if (rest === undefined) return;
      e.preventDefault();
      store.setDraft(rest);
    }
  }

  #completed(): string | undefined {
    const { store } = this;
    if (!store) return undefined;
    const rest = completion(store.tables.commands, store.active.draft);
    return rest === '' ? undefined : store.active.draft + rest;
  }

  #recall(by: number): void {
    const { store } = this;
    if (!store) return;
    const { typed, draft } = store.active;
    if (this.#at < 0) {
      this.#at = typed.length;
      this.#before = draft;
    }
    this.#at = Math.max(0, Math.min(typed.length, this.#at + by));
    store.setDraft(typed[this.#at] ?? this.#before);
  }
}

/** What typing will do now, plainly. */
function truth(store: Store): string {
  const sheet = store.active;
  if (sheet.real) return store.over() ? sheet.link : `${sheet.link} You type now, to the real server.`;
  const place = `You are at step ${sheet.at + 1} of ${sheet.steps.length}`;
  const lines =
    sheet.waiting.length > 0 ? `${plural(sheet.waiting.length, 'line')} of yours` : 'what you send';
  const wait = sheet.waiting.length > 1 ? 'wait' : 'waits';
  if (store.status === 'loading') return `${place}. The engine is on its way; ${lines} ${wait} for it.`;
  if (store.status === 'absent') return `${place}. The engine is missing; ${lines} ${wait} for it.`;
  if (store.status === 'stopped') return `The engine stopped; ${lines} ${wait} for it.`;
  if (sheet.cursor < sheet.last) return `${place}: what you type starts a branch; the rest is kept.`;
  return `${place}, the end: what you type goes on from here.`;
}
