import {
  BEND,
  bandOf,
  CH,
  Draft,
  type Drawing,
  inLines,
  LINE,
  last,
  type Machine,
  staysOf,
  words,
} from './drawing';
import type { Pair, Plan, Rail } from './rails';

/** The states in a column: there is always room for that. */
export function column(machine: Machine, plan: Plan, width: number, em: number): Drawing {
  const r = 1.9;
  const room = plan.rails.length > 0 ? 6.9 : 1;
  const levels = Math.max(0, ...plan.rails.map((l) => l.level));
  const bands = machine.states.map((s) => bandOf(s, r));
  const widest = Math.max(r, ...bands);
  const x = 0.5 + levels + room + widest;
  const set = (labels: readonly string[]): string[] => inLines(words(labels), 10);
  /** The heights of a state's stems, around its own. */
  const stems = plan.stems.map((all) => {
    let at = 0;
    const ys = all.map((s, i) => {
      const lines = s.run ? set(last(s.run).labels).length : 0;
      if (i > 0 || lines > 0) at += lines > 0 ? lines * LINE + 0.3 : 0.75;
      return at;
    });
    const middle = ((ys[0] ?? 0) + at) / 2;
    return { above: middle, below: at - middle, ys: ys.map((v) => v - middle) };
  });
  const staying = machine.states.map((s, i) => {
    // Room for the waves of the postmark, too.
    const left = x + Math.max(r + 2.4, bands[i] ?? r) + 0.5;
    const lines = inLines(staysOf(machine, s), Math.max(6, Math.floor((width - left) / CH) - 2));
    return { left, lines, half: (lines.length * 1.25) / 2 };
  });
  /** How far each state reaches up and down, with all that belongs to it. */
  const reach = stems.map(({ above, below }, i) => {
    const half = staying[i]?.half ?? 0;
    return { up: Math.max(r, above, half), down: Math.max(r, below, half) };
  });
  const up = (i: number): number => reach[i]?.up ?? 0;
  const down = (i: number): number => reach[i]?.down ?? 0;
  const ys: number[] = [];
  for (const i of reach.keys()) ys.push(i === 0 ? up(i) + 0.4 : y(i - 1) + down(i - 1) + 1.9 + up(i));
  function y(i: number): number {
    return ys[i] ?? 0;
  }
  const end = ys.length - 1;
  const d = new Draft(em, width, y(end) + down(end) + 0.4, machine, r, (i) => {
    const { left, lines, half } = staying[i] ?? { left: 0, lines: [], half: 0 };
    return { x, y: y(i), stays: { x: left, y: y(i) - half + 0.95, anchor: 'start', lines } };
  });
  for (const p of plan.straight) {
    const [from, to] = [y(p.from) + r + 0.2, y(p.to) - r - 0.2];
    const way = d.way(p, `M${x * em} ${from * em}V${to * em}`);
    const lines = [p.labels.join(' ')];
    const mid = (y(p.from) + down(p.from) + y(p.to) - up(p.to)) / 2;
    d.label([way], { x: x + 0.7, y: mid + 0.35, anchor: 'start', lines });
  }
  const stem = (state: number, rail: Rail, pair?: Pair): number =>
    stems[state]?.ys[(plan.stems[state] ?? []).findIndex((s) => s.rail === rail && s.pair === pair)] ?? 0;
  const edge = (dy: number): number => x - Math.sqrt(Math.max(0, r * r - dy * dy)) - 0.1;
  for (const rail of plan.rails) {
    const out = x - widest - room - (rail.level - 1);
    const dy = stem(rail.to, rail);
    for (const run of rail.runs) {
      const ways = run.map((p) => {
        const off = stem(p.from, rail, p);
        const k = (rail.back ? -BEND : BEND) * em;
        const c = BEND * em;
        const [y1, y2] = [(y(p.from) + off) * em, (y(rail.to) + dy) * em];
        return d.way(
          p,
          `M${edge(off) * em} ${y1}H${out * em + c}q${-c} 0 ${-c} ${k}V${y2 - k}q0 ${k} ${c} ${k}H${edge(dy) * em}`,
        );
      });
      const p = last(run);
      const lines = set(p.labels);
      d.label(ways, {
        x: x - Math.max(r, bands[p.from] ?? r) - 0.2,
        y: y(p.from) + stem(p.from, rail, p) - 0.3 - (lines.length - 1) * LINE,
        anchor: 'end',
        lines,
      });
    }
  }
  return d;
}
