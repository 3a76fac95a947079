import { html, nothing, type TemplateResult } from 'lit';
import type { Event, Framing } from '../abi';
import { EngineFailure } from '../engine';
import { fromBase64, visible } from '../format';
import { type Arc, arcsOf, automaton, OTHER } from '../framing/automaton';
import { added, decidedAt, handedOn, leftAt, type Memory, memoryAt, stageAt } from '../framing/frame';
import { Later } from '../later';
import { Pane } from '../pane';
import { cite } from '../parts/cite';
import { controlStyles, controls } from '../parts/controls';
import { enlarge } from '../parts/enlarge';
import { icon } from '../parts/icons';
import type { Store } from '../store';
import { framingStyles } from '../styles/framing';
import { shared } from '../styles/shared';
import { area } from '../words';
import en from '../words/en/framing.json';
import '../framing/tape';
import type { PopTape } from '../framing/tape';

const say = area('framing', en);

/** Milliseconds for each octet while it plays. */
const PACE = 450;
/** So many of the octets that were handed on are shown: the last ones. */
const TAIL = 240;

/** How a decoder reads the octets of the current message, or of a text of one's own, one by one. */
export class PopFraming extends Pane {
  static override styles = [shared, controlStyles, framingStyles];

  #event: Event | undefined;
  #framing: Framing | undefined;
  #octets: Uint8Array = new Uint8Array();
  #arcs: Arc[] = [];
  #read = 0;
  #edges: readonly number[] = [];
  #chosen = -1;
  /** A text of one's own; undefined: what is on the wire. */
  #text: string | undefined;
  /** Why there is nothing to see: words of the page's, or what the engine has to say. */
  #why: 'none' | 'absent' | { says: string } | undefined;
  #playing: number | undefined;
  /** The engine is asked when there is time, not within a step. */
  #rest = new Later(() => void this.#load());

  protected facts(store: Store): readonly unknown[] {
    return [store.message, store.octet, store.status, store.tables];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#pause();
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { store } = this;
    if (!store || this.#text !== undefined) return;
    if (store.message !== this.#event || (!this.#framing && !this.#why)) {
      this.#event = store.message;
      this.#framing = undefined;
      this.#why = undefined;
      this.#pause();
      this.#rest.put();
    } else if (store.octet !== undefined && store.octet !== this.#read - 1)
      this.#read = Math.min(store.octet + 1, this.#octets.length);
  }

  /** Asks the engine how the octets are read. What it has to say against that is said here. */
  async #load(): Promise<void> {
    const { store } = this;
    const text = this.#text;
    const event = this.#event;
    if (!store || (text === undefined && !event)) {
      this.#why = 'none';
      this.requestUpdate();
      return;
    }
    const whole = await store.whole();
    if (text !== this.#text || event !== this.#event) return;
    const got = whole
      ? store.ask((_, id) => {
          try {
            return text === undefined
              ? whole.framing(id, event?.seq ?? -1, null)
              : whole.stuff(store.tables.protocol, text);
          } catch (e) {
            if (e instanceof EngineFailure && !e.crashed) return e.message;
            throw e;
          }
        })
      : undefined;
    if (typeof got === 'object') this.#show(got);
    else {
      this.#framing = undefined;
      this.#why = got === undefined ? 'absent' : { says: got };
    }
    this.requestUpdate();
  }

  #show(f: Framing): void {
    const again = this.#framing !== undefined && this.#text !== undefined;
    this.#framing = f;
    this.#why = undefined;
    this.#octets = fromBase64(f.octets);
    this.#arcs = arcsOf(f);
    this.#edges = f.cuts.map((c) => c.at).filter((at) => at < this.#octets.length);
    this.#chosen = this.#edges.length > 0 ? 0 : -1;
    const octet = this.#text === undefined ? this.store?.octet : undefined;
    if (octet !== undefined) this.#read = Math.min(octet + 1, this.#octets.length);
    else this.#read = again ? Math.min(this.#read, this.#octets.length) : 0;
  }

  override render(): TemplateResult {
    const f = this.#framing;
    return html`
      <h2>
        <span class="tabbed">${say('title')}</span>
        <span class="aside">
          ${f ? html`<span class="what"><span lang="en">${f.frame}</span>, ${say('size', { n: f.size })}</span>` : nothing}
          <button type="button" class="own" aria-pressed=${this.#text === undefined ? 'false' : 'true'} @click=${this.#turn}>
            ${say('own')}
          </button>
          ${enlarge(this)}
        </span>
      </h2>
      <div class="all">
        ${this.#text === undefined ? nothing : this.#writing(this.#text)}
        ${f ? this.#bench(f) : this.#nothing()}
      </div>
    `;
  }

  #nothing(): TemplateResult {
    const why = this.#why;
    if (typeof why === 'object') return html`<p class="soft none" lang="en">${why.says}</p>`;
    return html`<p class="soft none" role="status">${why === undefined ? say('wait') : why === 'none' ? say('none') : say('absent')}</p>`;
  }

  /** The stage that is lit stays in sight. */
  protected override updated(changed: Map<PropertyKey, unknown>): void {
    super.updated(changed);
    const box = this.renderRoot.querySelector('.drawing');
    const lit = box?.querySelector('.stage.now');
    if (!box || !lit || box.scrollHeight <= box.clientHeight) return;
    const [a, b] = [box.getBoundingClientRect(), lit.getBoundingClientRect()];
    if (b.top < a.top || b.bottom > a.bottom) box.scrollTop += b.top - a.top - a.height / 2;
  }

  #writing(text: string): TemplateResult {
    return html`<label class="writing">
      <span>${say('write')}</span>
      <textarea rows="3" maxlength="2000" spellcheck="false" .value=${text} @input=${this.#typed}></textarea>
    </label>`;
  }

  #bench(f: Framing): TemplateResult {
    const size = this.#octets.length;
    return html`
      <pop-tape
        .framing=${f}
        .octets=${this.#octets}
        .read=${this.#read}
        .edges=${this.#edges}
        .chosen=${this.#chosen}
        @read=${(e: CustomEvent<number>) => this.#go(e.detail)}
        @pick=${(e: CustomEvent<number>) => this.#pick(e.detail)}
        @cut=${(e: CustomEvent<{ edges: number[]; chosen: number }>) => this.#cut(e.detail.edges, e.detail.chosen)}
      ></pop-tape>
      <div class="drive">
        <button type="button" aria-label=${say('first')} title=${say('first')} ?disabled=${this.#read === 0} @click=${() => this.#go(0)}>${icon('first')}</button>
        <button type="button" aria-label=${say('back')} title=${say('back')} ?disabled=${this.#read === 0} @click=${() => this.#go(this.#read - 1)}>${icon('back')}</button>
        <button type="button" aria-label=${say(this.#playing === undefined ? 'play' : 'pause')} title=${say(this.#playing === undefined ? 'play' : 'pause')} @click=${this.#run}>${icon(this.#playing === undefined ? 'play' : 'pause')}</button>
        <button type="button" aria-label=${say('next')} title=${say('next')} ?disabled=${this.#read >= size} @click=${() => this.#go(this.#read + 1)}>${icon('next')}</button>
        <input
          type="range"
          min="0"
          max=${size}
          .value=${String(this.#read)}
          aria-label=${say('head')}
          aria-valuetext=${say('read', { n: this.#read, of: size })}
          @input=${(e: InputEvent) => this.#go(Number((e.target as HTMLInputElement).value))}
        />
        <span class="count" aria-hidden="true">${this.#read}/${size}</span>
        <button type="button" class="cut" ?disabled=${this.#read === 0 || this.#read >= size || this.#edges.includes(this.#read)} @click=${this.#cutHere}>
          ${say('cut')}
        </button>
      </div>
      <div class="below">
        <div class="drawing scroll" tabindex="0" role="group" aria-label=${say('drawing')}>
          ${automaton(f, this.#arcs, this.#read, say('automaton', { stage: f.stages[stageAt(f, this.#read)]?.name ?? '' }))}
          <p class="soft key">${say('other', { sign: OTHER })}</p>
        </div>
        <div class="telling scroll" tabindex="0" role="group" aria-label=${say('telling')}>${this.#telling(f)} ${this.#out(f)} ${this.#memory(f)} ${this.#legend()}
          ${f.note ? html`<p class="soft" lang="en">${f.note}</p>` : nothing}
        </div>
      </div>
    `;
  }

  /** What the octet under the head brought about, and where the decoder stands now. */
  #telling(f: Framing): TemplateResult {
    const way = f.ways[f.took[this.#read - 1] ?? -1];
    const stage = f.stages[stageAt(f, this.#read)];
    const octet = this.#octets[this.#read - 1];
    const left = leftAt(f, this.#read);
    return html`<div class="now" aria-live=${this.#playing === undefined ? 'polite' : 'off'}>
      <p>
        ${
          octet === undefined
            ? html`<span class="soft">${say('begin')}</span>`
            : html`<b class="mono">${controls(visible(octet))}</b>
                <span lang="en">${way ? way.meaning : say('beyond')}</span>`
        }
      </p>
      <p>${say('stands')} <b class="at" lang="en">${stage?.name}</b>. <span lang="en">${stage?.meaning}</span> ${cite(stage?.why)}</p>
      ${f.due > 0 ? html`<p class="due">${say.rich('due', { n: left, of: f.due })}</p>` : nothing}
    </div>`;
  }

  /** What has been handed on, and what is still held. */
  #out(f: Framing): TemplateResult {
    const out = handedOn(f, this.#octets, this.#read);
    const held = this.#octets.subarray(decidedAt(f, this.#read), this.#read);
    const cut = Math.max(0, out.length - TAIL);
    return html`<div class="out">
      <h3>${say('out', { n: out.length })}</h3>
      <pre dir="ltr">${cut > 0 ? '…' : nothing}${signs(out.subarray(cut))}${
        held.length > 0 ? html`<span class="hand" title=${say('held')}>${signs(held)}</span>` : nothing
      }</pre>
    </div>`;
  }

  #memory(f: Framing): TemplateResult {
    const at = this.#edges[this.#chosen];
    if (at === undefined) return html`<p class="soft">${say('uncut')}</p>`;
    const m = memoryAt(f, at);
    return html`<div class="memory">
      <h3>
        ${say('across', { n: this.#chosen + 1, at })}
        <button type="button" @click=${() => this.#join()}>${say('join')}</button>
      </h3>
      <ul>
        ${this.#remembered(f, m)}
      </ul>
    </div>`;
  }

  #remembered(f: Framing, m: Memory): TemplateResult[] {
    const stage = html`<b lang="en">${f.stages[m.stage]?.name}</b>`;
    const out = [html`<li>${say.rich('memory.stage', { stage })}</li>`];
    const held = this.#octets.subarray(m.held, m.at);
    if (held.length > 0)
      out.push(
        html`<li>${say.rich('memory.held', { n: held.length, what: html`<code>${signs(held)}</code>` })}</li>`,
      );
    const line = this.#octets.subarray(m.line, m.held);
    if (f.due > 0) out.push(html`<li>${say.rich('memory.due', { n: m.left })}</li>`);
    else if (line.length > 0)
      out.push(
        html`<li>${say.rich('memory.line', { n: line.length, what: html`<code>${signs(line.subarray(-24))}</code>` })}</li>`,
      );
    return out;
  }

  #legend(): TemplateResult {
    return html`<ul class="fates" aria-label=${say('fates')}>
      ${(['kept', 'lf', 'held', 'stuffed', 'termination'] as const).map(
        (fate) =>
          html`<li><span class="swatch ${fate}" aria-hidden="true"></span> ${say(`fate.${fate}`)}</li>`,
      )}
    </ul>`;
  }

  #go(read: number): void {
    this.#read = Math.max(0, Math.min(read, this.#octets.length));
    if (this.#text === undefined) this.store?.goOctet(this.#read > 0 ? this.#read - 1 : undefined);
    this.requestUpdate();
  }

  #pick(edge: number): void {
    this.#chosen = edge;
    this.requestUpdate();
  }

  #cut(edges: readonly number[], chosen: number): void {
    this.#edges = edges;
    this.#chosen = chosen;
    this.requestUpdate();
  }

  async #cutHere(): Promise<void> {
    const edges = added(this.#edges, this.#read, this.#octets.length);
    this.#cut(edges, edges.indexOf(this.#read));
    await this.updateComplete;
    await this.renderRoot.querySelector<PopTape>('pop-tape')?.focusEdge(this.#chosen);
  }

  #join(): void {
    const edges = this.#edges.filter((_, i) => i !== this.#chosen);
    this.#cut(edges, Math.min(this.#chosen, edges.length - 1));
  }

  #turn(): void {
    this.#pause();
    this.#framing = undefined;
    this.#why = undefined;
    this.#text = this.#text === undefined ? say('sample') : undefined;
    this.#event = undefined;
    if (this.#text === undefined) this.#event = this.store?.message;
    this.requestUpdate();
    void this.#load();
  }

  #typed(e: InputEvent): void {
    this.#text = (e.target as HTMLTextAreaElement).value;
    void this.#load();
  }

  #run(): void {
    if (this.#playing !== undefined) {
      this.#pause();
      return;
    }
    if (this.#read >= this.#octets.length) this.#go(0);
    this.#playing = window.setInterval(() => {
      if (this.#read >= this.#octets.length) this.#pause();
      else this.#go(this.#read + 1);
    }, PACE);
    this.requestUpdate();
  }

  #pause(): void {
    if (this.#playing === undefined) return;
    clearInterval(this.#playing);
    this.#playing = undefined;
    this.requestUpdate();
  }
}

/** Octets as signs; behind each LF a new line begins. */
function signs(octets: Uint8Array): unknown {
  let text = '';
  for (const o of octets) text += visible(o) + (o === 10 ? '\n' : '');
  return controls(text);
}

if (!customElements.get('pop-framing')) customElements.define('pop-framing', PopFraming);
