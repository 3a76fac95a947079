import { html, nothing, svg, type TemplateResult } from 'lit';
import type { Framing } from '../abi';
import { placed } from '../parts/placed';
import { leftAt, stageAt } from './frame';

/** All ways from one stage to another, drawn as one arc. */
export interface Arc {
  /** The rows that it joins. */
  from: number;
  to: number;
  /** What leads along it: "CR", "LF ∗". */
  label: string;
  /** Indices into Framing.ways. */
  ways: number[];
  /** How far out it runs, from 0; arcs in one lane do not overlap. -1: a loop. */
  lane: number;
}

/** Stands for "any other octet". */
export const OTHER = '∗';

const ROW = 26;
const LANE = 20;
const NAME = 122;
const LOOP = 30;
const HIGH = 19;
/** Between two ends of arcs at one stage. */
const PORT = 4;

/** In which row each stage stands: in their order, but those that nothing leads out of last. */
export function rowsOf(f: Framing): number[] {
  const ends = (i: number): number => Number(!f.ways.some((w) => w.from === i));
  const order = f.stages.map((_, i) => i).sort((a, b) => ends(a) - ends(b) || a - b);
  return f.stages.map((_, i) => order.indexOf(i));
}

/** The arcs of an automaton whose stages stand one below the other; their ends are rows. */
export function arcsOf(f: Framing): Arc[] {
  const arcs = new Map<string, Arc>();
  const rows = rowsOf(f);
  for (const [i, w] of f.ways.entries()) {
    const key = `${w.from} ${w.to}`;
    const arc = arcs.get(key) ?? {
      from: rows[w.from] ?? 0,
      to: rows[w.to] ?? 0,
      label: '',
      ways: [],
      lane: -1,
    };
    const sign = w.on === '.' ? '“.”' : w.on || OTHER;
    if (!arc.label.split(' ').includes(sign)) arc.label = `${arc.label} ${sign}`.trim();
    arc.ways.push(i);
    arcs.set(key, arc);
  }
  const lanes: [number, number][][] = [];
  const all = [...arcs.values()];
  // The short ones run inside, as on a map of railways.
  for (const arc of all.toSorted((a, b) => span(a) - span(b) || a.from - b.from)) {
    if (arc.from === arc.to) continue;
    const [top, bottom] = [Math.min(arc.from, arc.to), Math.max(arc.from, arc.to)];
    let lane = lanes.findIndex((taken) => taken.every(([a, b]) => bottom < a || top > b));
    if (lane < 0) lane = lanes.push([]) - 1;
    lanes[lane]?.push([top, bottom]);
    arc.lane = lane;
  }
  return all;
}

const span = (a: Arc): number => Math.abs(a.from - a.to);

/** The automaton, with the stage that the decoder stands in, and the way it took last. */
export function automaton(f: Framing, arcs: readonly Arc[], read: number, label: string): TemplateResult {
  const rows = rowsOf(f);
  const stage = stageAt(f, read);
  const now = rows[stage] ?? 0;
  const took = read > 0 && read <= f.took.length ? f.took[read - 1] : -1;
  const lanes = Math.max(0, ...arcs.map((a) => a.lane + 1));
  const width = LOOP + NAME + 10 + (lanes + 1) * LANE;
  const height = f.stages.length * ROW;
  const ports = portsOf(f, arcs);
  // What is lit is drawn last, over the others.
  const rank = (a: Arc): number => (a.ways.includes(took ?? -1) ? 2 : a.from === now ? 1 : 0);
  const drawn = arcs.toSorted((a, b) => rank(a) - rank(b));
  return html`<svg
    class="automaton"
    viewBox="0 0 ${width} ${height}"
    ${placed({ width: `${width / 16}rem`, height: `${height / 16}rem` })}
    role="img"
    aria-label=${label}
  >
    ${drawn.map((a) => arc(a, ports, rank(a)))}
    ${f.stages.map((s, i) => {
      const y = (rows[i] ?? 0) * ROW + ROW / 2;
      const left = i === stage && f.due > 0 ? leftAt(f, read) : 0;
      return svg`<g class="stage ${i === stage ? 'now' : ''} ${s.holds > 0 ? 'holds' : ''}">
        <rect x=${LOOP} y=${y - HIGH / 2} width=${NAME} height=${HIGH} rx="9.5"></rect>
        <text x=${LOOP + NAME / 2} y=${y + 4}>${s.name}${left > 0 ? ` ${left}` : nothing}</text>
      </g>`;
    })}
    ${drawn.map((a) => name(a, ports, rank(a)))}
  </svg>`;
}

/** Where arcs begin and end at their stages, so that none lies upon another. */
type Ports = Map<Arc, { out: number; into: number }>;

function portsOf(f: Framing, arcs: readonly Arc[]): Ports {
  const ports: Ports = new Map(arcs.map((a) => [a, { out: 0, into: 0 }]));
  for (let i = 0; i < f.stages.length; i++) {
    const here = arcs.filter((a) => a.from !== a.to && (a.from === i || a.to === i));
    const other = (a: Arc): number => (a.from === i ? a.to : a.from);
    // Those that go up leave above, the farthest of them lowest; so no two cross at once.
    const order = here.toSorted((a, b) => {
      const up = Number(other(a) > i) - Number(other(b) > i);
      return up || (other(a) < i ? a.lane - b.lane : b.lane - a.lane);
    });
    for (const [n, a] of order.entries()) {
      const y = i * ROW + ROW / 2 + Math.max(-8, Math.min(8, (n - (order.length - 1) / 2) * PORT));
      const p = ports.get(a);
      if (p && a.from === i) p.out = y;
      if (p && a.to === i) p.into = y;
    }
  }
  return ports;
}

const lit = ['', 'open', 'took'] as const;

function arc(a: Arc, ports: Ports, rank: number): TemplateResult {
  const x = LOOP + NAME;
  if (a.from === a.to) {
    const y = a.from * ROW + ROW / 2;
    return svg`<g class="arc ${lit[rank]}">
      <path d="M${LOOP + 6} ${y - 6}C${LOOP - 14} ${y - 11} ${LOOP - 14} ${y + 11} ${LOOP + 4} ${y + 7}"></path>
      <path class="head" d="m${LOOP + 6} ${y + 7}-7.5-1.5 2.5 6z"></path>
    </g>` as unknown as TemplateResult;
  }
  const p = ports.get(a) ?? { out: 0, into: 0 };
  const far = x + 12 + (a.lane + 0.5) * LANE;
  const down = p.into > p.out ? 1 : -1;
  return svg`<g class="arc ${lit[rank]}">
    <path d="M${x} ${p.out}H${far - 5}q5 0 5 ${5 * down}V${p.into - 5 * down}q0 ${5 * down} -5 ${5 * down}H${x + 4}"></path>
    <path class="head" d="M${x + 1} ${p.into}l7-3.2v6.4z"></path>
  </g>` as unknown as TemplateResult;
}

function name(a: Arc, ports: Ports, rank: number): TemplateResult {
  const p = ports.get(a) ?? { out: 0, into: 0 };
  const loop = a.from === a.to;
  const x = loop ? LOOP - 17 : LOOP + NAME + 12 + (a.lane + 0.5) * LANE;
  const y = loop ? a.from * ROW + ROW / 2 : (p.out + p.into) / 2;
  const wide = a.label.length * 7.8 + 4;
  return svg`<g class="label ${lit[rank]}">
    <rect x=${x - wide / 2} y=${y - 7} width=${wide} height="14" rx="2"></rect>
    <text x=${x} y=${y + 4}>${a.label}</text>
  </g>` as unknown as TemplateResult;
}
