import { html, type TemplateResult } from 'lit';
import type { ComparedTotal, Comparison } from '../../abi';
import { clock, count } from '../../format';
import { area } from '../../words';
import en from '../../words/en/compare.json';

const say = area('compare', en);

const ROWS: readonly (readonly ['trips' | 'client' | 'server' | 'time', (t: ComparedTotal) => string])[] = [
  ['trips', (t) => count(t.roundTrips)],
  ['client', (t) => count(t.clientOctets)],
  ['server', (t) => count(t.serverOctets)],
  ['time', (t) => clock(t.time)],
];

/** What two branches come to, in numbers and in sentences. */
export function totals({ a, b, differences }: Comparison): TemplateResult {
  return html`
    <section>
      <table class="totals">
        <caption>${say('totals')}</caption>
        <thead>
          <tr>
            <th scope="col">${say('totals.what')}</th>
            <th scope="col" class="num"><span class="letter">${say('a')}</span></th>
            <th scope="col" class="num"><span class="letter">${say('b')}</span></th>
          </tr>
        </thead>
        <tbody>
          ${ROWS.map(([key, of]) => {
            const other = of(a) !== of(b) ? 'other' : '';
            return html`<tr class=${other}>
              <th scope="row">${say(key)}</th>
              <td class="num">${of(a)}</td>
              <td class="num">${of(b)}</td>
            </tr>`;
          })}
        </tbody>
      </table>
    </section>
    <section>
      <h3>${say('differs')}</h3>
      ${
        differences.length > 0
          ? html`<ul class="differs" lang="en">${differences.map((d) => html`<li>${d}</li>`)}</ul>`
          : html`<p>${say('differs.none')}</p>`
      }
    </section>
    <section>
      <h3>${say('ends')}</h3>
      <dl>
        ${(
          [
            ['a', a],
            ['b', b],
          ] as const
        ).map(
          ([letter, t]) => html`<dt><span class="letter">${say(letter)}</span></dt>
            <dd lang="en">${t.ends.join(' ')}</dd>`,
        )}
      </dl>
    </section>
  `;
}
