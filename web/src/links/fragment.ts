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
  const text = hash.slice(1);
  const found = parsed(text);
  return found && !text.includes('%') ? found : (restored(text) ?? found);
}

/** The fragment of an address; its "#" may have been encoded, too, and then stands in the query. */
export function fragmentOf({ hash, search }: { hash: string; search: string }): string {
  if (hash !== '') return hash;
  const at = search.search(/%(25)*23/i);
  return at < 0 ? '' : `#${search.slice(at)}`;
}

/** How often a link may have been encoded on its way: by a mail program, and by a page that leads to it. */
const OFTEN = 3;

/**
 * A fragment that was percent-encoded on its way. None of ours has a "%" in it, nor
 * any character that is encoded: there is one way to read it.
 */
function restored(text: string): Fragment | undefined {
  let now = text;
  for (let i = 0; i < OFTEN && now.includes('%'); i++) {
    now = now.replace(/%([0-7][0-9a-f])/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    const found = parsed(now.replace(/^#/, ''));
    if (found && !now.includes('%')) return found;
  }
  // What begins as a link to a session does, and can't be read, is worth a word.
  return /^#?s\d+\W/.test(now) ? { session: { version: 's1', packed: '' } } : undefined;
}

function parsed(text: string): Fragment | undefined {
  const found: Fragment = {};
  for (const part of text.split('&')) {
    const [, key = '', value = ''] = /^(\w+)=(.*)$/s.exec(part) ?? [];
    if (/^s\d+$/.test(key)) found.session = { version: key, packed: bare(value) };
    else if (/^\d{1,9}$/.test(value)) {
      if (key === 'e') found.event = Number(value);
      if (key === 'o') found.offset = Number(value);
    }
  }
  return found.session || found.event !== undefined ? found : undefined;
}

/** Without what a letter may put into a long line and behind it: no such character is in what was packed. */
function bare(packed: string): string {
  return packed.replace(/\s/g, '').replace(/[).,;>'"\]]+$/, '');
}
