import { html, nothing, type TemplateResult } from 'lit';
import type { Event, Fault } from '../abi';
import type { WholeEngine } from '../engine';
import { clock, fromBase64 } from '../format';
import { Pane } from '../pane';
import { icon } from '../parts/icons';
import type { Store } from '../store';
import { shared } from '../styles/shared';
import { wayStyles } from '../styles/way';
import { area } from '../words';
import en from '../words/en/break.json';
import './break/knife';
import { ends } from './break/ends';
import { pageOf, SHOWN, within } from './break/strip';
import { breakStyles } from './break/styles';
import { type Outcome, Trial } from './break/trial';
import { came, DISTANCES, faults, LOST, MS, PAUSES, SEGMENTS, SWITCHES } from './break/troubles';

const say = area('break', en);

const NONE = new Uint8Array();

/** Break things: puts something wrong into a simulated session, and shows what comes of it. */
export class PopBreak extends Pane {
  static override styles = [shared, wayStyles, breakStyles];

  #whole: WholeEngine | undefined;
  #trial = new Trial();
  #message: Event | undefined;
  #octets: Uint8Array = NONE;
  #at = 1;
  #outcome: Outcome | undefined;
  #distance = 3;
  #faults: { of: readonly Event[]; all: Event[] } = { of: [], all: [] };

  protected facts(store: Store): readonly unknown[] {
    const { active, status } = store;
    return [active, active.events, active.cursor, active.id, status];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    void this.#ready();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#trial.drop();
  }

  /** The heading, for who has just come here. */
  override focus(): void {
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('h2')?.focus());
  }

  /** Only the whole engine can break things. */
  async #ready(): Promise<WholeEngine | undefined> {
    await this.updateComplete;
    this.#whole = await this.store?.whole();
    this.requestUpdate();
    return this.#whole;
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const message = this.#nearest();
    if (message !== this.#message) {
      this.#message = message;
      const all = message && message.size > fromBase64(message.octets ?? '').length;
      this.#octets = (all ? this.store?.octets(message.seq) : fromBase64(message?.octets ?? '')) ?? NONE;
      this.#at = within(Math.ceil(this.#octets.length / 2), this.#octets.length);
    }
    this.#outcome = this.#try();
  }

  /** The message at the cursor, or else the one before it, or the first. */
  #nearest(): Event | undefined {
    const sheet = this.store?.active;
    if (!sheet) return undefined;
    const { steps, events, at } = sheet;
    const step = steps.slice(0, at + 1).findLast((s) => s.sent >= 0) ?? steps.find((s) => s.sent >= 0);
    return step && events[step.sent];
  }

  #try(): Outcome | undefined {
    const { store } = this;
    const message = this.#message;
    if (!store || !message || !this.#whole || store.status !== 'ready' || seenOnly(store)) return undefined;
    const whole = this.#whole;
    return store.ask(() => this.#trial.cut(whole, store.active, message.seq, this.#at));
  }

  override render(): TemplateResult | typeof nothing {
    const { store } = this;
    if (!store) return nothing;
    if (seenOnly(store)) return html`${this.#title()}<p>${say('seen')}</p>`;
    return html`
      ${this.#title()}
      <p>${say('intro')}</p>
      ${this.#now(store)} ${this.#cut(store)} ${this.#network()} ${this.#server()} ${this.#list(store)}
    `;
  }

  #title(): TemplateResult {
    return html`<h2 tabindex="-1">${say('title')}</h2>`;
  }

  // --- the knife ------------------------------------------------------------------

  #cut(store: Store): TemplateResult {
    const message = this.#message;
    const head = html`<h3>${say('cut')}</h3>
      <p class="watch">${say('cut.watch')}</p>`;
    if (!message)
      return html`<section aria-label=${say('cut')}>${head}<p class="soft">${say('cut.none')}</p></section>`;
    const { steps } = store.active;
    const here = steps.findIndex((s) => s.sent === message.seq);
    const before = steps.slice(0, here).findLast((s) => s.sent >= 0);
    const after = steps.slice(here + 1).find((s) => s.sent >= 0);
    const page = pageOf(this.#at);
    const size = this.#octets.length;
    const off = store.status !== 'ready';
    const token = message.spans?.find((s) => this.#at > s.off && this.#at < s.off + s.len)?.token;
    const where = say('where', { at: this.#at, size });
    return html`<section aria-label=${say('cut')}>
      ${head}
      <div class="message">
        <button type="button" aria-label=${say('before')} title=${say('before')} ?disabled=${!before} @click=${() => before && store.go(before.last)}>
          ${icon('back')}
        </button>
        <p class=${message.side}>
          <code lang="en" dir="ltr"><b>${message.side === 'client' ? 'C:' : 'S:'}</b> ${message.label}</code>
          <span class="soft">${say(`from.${message.side === 'client' ? 'client' : 'server'}`, { n: size })}</span>
        </p>
        <button type="button" aria-label=${say('after')} title=${say('after')} ?disabled=${!after} @click=${() => after && store.go(after.last)}>
          ${icon('next')}
        </button>
      </div>
      <pop-knife
        .octets=${this.#octets}
        .at=${this.#at}
        .side=${message.side}
        .label=${say('knife')}
        .where=${token ? `${where}: ${say('within', { token })}` : where}
        @knife=${(e: CustomEvent<number>) => this.#move(e.detail)}
      ></pop-knife>
      <p class="where">
        <b>${where}</b>
        ${token ? html`<span lang="en">${say('within', { token })}</span>` : nothing}
        ${size > SHOWN ? html`<span class="soft">${say('page', { from: page + 1, to: Math.min(page + SHOWN, size) })}</span>` : nothing}
      </p>
      ${this.#foreseen(message)}
      <div class="line">
        <button type="button" class="firm" ?disabled=${off} @click=${() => this.#put({ kind: 'cut', event: message.seq, octets: this.#at })}>
          ${say('cut.here')}
        </button>
        <button type="button" ?disabled=${off} @click=${() => this.#put({ kind: 'cut', conn: message.conn })}>${say('cut.now')}</button>
      </div>
      <form class="line" @submit=${this.#ahead}>
        <label for="ahead">${say('ahead')}</label>
        <input id="ahead" name="octets" type="number" min="1" max="1000000" value="10" required />
        <select name="from" aria-label=${say('ahead.whose')}>
          ${SIDES.map((side) => html`<option value=${side}>${say(`ahead.${side}`)}</option>`)}
        </select>
        <button ?disabled=${off}>${say('ahead.set')}</button>
      </form>
    </section>`;
  }

  /** What would come of the cut: the engine has tried it. */
  #foreseen(message: Event): TemplateResult | typeof nothing {
    const outcome = this.#outcome;
    if (!outcome) return html`<p class="soft" role="status">${say(this.#whole ? 'wait' : 'needs')}</p>`;
    const { client, server } = ends(outcome.view, message.conn);
    return html`<dl class="ends">
        <div class="client"><dt>${say('end.client')}</dt>${client.map((line) => html`<dd>${line}</dd>`)}</div>
        <div class="server"><dt>${say('end.server')}</dt>${server.map((line) => html`<dd>${line}</dd>`)}</div>
      </dl>
      <details>
        <summary>${say('foreseen')}</summary>
        <ol class="told bare" lang="en">
          ${outcome.events.filter((e) => e.kind !== 'tcp').map((e) => html`<li>${e.sentence}</li>`)}
        </ol>
      </details>`;
  }

  #move(at: number): void {
    this.#at = at;
    this.requestUpdate();
  }

  #ahead(e: SubmitEvent): void {
    e.preventDefault();
    const data = new FormData(e.target as HTMLFormElement);
    const octets = Math.floor(Number(data.get('octets')));
    if (octets > 0) this.#put({ kind: 'cut', from: String(data.get('from')), octets });
  }

  // --- everything else ------------------------------------------------------------

  #network(): TemplateResult {
    const { key, ms } = DISTANCES[this.#distance] ?? DISTANCES[0];
    const distance = `${say(`distance.${key}`)}: ${clock(ms * MS)}`;
    const chosen = (e: SubmitEvent, name: string): number => {
      e.preventDefault();
      return Number(new FormData(e.target as HTMLFormElement).get(name));
    };
    return html`<section aria-label=${say('network')}>
      <h3>${say('network')}</h3>
      <div class="trouble">
        <label for="distance">${say('distance')}</label>
        <p class="watch">${say('distance.watch')}</p>
        <div class="line">
          <input id="distance" type="range" min="0" max=${DISTANCES.length - 1} step="1" .value=${String(this.#distance)} aria-valuetext=${distance}
            @input=${(e: InputEvent) => {
              this.#distance = Number((e.target as HTMLInputElement).value);
              this.requestUpdate();
            }} />
          <output class="range" for="distance">${distance}</output>
          ${this.#button('distance.set', { kind: 'latency', delay: ms * MS })}
        </div>
      </div>
      <form class="trouble" @submit=${(e: SubmitEvent) => this.#put({ kind: 'segment', octets: chosen(e, 'octets') })}>
        <label for="segment">${say('segment')}</label>
        <p class="watch">${say('segment.watch')}</p>
        <div class="line">
          <select id="segment" name="octets">
            ${SEGMENTS.map((n) => html`<option value=${n} ?selected=${n === 8}>${n === 0 ? say('segment.any') : say('segment.n', { n })}</option>`)}
          </select>
          <button ?disabled=${this.#off}>${say('segment.set')}</button>
        </div>
      </form>
      <div class="trouble">
        <b id="lost">${say('lose')}</b>
        <p class="watch">${say('lose.watch')}</p>
        <div class="line" role="group" aria-labelledby="lost">
          ${SIDES.map((from) => this.#button(`lose.${from}`, { ...LOST, from }))}
        </div>
      </div>
      <form class="trouble" @submit=${(e: SubmitEvent) => this.#put({ kind: 'pause', delay: chosen(e, 'seconds') * 1000 * MS })}>
        <label for="pause">${say('pause')}</label>
        <p class="watch">${say('pause.watch')}</p>
        <div class="line">
          <select id="pause" name="seconds">
            ${PAUSES.map((n) => html`<option value=${n}>${n < 60 ? say('pause.seconds', { n }) : say('pause.minutes', { n: n / 60 })}</option>`)}
          </select>
          <button ?disabled=${this.#off}>${say('pause.set')}</button>
        </div>
      </form>
    </section>`;
  }

  #server(): TemplateResult {
    return html`<section aria-label=${say('server')}>
      <h3>${say('server')}</h3>
      ${SWITCHES.map(
        (kind) => html`<div class="trouble">
          <b id=${kind}>${say(`switch.${kind}.name`)}</b>
          <p class="watch">${say(`switch.${kind}.watch`)}</p>
          <div class="line" role="group" aria-labelledby=${kind}>
            ${this.#button(`switch.${kind}.on`, { kind, on: true })} ${this.#button(`switch.${kind}.off`, { kind, on: false })}
          </div>
        </div>`,
      )}
    </section>`;
  }

  get #off(): boolean {
    return this.store?.status !== 'ready' || this.store.active.id === null;
  }

  #button(key: keyof typeof en, fault: Fault): TemplateResult {
    return html`<button type="button" ?disabled=${this.#off} @click=${() => this.#put(fault)}>${say(key)}</button>`;
  }

  async #put(fault: Fault): Promise<void> {
    const { store } = this;
    const whole = await this.#ready();
    if (!whole || !store?.alter((_, id, seq) => whole.disturb(id, seq, fault))) return;
    await this.updateComplete;
    this.renderRoot.querySelector('.now')?.scrollIntoView({ block: 'nearest' });
  }

  // --- what has been put in -------------------------------------------------------

  #all(store: Store): Event[] {
    const { events } = store.active;
    if (this.#faults.of !== events) this.#faults = { of: events, all: faults(events) };
    return this.#faults.all;
  }

  /** The fault that was put in last, as seen from the cursor, and what came of it. */
  #now(store: Store): TemplateResult | typeof nothing {
    const { events, cursor } = store.active;
    const fault = this.#all(store).findLast((e) => e.seq <= cursor && e.kind === 'fault');
    if (!fault) return nothing;
    const told = came(events, fault);
    return html`<section class="now" aria-label=${say('now')}>
      <h3>${say('now')}</h3>
      <p lang="en">${fault.sentence}</p>
      ${
        told.length === 0
          ? html`<p class="soft">${say('now.nothing')}</p>`
          : html`<ol class="told">${told.map((e) => this.#event(store, e))}</ol>`
      }
    </section>`;
  }

  #list(store: Store): TemplateResult {
    const all = this.#all(store).filter((e) => e.kind === 'fault');
    return html`<section aria-label=${say('list')}>
      <h3>${say('list')}</h3>
      ${
        all.length === 0
          ? html`<p class="soft">${say('list.none')}</p>`
          : html`<ol class="told">${all.map((e) => this.#event(store, e))}</ol>`
      }
    </section>`;
  }

  #event(store: Store, e: Event): TemplateResult {
    return html`<li aria-current=${e.seq === store.active.cursor ? 'true' : nothing}>
      <span lang="en">${e.sentence}${e.explain ? html`<span class="why">${e.explain}</span>` : nothing}</span>
      <button type="button" aria-label=${say('go.what', { what: e.sentence })} @click=${() => store.go(e.seq)}>${say('go')}</button>
    </li>`;
  }
}

const SIDES = ['client', 'server'] as const;

/** Whether the session was only watched: what has happened really, nobody can change. */
function seenOnly(store: Store): boolean {
  return store.active.request.kind !== 'simulated';
}

if (!customElements.get('pop-break')) customElements.define('pop-break', PopBreak);
