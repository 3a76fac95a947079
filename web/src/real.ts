import type { openRelay, Relay } from './relay';
import { area, type Saying } from './words';
import en from './words/en/real.json';

const say = area('real', en);

/** What is seen on the wire of a real connection, as the engine is told of it. */
export interface Seen {
  what: 'open' | 'octets' | 'close' | 'wait';
  side: 'client' | 'server';
  octets: Uint8Array;
  /** Milliseconds since the session began. */
  ms: number;
}

/** Whom to tell, and of what. */
export interface Watcher {
  seen(it: Seen): void;
  /** How the connection is, in words; and whether it is over. */
  link(words: Saying, over: boolean): void;
}

const NONE = new Uint8Array();

/** Milliseconds of silence after which what has come of a reply is shown, whole or not. */
const SILENCE = 300;

/**
 * Watches a connection to a real server. A relay takes our call before it has
 * reached the server, so what it took is a connection only once octets have
 * come, or the server has closed it.
 */
export function watch(name: string, relay: typeof openRelay, now: () => number, watcher: Watcher): Relay {
  const began = now();
  const ms = (): number => Math.max(0, Math.round(now() - began));
  let opened = -1;
  let told = false;
  let silence: ReturnType<typeof setTimeout> | undefined;
  const open = (): void => {
    if (told || opened < 0) return;
    told = true;
    watcher.link(() => say('connected'), false);
    watcher.seen({ what: 'open', side: 'client', octets: NONE, ms: opened });
  };
  return relay(name, {
    opened() {
      opened = ms();
      watcher.link(() => say('waiting'), false);
    },
    octets(side, octets) {
      open();
      watcher.seen({ what: 'octets', side, octets, ms: ms() });
      clearTimeout(silence);
      silence = setTimeout(() => watcher.seen({ what: 'wait', side, octets: NONE, ms: ms() }), SILENCE);
    },
    closed(side, reason, reached) {
      clearTimeout(silence);
      if (reached) open();
      watcher.link(reason, true);
      if (told) watcher.seen({ what: 'close', side, octets: NONE, ms: ms() });
    },
  });
}
