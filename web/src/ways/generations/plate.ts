import { html, nothing, type TemplateResult } from 'lit';
import type { Errand, ErrandStep, Generation, NewRule } from '../../abi';
import { cite } from '../../parts/cite';
import { icon } from '../../parts/icons';
import { area } from '../../words';
import en from '../../words/en/generations.json';

const say = area('generations', en);

/** Which rule is chosen, and how to choose one. */
export interface Marked {
  rule: NewRule | undefined;
  choose(rule: NewRule, lead?: boolean): void;
}

/** The rules that a step shows, with their numbers. */
function shown(errand: Errand, protocol: string, step: ErrandStep): [number, NewRule][] {
  const keyword = step.client?.split(' ')[0] ?? '';
  return errand.rules.flatMap((rule, i): [number, NewRule][] =>
    rule.protocol === protocol && keyword !== '' && rule.keywords.includes(keyword) ? [[i + 1, rule]] : [],
  );
}

/** The sessions as four columns, aligned by purpose; below them how they end. */
export function plate(
  errand: Errand,
  only: number,
  marked: Marked,
  open: (i: number) => TemplateResult,
): TemplateResult {
  const all = errand.generations;
  const cells = (cell: (g: Generation, i: number) => unknown): unknown =>
    all.map((g, i) => html`<td role="cell" class=${column(i, only)}>${cell(g, i)}</td>`);
  return html`<table class="plate" role="table" aria-label=${say('plate')}>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader" scope="col" class="purpose"><span>${say('purpose')}</span></th>
        ${all.map(
          (g, i) => html`<th role="columnheader" scope="col" class=${column(i, only)}>
            <span class="name">${g.protocol}</span>
            <span class="soft">${g.year} · ${cite(g.document ?? undefined)}</span>
          </th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${errand.phases.map(
        (phase, row) => html`<tr role="row">
          <th role="rowheader" scope="row" class="purpose" lang="en">
            <b>${phase.title}</b><span class="soft">${phase.meaning}</span>
          </th>
          ${cells((g) => {
            const steps = g.steps.filter((s) => s.phase === phase.name);
            return steps.length === 0
              ? html`<p class="none soft">${say('nothing')}</p>`
              : html`${said(errand, g, steps, marked)}${cost(g, row)}`;
          })}
        </tr>`,
      )}
    </tbody>
    <tbody role="rowgroup" class="ends">
      <tr role="row">
        <th role="rowheader" scope="row" class="purpose"><b>${say('end')}</b></th>
        ${cells((g) => end(g))}
      </tr>
      <tr role="row">
        <th role="rowheader" scope="row" class="purpose"><b>${say('managed')}</b></th>
        ${cells(
          (g) => html`<p lang="en">${g.managed}</p>
            ${
              g.notice
                ? html`<details><summary>${say('notice')}</summary><p lang="en">${g.notice}</p></details>`
                : nothing
            }`,
        )}
      </tr>
      <tr role="row" class="live">
        <th role="rowheader" scope="row" class="purpose"><b>${say('live')}</b></th>
        ${cells((_, i) => open(i))}
      </tr>
    </tbody>
  </table>`;
}

function column(i: number, only: number): string {
  return i === only ? 'g only' : 'g';
}

/** A dialogue, typeset as in the lessons: hanging letters, one line each. */
function said(errand: Errand, g: Generation, steps: ErrandStep[], marked: Marked): TemplateResult {
  return html`<ol class="said" dir="ltr">
    ${steps.map((step) => {
      const notes = shown(errand, g.protocol, step);
      const here = marked.rule !== undefined && notes.some(([, rule]) => rule === marked.rule);
      return html`<li class="step ${here ? 'marked' : ''}">
        ${
          notes.length === 0
            ? nothing
            : html`<span class="notes">
                ${notes.map(
                  ([n, rule]) =>
                    html`<button type="button" title=${rule.rule} aria-label=${say('rule', { n })} @click=${() => marked.choose(rule, true)}>
                      ${n}
                    </button>`,
                )}
              </span>`
        }
        ${step.client ? html`<code lang="en"><b class="client">C:</b> ${step.client}</code>` : nothing}
        <code lang="en"><b class="server">S:</b> ${step.server}</code>
        ${step.more > 0 ? html`<span class="more soft">${say('more', { n: step.more })}</span>` : nothing}
      </li>`;
    })}
  </ol>`;
}

function cost(g: Generation, row: number): TemplateResult {
  const { roundTrips, sent, received } = g.costs[row] ?? g.total;
  return html`<p class="cost soft">${say('cost.trips', { n: roundTrips })} · ${say('cost.octets', { sent, received })}</p>`;
}

/** What the client holds, what lies on the server, and in what that is not as wished. */
function end(g: Generation): TemplateResult {
  return html`<dl>
      <dt>${say('holds')}</dt>
      ${g.holds.map((m) => html`<dd lang="en">${m}</dd>`)}
      ${g.remains.map(
        (r) => html`<dt>${say('remains', { mailbox: r.mailbox })}</dt>
          ${
            r.messages.length === 0
              ? html`<dd class="soft">${say('remains.none')}</dd>`
              : r.messages.map((m) => html`<dd lang="en">${m}</dd>`)
          }`,
      )}
    </dl>
    ${
      g.difference
        ? html`<p class="differs"><b class="stamp">${say('differs')}</b> <span lang="en">${g.difference}</span></p>`
        : html`<p class="as">${icon('check')} ${say('as')}</p>`
    }
    <p class="states soft"><span class="visually-hidden">${say('states')}: </span>${g.states.join(' → ')}</p>`;
}

const SIGNS = { yes: 'check', no: 'cross', partly: 'open' } as const;

/** What one would like to do, and what each generation says to it. */
export function wishes(errand: Errand, only: number): TemplateResult {
  return html`<section class="wishes" aria-labelledby="wishes">
    <h3 id="wishes">${say('wishes')}</h3>
    <p class="soft lead">${say('wishes.lead')}</p>
    <table class="plate" role="table" aria-labelledby="wishes">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col" class="purpose"><span>${say('wish')}</span></th>
          ${errand.generations.map(
            (g, i) =>
              html`<th role="columnheader" scope="col" class=${column(i, only)}><span class="name">${g.protocol}</span></th>`,
          )}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${errand.wishes.map(
          (w) => html`<tr role="row">
            <th role="rowheader" scope="row" class="purpose" lang="en"><b>${w.wish}</b></th>
            ${w.answers.map(
              (a, i) => html`<td role="cell" class=${column(i, only)}>
                <p class="can ${a.can}">${icon(SIGNS[a.can as keyof typeof SIGNS] ?? 'open')} ${say(`can.${a.can as keyof typeof SIGNS}`)}</p>
                <p lang="en">${a.how}</p>
                ${cite(a.why ?? undefined)}
              </td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
  </section>`;
}
