import type { Event } from '../abi';
import { duration } from '../format';
import { area } from '../words';
import en from '../words/en/ladder.json';
import type { Flight } from './flights';
import type { Row } from './rows';

const say = area('ladder', en);

/** Something that is said beside a row's label. */
export interface Chip {
  text: string;
  /** It folds and unfolds what belongs to this event. */
  fold?: number;
  sign?: 'bad';
}

/** What a row says. */
export function labelOf(row: Row, e: Event): string {
  if (row.kind === 'tcp')
    return say(e.kind === 'opened' ? 'tcp.opens' : 'tcp.closes', { n: row.segments?.length ?? 0 });
  if (row.kind === 'segment') return e.kind === 'opened' ? 'SYN' : e.kind === 'closed' ? end(e) : e.label;
  return row.kind === 'message' ? e.label : e.sentence;
}

/** The segment that ends a connection. */
function end({ how }: Event): string {
  return how === undefined ? 'FIN' : 'RST';
}

/** What is said beside it; whose is the name of the client, where there are several. */
export function chipsOf(row: Row, e: Event, flight: Flight | undefined, whose: string): Chip[] {
  const chips: Chip[] = [];
  if (row.kind === 'tcp') chips.push({ text: '', fold: e.seq });
  if (row.kind === 'message') {
    const bad = flight && trouble(flight);
    // There is room for one thing, and trouble is what one looks for.
    if (e.more > 0) chips.push({ text: bad ? '' : say('more', { n: e.more }), fold: e.seq });
    if (bad) chips.push({ text: bad, sign: 'bad' });
    else if (e.partial) chips.push({ text: say('partial') });
    else if (flight?.fate === 'flying') chips.push({ text: say('flying') });
    else if (flight && flight.arrivals.length > 1)
      chips.push({ text: say('segments', { n: flight.arrivals.length }) });
  }
  // Sentences name the connection themselves.
  if (whose && (row.kind === 'message' || row.kind === 'tcp')) chips.push({ text: whose });
  return chips;
}

/** What went wrong with a message on its way. */
function trouble(f: Flight): string {
  if (f.fate === 'cut') return say('cut', { n: f.octets });
  if (f.fate === 'void') return say('void');
  if (f.lost) return say('lost');
  return f.late > 0 ? say('late', { time: duration(f.late) }) : '';
}
