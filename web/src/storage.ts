import type { Request } from './abi';
import { type WayKey, wayOf } from './ways';

/**
 * The browser's storage, which may be blocked, full or corrupt. None of that
 * is the learner's fault, so nothing here throws: what can't be kept is not
 * kept, and what can't be read is not there.
 */
export interface Shelf {
  /** Whether what is written is there to be read again. */
  keeps(): boolean;
  read(key: string): unknown;
  /** Says whether it is kept. */
  write(key: string, value: unknown): boolean;
  remove(key: string): void;
  /** All keys there are. */
  keys(): string[];
}

const PREFIX = 'popscope:';

/** A shelf over a Storage that may fail at any call. */
export function shelf(open: () => Storage): Shelf {
  return {
    keeps() {
      try {
        open().setItem(`${PREFIX}?`, '');
        open().removeItem(`${PREFIX}?`);
        return true;
      } catch {
        return false;
      }
    },
    read(key) {
      try {
        const text = open().getItem(PREFIX + key);
        return text === null ? undefined : JSON.parse(text);
      } catch {
        return undefined;
      }
    },
    write(key, value) {
      try {
        open().setItem(PREFIX + key, JSON.stringify(value));
        return true;
      } catch {
        // Blocked or full: the page works on, without a memory.
        return false;
      }
    },
    remove(key) {
      try {
        open().removeItem(PREFIX + key);
      } catch {
        // Nothing was kept, then.
      }
    },
    keys() {
      try {
        const all = open();
        return Array.from({ length: all.length }, (_, i) => all.key(i) ?? '')
          .filter((key) => key.startsWith(PREFIX))
          .map((key) => key.slice(PREFIX.length));
      } catch {
        return [];
      }
    },
  };
}

/** The shelf of this browser. Reading `localStorage` may itself throw. */
export const browserShelf = shelf(() => window.localStorage);

/** What a session is that no lesson knows: enough to open it again. */
export interface KeptOwn {
  title: string;
  request: Request;
  way?: WayKey;
  /** Name of the lesson's task that it is an attempt at. */
  task?: string;
}

/** Where a sheet came from. */
export interface Origin {
  of: string;
  sum: string;
}

/** What is kept of one session. Never of a real one. */
export interface KeptSheet {
  /** What Engine.save returned; empty as long as the learner has typed nothing. */
  saved: string;
  /** The branch that was watched. */
  branch: number;
  cursor: number;
  /** The half-typed command line. */
  draft: string;
  /** Lines sent, the oldest first: the history of the console. */
  typed: string[];
  /** Lines that still wait for the engine. */
  waiting: Waiting[];
  /** Of a session that is no part of the lesson. */
  own?: KeptOwn;
  /** Out of which window's record it was taken over, and a sum of what had been done in it then. */
  from?: Origin;
}

/** A line typed before the engine was there to take it. */
export interface Waiting {
  /** The event it is sent after. */
  seq: number;
  line: string;
}

/** What was seen of a session with a real server: as a transcript, without its secrets. */
export interface KeptSeen {
  name: string;
  transcript: string;
}

/** What is kept of one lesson. */
export interface Kept {
  active: string;
  /** When it was written, in milliseconds since 1970; 0: by a Popscope that did not say so. */
  at: number;
  sheets: Record<string, KeptSheet>;
  seen?: KeptSeen[];
}

/** The keys of sessions of the learner's own. */
export const OWN = /^own:\d{1,9}$/;

/** What was kept, as far as it has the right shape. */
export function readKept(from: Shelf, name: string): Kept | undefined {
  const raw = from.read(name);
  if (!isRecord(raw) || !isRecord(raw.sheets)) return undefined;
  const kept: Kept = { active: text(raw.active), at: Math.max(0, whole(raw.at)), sheets: {} };
  const seen = list(raw.seen).flatMap((v) =>
    isRecord(v) && text(v.transcript) !== '' ? [{ name: text(v.name), transcript: text(v.transcript) }] : [],
  );
  if (seen.length > 0) kept.seen = seen;
  for (const [key, s] of Object.entries(raw.sheets)) {
    if (!isRecord(s)) continue;
    kept.sheets[key] = {
      saved: text(s.saved),
      branch: whole(s.branch),
      cursor: whole(s.cursor),
      draft: text(s.draft),
      typed: list(s.typed).filter((l) => typeof l === 'string'),
      waiting: list(s.waiting).filter(isWaiting),
      ...(isRecord(s.from) ? { from: { of: text(s.from.of), sum: text(s.from.sum) } } : {}),
      ...(OWN.test(key) && isOwn(s.own) ? { own: s.own } : {}),
    };
  }
  return kept;
}

function isRecord(v: unknown): v is Record<string, unknown> {
  return typeof v === 'object' && v !== null && !Array.isArray(v);
}

function list(v: unknown): unknown[] {
  return Array.isArray(v) ? v : [];
}

function isWaiting(v: unknown): v is Waiting {
  return isRecord(v) && typeof v.line === 'string' && whole(v.seq) >= 0;
}

function isOwn(v: unknown): v is KeptOwn {
  return (
    isRecord(v) &&
    typeof v.title === 'string' &&
    isRecord(v.request) &&
    (v.way === undefined || wayOf(text(v.way)) !== undefined) &&
    (v.task === undefined || typeof v.task === 'string')
  );
}

/** A whole number that counts something; -1 where there is none. */
function whole(v: unknown): number {
  return typeof v === 'number' && Number.isInteger(v) && v >= 0 ? v : -1;
}

function text(v: unknown): string {
  return typeof v === 'string' ? v : '';
}
