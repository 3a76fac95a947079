import { html, nothing, type TemplateResult } from 'lit';
import type { ConnView, Place, Typing } from '../abi';
import { habit } from '../habits';
import { completion, type Hint, hints, lacking, meant, shape } from '../hints';
import { Pane } from '../pane';
import { standing } from '../parts/cite';
import { icon } from '../parts/icons';
import { obtain } from '../parts/obtain';
import { type Pasted, pasted } from '../pasted';
import { awaited } from '../seated';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { consoleStyles } from '../styles/console';
import { shared } from '../styles/shared';
import { nowOf, truth } from '../truth';
import { typingOf } from '../typing';
import { area } from '../words';
import en from '../words/en/console.json';
import type { PopPaste } from './paste';

const say = area('console', en);

/** The command line: at any moment, also in the past. */
export class PopConsole extends Pane {
  static override styles = [shared, consoleStyles];

  /** Where in the history we are; equal to its length when not in it. */
  #at = -1;
  #before = '';
  /** Lines that were pasted and are sent one by one, and in which session. */
  #queue: readonly string[] = [];
  #queued: Sheet | undefined;
  #pasting = false;

  protected facts(store: Store): readonly unknown[] {
    const s = store.active;
    return [
      s,
      s.draft,
      s.events,
      s.cursor,
      s.waiting,
      s.link,
      s.busy,
      store.status,
      store.view(),
      store.tables,
      awaited(store),
      typingOf(store),
      s.veiled,
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('popscope:habits', this.#other);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('popscope:habits', this.#other);
  }

  #other = (): void => this.requestUpdate();

  /** Puts the caret into the command line. */
  override focus(): void {
    this.#input?.focus();
  }

  get #input(): HTMLInputElement | HTMLTextAreaElement | null {
    return this.renderRoot.querySelector('input, textarea');
  }

  override render(): TemplateResult {
    const { store } = this;
    const sheet = store?.active;
    if (!store || !sheet) return html``;
    const typing = typingOf(store);
    const place = sheet.real ? undefined : typing?.place;
    const conn = store.view(place?.seq)?.conns.find((c) => c.conn === 1);
    const cut = sheet.busy || (sheet.seen && store.over());
    if (sheet.seated) return this.#seat(store, sheet);
    const helping = habit('helping');
    return html`
      ${helping ? this.#pads(store, conn, typing) : nothing}
      <form @submit=${this.#submit} autocomplete="off">
        <label for="line" class="client">C:</label>
        <span class="field">
          <span class="ghost" aria-hidden="true"
            ><span class="typed">${sheet.draft}</span>${helping ? this.#ghost(store, conn) : nothing}</span
          >
          <input
            id="line"
            type="text"
            aria-label=${say('label')}
            aria-describedby="truth hints"
            placeholder=${say('placeholder')}
            autocomplete="off"
            autocapitalize="off"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="send"
            .value=${sheet.draft}
            ?disabled=${cut}
            @input=${(e: globalThis.Event) => this.#typed((e.target as HTMLInputElement).value)}
            @keydown=${this.#key}
            @paste=${this.#paste}
          />
        </span>
        <button type="submit" ?disabled=${cut}>${say('send')}</button>
      </form>
      <div class="below ${sheet.draft.trim() === '' ? '' : 'typing'}">
        <span class="hints" id="hints">${helping ? this.#hints(store, conn?.state, typing) : nothing}</span>
        ${this.#truth(store, place)}
      </div>
      ${this.#pasting ? html`<pop-paste .store=${store}></pop-paste>` : nothing}
    `;
  }

  /** What typing will do now; and what else it could do. */
  #truth(store: Store, place: Place | undefined): TemplateResult {
    const waiting = this.#queued === store.active ? this.#queue.length : 0;
    const now = waiting === 0 && place ? nowOf(place) : '';
    return html`<span class="truth"
      ><span id="truth"
        >${waiting > 0 ? say('queue', { n: waiting }) : truth(store, place)}${
          place && place.instead >= 0 ? html`<span class="then"> ${say('instead.then')}</span>` : nothing
        }</span
      >${
        now === ''
          ? nothing
          : html` <button type="button" class="now" title=${now} @click=${this.#now}>${say('now')}</button>`
      }</span
    >`;
  }

  #now(): void {
    this.#at = -1;
    this.store?.sendNow();
    this.focus();
  }

  // --- in the server's seat ---------------------------------------------------------

  /** The reply line: what the server says; as many lines as the reply has. */
  #seat(store: Store, sheet: Sheet): TemplateResult {
    const lines = sheet.draft.split('\n').length;
    return html`
      <form @submit=${this.#submit} autocomplete="off">
        <label for="line" class="server">S:</label>
        <span class="field">
          <textarea
            id="line"
            rows=${Math.min(lines, 6)}
            aria-label=${say('seat.label')}
            aria-describedby="truth hints"
            placeholder=${say('seat.placeholder')}
            autocapitalize="off"
            autocorrect="off"
            spellcheck="false"
            enterkeyhint="send"
            .value=${sheet.draft}
            @input=${(e: globalThis.Event) => this.#typed((e.target as HTMLTextAreaElement).value)}
            @keydown=${this.#seatKey}
          ></textarea>
        </span>
        <button type="submit">${say('send')}</button>
      </form>
      <div class="below">
        <span class="hints" id="hints">${this.#awaited(store)}</span>
        <span class="truth" id="truth">${say('seat.truth')}</span>
      </div>
    `;
  }

  #awaited(store: Store): TemplateResult | string {
    const waits = awaited(store);
    if (!waits) return say('seat.nobody');
    if (waits.line === '') return say('seat.greeting');
    return html`${say('seat.answer')} <code><b>${waits.line}</b></code>`;
  }

  #seatKey(e: KeyboardEvent): void {
    const { store } = this;
    const field = e.target as HTMLTextAreaElement;
    if (!store || e.isComposing || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Escape') field.blur();
    else if (e.key === 'Enter' && !e.shiftKey) this.#submit(e);
    // Within several lines the arrows lead from one to another.
    else if ((e.key === 'ArrowUp' || e.key === 'ArrowDown') && !field.value.includes('\n')) {
      e.preventDefault();
      this.#recall(e.key === 'ArrowUp' ? -1 : 1);
    }
  }

  // --- help with typing ---------------------------------------------------------

  #hints(store: Store, state: string | undefined, typing: Typing | undefined): unknown {
    const { draft, veiled } = store.active;
    const { commands } = store.tables;
    // What may be said now would tell what comes next.
    if (veiled) return html`<span class="soft">${say('veiled')}</span>`;
    if (typing?.amid) return html`<span class="soft">${say('amid', { keyword: typing.amid })}</span>`;
    const { untimely } = typing ?? {};
    if (draft.trim() === '') {
      const fit = hints(commands, '', state, untimely).filter((h) => h.fits);
      if (fit.length === 0) return html`<span class="soft">${say('none')}</span>`;
      return html`${this.#afterwards(store, state)}${fit.map(offered)}`;
    }
    const found = hints(commands, draft, state, untimely);
    const only = found[0];
    if (!only) {
      const line = meant(commands, draft, state);
      return line ? this.#meant(say('meant'), line) : html`<span class="soft">${say('unknown')}</span>`;
    }
    if (found.length > 1) return found.map(offered);
    const { usage, why, meaning } = only.command;
    return html`<code><b>${usage}</b></code> ${standing(why)} <span lang="en">${meaning}</span>${
      only.fits
        ? only.late
          ? html` <b>${say('late')}</b>`
          : nothing
        : html` <b>${say('misfit', { state: state ?? '' })}</b>`
    }`;
  }

  /** After a line that the server did not know: what was meant, perhaps. */
  #afterwards(store: Store, state: string | undefined): unknown {
    const { events, cursor } = store.active;
    let sent = cursor;
    // Its reply may have come in many pieces, but not in so many.
    while (sent >= 0 && cursor - sent < 20) {
      const e = events[sent];
      if (e?.conn === 1 && e.side === 'client' && e.kind === 'sent') break;
      sent--;
    }
    const typed = events[sent];
    if (typed?.side !== 'client' || typed.kind !== 'sent' || cursor - sent >= 20) return nothing;
    const line = meant(store.tables.commands, typed.label, state);
    if (!line) return nothing;
    return this.#meant(say('meant.after', { keyword: typed.label.split(' ')[0] ?? '' }), line);
  }

  #meant(words: string, line: string): TemplateResult {
    const take = (): void => {
      this.store?.setDraft(line);
      this.focus();
    };
    return html`<span role="status">${words} <button type="button" class="meant" @click=${take}>${line}</button>?</span> `;
  }

  #ghost(store: Store, conn: ConnView | undefined): TemplateResult {
    const { commands } = store.tables;
    const { draft } = store.active;
    return html`${completion(commands, draft)}<span class="shape">${draft.trim() === '' ? '' : shape(commands, draft, conn?.state)}</span>`;
  }

  /** On a telephone: the keywords that fit, then the message-numbers, to be tapped. */
  #pads(store: Store, conn: ConnView | undefined, typing: Typing | undefined): TemplateResult {
    const { draft, veiled } = store.active;
    const none = veiled ? say('veiled') : typing?.amid ? say('amid', { keyword: typing.amid }) : '';
    const found =
      none === ''
        ? hints(store.tables.commands, draft, conn?.state, typing?.untimely).filter((h) => h.fits && !h.late)
        : [];
    const only = found.find((h) => draft.trimStart().toUpperCase().startsWith(`${h.command.keyword} `));
    const next = only && lacking(only.command, draft)[0];
    const numbers =
      next?.token === 'message-number'
        ? (store
            .view()
            ?.maildrops.find((m) => m.holder === 1)
            ?.messages.filter((m) => m.message > 0) ?? [])
        : [];
    const pad = (text: string, line: string): TemplateResult =>
      html`<button type="button" @click=${() => store.setDraft(line)}>${text}</button>`;
    const ready = /\s$/.test(draft) ? draft : `${draft} `;
    return html`<div class="pads" dir="ltr" role="group" aria-label=${say(only ? 'messages' : 'commands')}>
      ${
        draft === ''
          ? nothing
          : html`<button type="button" aria-label=${say('clear')} @click=${() => store.setDraft('')}>${icon('cross')}</button>`
      }
      ${
        only
          ? numbers.map((m) => pad(String(m.message), `${ready}${m.message}`))
          : found.map(({ command }) =>
              pad(command.keyword, command.keyword + (command.args?.length ? ' ' : '')),
            )
      }
      ${draft === '' && found.length === 0 ? html`<p class="soft">${none || say('none')}</p>` : nothing}
    </div>`;
  }

  // --- typing -------------------------------------------------------------------

  #typed(text: string): void {
    this.#at = -1;
    this.store?.setDraft(text);
  }

  #submit(e: globalThis.Event): void {
    e.preventDefault();
    const { store } = this;
    this.#at = -1;
    if (store?.active.seated) void store.sendAll(store.active.draft.split('\n'));
    else if (store?.send()) this.#nextQueued(store);
  }

  #key(e: KeyboardEvent): void {
    const { store } = this;
    const input = e.target as HTMLInputElement;
    if (!store || e.altKey || e.ctrlKey || e.metaKey) return;
    if (e.key === 'Escape') {
      this.#queue = [];
      this.requestUpdate();
      input.blur();
    } else if (e.key === 'ArrowUp' || e.key === 'ArrowDown') {
      e.preventDefault();
      this.#recall(e.key === 'ArrowUp' ? -1 : 1);
    } else if (e.key === 'ArrowRight' && input.selectionStart === input.value.length && habit('helping')) {
      const rest = completion(store.tables.commands, store.active.draft);
      if (rest === '') return;
      e.preventDefault();
      store.setDraft(store.active.draft + rest);
    }
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

  // --- pasting ------------------------------------------------------------------

  #paste(e: ClipboardEvent): void {
    const what = pasted(e.clipboardData?.getData('text/plain') ?? '');
    // One line is typed as it is, by the browser.
    if (what.lines.length + what.left < 2 && !what.transcript) return;
    e.preventDefault();
    const [line] = what.lines;
    if (what.left === 0 && what.lines.length === 1 && line !== undefined) {
      const input = e.target as HTMLInputElement;
      input.setRangeText(line, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
      this.#typed(input.value);
    } else void this.#preview(what);
  }

  async #preview(what: Pasted): Promise<void> {
    if (!this.store || !(await obtain(this.store, () => import('./paste')))) return;
    this.#pasting = true;
    this.requestUpdate();
    await this.updateComplete;
    await this.renderRoot.querySelector<PopPaste>('pop-paste')?.show(what, (lines) => {
      const { store } = this;
      this.#queue = lines;
      this.#queued = store?.active;
      if (store) this.#nextQueued(store);
      this.focus();
    });
  }

  /** The next of the pasted lines stands ready; Enter sends it. */
  #nextQueued(store: Store): void {
    if (this.#queued !== store.active) return;
    const [line, ...rest] = this.#queue;
    this.#queue = rest;
    if (line !== undefined) store.setDraft(line);
    this.requestUpdate();
  }
}

/** A command that is offered; one that would be refused is struck out. */
function offered({ command, fits, late }: Hint): TemplateResult {
  const off = fits && !late ? '' : 'off';
  return html`<code class="${off} ${command.why?.standing ? 'ours' : ''}" title=${late ? say('late') : nothing}>${command.keyword}</code>`;
}
