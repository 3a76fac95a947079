import { browserShelf } from './storage';

/**
 * What a learner may switch off about typing: "helping", the hints, the
 * completion and the buttons of the command line, as for an exam; "answers",
 * what a right reply looks like, in the server's seat; and "shortcuts", the single keys of the page, which dictation may press by
 * mistake (WCAG 2.1.4).
 */
export type Habit = 'helping' | 'answers' | 'shortcuts';

const known = new Map<Habit, boolean>();

/** Whether it is on; it is, until somebody has switched it off. */
export function habit(name: Habit): boolean {
  const on = known.get(name) ?? browserShelf.read(name) !== false;
  known.set(name, on);
  return on;
}

/** Switches it, and keeps that. Those who draw it hear of it by the event popscope:habits on the document. */
export function setHabit(name: Habit, on: boolean): void {
  known.set(name, on);
  if (on) browserShelf.remove(name);
  else browserShelf.write(name, false);
  document.dispatchEvent(new Event('popscope:habits'));
}
