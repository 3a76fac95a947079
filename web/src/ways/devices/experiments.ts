import { HABITS, USUAL, type Week } from './week';

/** One thing that is done in a week. With a new day comes a letter. */
export type Deed = 'letter' | 'day' | 'laptop' | 'phone' | 'both';

/** A small experiment: how all is set, and what is done. */
export interface Experiment {
  readonly key: 'alone' | 'deletes' | 'leave' | 'renumbers' | 'both';
  readonly week: Week;
  readonly deeds: readonly Deed[];
}

const LEAVE = { agent: HABITS[1], days: 0 };
const ALL_STAY: Week = { laptop: LEAVE, phone: LEAVE, naming: 'kept' };

/** From the simplest to the saddest. */
export const EXPERIMENTS: readonly Experiment[] = [
  { key: 'alone', week: USUAL, deeds: ['letter', 'letter', 'phone'] },
  {
    key: 'deletes',
    week: USUAL,
    deeds: ['letter', 'phone', 'laptop', 'day', 'laptop', 'phone', 'day', 'phone'],
  },
  {
    key: 'leave',
    week: ALL_STAY,
    deeds: ['letter', 'phone', 'laptop', 'day', 'laptop', 'phone', 'day', 'phone', 'laptop'],
  },
  {
    key: 'renumbers',
    week: { ...ALL_STAY, naming: 'new' },
    deeds: ['letter', 'phone', 'laptop', 'day', 'phone', 'laptop', 'day', 'phone', 'laptop'],
  },
  { key: 'both', week: USUAL, deeds: ['letter', 'both'] },
];

/** The rest of a week: each day the phone fetches, then the laptop. */
export function restOfWeek(days: number): Deed[] {
  return Array.from({ length: Math.max(0, 5 - days) }, () => ['day', 'phone', 'laptop'] as const).flat();
}
