import type { Event } from './abi';

/** What an event changed: in what, from what, to what. */
export interface Changed {
  /** Seq of the event. */
  seq: number;
  kind: 'state' | 'client' | 'lock' | 'mark' | 'mail' | 'holds' | 'line';
  /** Message-number, where it is about one; the name of a maildrop, where it is about that. */
  of?: number | string;
  /** States go by the document's names; all else by a word of ours. */
  from: string;
  to: string;
}

/** The words of ours. */
export type Value =
  | 'open'
  | 'locked'
  | 'unmarked'
  | 'marked'
  | 'there'
  | 'gone'
  | 'new'
  | 'unread'
  | 'held'
  | 'clear'
  | 'tls'
  | 'whole'
  | 'cut';

interface Plain {
  kind: Changed['kind'];
  from: Value;
  to: Value;
}

/** What events of these kinds change, in words of ours. */
const PLAIN: Readonly<Record<string, Plain>> = {
  locked: { kind: 'lock', from: 'open', to: 'locked' },
  unlocked: { kind: 'lock', from: 'locked', to: 'open' },
  marked: { kind: 'mark', from: 'unmarked', to: 'marked' },
  unmarked: { kind: 'mark', from: 'marked', to: 'unmarked' },
  removed: { kind: 'mail', from: 'there', to: 'gone' },
  delivered: { kind: 'mail', from: 'new', to: 'there' },
  held: { kind: 'holds', from: 'unread', to: 'held' },
  secured: { kind: 'line', from: 'clear', to: 'tls' },
  broken: { kind: 'line', from: 'whole', to: 'cut' },
};

/** What the events of a step changed, in their order. */
export function changesOf(events: readonly Event[]): Changed[] {
  return events.flatMap((e): Changed[] => {
    const { seq } = e;
    if (e.kind === 'state')
      return [{ seq, kind: e.side === 'client' ? 'client' : 'state', from: e.old ?? '', to: e.new ?? '' }];
    const plain = PLAIN[e.kind];
    if (!plain) return [];
    const of = plain.kind === 'lock' ? e.mailbox : e.message || e.mailbox;
    return [{ seq, ...plain, ...(of ? { of } : {}) }];
  });
}
