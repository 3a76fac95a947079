import type { Event, Place } from './abi';
import type { Sheet } from './sheet';
import type { Store } from './store';
import { whose } from './whose';
import { area, said } from './words';
import en from './words/en/console.json';

const say = area('console', en);

/** Characters of a line that is named in a sentence. */
const MOST = 32;

/** What typing will do now, plainly. Place is where a line goes that is typed in the past. */
export function truth(store: Store, place: Place | undefined): string {
  const sheet = store.active;
  if (sheet.read) return say('read');
  if (sheet.busy) return say('busy');
  if (sheet.real) {
    if (store.over()) return said(sheet.link);
    const n = underWay(sheet.events);
    return n > 0 ? say('partial', { n }) : say('real', { link: said(sheet.link) });
  }
  const where = { at: sheet.at + 1, of: sheet.steps.length };
  const n = sheet.waiting.length;
  const { status } = store;
  if (status !== 'ready')
    return n > 0 ? say(`engine.${status}.lines`, { n, ...where }) : say(`engine.${status}`, where);
  if (place && place.instead >= 0)
    return say(place.program ? 'instead.program' : 'instead', {
      ...where,
      line: named(sheet, place.instead),
    });
  if (store.over()) return say('over', where);
  if (place?.waits && store.over(place.seq)) return say('closing');
  if (sheet.cursor >= sheet.last) return say('end', where);
  if (place?.waits)
    return place.asked < 0
      ? say('greeting', where)
      : say('waits', { ...where, line: named(sheet, place.asked) });
  const other = sheet.current && sheet.current.conn > 1 ? sheet.program(sheet.current) : '';
  return other === '' ? say('branch', where) : say('aside', { ...where, whose: whose(other) });
}

/** What it is to send a line at once, where that is something else than to send it; else empty. */
export function nowOf(place: Place): string {
  if (place.instead >= 0 && !place.program) return say('now.instead');
  if (!place.waits) return '';
  return say(place.asked < 0 ? 'now.greeting' : 'now.waits');
}

/** A message as a sentence names it. */
function named({ events }: Sheet, seq: number): string {
  const label = events[seq]?.label || say('blank');
  return label.length > MOST ? `${label.slice(0, MOST - 1)}…` : label;
}

/** Octets of a reply of which more has to come; 0: there is none. */
function underWay(events: readonly Event[]): number {
  let n = 0;
  const told = events.findLastIndex((e) => e.kind === 'sent' && !(e.side === 'server' && e.partial));
  for (const e of events.slice(told + 1)) if (e.kind === 'sent') n += e.size;
  return n;
}
