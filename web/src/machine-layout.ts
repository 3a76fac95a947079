import type { Edge, Tables } from './abi';

/** A state as it is drawn: a circle, and the commands that stay in it. */
export interface Node {
  name: string;
  /** Index in Tables.states: two nodes may have one name, as "closed" has. */
  index: number;
  ours: boolean;
  meaning: string;
  x: number;
  y: number;
  r: number;
  /** Commands that lead back to the same state. */
  stays: string[];
}

/** All edges from one state to another, as one arrow. */
export interface Way {
  from: Node;
  to: Node;
  labels: string[];
  path: string;
  /** Where the labels stand. */
  x: number;
  y: number;
  anchor: 'start' | 'middle' | 'end';
}

/** The drawing of a state machine. */
export interface Drawing {
  width: number;
  height: number;
  vertical: boolean;
  nodes: Node[];
  ways: Way[];
}

/**
 * Lays the states out in the order of a session's life: in a row where there
 * is room, in a column where there is not. Ways forward are straight; the
 * others bow round what they pass. `em` is the size of the text in pixels.
 */
export function layOut(tables: Tables, width: number, em: number): Drawing {
  const n = tables.states.length;
  const vertical = width < n * em * 9;
  const r = em * 2.15;
  const gap = vertical ? em * 7 : width / n;
  const nodes = tables.states.map((s, index): Node => {
    const along = (index + 0.5) * gap;
    return {
      name: s.name,
      index,
      ours: s.ours,
      meaning: s.meaning,
      x: vertical ? Math.max(em * 7, width * 0.36) : along,
      y: vertical ? along : em * 5.6,
      r,
      stays: unique(tables.edges.filter((e) => e.from === s.name && e.to === s.name).map((e) => e.label)),
    };
  });
  const ways = waysBetween(tables.edges, nodes).map((w) => place(w, vertical, r, em));
  return { width, height: vertical ? n * gap : em * 14, vertical, nodes, ways };
}

type Pair = Pick<Way, 'from' | 'to' | 'labels'>;

function waysBetween(edges: readonly Edge[], nodes: readonly Node[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const e of edges) {
    if (e.from === e.to) continue;
    const from = nodes.find((n) => n.name === e.from);
    // Of two nodes with one name the later one is where ways end.
    const to = nodes.findLast((n) => n.name === e.to);
    if (!from || !to) continue;
    const key = `${from.index}>${to.index}`;
    const pair = pairs.get(key) ?? { from, to, labels: [] };
    if (!pair.labels.includes(e.label)) pair.labels.push(e.label);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function place(pair: Pair, vertical: boolean, r: number, em: number): Way {
  const { from, to } = pair;
  const reach = Math.abs(to.index - from.index);
  const forward = to.index > from.index;
  if (forward && reach === 1) {
    const gap = em * 0.35;
    if (vertical) {
      const y1 = from.y + r + gap;
      const y2 = to.y - r - gap;
      return { ...pair, path: `M${from.x} ${y1}V${y2}`, x: from.x + em * 0.6, y: (y1 + y2) / 2, anchor: 'start' };
    }
    const x1 = from.x + r + gap;
    const x2 = to.x - r - gap;
    return { ...pair, path: `M${x1} ${from.y}H${x2}`, x: (x1 + x2) / 2, y: from.y - em * 0.55, anchor: 'middle' };
  }
  // A bow on the side that is free: above for ways forward, below for ways back.
  const bow = (forward ? -1 : 1) * em * (1.4 + reach * 0.9);
  if (vertical) {
    const x = from.x - r * 0.72;
    const x2 = to.x - r * 0.72;
    const y1 = from.y + r * 0.72;
    const y2 = to.y - r * 0.72;
    const out = from.x - r - em * (0.9 + reach * 0.9);
    return {
      ...pair,
      path: `M${x} ${y1}C${out} ${y1 + em} ${out} ${y2 - em} ${x2} ${y2}`,
      x: out + em * 0.4,
      y: (y1 + y2) / 2,
      anchor: 'end',
    };
  }
  const y = from.y + Math.sign(bow) * r * 0.8;
  const x1 = from.x + (forward ? 1 : -1) * r * 0.6;
  const x2 = to.x - (forward ? 1 : -1) * r * 0.6;
  const top = y + bow;
  return {
    ...pair,
    path: `M${x1} ${y}C${x1 + (x2 - x1) * 0.15} ${top} ${x2 - (x2 - x1) * 0.15} ${top} ${x2} ${y}`,
    x: (x1 + x2) / 2,
    y: y + bow * 0.75 - em * 0.35,
    anchor: 'middle',
  };
}

/** Labels in lines of at most so many characters. */
export function inLines(labels: readonly string[], most: number): string[] {
  const lines: string[] = [];
  for (const label of labels) {
    const last = lines[lines.length - 1];
    if (last !== undefined && last.length + 1 + label.length <= most) lines[lines.length - 1] = `${last} ${label}`;
    else lines.push(label);
  }
  return lines;
}

function unique(labels: string[]): string[] {
  return [...new Set(labels)];
}
