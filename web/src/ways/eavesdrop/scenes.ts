import type { Event, Overheard, Request, Session, Tables } from '../../abi';
import type { WholeEngine } from '../../engine';
import { fromBase64, readable } from '../../format';

/** The user of the simulated maildrop. */
export const USER = 'ada';

const LETTER = [
  'From: Grace <grace@harbour.example>',
  'To: Ada <ada@mail.example.org>',
  'Subject: Tea on Thursday',
  '',
  'Thursday at four. The key is under',
  'the third flower pot, as always.',
  '',
].join('\r\n');

/** One errand of one user, and what decides how the client logs in. */
interface Scene {
  service?: NonNullable<Request['scenario']>['service'];
  plain?: boolean;
  /** Lines typed by hand, where no program does this by itself. */
  typed?(password: string): string[];
}

// A client takes the best that it is offered: so each server offers one thing only.
const SCENES: readonly Scene[] = [
  { plain: true },
  { service: { without: ['USER', 'APOP'], mechanisms: ['PLAIN'] } },
  { service: { without: ['SASL'] } },
  { service: { mechanisms: ['CRAM-MD5'] } },
  { service: { mechanisms: ['SCRAM-SHA-256'] } },
  {
    service: { with: ['STLS'] },
    // Under TLS the client asks anew what the server can do (RFC 2595 section 4).
    typed: (password) => ['CAPA', 'STLS', 'CAPA', `USER ${USER}`, `PASS ${password}`, 'RETR 1', 'QUIT'],
  },
];

function request({ service, plain, typed }: Scene, password: string): Request {
  const device = { name: 'laptop', agent: 'download and delete', user: USER, password };
  return {
    kind: 'simulated',
    scenario: {
      protocol: 'POP3',
      host: 'post.example',
      seed: 1896,
      epoch: 844164000,
      latency: 40e6,
      ...(service ? { service } : {}),
      mailboxes: [{ name: USER, password, messages: [btoa(LETTER)] }],
      ...(typed ? {} : { devices: [{ ...device, ...(plain ? { plain } : {}) }] }),
    },
    lines: typed ? typed(password) : [`<${device.name} runs>`],
  };
}

/** Some octets of a line: what a listener takes down is named. */
export interface Piece {
  text: string;
  /** Key into the glossary; empty: of no use to a listener. */
  token: string;
  /** What it is without Base64, where it is in that. */
  undone?: string;
}

/** A line of the dialogue; under TLS only how many octets there were. */
export interface Line {
  side: 'client' | 'server';
  pieces: Piece[];
  hidden?: number;
}

/** One way to log in, as somebody hears it who sits on the wire. */
export interface Hearing {
  /** The engine's number for the session. */
  id: number;
  login: Overheard;
  exchange: Line[];
  /** How a message went over the same wire. */
  mail: Line[];
}

/** What a listener takes down. */
const TAKEN = new Set(['name', 'password', 'digest', 'challenge', 'response']);
const TIMESTAMP = 'timestamp';
const BASE64 = new Set(['challenge', 'response']);
/** What commands are for (CommandInfo.purpose). */
const LOGIN = 'identify';
const FETCH = 'fetch';

/** Plays the errand once for each way to log in, and listens. Whoever calls drops the sessions. */
export function listen(
  engine: WholeEngine,
  password: string,
): { hearings: Hearing[]; dictionary: readonly string[] } {
  const hearings: Hearing[] = [];
  let dictionary: readonly string[] = [];
  const tables = engine.tables('POP3');
  for (const scene of SCENES) {
    const session = engine.open(request(scene, password));
    const heard = engine.overheard(session.id);
    dictionary = heard.dictionary;
    const [login] = heard.logins;
    if (login) hearings.push(hearing(session, login, tables));
    else engine.drop(session.id);
  }
  return { hearings, dictionary };
}

function hearing({ id, events }: Session, login: Overheard, tables: Tables): Hearing {
  const sent = events.filter((e) => e.kind === 'sent' && e.conn === login.conn);
  const secured = events.find((e) => e.kind === 'secured')?.seq ?? Number.POSITIVE_INFINITY;
  const purpose = (e: Event): string => tables.commands.find((c) => c.keyword === e.keyword)?.purpose ?? '';
  // A timestamp that the password is not mixed with is of no use.
  const taken = (token: string, text: string): boolean =>
    TAKEN.has(token) || (token === TIMESTAMP && text === login.challenge);
  const lines = (of: Event[]): Line[] => of.flatMap((e) => linesOf(e, taken, e.seq > secured));
  return {
    id,
    login,
    // What leads to TLS is no login, and yet all that there is to hear of it.
    exchange: lines(
      sent.filter(
        (e) => !e.keyword || purpose(e) === LOGIN || (secured < Number.POSITIVE_INFINITY && e.seq < secured),
      ),
    ),
    mail: lines(sent.filter((e) => purpose(e) === FETCH)),
  };
}

/**
 * The lines of a message on the wire, cut where its spans are; those that are
 * taken down stay by themselves. Of what is hidden only the size is known.
 */
export function linesOf(e: Event, taken: (token: string, text: string) => boolean, hidden: boolean): Line[] {
  const side = e.side === 'client' ? 'client' : 'server';
  if (hidden) return [{ side, pieces: [], hidden: e.size }];
  const octets = fromBase64(e.octets ?? '');
  const lines: Line[] = [];
  let pieces: Piece[] = [];
  for (const s of e.spans ?? []) {
    const cut = octets.subarray(s.off, s.off + s.len);
    const ends = cut[cut.length - 1] === 10;
    const text = readable(cut).replace(/␍?␊$/, '');
    const token = taken(s.token, text) ? s.token : '';
    const before = pieces[pieces.length - 1];
    if (text !== '' && before && token === '' && before.token === '') before.text += text;
    else if (text !== '')
      pieces.push({ text, token, ...(BASE64.has(s.token) ? { undone: undo(text) } : {}) });
    if (!ends) continue;
    lines.push({ side, pieces });
    pieces = [];
  }
  if (pieces.length > 0) lines.push({ side, pieces });
  return lines;
}

/** Base64 undone, which anybody can do. */
function undo(text: string): string {
  try {
    return readable(fromBase64(text));
  } catch {
    return '';
  }
}
