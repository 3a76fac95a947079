import { html, nothing, type TemplateResult } from 'lit';
import type { Question } from '../abi';
import type { WholeEngine } from '../engine';
import { Pane } from '../pane';
import { announce } from '../score';
import type { Sheet } from '../sheet';
import { browserShelf } from '../storage';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/predict.json';
import { type Choice, form } from './predict/form';
import { keepRun, keptRun, resumed } from './predict/kept';
import { paper } from './predict/paper';
import { result } from './predict/result';
import { along, anySeed, Run, readWish, scoreOf, type Wish, wishQuery } from './predict/run';
import { predictStyles } from './predict/styles';

const say = area('predict', en);

/** What was being answered when its place was left: it goes on where it was. */
const runs = new WeakMap<Store, Run>();
/** Whether what an earlier visit left has been looked for. */
const looked = new WeakSet<Store>();

/**
 * Predict, then reveal: the session stands still before each thing that
 * happens, all panes hide what comes, and the learner says what it is.
 */
export class PopPredict extends Pane {
  static override styles = [shared, wayStyles, predictStyles];

  #wish: Wish | undefined;
  #choice: Choice = { option: -1, text: '' };
  #busy = false;
  #none = false;
  /** Whether what an earlier visit left is being taken up. */
  #resuming = false;

  protected facts(store: Store): readonly unknown[] {
    return [store.status, store.active, store.active.id, store.active.branch];
  }

  get #run(): Run | undefined {
    const run = this.store && runs.get(this.store);
    // Its session may have been closed meanwhile.
    return run && this.store?.sheets.includes(run.sheet) ? run : undefined;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#veil(true);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    // Who leaves may look at the session as a whole; once this place is gone, not while it goes.
    queueMicrotask(() => {
      if (!this.isConnected) this.#veil(false);
    });
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    if (changed.has('store')) queueMicrotask(() => this.#veil(this.isConnected));
    const { store } = this;
    // Only once the engine holds the sessions again.
    if (store?.status === 'ready' && store.active.id !== null && !looked.has(store)) void this.#resume(store);
  }

  /** Takes up what an earlier visit left. What is not to be seen is veiled before the engine that knows it is there. */
  async #resume(store: Store): Promise<void> {
    looked.add(store);
    const kept = keptRun(browserShelf, store);
    const sheet = kept && store.sheets.find((s) => s.key === kept.sheet);
    if (!kept || sheet?.branch !== kept.branch) return;
    this.#resuming = true;
    if (kept.veil >= 0) queueMicrotask(() => store.veil(sheet, kept.veil));
    const engine = await store.whole();
    const run = engine && resumed(kept, store, engine, this.#usual(store));
    this.#resuming = false;
    store.veil(sheet, run?.veil);
    if (run) runs.set(store, run);
    this.requestUpdate();
  }

  #veil(on: boolean): void {
    const run = this.#run;
    if (run && this.store && run.sheet.branch === run.branch)
      this.store.veil(run.sheet, on ? run.veil : undefined);
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    const run = this.#run;
    this.#wish ??= readWish(location.search, this.#usual(store));
    const here = run && store.active === run.sheet && run.sheet.branch === run.branch;
    if (run?.result && here) return this.#result(run);
    if (run && here) return this.#paper(run);
    return html`
      <h2 tabindex="-1">${say('title')}</h2>
      <p class="lead">${say('intro')}</p>
      ${
        run && !run.result
          ? html`<p class="lead">${say('goOn.note', { k: run.at + 1, of: run.questions.length })}</p>
              <p class="lead"><button type="button" class="firm" @click=${() => this.#goOn(run)}>${say('goOn')}</button></p>`
          : nothing
      }
      ${form(this.#wish, {
        busy: this.#busy || this.#resuming || store.status !== 'ready',
        none: this.#none,
        change: (wish) => {
          this.#wish = wish;
          this.#none = false;
          this.requestUpdate();
        },
        begin: () => void this.#begin(),
      })}
    `;
  }

  /** What is asked where nobody says otherwise. */
  #usual(store: Store): Wish {
    const { protocol } = store.lesson.tables;
    return { about: 'made', protocol, seed: anySeed(), length: 10, difficulty: 2 };
  }

  #paper(run: Run): TemplateResult {
    return html`
      <h2 tabindex="-1">${say('title')}</h2>
      ${paper(run, this.#choice, {
        choose: (choice) => {
          this.#choice = choice;
          this.requestUpdate();
        },
        answer: () => void this.#answer(run),
        again: () => this.#show(run),
        next: () => void this.#next(run),
        stop: () => void this.#stop(run),
      })}
    `;
  }

  #result(run: Run): TemplateResult {
    return html`
      <h2 tabindex="-1">${say('title')}</h2>
      ${result(run, new URL(wishQuery(run.wish), location.href).href, {
        other: () => void this.#begin({ ...run.wish, seed: anySeed(run.wish.seed) }),
        same: () => void this.#begin(run.wish),
        settings: () => this.#end(run),
      })}
    `;
  }

  /** Asks for questions, and puts the first. */
  async #begin(wish = this.#wish): Promise<void> {
    const { store } = this;
    if (!store || !wish) return;
    this.#wish = wish;
    this.#busy = true;
    this.requestUpdate();
    const engine = await store.whole();
    this.#busy = false;
    const before = this.#run;
    if (engine && this.isConnected) {
      const run = wish.about === 'lesson' ? this.#ofLesson(engine, wish) : this.#made(engine, wish);
      if (run) {
        runs.set(store, run);
        if (before?.sheet.own && before.sheet !== run.sheet) store.close(before.sheet.key);
        this.#put(run);
      }
    }
    this.requestUpdate();
    this.focus();
  }

  #made(engine: WholeEngine, wish: Wish): Run | undefined {
    const { protocol, seed, length, difficulty } = wish;
    const quiz = this.store?.ask(() => engine.quiz({ protocol, seed, length, difficulty }));
    if (!quiz) return undefined;
    const title = say('sheet', { protocol, seed: String(seed) });
    const sheet = this.store?.open(title, quiz.request, 'predict');
    return sheet && new Run(wish, sheet, quiz.questions);
  }

  #ofLesson(engine: WholeEngine, wish: Wish): Run | undefined {
    const { store } = this;
    const lesson = store?.sheets[0];
    if (!store || !lesson) return undefined;
    this.#look(lesson, 0);
    const { id } = lesson;
    const questions =
      id === null ? [] : along((seq, request) => engine.ask(id, seq, request), wish.seed, wish.length);
    this.#none = questions.length === 0;
    return this.#none ? undefined : new Run(wish, lesson, questions);
  }

  /** Looks at a branch of a session, and stays in this way of working. */
  #look(sheet: Sheet, branch: number): void {
    const { store } = this;
    const { way } = sheet;
    sheet.way = 'predict';
    store?.show(sheet.key);
    sheet.way = way;
    store?.pick(branch);
  }

  #goOn(run: Run): void {
    this.#look(run.sheet, run.branch);
    this.#put(run);
    this.focus();
  }

  /** Shows as much as may be seen, and no more. */
  #put(run: Run): void {
    this.store?.veil(run.sheet, run.veil);
    this.store?.go(run.veil ?? run.sheet.last);
    this.#keep(run);
    this.#choice = { option: -1, text: '' };
    this.requestUpdate();
  }

  #keep(run: Run | undefined): void {
    if (this.store) keepRun(browserShelf, this.store, run);
  }

  async #answer(run: Run): Promise<void> {
    const { question } = run;
    const engine = await this.store?.whole();
    if (!engine || !question || run.mark) return;
    const given = { question, ...this.#choice };
    const mark = this.store?.ask(() => engine.mark({ answers: [given] }))?.marks[0];
    if (!mark) return;
    run.answers.push(given);
    run.marks.push(mark);
    this.#keep(run);
    this.#reveal(run, question);
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('.verdict')?.scrollIntoView({ block: 'nearest' });
    this.renderRoot.querySelector<HTMLElement>('.next')?.focus();
  }

  #show(run: Run): void {
    const { question } = run;
    if (!question) return;
    this.store?.go(question.seq);
    this.#reveal(run, question);
  }

  /** Plays in all panes what the question was about. */
  #reveal(run: Run, { reveal }: Question): void {
    const { store } = this;
    if (!store) return;
    store.veil(run.sheet, reveal);
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      store.go(reveal);
      return;
    }
    store.next();
    if (run.sheet.cursor < run.sheet.last) store.play();
  }

  async #next(run: Run): Promise<void> {
    if (run.last) await this.#finish(run);
    else run.at++;
    this.#put(run);
    await this.updateComplete;
    const first = this.renderRoot.querySelector<HTMLElement>('.answer input');
    (first ?? this.renderRoot.querySelector<HTMLElement>('h2'))?.focus();
    if (!first) this.scrollTop = 0;
  }

  async #finish(run: Run): Promise<void> {
    const engine = await this.store?.whole();
    run.result = engine && this.store?.ask(() => engine.mark({ answers: run.answers }));
    if (run.result) announce(scoreOf(run.result, run.questions.length));
  }

  /** Only what has been answered counts. */
  async #stop(run: Run): Promise<void> {
    run.cut();
    if (run.questions.length === 0) this.#end(run);
    else await this.#next(run);
  }

  /** Back to the settings. */
  #end(run: Run): void {
    const { store } = this;
    if (!store) return;
    runs.delete(store);
    this.#keep(undefined);
    store.veil(run.sheet, undefined);
    this.#wish = run.wish;
    this.requestUpdate();
    this.focus();
  }
}

if (!customElements.get('pop-predict')) customElements.define('pop-predict', PopPredict);
