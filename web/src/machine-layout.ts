import type { Edge, StateInfo } from './abi';

/** One machine of a protocol's table: the session's, or the client's. */
export interface Machine {
  /** Who is in these states. */
  side: 'server' | 'client';
  states: readonly StateInfo[];
  edges: readonly Edge[];
}

/** A state as it is drawn: a circle, and the commands that stay in it. */
export interface Node {
  name: string;
  /** Index in Machine.states: two nodes may have one name, as "closed" has. */
  index: number;
  ours: boolean;
  meaning: string;
  x: number;
  y: number;
  r: number;
  /** Half the width of the band with the name. */
  band: number;
  /** Commands that lead back to the same state, in lines, and where they stand. */
  stays: Lines;
}

/** Some lines of text, the first at (x, y). */
export interface Lines {
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
  lines: string[];
}

/** All edges from one state to another, as one arrow. */
export interface Way {
  from: Node;
  to: Node;
  path: string;
  text: Lines;
}

/** The drawing of a state machine. */
export interface Drawing {
  width: number;
  height: number;
  nodes: Node[];
  ways: Way[];
}

interface Pair {
  from: Node;
  to: Node;
  labels: string[];
  /** Which rail it runs on, from 1; 0 for the straight way to the next state. */
  rail: number;
}

/**
 * Lays the states out in the order of a session's life: in a row where there
 * is room, in a column where there is not. Ways to the next state are straight;
 * the others run on rails beside the states, the longer the further out. `em`
 * is the size of the text in pixels.
 */
export function layOut(machine: Machine, width: number, em: number): Drawing {
  return width < machine.states.length * em * 10 ? column(machine, width, em) : row(machine, width, em);
}

function row(machine: Machine, width: number, em: number): Drawing {
  const r = em * 2.1;
  const gap = width / machine.states.length;
  const rails = railsOf(machine);
  const y = em * (1.5 + rails * 1.75) + r;
  const nodes = nodesOf(
    machine,
    em,
    r,
    (i) => ({ x: (i + 0.5) * gap, y }),
    (n, stays) => ({
      x: n.x,
      y: n.y + r + em * 1.35,
      anchor: 'middle',
      lines: inLines(stays, Math.floor((gap * 1.15) / (em * 0.62)) - 2),
    }),
  );
  const most = Math.max(0, ...nodes.map((n) => n.stays.lines.length));
  const ways = pairsOf(machine.edges, nodes).map((p): Way => {
    const { from, to, labels } = p;
    if (p.rail === 0) {
      const x1 = from.x + r + em * 0.3;
      const x2 = to.x - r - em * 0.3;
      const lines = inLines(labels, 6);
      const text: Lines = {
        x: (from.x + from.band + to.x - to.band) / 2,
        y: y - em * 0.55 - (lines.length - 1) * em * 1.15,
        anchor: 'middle',
        lines,
      };
      return { from, to, path: `M${x1} ${y}H${x2}`, text };
    }
    const top = y - r - em * (0.9 + (p.rail - 1) * 1.75);
    const left = to.x < from.x;
    const x2 = to.x + em * (p.rail - (rails + 1) / 2) * 0.8;
    const k = (left ? -1 : 1) * em * 0.6;
    const c = em * 0.6;
    return {
      from,
      to,
      path: `M${from.x} ${y - r - em * 0.2}V${top + c}q0 ${-c} ${k} ${-c}H${x2 - k}q${k} 0 ${k} ${c}V${y - r - em * 0.1}`,
      text: {
        x: from.x + k * 1.3,
        y: top - em * 0.35,
        anchor: left ? 'end' : 'start',
        lines: [labels.join(' ')],
      },
    };
  });
  return { width, height: y + r + em * (0.6 + most * 1.25), nodes, ways };
}

function column(machine: Machine, width: number, em: number): Drawing {
  const r = em * 2.1;
  const gap = em * 6.6;
  const rails = railsOf(machine);
  const x = em * (7.2 + rails * 1.2) + r;
  const nodes = nodesOf(
    machine,
    em,
    r,
    (i) => ({ x, y: i * gap + r + em }),
    (n, stays) => {
      // Room for the waves of the postmark, too.
      const at = n.x + Math.max(r + em * 3, n.band) + em * 0.7;
      const lines = inLines(stays, Math.max(6, Math.floor((width - at) / (em * 0.62)) - 2));
      return { x: at, y: n.y + em * 0.35 - ((lines.length - 1) * em * 1.25) / 2, anchor: 'start', lines };
    },
  );
  const ways = pairsOf(machine.edges, nodes).map((p): Way => {
    const { from, to, labels } = p;
    if (p.rail === 0) {
      const y1 = from.y + r + em * 0.2;
      const y2 = to.y - r - em * 0.2;
      const text: Lines = {
        x: x + em * 0.7,
        y: (y1 + y2) / 2 + em * 0.35,
        anchor: 'start',
        lines: [labels.join(' ')],
      };
      return { from, to, path: `M${x} ${y1}V${y2}`, text };
    }
    const out = x - r - em * (6.6 + (p.rail - 1) * 1.2);
    const k = (to.y < from.y ? -1 : 1) * em * 0.6;
    const y1 = from.y + em * 0.9;
    const y2 = to.y + em * (p.rail - (rails + 1) / 2) * 0.8;
    return {
      from,
      to,
      path: `M${x - r * 0.93} ${y1}H${out + em * 0.6}q${-em * 0.6} 0 ${-em * 0.6} ${k}V${y2 - k}q0 ${k} ${em * 0.6} ${k}H${x - r - em * 0.1}`,
      text: { x: x - r - em * 0.2, y: y1 + em * 1.2, anchor: 'end', lines: labels },
    };
  });
  return { width, height: nodes.length * gap, nodes, ways };
}

function nodesOf(
  machine: Machine,
  em: number,
  r: number,
  at: (index: number) => { x: number; y: number },
  stays: (n: { x: number; y: number; band: number }, labels: string[]) => Lines,
): Node[] {
  return machine.states.map((s, index) => {
    const place = { ...at(index), band: Math.max(s.name.length * em * 0.31 + em * 0.4, r * 0.8) };
    const own = machine.edges.filter((e) => e.from === s.name && e.to === s.name).map((e) => e.label);
    return {
      name: s.name,
      index,
      ours: s.ours,
      meaning: s.meaning,
      ...place,
      r,
      stays: stays(place, [...new Set(own)]),
    };
  });
}

function railsOf(machine: Machine): number {
  const names = machine.states.map((s) => s.name);
  const reach = machine.edges.map((e) => names.lastIndexOf(e.to) - names.indexOf(e.from));
  return new Set(reach.filter((d) => d !== 0 && d !== 1).map(Math.abs)).size;
}

function pairsOf(edges: readonly Edge[], nodes: readonly Node[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const e of edges) {
    if (e.from === e.to) continue;
    const from = nodes.find((n) => n.name === e.from);
    // Of two nodes with one name the later one is where ways end.
    const to = nodes.findLast((n) => n.name === e.to);
    if (!from || !to) continue;
    const key = `${from.index}>${to.index}`;
    const pair = pairs.get(key) ?? { from, to, labels: [], rail: 0 };
    if (!pair.labels.includes(e.label)) pair.labels.push(e.label);
    pairs.set(key, pair);
  }
  const all = [...pairs.values()];
  const reach = (p: Pair): number => p.to.index - p.from.index;
  const lengths = [...new Set(all.filter((p) => reach(p) !== 1).map((p) => Math.abs(reach(p))))].sort(
    (a, b) => a - b,
  );
  for (const p of all) if (reach(p) !== 1) p.rail = lengths.indexOf(Math.abs(reach(p))) + 1;
  return all;
}

/** Labels in lines of at most so many characters. */
export function inLines(labels: readonly string[], most: number): string[] {
  const lines: string[] = [];
  for (const label of labels) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + label.length <= most)
      lines[lines.length - 1] = `${last} ${label}`;
    else lines.push(label);
  }
  return lines;
}
