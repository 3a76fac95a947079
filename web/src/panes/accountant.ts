import { html, nothing, type TemplateResult } from 'lit';
import type { Account, Entry, Event, Sum } from '../abi';
import { Later } from '../later';
import { Pane } from '../pane';
import { cite } from '../parts/cite';
import { enlarge } from '../parts/enlarge';
import { placed } from '../parts/placed';
import type { Sheet } from '../sheet';
import type { Store } from '../store';
import { accountantStyles } from '../styles/accountant';
import { shared } from '../styles/shared';
import { area, numeral } from '../words';
import en from '../words/en/accountant.json';

const say = area('accountant', en);

/** As many ways to fill a part of a bar as there are in the styles. */
const FILLS = 7;

/**
 * How many octets one message is to each who counts them: bars in proportion,
 * and a table that is the truth.
 */
export class PopAccountant extends Pane {
  static override styles = [shared, accountantStyles];

  #of: { sheet: Sheet; events: readonly Event[]; cursor: number } | undefined;
  #account: Account | undefined;
  /** The row that is pointed at: "sum row". */
  #on = '';
  /** The engine is asked when there is time, not within a step. */
  #rest = new Later(() => {
    this.#account = this.store?.ask((engine, id, seq) => engine.account(id, seq));
    this.requestUpdate();
  });

  protected facts(store: Store): readonly unknown[] {
    return [store.active, store.active.events, store.active.cursor, store.status];
  }

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const { store } = this;
    if (store?.status !== 'ready') return;
    const { active: sheet } = store;
    const { events, cursor } = sheet;
    const known = this.#of;
    if (known && known.sheet === sheet && known.events === events && known.cursor === cursor) return;
    this.#of = { sheet, events, cursor };
    this.#rest.put();
  }

  override render(): TemplateResult {
    const a = this.#account;
    return html`
      <h2><span class="tabbed">${say('title')}</span> <span class="aside">${enlarge(this)}</span></h2>
      <div class="all scroll" tabindex="0" role="group" aria-label=${say('title')}>
        ${
          a
            ? html`<p class="what" lang="en">${a.sentence}</p>
                ${a.sums.length > 0 ? html`${this.#bars(a)} ${this.#verdict(a)} ${this.#table(a)}` : nothing}`
            : html`<p class="soft" role="status">${say(this.store?.status === 'ready' ? 'wait' : 'absent')}</p>`
        }
      </div>
    `;
  }

  #verdict(a: Account): TemplateResult | typeof nothing {
    if (!a.verdict) return nothing;
    return html`<p class="verdict">
      <span class="stamp ${a.agrees ? 'agrees' : ''}">${say(a.agrees ? 'agrees' : 'differs')}</span>
      <span lang="en">${a.verdict}</span> ${cite(a.why)}
    </p>`;
  }

  /** One bar for each who counts, all on one scale. */
  #bars(a: Account): TemplateResult {
    const most = Math.max(1, ...a.sums.map(added));
    const fills = fillsOf(a);
    return html`<div class="bars" role="group" aria-label=${say('bars')} dir="ltr">
      ${a.sums.map(
        (s, n) => html`<div class="sum">
          <span class="name" lang="en">${s.name}</span>
          <span class="total">${numeral(s.octets)}</span>
          <span class="bar" ${placed({ width: `${(added(s) / most) * 100}%` })}>
            ${pieces(s).map(
              ({ row, octets, taken }) => html`<button
                type="button"
                class="piece ${taken ? 'taken' : `fill${fills.get(s.rows[row]?.label ?? '') ?? 0}`} ${this.#on === `${n} ${row}` ? 'on' : ''}"
                ${placed({ 'flex-grow': String(octets) })}
                title=${this.#words(s.rows[row])}
                aria-label=${this.#words(s.rows[row])}
                @pointerenter=${() => this.#point(`${n} ${row}`)}
                @focus=${() => this.#point(`${n} ${row}`)}
                @click=${() => this.#show(s.rows[row])}
              ></button>`,
            )}
          </span>
        </div>`,
      )}
    </div>`;
  }

  #words(e: Entry | undefined): string {
    return e ? say(e.sign < 0 ? 'piece.less' : 'piece', { n: e.octets, what: e.label }) : '';
  }

  #table(a: Account): TemplateResult {
    const fills = fillsOf(a);
    return html`<table>
      <thead class="visually-hidden">
        <tr>
          <th scope="col">${say('head.part')}</th>
          <th scope="col">${say('head.octets')}</th>
          <th scope="col">${say('head.why')}</th>
        </tr>
      </thead>
      ${a.sums.map(
        (s, n) => html`<tbody>
          <tr class="head">
            <th scope="rowgroup" colspan="3" lang="en">${s.name}</th>
          </tr>
          ${s.rows.map(
            (e, row) => html`<tr
              class=${this.#on === `${n} ${row}` ? 'on' : ''}
              @pointerenter=${() => this.#point(`${n} ${row}`)}
            >
              <td class="part" lang="en">
                <span class="swatch ${e.sign < 0 ? 'taken' : `fill${fills.get(e.label) ?? 0}`}" aria-hidden="true"></span>
                ${
                  e.seq >= 0 && e.seq !== this.store?.active.cursor
                    ? html`<button type="button" title=${say('go')} @click=${() => this.#show(e)}>${e.label}</button>`
                    : e.label
                }
              </td>
              <td class="n">${e.sign < 0 ? '−' : row > 0 ? '+' : ''}${numeral(e.octets)}</td>
              <td class="why" lang="en">${e.explain} ${cite(e.why)}</td>
            </tr>`,
          )}
          <tr class="foot">
            <td>${say('sum')}</td>
            <td class="n">${numeral(s.octets)}</td>
            <td>${this.#difference(a, s)}</td>
          </tr>
        </tbody>`,
      )}
    </table>`;
  }

  /** How a sum differs from the first. */
  #difference(a: Account, s: Sum): string {
    const first = a.sums[0];
    if (!first || first === s) return '';
    const n = s.octets - first.octets;
    return n === 0
      ? say('same', { what: first.name })
      : say(n > 0 ? 'more' : 'less', { n: Math.abs(n), what: first.name });
  }

  #point(on: string): void {
    if (on === this.#on) return;
    this.#on = on;
    this.requestUpdate();
  }

  /** Goes to where the octets of a row can be seen. */
  #show(e: Entry | undefined): void {
    if (e && e.seq >= 0) this.store?.go(e.seq);
  }
}

/** What is added in a sum, before anything is taken away: as long is its bar. */
function added(s: Sum): number {
  return s.rows.reduce((n, e) => (e.sign > 0 ? n + e.octets : n), 0);
}

/** A bar's pieces: what is taken away, is taken from the end of what was added. */
function pieces(s: Sum): { row: number; octets: number; taken: boolean }[] {
  let gone = s.rows.reduce((n, e) => (e.sign < 0 ? n + e.octets : n), 0);
  const out: { row: number; octets: number; taken: boolean }[] = [];
  for (let row = s.rows.length - 1; row >= 0; row--) {
    const e = s.rows[row];
    if (!e || e.sign < 0) continue;
    const less = Math.min(gone, e.octets);
    gone -= less;
    if (e.octets > less) out.unshift({ row, octets: e.octets - less, taken: false });
  }
  for (const [row, e] of s.rows.entries()) if (e.sign < 0) out.push({ row, octets: e.octets, taken: true });
  return out;
}

/** The same part is filled alike wherever it stands; what is counted as one thing is plain. */
function fillsOf(a: Account): Map<string, number> {
  const fills = new Map<string, number>();
  let next = 1;
  for (const s of a.sums) {
    const parts = s.rows.filter((e) => e.sign > 0);
    for (const { label } of parts)
      if (!fills.has(label)) fills.set(label, parts.length === 1 ? 0 : next++ % FILLS);
  }
  return fills;
}

if (!customElements.get('pop-accountant')) customElements.define('pop-accountant', PopAccountant);
