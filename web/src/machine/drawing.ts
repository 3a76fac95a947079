import type { Edge, StateInfo } from '../abi';
import type { Pair, Run } from './rails';

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

/** All edges from one state to another that have the same cause, as one arrow. */
export interface Way {
  from: Node;
  to: Node;
  path: string;
  /** Kind of the event that takes it, as Edge.by; empty: a command does, or the server by itself. */
  by: string;
}

/** What is written at a way, or once for all that run together. */
export interface Label extends Lines {
  of: Way[];
}

/** The drawing of a state machine. */
export interface Drawing {
  width: number;
  height: number;
  nodes: Node[];
  ways: Way[];
  labels: Label[];
}

/** Measures in em: one character, one line, and the radius of a corner. */
export const CH = 0.62;
export const LINE = 1.15;
export const BEND = 0.5;

/** Some text to be set: places in em. */
interface Text extends Omit<Lines, 'lines'> {
  lines: readonly string[];
}

/** A drawing on its way: measures come in em, and go into it in pixels. */
export class Draft implements Drawing {
  readonly width: number;
  readonly height: number;
  readonly nodes: Node[];
  readonly ways: Way[] = [];
  readonly labels: Label[] = [];

  constructor(
    readonly em: number,
    width: number,
    height: number,
    machine: Machine,
    r: number,
    at: (index: number) => { x: number; y: number; stays: Text },
  ) {
    this.width = width * em;
    this.height = height * em;
    this.nodes = machine.states.map((s, index): Node => {
      const { x, y, stays } = at(index);
      return {
        name: s.name,
        index,
        ours: s.ours,
        meaning: s.meaning,
        x: x * em,
        y: y * em,
        r: r * em,
        band: bandOf(s, r) * em,
        stays: this.#text(stays),
      };
    });
  }

  /** Draws a way along a path. */
  way(p: Pair, path: string): Way {
    const [from, to] = [this.nodes[p.from], this.nodes[p.to]] as [Node, Node];
    const way: Way = { from, to, path, by: p.by };
    this.ways.push(way);
    return way;
  }

  /** Writes what ways are called. */
  label(of: Way[], text: Text): void {
    this.labels.push({ ...this.#text(text), of });
  }

  #text(t: Text): Lines {
    return { x: t.x * this.em, y: t.y * this.em, anchor: t.anchor, lines: [...t.lines] };
  }
}

/** Half the width of the band with a state's name, in em. */
export function bandOf(s: StateInfo, r: number): number {
  return Math.max((s.name.length * CH) / 2 + 0.2, r * 0.8);
}

/** The commands that lead back to the same state. */
export function staysOf(machine: Machine, s: StateInfo): string[] {
  return [...new Set(machine.edges.filter((e) => e.from === s.name && e.to === s.name).map((e) => e.label))];
}

/** Labels in words: "connection closed" may be torn. */
export function words(labels: readonly string[]): string[] {
  return labels.flatMap((l) => l.split(' '));
}

/** Of ways that run together the one nearest to their end. */
export function last(run: Run): Pair {
  return run[run.length - 1] ?? run[0];
}

export function sum(numbers: readonly number[]): number {
  return numbers.reduce((a, b) => a + b, 0);
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
