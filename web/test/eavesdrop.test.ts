import { expect, test } from 'vitest';
import type { Event } from '../src/abi';
import { linesOf } from '../src/ways/eavesdrop/scenes';

/** An event that sends these pieces: text and token by turns. */
function sent(side: string, ...pieces: [string, string][]): Event {
  let off = 0;
  const spans = pieces.map(([text, token]) => {
    const span = { off, len: text.length, token };
    off += text.length;
    return span;
  });
  const text = pieces.map(([t]) => t).join('');
  return { side, size: text.length, octets: btoa(text), spans } as Event;
}

const secret = (token: string): boolean => token === 'password' || token === 'response';

test('what is taken down stands by itself, the rest together, a line for each line', () => {
  const e = sent('client', ['PASS', 'keyword'], [' ', 'space'], ['tea', 'password'], ['\r\n', 'CRLF']);
  expect(linesOf(e, secret, false)).toEqual([
    {
      side: 'client',
      pieces: [
        { text: 'PASS ', token: '' },
        { text: 'tea', token: 'password' },
      ],
    },
  ]);
  const two = sent('server', ['+OK\r\n', 'text'], ['\r\n', 'blank line'], ['.', 'body']);
  expect(linesOf(two, secret, false)).toEqual([
    { side: 'server', pieces: [{ text: '+OK', token: '' }] },
    { side: 'server', pieces: [] },
    { side: 'server', pieces: [{ text: '.', token: '' }] },
  ]);
});

test('Base64 is undone, with its control characters to be seen; what is none is left', () => {
  const undone = (text: string): unknown =>
    linesOf(sent('client', [text, 'response']), secret, false)[0]?.pieces[0]?.undone;
  expect(undone(btoa('\0ada\0tea'))).toBe('␀ada␀tea');
  expect(undone('*')).toBe('');
});

test('of ciphertext there is the size and nothing else', () => {
  const e = sent('client', ['PASS tea\r\n', 'password']);
  expect(linesOf(e, secret, true)).toEqual([{ side: 'client', pieces: [], hidden: 10 }]);
});
