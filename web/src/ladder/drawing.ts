import { type SVGTemplateResult, svg } from 'lit';
import type { Event } from '../abi';
import type { Arrow, Course } from './course';

/** Where the lanes stand, pixels from the left. */
export interface Lanes {
  /** One for each client, by its name. */
  clients: ReadonlyMap<string, number>;
  server: number;
  width: number;
}

/** What is drawn: as few shapes as possible, for each one is laid out at every jump. */
interface Strokes {
  client: string;
  server: string;
  /** The heads, filled. */
  clientHeads: string;
  serverHeads: string;
  /** What does not come through. */
  lost: string;
  /** Where a line is cut, or a segment lost. */
  faults: string;
  /** The seams between TCP segments. */
  seams: string;
  /** Where octets are missing in what was recorded. */
  gaps: string;
}

/** More seams than these would be a smear. */
const MOST_SEAMS = 24;
const HEAD = 9;

/** The arrows and lanes between two rows, with the one of the current row apart. */
export function drawn(
  course: Course,
  lanes: Lanes,
  window: { from: number; to: number; current: number },
  events: readonly Event[],
  client: (e: Event) => string,
): SVGTemplateResult {
  const top = course.top(window.from);
  const bottom = course.top(window.to);
  const all = strokes();
  let now = '';
  let side = '';
  const x = (e: Event): number => lanes.clients.get(client(e)) ?? [...lanes.clients.values()][0] ?? 0;
  for (const a of course.arrowsIn(window.from, window.to)) {
    const e = events[a.flight.sent];
    if (!e) continue;
    const lane = x(e);
    const ends: [number, number] = e.side === 'client' ? [lane, lanes.server] : [lanes.server, lane];
    const line = arrow(all, a, e, ends, top);
    if (a.row !== window.current) continue;
    now = line;
    side = e.side;
  }
  for (let i = window.from; i < window.to; i++) {
    const row = course.rows[i];
    const e = row && events[row.seq];
    if (row?.kind === 'segment' && e) segment(all, e, x(e), lanes.server, course.top(i) - top, course.row);
    if (row?.kind === 'note' && e?.kind === 'broken')
      all.faults += zigzag(x(e), lanes.server, course.top(i + 1) - top - 5);
    if (row?.kind === 'note' && e?.kind === 'gap')
      all.gaps += torn(x(e), lanes.server, course.top(i + 1) - top - 7);
  }
  const wait = [...course.waits.keys()].filter((i) => i >= window.from && i < window.to);
  const inSight = window.current >= window.from && window.current < window.to;
  const [first = 0] = lanes.clients.values();
  const markTop = course.top(window.current) + (course.leads[window.current] ?? 0) - top;
  const vertical = (at: number): string => {
    let d = '';
    let y = 0;
    // The axis is broken where time is left out.
    for (const i of wait) {
      const w = course.middle(i) - top - 5;
      d += `M${at} ${y}V${w}l-4 2.5l8 5l-4 2.5`;
      y = w + 10;
    }
    return `${d}M${at} ${y}V${bottom - top}`;
  };
  return svg`
    ${inSight ? svg`<rect class="mark" x=${first} y=${markTop} width=${lanes.server - first} height=${course.heightOf(window.current)}></rect>` : ''}
    <path class="lane client" d=${[...lanes.clients.values()].map(vertical).join('')}></path>
    <path class="lane server" d=${vertical(lanes.server)}></path>
    <path class="line client" d=${all.client}></path>
    <path class="line server" d=${all.server}></path>
    <path class="lost" d=${all.lost}></path>
    <path class="now ${side}" pathLength="1" d=${now}></path>
    <path class="head client" d=${all.clientHeads}></path>
    <path class="head server" d=${all.serverHeads}></path>
    <path class="seams" d=${all.seams}></path>
    <path class="gap" d=${all.gaps}></path>
    <path class="fault" d=${all.faults}></path>
  `;
}

function strokes(): Strokes {
  return {
    client: '',
    server: '',
    clientHeads: '',
    serverHeads: '',
    lost: '',
    faults: '',
    seams: '',
    gaps: '',
  };
}

/** Draws one message's way; gives its line. */
function arrow(all: Strokes, a: Arrow, e: Event, [x1, x2]: [number, number], top: number): string {
  const side = e.side === 'client' ? 'client' : 'server';
  const [y1, y2] = [a.from - top, a.to - top];
  const { fate, octets, lost, arrivals } = a.flight;
  const at = (part: number): [number, number] => [x1 + (x2 - x1) * part, y1 + (y2 - y1) * part];
  if (fate === 'cut' || fate === 'void' || fate === 'flying') {
    // As far as its octets came, but so that it can be seen.
    const part = fate === 'flying' ? 0.5 : Math.min(0.8, Math.max(0.35, e.size > 0 ? octets / e.size : 0));
    const [x, y] = at(part);
    const line = `M${x1} ${y1}L${round(x)} ${round(y)}`;
    all[side] += line;
    if (fate === 'flying') all.lost += `M${round(x)} ${round(y)}L${x2} ${round(y2)}`;
    else all.faults += snip(x, y);
    return line;
  }
  if (lost) {
    // What was lost first, above what came in its place.
    const [x, y] = at(0.45);
    all.lost += `M${x1} ${y1 - 3}L${round(x)} ${round(y - 5)}`;
    all.faults += cross(x + Math.sign(x2 - x1) * 6, y - 5);
  }
  const line = `M${x1} ${round(y1)}L${x2} ${round(y2)}`;
  all[side] += line;
  all[side === 'client' ? 'clientHeads' : 'serverHeads'] += head(x1, y1, x2, y2);
  if (arrivals.length > 1) {
    const seams = Math.min(arrivals.length, MOST_SEAMS);
    for (let i = 1; i < seams; i++) {
      const [x, y] = at(i / seams);
      all.seams += `M${round(x)} ${round(y - 4)}v8`;
    }
  }
  return line;
}

/** One of TCP's own segments, in a row of its own. */
function segment(all: Strokes, e: Event, client: number, server: number, top: number, row: number): void {
  const [x1, x2] = e.side === 'client' ? [client, server] : [server, client];
  const [y1, y2] = [top + row * 0.5, top + row * 0.7];
  all[e.side === 'client' ? 'client' : 'server'] += `M${x1} ${y1}L${x2} ${y2}`;
  all[e.side === 'client' ? 'clientHeads' : 'serverHeads'] += head(x1, y1, x2, y2);
}

function head(x1: number, y1: number, x2: number, y2: number): string {
  const length = Math.hypot(x2 - x1, y2 - y1) || 1;
  const [ux, uy] = [(x2 - x1) / length, (y2 - y1) / length];
  const [bx, by] = [x2 - ux * HEAD, y2 - uy * HEAD];
  const [wx, wy] = [-uy * 4.5, ux * 4.5];
  return `M${round(x2)} ${round(y2)}L${round(bx + wx)} ${round(by + wy)}L${round(bx - wx)} ${round(by - wy)}z`;
}

/** Two blades' marks across a line that is cut. */
function snip(x: number, y: number): string {
  return `M${round(x - 1)} ${round(y - 7)}l4 4l-5 3l5 3l-4 4M${round(x + 4)} ${round(y - 7)}l4 4l-5 3l5 3l-4 4`;
}

function cross(x: number, y: number): string {
  return `M${round(x - 4)} ${round(y - 4)}l8 8M${round(x + 4)} ${round(y - 4)}l-8 8`;
}

/** The line is torn from lane to lane. */
function zigzag(x1: number, x2: number, y: number): string {
  let d = `M${x1} ${y}`;
  const steps = Math.max(2, Math.round((x2 - x1) / 10 / 2) * 2);
  for (let i = 0; i < steps; i++) d += `l${round((x2 - x1) / steps)} ${i % 2 ? 5 : -5}`;
  return d;
}

/** Two edges of paper, torn, with nothing between them. */
function torn(x1: number, x2: number, y: number): string {
  const steps = Math.max(2, Math.round((x2 - x1) / 14 / 2) * 2);
  const wide = round((x2 - x1) / steps);
  const edge = (at: number): string =>
    Array.from({ length: steps }, (_, i) => `l${wide} ${i % 2 ? 3 : -3}`).reduce(
      (d, l) => d + l,
      `M${x1} ${at}`,
    );
  return edge(y) + edge(y + 4);
}

function round(n: number): number {
  return Math.round(n * 10) / 10;
}
