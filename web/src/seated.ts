import type { Awaited, Event } from './abi';
import { WholeEngine } from './engine';
import type { Store } from './store';

/** What was asked of the engine already, by the course of events and the place in it. */
const known = new WeakMap<readonly Event[], Map<number, Awaited | undefined>>();

/**
 * What the client waits for, in the session that is looked at and at the
 * cursor; undefined where nobody waits, or the learner is no server.
 */
export function awaited(store: Store): Awaited | undefined {
  const { seated, events, cursor, id } = store.active;
  if (!seated || id === null || store.status !== 'ready') return undefined;
  const places = known.get(events) ?? new Map<number, Awaited | undefined>();
  known.set(events, places);
  if (!places.has(cursor)) {
    const answer = store.ask((engine, session, seq) =>
      engine instanceof WholeEngine ? engine.awaits(session, seq) : undefined,
    );
    if (!answer) return undefined;
    places.set(cursor, answer.clients[0]);
  }
  return places.get(cursor);
}
