import { html, type TemplateResult } from 'lit';
import type { ComparedStep, Comparison } from '../abi';
import { EngineFailure } from '../engine';
import { Pane } from '../pane';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/compare.json';
import { course } from './compare/course';
import { type Pair, pairOf } from './compare/pair';
import { compareStyles } from './compare/styles';
import { totals } from './compare/totals';

const say = area('compare', en);

/** Two branches of the session that is looked at, side by side: where they part, and what it changes. */
export class PopCompare extends Pane {
  static override styles = [shared, wayStyles, compareStyles];

  #chosen: Pair | undefined;
  #open = false;
  #got: Comparison | undefined;
  #trouble = '';
  /** What was compared: its own answer may come too late. */
  #of: { sheet: Sheet; branches: readonly unknown[]; a: number; b: number } | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.status, store.active, store.active.branches, store.active.events];
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  get #pair(): Pair | undefined {
    const sheet = this.store?.active;
    return sheet && pairOf(sheet.branches, sheet.branch, this.#chosen);
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { store } = this;
    const pair = this.#pair;
    if (!store || !pair || store.status !== 'ready') return;
    const { active: sheet } = store;
    const of = this.#of;
    if (of?.sheet === sheet && of.branches === sheet.branches && of.a === pair.a && of.b === pair.b) return;
    // Whoever looks at other branches than those chosen for another session gets the first again.
    if (of && of.sheet !== sheet) this.#chosen = undefined;
    void this.#compare(sheet, this.#pair ?? pair);
  }

  async #compare(sheet: Sheet, { a, b }: Pair): Promise<void> {
    const { store } = this;
    const of = { sheet, branches: sheet.branches, a, b };
    this.#of = of;
    this.#got = undefined;
    this.#trouble = '';
    const engine = await store?.whole();
    if (this.#of !== of) return;
    const { id } = sheet;
    try {
      if (engine && id !== null) this.#got = engine.compare(id, a, b);
      else this.#trouble = say('failed');
    } catch (e) {
      this.#trouble = e instanceof EngineFailure ? e.message : say('failed');
    }
    this.requestUpdate();
  }

  override render(): TemplateResult {
    const pair = this.#pair;
    return html`<div class="page">
      <h2 tabindex="-1">${say('title')}</h2>
      ${pair ? this.#both(pair) : this.#alone()}
    </div>`;
  }

  /** There is one branch only: how to make another. */
  #alone(): TemplateResult {
    return html`<div class="alone">
      <p class="lead">${say('one')}</p>
      <p>${say('one.how')}</p>
      <button type="button" class="firm" @click=${() => this.store?.take(undefined)}>${say('one.back')}</button>
    </div>`;
  }

  #both(pair: Pair): TemplateResult {
    const got = this.#got;
    return html`
      <p class="lead">${say('lead')}</p>
      <div class="choose">
        ${this.#choice('a', pair)} ${this.#choice('b', pair)}
        <button type="button" @click=${() => this.#choose({ a: pair.b, b: pair.a })}>⇄ ${say('swap')}</button>
      </div>
      ${
        got
          ? html`<div class="sums">${totals(got)}</div>
              <h3>${say('course')}</h3>
              ${course(got, {
                names: { a: got.a.name, b: got.b.name },
                open: this.#open,
                fold: () => {
                  this.#open = !this.#open;
                  this.requestUpdate();
                },
                go: (side, step) => this.#go(pair[side], step),
              })}`
          : this.#waits(pair)
      }
    `;
  }

  #waits(pair: Pair): TemplateResult {
    if (!this.#trouble) return html`<p class="soft" role="status">${say('wait')}</p>`;
    return html`<p role="alert">${this.#trouble}</p>
      <button type="button" @click=${() => this.#again(pair)}>${say('again')}</button>`;
  }

  #again(pair: Pair): void {
    const sheet = this.store?.active;
    if (sheet) void this.#compare(sheet, pair);
    this.requestUpdate();
  }

  #choice(side: 'a' | 'b', pair: Pair): TemplateResult {
    const branches = this.store?.active.branches ?? [];
    const change = (e: Event): void => {
      const id = Number((e.target as HTMLSelectElement).value);
      this.#choose(side === 'a' ? { ...pair, a: id } : { ...pair, b: id });
    };
    return html`<label
      ><span class="letter">${say(side)}</span>
      <select lang="en" @change=${change}>
        ${branches.map((b) => html`<option value=${b.id} ?selected=${b.id === pair[side]}>${b.name}</option>`)}
      </select></label
    >`;
  }

  #choose(pair: Pair): void {
    this.#chosen = pair;
    this.requestUpdate();
  }

  /** Looks at a step where it happened, with all panes. */
  #go(branch: number, step: ComparedStep): void {
    const { store } = this;
    if (!store) return;
    store.pick(branch);
    store.go(step.last);
    store.take(undefined);
  }
}

if (!customElements.get('pop-compare')) customElements.define('pop-compare', PopCompare);
