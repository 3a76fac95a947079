import { html, svg, type TemplateResult } from 'lit';
import type { Errand } from '../../abi';
import { area, numeral, spoken } from '../../words';
import en from '../../words/en/generations.json';

const say = area('generations', en);

/** The farthest server, in milliseconds each way: the full width of the traces. */
const FARTHEST = 150;

/** Up to how many milliseconds each way a server is how far away. */
const PLACES = [
  [1, 'room'],
  [4, 'city'],
  [18, 'country'],
  [34, 'continent'],
  [90, 'ocean'],
  [FARTHEST, 'world'],
] as const;

/**
 * What the errand costs in each generation. A round trip is one tooth of the
 * trace: down to the server, and back. The farther the server, the longer.
 */
export function bill(
  errand: Errand,
  distance: number,
  move: (ms: number) => void,
  run: () => void,
): TemplateResult {
  const all = errand.generations;
  const trips = Math.max(...all.map((g) => g.total.roundTrips));
  const most = Math.max(...all.map((g) => g.total.sent + g.total.received));
  const full = trips * 2 * FARTHEST;
  const place = PLACES.find(([ms]) => distance <= ms)?.[1] ?? 'world';
  return html`<section class="bill" aria-labelledby="bill">
    <h3 id="bill">${say('bill')}</h3>
    <div class="knob">
      <label for="distance">${say('distance')}</label>
      <input
        id="distance"
        type="range"
        min="1"
        max=${FARTHEST}
        .value=${String(distance)}
        aria-valuetext=${say('distance.is', { n: distance, where: say(`place.${place}`) })}
        @input=${(e: InputEvent) => move(Number((e.target as HTMLInputElement).value))}
      />
      <output for="distance">${say('distance.is', { n: distance, where: say(`place.${place}`) })}</output>
      <button type="button" @click=${run}>${say('run')}</button>
    </div>
    <table role="table" aria-labelledby="bill">
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col"><span class="visually-hidden">${say('generation')}</span></th>
          <th role="columnheader" scope="col" class="num">${say('trips')}</th>
          <th role="columnheader" scope="col" class="track"><span class="visually-hidden">${say('time')}</span>${axis(full)}</th>
          <th role="columnheader" scope="col" class="num">${say('time')}</th>
          <th role="columnheader" scope="col" class="num" colspan="2">${say('octets')}</th>
          <th role="columnheader" scope="col" class="num">${say('states')}</th>
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${all.map((g) => {
          const { roundTrips, sent, received } = g.total;
          const ms = roundTrips * 2 * distance;
          return html`<tr role="row">
            <th role="rowheader" scope="row">${g.protocol} <span class="soft">${g.year}</span></th>
            <td role="cell" class="num mono">${roundTrips}</td>
            <td role="cell" class="track">${trace(roundTrips, (100 * ms) / full)}</td>
            <td role="cell" class="num mono">${seconds(ms)}</td>
            <td role="cell" class="bar" aria-hidden="true">${bar(sent, received, most)}</td>
            <td role="cell" class="num mono">${numeral(sent + received)}</td>
            <td role="cell" class="num mono">${new Set(g.states).size}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="legend soft">
      <span>${svgTooth()} ${say('legend.trip')}</span>
      <span><i class="out"></i> ${say('legend.out')}</span>
      <span><i class="in"></i> ${say('legend.in')}</span>
    </p>
  </section>`;
}

/** Runs all four at once, as fast as they really are; who wants no motion sees them whole. */
export function race(root: ParentNode, distance: number): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  for (const trace of root.querySelectorAll<SVGElement>('.track svg'))
    trace.animate([{ clipPath: 'inset(-2px 100% -2px 0)' }, { clipPath: 'inset(-2px 0 -2px 0)' }], {
      duration: Number(trace.dataset.trips) * 2 * distance,
    });
}

/** Whole seconds along the traces. */
function axis(full: number): TemplateResult {
  const marks = Array.from({ length: Math.floor(full / 1000) + 1 }, (_, i) => i);
  return html`<svg width="100%" aria-hidden="true">
    ${marks.map((s) => svg`<text x="${(100_000 * s) / full}%" y="0.8em" dx="2">${s} s</text>`)}
  </svg>`;
}

/** The teeth: each goes down to the server and comes back. */
function trace(trips: number, percent: number): TemplateResult {
  const down = Array.from({ length: trips }, (_, i) => `M${2 * i} 0l1 10`).join('');
  const up = Array.from({ length: trips }, (_, i) => `M${2 * i + 1} 10l1 -10`).join('');
  return html`<svg
    viewBox="0 0 ${2 * trips} 10"
    preserveAspectRatio="none"
    width="${percent}%"
    data-trips=${trips}
    aria-hidden="true"
  >${svg`<path class="down" d=${down}></path><path class="up" d=${up}></path>`}</svg>`;
}

function svgTooth(): TemplateResult {
  return html`<svg class="tooth" viewBox="0 0 2 10" preserveAspectRatio="none" width="12" height="12" aria-hidden="true">
    ${svg`<path class="down" d="M0 0l1 10"></path><path class="up" d="M1 10l1 -10"></path>`}
  </svg>`;
}

function bar(sent: number, received: number, most: number): TemplateResult {
  const share = (n: number): string => `${(100 * n) / most}%`;
  return html`<svg width="100%" height="12">
    ${svg`<rect class="out" width=${share(sent)} height="12"></rect>
      <rect class="in" x=${share(sent)} width=${share(received)} height="12"></rect>`}
  </svg>`;
}

/** "0.64 s", as the language writes it. */
export function seconds(ms: number): string {
  const s = ms / 1000;
  return `${new Intl.NumberFormat(spoken(), { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(s)} s`;
}
