import { html, nothing, type TemplateResult } from 'lit';
import type { Errand, NewRule } from '../abi';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import { siteFile } from '../site';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/generations.json';
import { bill, race } from './generations/bill';
import { plate, wishes } from './generations/plate';
import { rules } from './generations/rules';
import { generationStyles } from './generations/styles';

const say = area('generations', en);

/**
 * One errand in four generations of the protocol, side by side: what each says,
 * what it costs, what it cannot do, and why each rule appeared. All of it stands
 * in errand.json and is there without an engine; only to open a session takes one.
 */
export class PopGenerations extends Pane {
  static override styles = [shared, wayStyles, ...generationStyles];

  #errand: Errand | undefined;
  #failed = false;
  /** Milliseconds each way. */
  #distance = 40;
  /** The generation that is shown where there is room for one only. */
  #only = 0;
  #rule: NewRule | undefined;

  protected facts(store: Store): readonly unknown[] {
    return [store.status];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#errand) void this.#fetch();
  }

  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  async #fetch(): Promise<void> {
    this.#failed = false;
    try {
      this.#errand = (await siteFile('errand.json')) as Errand;
      this.#distance = this.#errand.latency / 1e6;
    } catch {
      this.#failed = true;
    }
    const focused = this.shadowRoot?.activeElement !== null;
    this.requestUpdate();
    if (focused) this.focus();
  }

  override render(): TemplateResult {
    const errand = this.#errand;
    if (!errand)
      return html`<div class="page">
        <h2 tabindex="-1">${say('title')}</h2>
        ${
          this.#failed
            ? html`<p role="alert">${say('failed')}</p>
                <button type="button" @click=${() => void this.#fetch()}>${say('again')}</button>`
            : html`<p class="soft" role="status">${say('wait')}</p>`
        }
      </div>`;
    const ready = this.store?.status === 'ready';
    const marked = { rule: this.#rule, choose: this.#choose };
    return html`<div class="page">
      <header class="top">
        <div class="brief" lang="en">
          <h2 tabindex="-1">${errand.title}</h2>
          <p class="summary">${errand.brief}</p>
          <table class="mail">
            <caption class="visually-hidden" lang="">${say('mail')}</caption>
            ${errand.mail.map(
              (m) => html`<tr>
                <td class="mono num">${m.message}</td>
                <th scope="row">${m.subject}</th>
                <td class="num" lang="">${say('size', { n: m.octets })}</td>
                <td class="soft">${m.errand}</td>
              </tr>`,
            )}
          </table>
        </div>
        ${bill(
          errand,
          this.#distance,
          (ms) => this.#move(ms),
          () => race(this.renderRoot, this.#distance),
        )}
      </header>
      <div class="one" role="group" aria-label=${say('one')}>
        ${errand.generations.map(
          (
            g,
            i,
          ) => html`<button type="button" aria-pressed=${i === this.#only ? 'true' : 'false'} @click=${() => this.#show(i)}>
            ${g.protocol} <span class="soft">${g.year}</span>
          </button>`,
        )}
      </div>
      ${plate(
        errand,
        this.#only,
        marked,
        (i) =>
          html`<button type="button" class="firm" ?disabled=${!ready} @click=${() => this.#open(i)}>
          ${icon('play')} ${say('open')}<span class="visually-hidden"> ${errand.generations[i]?.protocol}</span>
        </button>`,
      )}
      ${ready ? nothing : html`<p class="soft waits" role="status">${say('engine')}</p>`}
      ${rules(errand, marked, () => this.#see())}
      ${wishes(errand, this.#only)}
    </div>`;
  }

  #move(ms: number): void {
    this.#distance = ms;
    this.requestUpdate();
  }

  #show(i: number): void {
    this.#only = i;
    this.requestUpdate();
  }

  /** Chooses a rule, or lets go of it; from a line of a session it leads to the rule. */
  #choose = (rule: NewRule, lead = false): void => {
    this.#rule = rule === this.#rule && !lead ? undefined : rule;
    this.requestUpdate();
    if (!lead) return;
    void this.updateComplete.then(() => {
      const button = this.renderRoot.querySelector<HTMLElement>('.rule [aria-expanded="true"]');
      button?.scrollIntoView({ block: 'center' });
      button?.focus();
    });
  };

  /** Leads from the chosen rule to where it can be seen. */
  async #see(): Promise<void> {
    const i = this.#errand?.generations.findIndex((g) => g.protocol === this.#rule?.protocol) ?? -1;
    if (i >= 0) this.#show(i);
    await this.updateComplete;
    const line = this.renderRoot.querySelector<HTMLElement>('.plate .step.marked');
    line?.scrollIntoView({ block: 'center' });
    line?.querySelector<HTMLElement>('button')?.focus({ preventScroll: true });
  }

  #open(i: number): void {
    const { store } = this;
    const errand = this.#errand;
    const g = errand?.generations[i];
    if (store && errand && g) store.open(`${g.protocol}: ${errand.title}`, g.request);
  }
}

if (!customElements.get('pop-generations')) customElements.define('pop-generations', PopGenerations);
