import { css, html, LitElement, nothing, type TemplateResult } from 'lit';
import type { Event, MaildropView, View } from '../abi';
import { fromBase64, plural, readable } from '../format';
import type { Step } from '../steps';
import { area } from '../words';
import en from '../words/en/handout.json';
import { type Blanks, leftOut } from '../worksheet';

const say = area('handout', en);

/** Lines of one message that are printed: the rest is counted. */
const LINES = 12;

/** What is printed: facts only, taken when it was asked for. */
export interface Handout {
  title: string;
  protocol: string;
  /** Leads to it; empty where the link would be too long to be typed. */
  link: string;
  events: readonly Event[];
  steps: readonly Step[];
  /** Of a session that was seen on a wire: its transcript, secrets masked, in place of the messages. */
  transcript: string;
  before: View | undefined;
  after: View | undefined;
  blanks: Blanks;
  seed: number;
}

/** A session on paper: a hand-out, or a worksheet with its answers on another page. */
export class PopHandout extends LitElement {
  static override properties = { what: { attribute: false } };
  static override styles = css`
    :host {
      display: block;
      background: #fff;
      color: #000;
      font: 400 10.5pt / 1.4 var(--serif);
    }

    h1 {
      margin: 0 0 0.2em;
      font: 600 18pt / 1.2 var(--serif);
    }

    h2 {
      margin: 1.4em 0 0.4em;
      border-bottom: 0.5pt solid #000;
      font: 600 9.5pt / 1.5 var(--mono);
      letter-spacing: 0.06em;
      text-transform: uppercase;
    }

    .meta,
    .name {
      display: flex;
      flex-wrap: wrap;
      gap: 0 2em;
      margin: 0 0 0.6em;
      font-size: 9.5pt;
      overflow-wrap: anywhere;
    }

    .name span {
      flex: 1;
      border-bottom: 0.5pt solid #000;
    }

    table {
      width: 100%;
      border-collapse: collapse;
    }

    tr {
      break-inside: avoid;
    }

    th,
    td {
      padding: 0.3em 0.6em 0.3em 0;
      border-bottom: 0.25pt solid #777;
      text-align: start;
      vertical-align: top;
    }

    thead th {
      font-size: 9pt;
    }

    .no {
      width: 2.4em;
      font-family: var(--mono);
      font-size: 9pt;
    }

    pre {
      margin: 0;
      font: 400 9pt / 1.45 var(--mono);
      overflow-wrap: anywhere;
      white-space: pre-wrap;
    }

    .says p {
      margin: 0;
      font-size: 9.5pt;
    }

    .state {
      white-space: nowrap;
      font: 400 9pt / 1.4 var(--mono);
    }

    .blank {
      display: inline-block;
      min-width: 9em;
      border-bottom: 0.75pt solid #000;
      font: 400 8pt / 1.6 var(--mono);
    }

    .blank.line {
      min-width: 16em;
    }

    .drops {
      display: grid;
      grid-template-columns: 1fr 1fr;
      gap: 0 2em;
      break-inside: avoid;
    }

    .answers {
      break-before: page;
    }

    .answers ol {
      columns: 2;
      padding-inline-start: 2em;
    }

    .answers code {
      font: 400 9pt / 1.5 var(--mono);
      overflow-wrap: anywhere;
    }
  `;

  declare what: Handout | undefined;

  #answers: string[] = [];
  #out = new Set<number>();
  #place = 0;

  override render(): TemplateResult | typeof nothing {
    const { what } = this;
    if (!what) return nothing;
    const { events, steps, blanks, seed } = what;
    this.#answers = [];
    this.#place = 0;
    this.#out = new Set(blanks === 'none' ? [] : leftOut(places(what), seed));
    const rows = steps.map((step) => this.#row(what, step, events));
    return html`
      <h1 lang="en">${what.title}</h1>
      <p class="meta">
        <b>${what.protocol}</b>
        ${blanks === 'none' ? nothing : html`<b>${say('sheet', { n: seed })}</b>`}
        ${what.link ? html`<span>${what.link}</span>` : nothing}
      </p>
      ${blanks === 'none' ? nothing : html`<p class="name">${say('name')} <span></span></p>`}
      ${
        what.transcript
          ? html`<h2>${say('dialogue')}</h2><pre dir="ltr">${what.transcript}</pre>`
          : html`<table>
              <thead>
                <tr>
                  <th scope="col" class="no">${say('step')}</th>
                  <th scope="col">${say('dialogue')}</th>
                  ${blanks === 'none' ? html`<th scope="col">${say('happens')}</th>` : nothing}
                  <th scope="col">${say('state')}</th>
                </tr>
              </thead>
              <tbody>
                ${rows}
              </tbody>
            </table>`
      }
      <div class="drops">${drop(say('before'), what.before)}${drop(say('after'), what.after)}</div>
      ${
        this.#answers.length > 0
          ? html`<section class="answers">
              <h1>${say('answers')}</h1>
              <p class="meta"><span lang="en">${what.title}</span><b>${say('sheet', { n: seed })}</b></p>
              <ol>
                ${this.#answers.map((a) => html`<li><code>${a}</code></li>`)}
              </ol>
            </section>`
          : nothing
      }
    `;
  }

  #row({ blanks }: Handout, step: Step, events: readonly Event[]): TemplateResult {
    const sent = events[step.sent];
    const state = events[step.state];
    const all = events.slice(step.first, step.last + 1).filter((e) => e.step === step.number);
    const sentences = all.map((e) => e.sentence);
    // What is left out must not stand beside it.
    const [what = '…'] =
      blanks === 'states' ? all.filter((e) => e.kind !== 'state').map((e) => e.sentence) : sentences;
    return html`<tr>
      <td class="no">${step.number}</td>
      <td>${sent ? this.#message(sent, blanks) : html`<i lang="en">${what}</i>`}</td>
      ${blanks === 'none' ? html`<td class="says" lang="en">${sentences.map((s) => html`<p>${s}</p>`)}</td>` : nothing}
      <td class="state">
        ${state ? html`${state.old} → ${blanks === 'states' ? this.#blank(state.new ?? '') : state.new}` : nothing}
      </td>
    </tr>`;
  }

  #message(e: Event, blanks: Blanks): TemplateResult {
    const who = e.side === 'client' ? 'C: ' : 'S: ';
    const text = linesOf(e);
    const rest = e.more + 1 - text.length;
    const reply = blanks === 'replies' && e.side === 'server';
    return html`<pre dir="ltr">${who}${
      reply ? this.#blank(text[0] ?? '', 'line') : text.join(`\n${who}`)
    }${!reply && rest > 0 ? `\n${who}… (+${rest})` : ''}</pre>
      ${blanks === 'octets' ? html`<div>${this.#blank(String(e.size))} ${say('octets')}</div>` : nothing}
      ${blanks === 'none' ? html`<small>${plural(e.size, 'octet')}</small>` : nothing}`;
  }

  /** A place that may be left out: what stands there, or a line to write on with the number of its answer. */
  #blank(answer: string, kind = ''): TemplateResult | string {
    if (!this.#out.has(this.#place++)) return answer;
    this.#answers.push(answer);
    return html`<span class="blank ${kind}">${this.#answers.length}</span>`;
  }
}

/** In how many places something can be left out. */
function places({ blanks, events, steps }: Handout): number {
  const of = (step: Step): boolean => {
    const sent = events[step.sent];
    if (blanks === 'states') return step.state >= 0;
    if (blanks === 'octets') return sent !== undefined;
    return sent?.side === 'server';
  };
  return steps.filter(of).length;
}

function linesOf(e: Event): string[] {
  const all = new TextDecoder().decode(e.octets ? fromBase64(e.octets) : new Uint8Array()).split('\r\n');
  if (all.at(-1) === '') all.pop();
  return all.slice(0, LINES).map((l) => readable(new TextEncoder().encode(l)));
}

function drop(title: string, view: View | undefined): TemplateResult {
  return html`<section>
    <h2>${title}</h2>
    ${(view?.maildrops ?? []).map(
      (m: MaildropView) => html`<table>
        <tbody>
          ${m.messages
            .filter((l) => !l.gone)
            .map(
              (l) => html`<tr>
                <td class="no">${l.message || l.item}</td>
                <td class="no">${l.octets < 0 ? '' : l.octets}</td>
                <td lang="en">${l.subject ?? ''}</td>
              </tr>`,
            )}
        </tbody>
      </table>
      ${m.messages.every((l) => l.gone) ? html`<p>${say('empty')}</p>` : nothing}`,
    )}
  </section>`;
}

if (!customElements.get('pop-handout')) customElements.define('pop-handout', PopHandout);
