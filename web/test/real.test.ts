import { expect, test, vi } from 'vitest';
import { type Seen, watch } from '../src/real';
import type { RelayEars } from '../src/relay';

/** A relay that tells what the test says, and what the watcher has seen of it. */
function watched(): { ears: RelayEars; seen: Seen[] } {
  let ears: RelayEars | undefined;
  const seen: Seen[] = [];
  watch(
    'lab',
    (_, to) => {
      ears = to;
      return { send: () => true, close: () => {} };
    },
    () => Date.now(),
    { seen: (it) => seen.push(it), link: () => {} },
  );
  if (!ears) throw new Error('nobody listens');
  return { ears, seen };
}

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);
const kinds = (seen: readonly Seen[]): string[] => seen.map((s) => s.what);

test('after a silence the engine is told that nothing more has come, once', () => {
  vi.useFakeTimers();
  const { ears, seen } = watched();
  ears.opened();
  ears.octets('server', octets('+OK 2 messages\r\n'));
  vi.advanceTimersByTime(200);
  ears.octets('server', octets('1 '));
  vi.advanceTimersByTime(200);
  expect(kinds(seen)).toEqual(['open', 'octets', 'octets']);
  vi.advanceTimersByTime(2000);
  expect(kinds(seen)).toEqual(['open', 'octets', 'octets', 'wait']);
  ears.octets('client', octets('NOOP\r\n'));
  ears.closed('server', 'gone', true);
  vi.advanceTimersByTime(2000);
  expect(kinds(seen).slice(4)).toEqual(['octets', 'close']);
  vi.useRealTimers();
});
