import type { Event } from './abi';

/**
 * Whether an event is a refusal. A challenge is none, for the exchange goes on;
 * nor is a reply that begins with no status indicator: it says neither yes nor no.
 */
export function refuses({ kind, ok, goes, odd }: Event): boolean {
  return kind === 'reply' && !ok && !goes && !odd;
}
