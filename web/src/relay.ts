import { opaque } from './opaque';
import { fetches } from './site';
import { area, type Saying } from './words';
import en from './words/en/real.json';

const say = area('real', en);

/** What a relay tells of the connection it carries. */
export interface RelayEars {
  opened(): void;
  octets(side: 'client' | 'server', octets: Uint8Array): void;
  /**
   * Which side closed, and why, in words for a person; and whether the server
   * had been reached at all.
   */
  closed(side: 'client' | 'server', reason: Saying, reached: boolean): void;
}

/** A connection to a real server, through the relay. */
export interface Relay {
  /** Whether it could be sent. */
  send(text: string): boolean;
  close(): void;
}

const PROTOCOL = 'pop-relay.v1';

/** Close codes that say: no connection to the server was ever made. */
const NEVER_REACHED = new Set([4000, 4001, 4006]);

/** Opens the relay's WebSocket for a server it knows by this name. */
export function openRelay(name: string, ears: RelayEars): Relay {
  const url = new URL(`relay/${encodeURIComponent(name)}`, document.baseURI);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const socket = new WebSocket(url, PROTOCOL);
  socket.binaryType = 'arraybuffer';
  let opened = false;
  let ours = false;
  let over = false;
  const close = (side: 'client' | 'server', reason: Saying, reached: boolean): void => {
    if (over) return;
    over = true;
    ears.closed(side, reason, reached);
  };
  socket.onopen = () => {
    opened = true;
    ears.opened();
  };
  socket.onmessage = (e: MessageEvent<ArrayBuffer>) => {
    if (!over) ears.octets('server', new Uint8Array(e.data));
  };
  socket.onclose = (e) => {
    const reached = opened && !NEVER_REACHED.has(e.code);
    if (e.reason !== '') close('server', e.reason, reached);
    else if (opened) close(ours ? 'client' : 'server', () => say('closed'), reached);
    else close('server', () => say('failed', { name }), false);
  };
  return {
    send(text) {
      if (socket.readyState !== WebSocket.OPEN) return false;
      const octets = new TextEncoder().encode(text);
      socket.send(octets);
      ears.octets('client', octets);
      return true;
    },
    close() {
      ours = true;
      socket.close(1000);
      close('client', () => say('closed.you'), opened);
    },
  };
}

/**
 * The names of the servers this relay reaches; none where there is no relay. Not
 * asked for without a network, nor from a frame that no relay would listen to.
 */
export async function relayTargets(): Promise<string[]> {
  if (!fetches() || opaque() || !navigator.onLine) return [];
  try {
    const response = await fetch(new URL('api/targets', document.baseURI));
    if (!response.ok) return [];
    const body = (await response.json()) as { targets?: { name?: unknown }[] };
    return (body.targets ?? []).map((t) => t.name).filter((n): n is string => typeof n === 'string');
  } catch {
    return [];
  }
}
