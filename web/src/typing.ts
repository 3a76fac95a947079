import type { Event, Typing } from './abi';
import type { Store } from './store';

/** What was asked of the engine already, by the course of events and the place in it. */
const known = new WeakMap<readonly Event[], Map<number, Typing>>();

/**
 * What becomes of a line that is typed now, as the client; undefined in the
 * server's seat, where there is no engine, and where somebody is to foresee what
 * comes next.
 */
export function typingOf(store: Store): Typing | undefined {
  const { seated, read, veiled, events, cursor, id } = store.active;
  if (seated || read || veiled || id === null || cursor < 0 || store.status !== 'ready') return undefined;
  const places = known.get(events) ?? new Map<number, Typing>();
  known.set(events, places);
  const typing = places.get(cursor) ?? store.ask((engine, session, seq) => engine.typing(session, seq));
  if (typing) places.set(cursor, typing);
  return typing;
}
