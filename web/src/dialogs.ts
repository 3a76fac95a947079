import type { Part } from './parts/part';

/** The keys of what is done with a session as a whole. */
export type DialogKey = 'share' | 'save' | 'open' | 'print' | 'progress';

/**
 * What is done with a session as a whole. Each is an element with a method
 * show(), fetched when it is first wanted.
 */
export const DIALOGS: readonly { readonly key: DialogKey; readonly part: Part }[] = [
  { key: 'share', part: { tag: 'pop-share', load: () => import('./dialogs/share') } },
  { key: 'save', part: { tag: 'pop-save', load: () => import('./dialogs/save') } },
  { key: 'open', part: { tag: 'pop-open', load: () => import('./dialogs/open') } },
  { key: 'print', part: { tag: 'pop-print', load: () => import('./dialogs/print') } },
  { key: 'progress', part: { tag: 'pop-progress', load: () => import('./dialogs/progress') } },
];
