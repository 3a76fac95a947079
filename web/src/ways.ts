import type { Part } from './parts/part';

/**
 * The ways of working with the instrument, beyond reading a lesson. Each is a
 * web component of its own, fetched when somebody first wants it. A way in
 * "read" stands where the lesson's text does, with the instrument beside it;
 * one "across" takes the whole desk.
 */
export interface Way {
  readonly key: WayKey;
  readonly place: 'read' | 'across';
  readonly part: Part;
}

/** The keys of the ways, as they stand in addresses: ?way=devices. */
export type WayKey =
  | 'setup'
  | 'account'
  | 'break'
  | 'seat'
  | 'devices'
  | 'generations'
  | 'eavesdrop'
  | 'predict'
  | 'compare';

/** In the order of the menu. */
export const WAYS: readonly Way[] = [
  { key: 'setup', place: 'read', part: { tag: 'pop-setup', load: () => import('./ways/setup') } },
  { key: 'account', place: 'read', part: { tag: 'pop-account', load: () => import('./ways/account') } },
  { key: 'break', place: 'read', part: { tag: 'pop-break', load: () => import('./ways/break') } },
  { key: 'seat', place: 'read', part: { tag: 'pop-seat', load: () => import('./ways/seat') } },
  { key: 'devices', place: 'read', part: { tag: 'pop-devices', load: () => import('./ways/devices') } },
  {
    key: 'generations',
    place: 'across',
    part: { tag: 'pop-generations', load: () => import('./ways/generations') },
  },
  {
    key: 'eavesdrop',
    place: 'across',
    part: { tag: 'pop-eavesdrop', load: () => import('./ways/eavesdrop') },
  },
  { key: 'predict', place: 'read', part: { tag: 'pop-predict', load: () => import('./ways/predict') } },
  { key: 'compare', place: 'across', part: { tag: 'pop-compare', load: () => import('./ways/compare') } },
];

/** The way of that name, if there is one. */
export function wayOf(key: string | null | undefined): Way | undefined {
  return WAYS.find((w) => w.key === key);
}
