import type { Part } from './parts/part';

/**
 * The panes that share the middle of the instrument, one at a time. The first
 * is there at once, the others are fetched when somebody wants them.
 */
export interface Bench {
  readonly key: BenchKey;
  readonly part: Part;
}

/** The keys of these panes. */
export type BenchKey = 'octets' | 'framing' | 'account' | 'rules';

/** In the order of their tabs. */
export const BENCHES: readonly Bench[] = [
  { key: 'octets', part: { tag: 'pop-octets', load: async () => {} } },
  { key: 'framing', part: { tag: 'pop-framing', load: () => import('./panes/framing') } },
  { key: 'account', part: { tag: 'pop-accountant', load: () => import('./panes/accountant') } },
  { key: 'rules', part: { tag: 'pop-rules', load: () => import('./panes/rules') } },
];
