/** What an address's fragment asks for. */
export interface Fragment {
  /** A session, still packed, with its version's mark: "s1". */
  session?: Packed;
  /** Seq of an event. */
  event?: number;
  /** An octet of that event's message, from 0: the part of the message around it is meant. */
  offset?: number;
}

/** A session in a link, and which form of link it is. */
export interface Packed {
  version: string;
  packed: string;
}

/** The fragment that leads to one event of the lesson's recorded session, and maybe one of its octets. */
export function eventFragment(event: number, offset?: number): string {
  return `#e=${event}${offset === undefined ? '' : `&o=${offset}`}`;
}

/** What a fragment asks for; undefined if it is none of ours. */
export function readFragment(hash: string): Fragment | undefined {
  const found: Fragment = {};
  for (const part of hash.slice(1).split('&')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/s.exec(part) ?? [];
    if (/^s\d+$/.test(key)) found.session = { version: key, packed: value };
    else if (/^\d{1,9}$/.test(value)) {
      if (key === 'e') found.event = Number(value);
      if (key === 'o') found.offset = Number(value);
    }
  }
  return found.session || found.event !== undefined ? found : undefined;
}
