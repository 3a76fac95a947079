import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Lesson } from './abi';
import { BENCHES, type BenchKey } from './benches';
import { DIALOGS, type DialogKey } from './dialogs';
import { pressed } from './keys';
import { focusIn } from './lead';
import { loadEngine, loadWhole } from './load';
import type { PopAbout } from './panes/about';
import type { PopConsole } from './panes/console';
import type { PopHelp } from './panes/help';
import type { PopLadder } from './panes/ladder';
import { readParams } from './params';
import { icon } from './parts/icons';
import type { PopPart } from './parts/part';
import { present } from './parts/present';
import { Passages } from './passages';
import { inSight } from './patient-pane';
import { openRelay } from './relay';
import type { Sheet } from './sheet';
import { siteFile } from './site';
import { Spoken } from './spoken';
import { browserShelf } from './storage';
import { Store } from './store';
import { scopeStyles } from './styles/scope';
import { dialogs, shared } from './styles/shared';
import { thisTab } from './tab';
import { Visit } from './visit';
import { type Way, type WayKey, wayOf } from './ways';
import { area, said, tongueOf } from './words';
import en from './words/en/scope.json';

const say = area('scope', en);

/** The panes that share one place where there is little room. */
const PLACES = ['text', 'ladder', 'machine', 'octets', 'drops'] as const;
type Place = (typeof PLACES)[number];

/** Where each of them is; the text may have made way for a task, or for a way of working. */
const PANES: Record<Place, string> = {
  text: '.way pop-part, .read:not([hidden]) pop-task:not([hidden]), .read slot',
  ladder: 'pop-ladder',
  machine: 'pop-machine',
  octets: '.bench pop-part',
  drops: 'pop-maildrop',
};

/**
 * The whole instrument. The lesson stands inside it as plain HTML, readable
 * before and without any script; its data is in a script element with the id
 * "lesson", or is fetched where the attribute `lesson` names one.
 */
export class PopScope extends Spoken {
  static override properties = { lesson: { type: String } };
  static override styles = [shared, dialogs, scopeStyles];

  declare lesson: string | undefined;

  store: Store | undefined;
  #passages: Passages | undefined;
  #place: Place = 'text';
  #bench: BenchKey = 'octets';
  #said = '';
  /** The session that is to be closed, if that is meant. */
  #leaving: Sheet | undefined;
  #told: { sheet: Sheet | undefined; events: number } = { sheet: undefined, events: 0 };

  override connectedCallback(): void {
    super.connectedCallback();
    document.addEventListener('keydown', this.#key);
    document.addEventListener('click', this.#skip);
    window.addEventListener('pagehide', this.#flush);
    window.addEventListener('popstate', this.#went);
    if (!this.store) void this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    document.removeEventListener('keydown', this.#key);
    document.removeEventListener('click', this.#skip);
    window.removeEventListener('pagehide', this.#flush);
    window.removeEventListener('popstate', this.#went);
  }

  async #begin(): Promise<void> {
    const lesson = await this.#read();
    if (!lesson) return;
    const store = new Store(lesson, {
      load: (ended) => loadEngine(ended, lesson.request),
      loadWhole,
      shelf: browserShelf,
      tab: thisTab(),
      relay: openRelay,
      now: () => performance.now(),
    });
    this.store = store;
    const text = this.querySelector<HTMLElement>('[slot="lesson"]');
    if (text) this.#passages = new Passages(text, store);
    let { active, status, way } = store;
    let typed = active.typed.length;
    let done = doneIn(active);
    let verdict = judged(active);
    store.subscribe(() => {
      this.#passages?.mark();
      // On a telephone, who has typed wants to see the answer, and how the task fares.
      if (store.active === active && doneIn(active) > done && judged(active) !== verdict) this.#show('text');
      else if (store.active === active && active.typed.length > typed && this.#place === 'text')
        this.#show('ladder');
      done = doneIn(store.active);
      verdict = judged(store.active);
      typed = store.active.typed.length;
      if (store.active !== active || store.status !== status || store.way !== way) {
        if (store.status === 'ready' && status !== 'ready') performance.mark('popscope:ready');
        if (store.way !== way) this.#took(store.way);
        else if (store.active !== active && this.#place === 'text' && !store.active.task && !store.way)
          this.#place = 'ladder';
        ({ active, status, way } = store);
        this.requestUpdate();
      }
      this.#say();
    });
    const { way: wanted, step } = readParams(location.search);
    if (step !== undefined) store.goRecorded(step);
    store.take(wanted);
    // A fresh page begins with its first line, an old one where it was left.
    this.#passages?.mark(store.active.at > 0);
    this.requestUpdate();
    await this.updateComplete;
    performance.mark('popscope:interactive');
    // The first picture first; then the engine.
    requestAnimationFrame(() => setTimeout(() => void store.start(), 0));
    new Visit(store, browserShelf);
  }

  async #read(): Promise<Lesson | undefined> {
    const inline = this.querySelector('script#lesson') ?? document.querySelector('script#lesson');
    try {
      if (!this.lesson && inline?.textContent) return JSON.parse(inline.textContent) as Lesson;
      if (!this.lesson) return undefined;
      return (await siteFile(`lessons/${this.lesson}.json`)) as Lesson;
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
    // Of a real server nothing may have been seen yet: then how the connection is.
    const sentence = event?.sentence ?? said(sheet.link);
    if (sentence === this.#said) return;
    this.#said = sentence;
    // What has just been added, the log reads out; who comes back to the middle of a session hears where that is.
    const added = sheet === this.#told.sheet && sheet.cursor === sheet.last;
    const news = added ? sheet.events.length - this.#told.events : 0;
    this.#told = { sheet, events: sheet.events.length };
    const ladder = this.renderRoot.querySelector<PopLadder>('pop-ladder');
    // The panes draw themselves after the frame.
    if (ladder?.tells?.(news)) return;
    live.setAttribute('lang', event ? 'en' : tongueOf(sheet.link));
    live.textContent = sentence;
  }

  /** The link to the recorded session leads to what has taken its place. */
  #skip = async (e: MouseEvent): Promise<void> => {
    if (!(e.target instanceof Element) || !e.target.matches('a[href="#record"]')) return;
    e.preventDefault();
    if (this.#place === 'text') this.#show('ladder');
    await this.updateComplete;
    const ladder = this.renderRoot.querySelector<PopLadder>('pop-ladder');
    await inSight(ladder);
    ladder?.focus();
  };

  /** Panes keep clear of the tabs that stand over their labels. */
  #tabs = new ResizeObserver(([tabs]) => {
    const under = this.renderRoot.querySelector<HTMLElement>('.bench');
    const width = tabs?.borderBoxSize[0]?.inlineSize ?? 0;
    under?.style.setProperty('--tabs', `${width < under.clientWidth ? width : 0}px`);
  });

  #flush = (): void => this.store?.flush();

  #key = (e: KeyboardEvent): void => {
    if (!this.store) return;
    const targets = {
      console: () => this.renderRoot.querySelector<PopConsole>('pop-console')?.focus(),
      help: () => this.renderRoot.querySelector<PopHelp>('pop-help')?.show?.(),
      pane: (number: number) => void this.#lead(PLACES[number - 1]),
    };
    if (pressed(e, this.store, targets)) e.preventDefault();
  };

  override render(): TemplateResult {
    const { store } = this;
    const task = store?.active.task;
    const way = wayOf(store?.way);
    const first = way ? 'way' : task ? 'task' : 'text';
    return html`
      <div class="app" @popscope-put-away=${this.#putAway} data-place=${this.#place} data-across=${way?.place === 'across' ? 'yes' : nothing}>
        <div class="head">
          <slot name="masthead"></slot>
          <section class="tools" aria-label=${say('tools')} @want=${this.#wanted}>
            <pop-tools .store=${store}></pop-tools>
          </section>
        </div>
        <div class="stripe"></div>
        <nav class="places" aria-label=${say('places')}>
          ${PLACES.map(
            (key) =>
              html`<button type="button" aria-pressed=${key === this.#place ? 'true' : 'false'} @click=${() => this.#show(key)}>
                ${say(`place.${key === 'text' ? first : key}`)}
              </button>`,
          )}
        </nav>
        <h1 class="visually-hidden title ${way ? 'on' : ''}">${store?.lesson.title}</h1>
        ${way ? this.#way(way) : nothing}
        <div class="read" ?hidden=${way !== undefined}>
          <pop-task .store=${store} ?hidden=${!task}></pop-task>
          <slot name="lesson"></slot>
        </div>
        ${this.#work(store)}
        <section class="foot" aria-label=${say('controls')}>
          <pop-transport .store=${store}></pop-transport>
          <pop-console .store=${store}></pop-console>
        </section>
      </div>
      <p class="visually-hidden" id="live" role="status" aria-live="polite" lang="en"></p>
      <pop-help></pop-help>
      <pop-about .tables=${store?.tables}></pop-about>
      <pop-part id="dialog" .store=${store} @want=${this.#wanted}></pop-part>
      <dialog id="sure" aria-labelledby="sure-title">
        <h2 id="sure-title">${say('sure')}</h2>
        <p>${say('sure.what')}</p>
        <form method="dialog" class="choice">
          <button class="firm" @click=${() => this.store?.startOver()}>${say('sure.yes')}</button>
          <button data-first>${say('sure.no')}</button>
        </form>
      </dialog>
      <dialog id="away" aria-labelledby="away-title">
        <h2 id="away-title">${say('away')}</h2>
        <p>${say('away.what', { title: this.#leaving?.title ?? '' })}</p>
        <form method="dialog" class="choice">
          <button class="firm" @click=${() => this.#leaving && store?.close(this.#leaving.key)}>${say('away.yes')}</button>
          <button data-first>${say('sure.no')}</button>
        </form>
      </dialog>
      <slot></slot>
    `;
  }

  /** A way of working, in the place of the text or of everything. */
  #way(way: Way): TemplateResult {
    return html`<section class="way" aria-label=${say('way')}>
      <button type="button" class="back" @click=${() => this.store?.take(undefined)}>
        ${icon('cross')} ${say(this.store?.active.task ? 'way.task' : 'way.text')}
      </button>
      <pop-part .what=${way.part} .store=${this.store} @there=${this.#there}></pop-part>
    </section>`;
  }

  #work(store: Store | undefined): TemplateResult {
    return html`<section class="work" aria-label=${say('instrument')} @about=${() => this.renderRoot.querySelector<PopAbout>('pop-about')?.show?.()}>
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
          ${this.#benches(store)}
          <pop-maildrop .store=${store}></pop-maildrop>
        </div>
      </div>
    </section>`;
  }

  /** The panes in the middle, one at a time; what is not looked at is not drawn. */
  #benches(store: Store | undefined): TemplateResult {
    const bench = BENCHES.find((b) => b.key === this.#bench);
    return html`<div class="bench">
      ${
        BENCHES.length > 1
          ? html`<div class="tabs" role="group" aria-label=${say('benches')}>
              ${BENCHES.map(
                ({ key }) =>
                  html`<button type="button" aria-pressed=${key === this.#bench ? 'true' : 'false'} @click=${() => this.#sit(key)}>
                    ${say(`bench.${key}`)}
                  </button>`,
              )}
            </div>`
          : nothing
      }
      <pop-part .what=${bench?.part} .store=${store}></pop-part>
    </div>`;
  }

  #sit(bench: BenchKey): void {
    this.#bench = bench;
    this.requestUpdate();
  }

  /** What a menu asks for, which is not the store's to do. */
  #wanted(e: CustomEvent<DialogKey | 'help' | 'startOver'>): void {
    if (e.detail === 'help') this.renderRoot.querySelector<PopHelp>('pop-help')?.show?.();
    else if (e.detail === 'startOver') this.#startOver();
    else void this.#dialog(e.detail);
  }

  async #dialog(key: DialogKey): Promise<void> {
    const host = this.renderRoot.querySelector<PopPart>('#dialog');
    const part = DIALOGS.find((d) => d.key === key)?.part;
    if (!host || !part) return;
    if (host.what !== part) {
      const there = new Promise((done) => host.addEventListener('there', done, { once: true }));
      host.what = part;
      await there;
    }
    (host.element as { show?(): void } | undefined)?.show?.();
  }

  /** Closes a session; asks first where that would lose what was done in it. */
  async #putAway(e: CustomEvent<Sheet>): Promise<void> {
    const { store } = this;
    if (!store?.loses(e.detail)) {
      store?.close(e.detail.key);
      return;
    }
    this.#leaving = e.detail;
    this.requestUpdate();
    await this.updateComplete;
    present(this.renderRoot.querySelector('#away'));
  }

  #startOver(): void {
    const { store } = this;
    if (store?.typedAnything()) present(this.renderRoot.querySelector('#sure'));
    else store?.startOver();
  }

  /** A way is an address of its own: one can go back from it, and send it. */
  #took(way: WayKey | undefined): void {
    this.#place = 'text';
    const url = new URL(location.href);
    if (wayOf(url.searchParams.get('way'))?.key === way) return;
    if (way) url.searchParams.set('way', way);
    else url.searchParams.delete('way');
    history.pushState(null, '', url);
  }

  #went = (): void => this.store?.take(readParams(location.search).way);

  /** Who has asked for a way wants to be in it. */
  #there(e: globalThis.Event): void {
    (e.target as PopPart).element?.focus();
  }

  /** Shows a pane where there is room for one only, and puts the focus into it. */
  async #lead(place: Place | undefined): Promise<void> {
    if (!place) return;
    this.#show(place);
    await this.updateComplete;
    const pane = this.renderRoot.querySelector(PANES[place]);
    await inSight(pane);
    if (pane instanceof HTMLSlotElement) (pane.assignedElements()[0] as HTMLElement | undefined)?.focus();
    else if (pane) focusIn(pane);
  }

  #show(place: Place): void {
    this.#place = place;
    this.requestUpdate();
  }

  protected override firstUpdated(): void {
    const tabs = this.renderRoot.querySelector('.tabs');
    if (tabs) this.#tabs.observe(tabs);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#say();
  }
}

/** Whether a task is solved, or spoilt: a learner wants to know at once. */
function judged(sheet: Sheet): string {
  const { solved, broken, over, why = '', asked } = sheet.state ?? {};
  return `${solved} ${broken?.length} ${over} ${asked ? '' : why}`;
}

/** How much has happened in a session, on all of its branches. */
function doneIn(sheet: Sheet): number {
  return sheet.branches.reduce((sum, b) => sum + b.events, 0);
}
