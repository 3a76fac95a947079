import { expect, test } from 'vitest';
import { clock, fromBase64, hex, plural, readable, visible } from '../src/format';
import { countLines, piecesOf, pieceText, textLines } from '../src/octets/lines';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

test('control characters can be seen', () => {
  expect(readable(octets('+OK\r\n\0\x7f'))).toBe('+OK␍␊␀␡');
  expect(visible(0xe9)).toBe('·');
});

test('text is read as UTF-8 where it is that, and never fails', () => {
  expect(readable(octets('é\r\n'))).toBe('é␍␊');
  expect(readable(new Uint8Array([0xe9, 13, 10]))).toBe('·␍␊');
});

test('octets come from base64', () => {
  expect([...fromBase64('K09LDQo=')]).toEqual([43, 79, 75, 13, 10]);
  expect(hex(10)).toBe('0a');
});

test('times and counts are set as a person reads them', () => {
  expect(clock(120_000_000)).toBe('0.120 s');
  expect(clock(660_000_000_000)).toBe('11 min 0.0 s');
  expect(plural(1, 'octet')).toBe('1 octet');
  expect(plural(5242880, 'octet')).toBe('5,242,880 octets');
});

const message = octets('+OK 2\r\nab\r\n.\r\n');
const spans = [
  { off: 0, len: 5, token: 'status' },
  { off: 5, len: 2, token: 'CRLF' },
  { off: 7, len: 4, token: 'body' },
  { off: 11, len: 3, token: 'end' },
];

test('spans are cut at the ends of lines, and lose no octet', () => {
  const lines = textLines(message, spans, 99);
  expect(lines.map((l) => l.map((p) => pieceText(message, p)).join(''))).toEqual(['+OK 2␍␊', 'ab␍␊', '.␍␊']);
  expect(lines.flat().reduce((n, p) => n + p.len, 0)).toBe(message.length);
  expect(textLines(message, spans, 2)).toHaveLength(2);
  expect(countLines(message)).toBe(3);
  expect(countLines(octets('no end'))).toBe(1);
});

test('a row of hex has each octet once, labelled or not', () => {
  const some = spans.slice(0, 2);
  const rows = [piecesOf(message, some, 0, 8), piecesOf(message, some, 8, 8)];
  expect(rows[0]).toEqual([
    { span: 0, token: 'status', off: 0, len: 5 },
    { span: 1, token: 'CRLF', off: 5, len: 2 },
    { span: 2, token: '', off: 7, len: 1 },
  ]);
  expect(rows[1]).toEqual([{ span: 2, token: '', off: 8, len: 6 }]);
});
