import type { Edge, StateInfo } from '../abi';

/** All edges from one state to another that have the same cause. States are told by their places. */
export interface Pair {
  from: number;
  to: number;
  labels: string[];
  /** Kind of the event that takes them, as Edge.by; empty: a command does, or the server by itself. */
  by: string;
}

/** Neighbours on a rail whose labels are the same, so that one will do; the last is nearest to the end. */
export type Run = [Pair, ...Pair[]];

/** Where several ways to one state, of one cause, run together beside the states. */
export interface Rail {
  /** The state where all of them end. */
  to: number;
  /** Whether they come from later states. */
  back: boolean;
  /** How far out it runs, from 1. */
  level: number;
  /** The farthest first. */
  runs: Run[];
}

/** A way between a state and a rail. */
export interface Stem {
  rail: Rail;
  /** What leaves the state here; undefined where the rail ends in it. */
  pair?: Pair;
  /** The run whose label stands at this stem. */
  run?: Run;
}

/** Which ways are straight, to the next state, and which run on rails. */
export interface Plan {
  straight: Pair[];
  rails: Rail[];
  /** For each state, its stems: those towards earlier states first, and none crosses another. */
  stems: Stem[][];
}

/**
 * Sorts the ways of a machine out: what leads to one state from one side shares
 * a rail, and of rails that overlap the longer one runs further out.
 */
export function planOf(states: readonly StateInfo[], edges: readonly Edge[]): Plan {
  const pairs = pairsOf(states, edges);
  const straight = (p: Pair): boolean => p.to - p.from === 1 && p.by === '';
  const rails = railsOf(pairs.filter((p) => !straight(p)));
  return {
    straight: pairs.filter(straight),
    rails,
    stems: states.map((_, i) => stemsAt(i, rails)),
  };
}

function pairsOf(states: readonly StateInfo[], edges: readonly Edge[]): Pair[] {
  const pairs = new Map<string, Pair>();
  for (const e of edges) {
    if (e.from === e.to) continue;
    const from = states.findIndex((s) => s.name === e.from);
    // Of two states with one name the later one is where ways end.
    const to = states.findLastIndex((s) => s.name === e.to);
    if (from < 0 || to < 0) continue;
    const by = e.by ?? '';
    const key = `${from}>${to} ${by}`;
    const pair = pairs.get(key) ?? { from, to, labels: [], by };
    if (!pair.labels.includes(e.label)) pair.labels.push(e.label);
    pairs.set(key, pair);
  }
  return [...pairs.values()];
}

function railsOf(pairs: readonly Pair[]): Rail[] {
  const found = new Map<string, Pair[]>();
  for (const p of pairs) {
    const key = `${p.to} ${p.from > p.to} ${p.by}`;
    found.set(key, [...(found.get(key) ?? []), p]);
  }
  const reach = (p: Pair): number => Math.abs(p.to - p.from);
  const rails = [...found.values()].map((all): Rail => {
    all.sort((a, b) => reach(b) - reach(a));
    const runs: Run[] = [];
    for (const p of all) {
      const run = runs[runs.length - 1];
      if (run && run[0].labels.join() === p.labels.join()) run.push(p);
      else runs.push([p]);
    }
    const first = all[0] as Pair;
    return { to: first.to, back: first.from > first.to, level: 0, runs };
  });
  const ends = (r: Rail): [number, number] => {
    const far = r.runs[0]?.[0].from ?? r.to;
    return [Math.min(far, r.to), Math.max(far, r.to)];
  };
  const length = (r: Rail): number => ends(r)[1] - ends(r)[0];
  rails.sort((a, b) => length(a) - length(b));
  for (const r of rails) {
    const [from, to] = ends(r);
    const under = rails.filter((o) => o.level > 0 && ends(o)[0] < to && from < ends(o)[1]);
    r.level = 1 + Math.max(0, ...under.map((o) => o.level));
  }
  return rails;
}

function stemsAt(state: number, rails: readonly Rail[]): Stem[] {
  const before: Stem[] = [];
  const after: Stem[] = [];
  for (const rail of [...rails].sort((a, b) => a.level - b.level)) {
    if (rail.to === state) (rail.back ? after : before).push({ rail });
    for (const run of rail.runs) {
      const pair = run.find((p) => p.from === state);
      if (!pair) continue;
      const stem: Stem = { rail, pair, ...(pair === run[run.length - 1] ? { run } : {}) };
      (rail.back ? before : after).push(stem);
    }
  }
  return [...before, ...after.reverse()];
}
