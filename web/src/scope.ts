import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Lesson } from './abi';
import { pressed } from './keys';
import { loadEngine, loadWhole } from './load';
import type { PopAbout } from './panes/about';
import type { PopConsole } from './panes/console';
import type { PopHelp } from './panes/help';
import type { PopLadder } from './panes/ladder';
import { icon } from './parts/icons';
import { Passages } from './passages';
import { openRelay } from './relay';
import type { Sheet } from './sheet';
import { browserShelf } from './storage';
import { Store } from './store';
import { scopeStyles } from './styles/scope';
import { dialogs, shared } from './styles/shared';
import { nextTheme, readTheme, setTheme, themeName } from './theme';

/** The panes that share one place where there is little room. */
const PLACES = [
  ['text', 'Text'],
  ['ladder', 'Ladder'],
  ['machine', 'States'],
  ['octets', 'Octets'],
  ['drops', 'Maildrop'],
] as const;

/**
 * The whole instrument. The lesson stands inside it as plain HTML, readable
 * before and without any script; its data is in a script element with the id
 * "lesson", or is fetched where the attribute `lesson` names one.
 */
export class PopScope extends LitElement {
  static override properties = { lesson: { type: String } };
  static override styles = [shared, dialogs, scopeStyles];

  declare lesson: string | undefined;

  store: Store | undefined;
  #passages: Passages | undefined;
  #place = 'text';
  #said = '';

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    document.addEventListener('click', this.#skip);
    window.addEventListener('pagehide', this.#flush);
    if (!this.store) void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    document.removeEventListener('click', this.#skip);
    window.removeEventListener('pagehide', this.#flush);
  }

  async #begin(): Promise<void> {
    const lesson = await this.#read();
    if (!lesson) return;
    const store = new Store(lesson, {
      load: loadEngine,
      loadWhole,
      shelf: browserShelf,
      relay: openRelay,
      now: () => performance.now(),
    });
    this.store = store;
    const text = this.querySelector<HTMLElement>('[slot="lesson"]');
    if (text) this.#passages = new Passages(text, store);
    let { active, status } = store;
    let typed = active.typed.length;
    let verdict = judged(active);
    store.subscribe(() => {
      this.#passages?.mark();
      // On a telephone, who has typed wants to see the answer, and how the task fares.
      if (store.active === active && active.typed.length > typed) {
        if (judged(active) !== verdict) this.#show('text');
        else if (this.#place === 'text') this.#show('ladder');
      }
      verdict = judged(store.active);
      typed = store.active.typed.length;
      if (store.active !== active || store.status !== status) {
        if (store.status === 'ready' && status !== 'ready') performance.mark('popscope:ready');
        if (store.active !== active && this.#place === 'text' && !store.active.task) this.#place = 'ladder';
        ({ active, status } = store);
        this.requestUpdate();
      }
      this.#say();
    });
    // A fresh page begins with its first line, an old one where it was left.
    this.#passages?.mark(store.active.at > 0);
    this.requestUpdate();
    await this.updateComplete;
    performance.mark('popscope:interactive');
    // The first picture first; then the engine.
    requestAnimationFrame(() => setTimeout(() => void store.start(), 0));
  }

  async #read(): Promise<Lesson | undefined> {
    const inline = this.querySelector('script#lesson') ?? document.querySelector('script#lesson');
    try {
      if (!this.lesson && inline?.textContent) return JSON.parse(inline.textContent) as Lesson;
      if (!this.lesson) return undefined;
      const response = await fetch(new URL(`lessons/${this.lesson}.json`, document.baseURI));
      return response.ok ? ((await response.json()) as Lesson) : undefined;
    } catch {
      return undefined;
    }
  }

  /** The canonical sentence of what is shown, for those who listen. */
  #say(): void {
    const live = this.renderRoot.querySelector('#live');
    const sheet = this.store?.active;
    if (!live || !sheet) return;
    const { step, current } = sheet;
    const event = step && current?.seq === step.last ? sheet.events[step.head] : current;
    const sentence = event?.sentence ?? '';
    if (sentence === this.#said) return;
    this.#said = sentence;
    live.textContent = sentence;
  }

  /** The link to the recorded session leads to what has taken its place. */
  #skip = async (e: MouseEvent): Promise<void> => {
    if (!(e.target instanceof Element) || !e.target.matches('a[href="#record"]')) return;
    e.preventDefault();
    if (this.#place === 'text') this.#show('ladder');
    await this.updateComplete;
    this.renderRoot.querySelector<PopLadder>('pop-ladder')?.focus();
  };

  #flush = (): void => this.store?.flush();

  #key = (e: KeyboardEvent): void => {
    if (!this.store) return;
    const targets = {
      console: () => this.renderRoot.querySelector<PopConsole>('pop-console')?.focus(),
      help: () => this.renderRoot.querySelector<PopHelp>('pop-help')?.show(),
    };
    if (pressed(e, this.store, targets)) e.preventDefault();
  };

  override render(): TemplateResult {
    const { store } = this;
    const task = store?.active.task;
    const places = PLACES.map(([key, name]) => [key, key === 'text' && task ? 'Task' : name] as const);
    return html`
      <div class="app" data-place=${this.#place}>
        <div class="head">
          <slot name="masthead"></slot>
          <section class="tools" aria-label="Page">${store ? this.#tools(store) : nothing}</section>
        </div>
        <div class="stripe"></div>
        <nav class="places" aria-label="Panes">
          ${places.map(
            ([key, name]) =>
              html`<button type="button" aria-pressed=${key === this.#place ? 'true' : 'false'} @click=${() => this.#show(key)}>
                ${name}
              </button>`,
          )}
        </nav>
        <h1 class="visually-hidden title">${store?.lesson.title}</h1>
        <div class="read">
          <pop-task .store=${store} ?hidden=${!task}></pop-task>
          <slot name="lesson"></slot>
        </div>
        <section class="work" aria-label="Instrument" @about=${() => this.renderRoot.querySelector<PopAbout>('pop-about')?.show()}>
          <div class="top">
            <pop-sheets .store=${store}></pop-sheets>
            <pop-acts .store=${store}></pop-acts>
            <pop-connect .store=${store}></pop-connect>
          </div>
          <pop-notices .store=${store}></pop-notices>
          <pop-foreword .store=${store}></pop-foreword>
          <div class="panes">
            <pop-explain .store=${store}></pop-explain>
            <pop-ladder .store=${store}></pop-ladder>
            <div class="side">
              <pop-machine .store=${store}></pop-machine>
              <pop-octets .store=${store}></pop-octets>
              <pop-maildrop .store=${store}></pop-maildrop>
            </div>
          </div>
        </section>
        <section class="foot" aria-label="Controls">
          <pop-transport .store=${store}></pop-transport>
          <pop-console .store=${store}></pop-console>
        </section>
      </div>
      <p class="visually-hidden" id="live" role="status" aria-live="polite"></p>
      <pop-help></pop-help>
      <pop-about .tables=${store?.tables}></pop-about>
      <dialog id="sure" aria-labelledby="sure-title">
        <h2 id="sure-title">Start over?</h2>
        <p>All you typed in this lesson and its tasks is forgotten. The recorded session stays.</p>
        <form method="dialog" class="choice">
          <button class="firm" @click=${() => this.store?.startOver()}>Start over</button>
          <button autofocus>Keep it</button>
        </form>
      </dialog>
      <slot></slot>
    `;
  }

  #tools(store: Store): TemplateResult {
    return html`
      <span class="engine">${ENGINE[store.status]}</span>
      <button type="button" @click=${this.#startOver} title="Forget what you typed in this lesson">
        ${icon('again')}<span class="word">Start over</span>
      </button>
      <button type="button" @click=${this.#theme} title="Light or dark">
        ${icon('theme')}<span class="word">${themeName(readTheme(browserShelf))}</span>
      </button>
      <button
        type="button"
        aria-label="Help: keys (?)"
        title="Help: keys (?)"
        @click=${() => this.renderRoot.querySelector<PopHelp>('pop-help')?.show()}
      >
        ?
      </button>
    `;
  }

  #startOver(): void {
    const { store } = this;
    if (store?.typedAnything()) this.renderRoot.querySelector<HTMLDialogElement>('#sure')?.showModal();
    else store?.startOver();
  }

  #theme(): void {
    setTheme(browserShelf, nextTheme(readTheme(browserShelf)));
    this.requestUpdate();
  }

  #show(place: string): void {
    this.#place = place;
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#say();
  }
}

const ENGINE = {
  loading: 'engine on its way',
  ready: 'engine ready',
  absent: 'recorded session only',
  stopped: 'engine stopped',
} as const;

/** Whether a task is solved, or spoilt: a learner wants to know at once. */
function judged(sheet: Sheet): string {
  return `${sheet.state?.solved} ${sheet.state?.broken.length}`;
}
