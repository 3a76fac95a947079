import type { Engine, WholeEngine } from './engine';
import type { openRelay } from './relay';
import type { Shelf } from './storage';
import type { Tab } from './tab';
import type { Saying } from './words';

/** How the engine is: on its way, at work, not to be had, or broken. */
export type Status = 'loading' | 'ready' | 'absent' | 'stopped';

/** Something the page has to say aside from the session. */
export interface Notice {
  kind: 'info' | 'lost';
  text: Saying;
  /** Lines the learner typed that would be lost otherwise. */
  lines?: string[];
  /** What can be done about it; then the notice is put away. */
  acts?: readonly { label: Saying; act: () => void }[];
}

/** A thing selected in one pane and marked in all. */
export type Selection = { kind: 'item'; item: number } | { kind: 'state'; state: string } | undefined;

/** What the store needs from outside; tests bring their own. */
export interface Surroundings {
  load(ended: () => void): Promise<Engine>;
  loadWhole(ended: () => void): Promise<WholeEngine>;
  shelf: Shelf;
  tab: Tab;
  relay: typeof openRelay;
  /** Milliseconds from any fixed moment. */
  now(): number;
}
