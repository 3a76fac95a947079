import {
  BEND,
  bandOf,
  CH,
  Draft,
  type Drawing,
  inLines,
  LINE,
  type Lines,
  last,
  type Machine,
  staysOf,
  sum,
  words,
} from './drawing';
import type { Pair, Plan, Rail, Run } from './rails';

/** Distances between neighbours, so that their labels have room: in one line, or at least in several. */
function gapsOf(plan: Plan, halves: readonly number[], split: boolean): number[] {
  const long = (labels: readonly string[]): number =>
    CH * (split ? Math.max(...words(labels).map((w) => w.length)) : labels.join(' ').length);
  return halves.slice(1).map((half, i) => {
    const straight = plan.straight.find((p) => p.from === i);
    // Above an arrow a few short lines look well.
    let gap = straight ? CH * Math.max(...straight.labels.map((l) => l.length)) + 0.45 : 0.8;
    for (const rail of plan.rails)
      for (const run of rail.runs) {
        const { from, labels } = last(run);
        if ((rail.back ? from - 1 : from) === i)
          gap = Math.max(gap, long(labels) + 1.8 - half - (halves[i] ?? 0));
      }
    return gap;
  });
}

/** The states in a row; undefined where it is too narrow for that. */
export function row(machine: Machine, plan: Plan, width: number, em: number): Drawing | undefined {
  const r = 1.7;
  const bands = machine.states.map((s) => bandOf(s, r));
  const halves = bands.map((b) => Math.max(b, r));
  // The waves of the postmark reach beyond the last state.
  const across = 2 * sum(halves) + Math.max(0, r * 0.95 + 2.2 - (halves.at(-1) ?? 0));
  const gaps = [false, true]
    .map((split) => gapsOf(plan, halves, split))
    .find((g) => across + sum(g) <= width);
  if (!gaps) return undefined;
  const more = (width - across - sum(gaps)) / halves.length;
  const xs = halves.map(
    (half, i) => more * (i + 0.5) + 2 * sum(halves.slice(0, i)) + half + sum(gaps.slice(0, i)),
  );
  const x = (i: number): number => xs[i] ?? 0;
  /** Where the stem of a way or the end of its rail stands at a state. */
  const stem = (state: number, rail: Rail, pair?: Pair): number => {
    const stems = plan.stems[state] ?? [];
    const at = stems.findIndex((s) => s.rail === rail && s.pair === pair);
    return (at - (stems.length - 1) / 2) * 0.75;
  };
  const outermost = Math.max(0, ...plan.rails.map((l) => l.level));
  const top = rails(plan, (rail, run) => {
    const { from, labels } = last(run);
    // Above the outermost rail nothing is in the way but what the same rail says next.
    const following = rail.runs[rail.runs.indexOf(run) + 1];
    const outer = rail.level === outermost;
    const next = outer ? (following ? last(following).from : rail.to) : rail.back ? from - 1 : from + 1;
    const room = Math.abs(x(next) - x(from) - stem(from, rail, last(run))) - 1;
    return inLines(words(labels), Math.floor(room / CH));
  });
  const straight = plan.straight.map((p) => ({
    p,
    lines: inLines(p.labels, Math.floor(((gaps[p.from] ?? 0) + more - 0.3) / CH)),
  }));
  const stack = Math.max(0, ...straight.map((s) => s.lines.length)) * LINE;
  const base = Math.max(r + 0.8, stack + 0.9);
  const y = base + top.height + 0.2;
  const edge = (dx: number): number => y - Math.sqrt(Math.max(0, r * r - dx * dx)) - 0.15;

  const staying = machine.states.map((s) => staysOf(machine, s));
  const stays = (i: number): Lines => {
    // Up to where those of the next state begin.
    const left = x(i) - (halves[i] ?? r);
    const next = staying.findIndex((l, j) => j > i && l.length > 0);
    const right = next < 0 ? width : x(next) - (halves[next] ?? r) - 1;
    const lines = inLines(staying[i] ?? [], Math.max(6, Math.floor((right - left) / CH) - 2));
    return { x: left, y: y + r + 1.3, anchor: 'start', lines };
  };
  const most = Math.max(0, ...staying.map((_, i) => stays(i).lines.length));
  const d = new Draft(em, width, y + r + 0.5 + most * 1.25, machine, r, (i) => ({
    x: x(i),
    y,
    stays: stays(i),
  }));
  for (const { p, lines } of straight) {
    const from = x(p.from) + r + 0.25;
    const to = x(p.to) - r - 0.25;
    const way = d.way(p, `M${em * from} ${em * y}H${em * to}`);
    const mid = (x(p.from) + (halves[p.from] ?? r) + x(p.to) - (halves[p.to] ?? r)) / 2;
    d.label([way], { x: mid, y: y - 0.5 - (lines.length - 1) * LINE, anchor: 'middle', lines });
  }
  for (const rail of plan.rails) {
    const h = y - base - top.at(rail);
    const dx = stem(rail.to, rail);
    for (const run of rail.runs) {
      const ways = run.map((p) => {
        const off = stem(p.from, rail, p);
        const k = rail.back ? -BEND : BEND;
        const [x1, x2] = [x(p.from) + off, x(rail.to) + dx].map((v) => v * em) as [number, number];
        const c = BEND * em;
        const [up, down] = [edge(off) * em, edge(dx) * em];
        return d.way(
          p,
          `M${x1} ${up}V${h * em + c}q0 ${-c} ${k * em} ${-c}H${x2 - k * em}q${k * em} 0 ${k * em} ${c}V${down}`,
        );
      });
      const p = last(run);
      const lines = top.lines(run);
      d.label(ways, {
        x: x(p.from) + stem(p.from, rail, p) + (rail.back ? -BEND : BEND),
        y: h - 0.3 - (lines.length - 1) * LINE,
        anchor: rail.back ? 'end' : 'start',
        lines,
      });
    }
  }
  return d;
}

/** How far out the rails of a row run, each with room for what is written on it. */
function rails(
  plan: Plan,
  set: (rail: Rail, run: Run) => string[],
): { height: number; at(rail: Rail): number; lines(run: Run): string[] } {
  const lines = new Map<Run, string[]>();
  const heights: number[] = [];
  for (const rail of plan.rails)
    for (const run of rail.runs) {
      const set1 = set(rail, run);
      lines.set(run, set1);
      heights[rail.level] = Math.max(heights[rail.level] ?? 0, 0.15 + LINE * set1.length);
    }
  const upTo = (level: number): number => sum(heights.slice(1, level));
  return {
    height: upTo(heights.length),
    at: (rail) => upTo(rail.level),
    lines: (run) => lines.get(run) ?? [],
  };
}
