import type { Scenario } from '../abi';
import { shallow } from '../nested';
import type { Packed } from './fragment';
import { inflate, pack, unpack } from './packing';

/**
 * A link to a session: all of it stands in the address's fragment, which no
 * browser sends to a server. `#s1=` and JSON, deflated, in base64url. The number
 * is the form's version; links of every version ever published keep opening.
 */
export interface SessionLink {
  title: string;
  /** Name of the lesson it was played in, whose scenario it has. */
  lesson?: string;
  /** Of the lesson's tasks, the one whose scenario it has. */
  task?: string;
  /** Where it is no lesson's. */
  scenario?: Scenario;
  /** What Engine.open needs to bring it back. */
  saved: unknown;
  branch: number;
  /** Seq of the event that was looked at. */
  cursor: number;
}

/** Why a link can't be opened. */
export type Flaw = 'newer' | 'damaged' | 'large';

/** A link that can't be opened. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(readonly flaw: Flaw) {
    super(flaw);
  }
}

/** Characters of a link that mail programs, chats and boards still take whole. */
export const LONG = 8000;

/** Characters of a link that are read at all. */
const LONGEST = 400_000;
/** Octets it may unpack to: a small link must not fill the memory. */
const LARGEST = 8 << 20;

const VERSION = 's1';

/** The fragment that carries a session, with its "#". */
export async function encode(link: SessionLink): Promise<string> {
  const { title: t, lesson: l, task: k, scenario: c, saved: s, branch: b, cursor: e } = link;
  return `#${VERSION}=${await pack(JSON.stringify({ t, l, k, c, s, b, e }))}`;
}

/** Unpacks a session. Rejects with a LinkError, and with nothing else. */
export async function decode({ version, packed }: Packed): Promise<SessionLink> {
  if (version !== VERSION) throw new LinkError('newer');
  if (packed.length > LONGEST) throw new LinkError('large');
  let raw: unknown;
  try {
    const octets = await inflate(unpack(packed), LARGEST);
    if (!octets) throw new LinkError('large');
    raw = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(octets));
  } catch (e) {
    throw e instanceof LinkError ? e : new LinkError('damaged');
  }
  const link = shaped(raw);
  if (!link) throw new LinkError('damaged');
  return link;
}

function shaped(raw: unknown): SessionLink | undefined {
  if (!isRecord(raw) || !isRecord(raw.s) || !shallow(raw)) return undefined;
  const { t, l, k, c, s, b, e } = raw;
  const scenario = isRecord(c) ? (c as unknown as Scenario) : undefined;
  const lesson = name(l);
  if (!scenario && lesson === undefined) return undefined;
  const task = name(k);
  return {
    title: typeof t === 'string' ? t.slice(0, 200) : '',
    ...(lesson === undefined ? {} : { lesson }),
    ...(task === undefined ? {} : { task }),
    ...(scenario ? { scenario } : {}),
    saved: s,
    branch: whole(b) ?? 0,
    cursor: whole(e) ?? 0,
  };
}

function name(v: unknown): string | undefined {
  return typeof v === 'string' && /^[\w-]{1,80}$/.test(v) ? v : undefined;
}

function whole(v: unknown): number | undefined {
  return typeof v === 'number' && Number.isInteger(v) && v >= 0 ? v : undefined;
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}
