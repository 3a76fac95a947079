import type { Event, Place } from './abi';
import type { Store } from './store';

/** What was asked of the engine already, by the course of events and the place in it. */
const known = new WeakMap<readonly Event[], Map<number, Place>>();

/**
 * Where a line goes that is typed now, in the past of a simulated session;
 * undefined at its end, in the server's seat, and where there is no engine.
 */
export function placeOf(store: Store): Place | undefined {
  const { seated, seen, events, cursor, last, id } = store.active;
  if (seated || seen || id === null || cursor >= last || store.status !== 'ready') return undefined;
  const places = known.get(events) ?? new Map<number, Place>();
  known.set(events, places);
  const place = places.get(cursor) ?? store.ask((engine, session, seq) => engine.typing(session, seq));
  if (place) places.set(cursor, place);
  return place;
}
