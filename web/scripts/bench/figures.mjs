// The figures of one run of the bench, and their budgets.
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../../..');
export const rows = [];

/** Notes a figure; budget is { most } or { least }, if there is one. */
export function note(name, value, unit, budget) {
  const ok =
    budget === undefined
      ? undefined
      : value <= (budget.most ?? Number.POSITIVE_INFINITY) &&
        value >= (budget.least ?? Number.NEGATIVE_INFINITY);
  rows.push({ name, value, unit, ...budget, ...(ok === undefined ? {} : { ok }) });
}

export const share = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))];
export const median = (all) =>
  share(
    [...all].sort((a, b) => a - b),
    0.5,
  );
export const round = (n) => Math.round(n * 10) / 10;

/** Prints the figures as a table. */
export function print() {
  const wide = Math.max(...rows.map((r) => r.name.length));
  for (const r of rows) {
    const [word, limit] = r.most === undefined ? ['at least', r.least] : ['at most', r.most];
    const budget = limit === undefined ? '' : `   ${word} ${limit} ${r.unit}: ${r.ok ? 'yes' : 'NO'}`;
    const value = String(r.value.toLocaleString('en')).padStart(10);
    console.log(`${r.name.padEnd(wide)}  ${value} ${r.unit.padEnd(9)}${budget}`);
  }
}
