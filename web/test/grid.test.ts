import { expect, test } from 'vitest';
import { Grid } from '../src/octets/grid';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

test('octets are set in rows of digits and of text', () => {
  const message = octets('+OK 3 messages (1029)\r\n');
  const grid = new Grid(message.length, 16, 8, 20);
  expect(grid.rows).toBe(2);
  expect(grid.offsets(0, 2)).toBe('0000\n0010\n');
  expect(grid.text(message, 0, 2).split('\n')).toEqual([
    '2b 4f 4b 20 33 20 6d 65  73 73 61 67 65 73 20 28   +OK 3 messages (',
    '31 30 32 39 29 0d 0a                               1029)··',
    '',
  ]);
  expect(grid.text(message, 1, 2)).toMatch(/^31 30/);
});

test('an offset has as many digits as the last one needs', () => {
  expect(new Grid(0x10000, 16, 8, 20).offsets(0, 1)).toBe('0000\n');
  expect(new Grid(0x10001, 16, 8, 20).offsets(0, 1)).toBe('00000\n');
});

for (const width of [8, 16])
  test(`each octet of rows of ${width} is found where it stands`, () => {
    const message = octets('RETR 1\r\n'.repeat(5));
    const grid = new Grid(message.length, width, 8, 20);
    const rows = grid.text(message, 0, grid.rows).split('\n');
    // Where the digits begin is known from the octet in the first column.
    const left = grid.place(0).digits / 8;
    message.forEach((octet, at) => {
      const { digits, text, top } = grid.place(at);
      const row = rows[top / 20] ?? '';
      expect(row.slice(digits / 8 - left, digits / 8 - left + 2)).toBe(octet.toString(16).padStart(2, '0'));
      expect(row[text / 8 - left]).toBe(octet < 32 ? '·' : String.fromCharCode(octet));
      for (const x of [digits + 1, digits + 15, text + 4]) expect(grid.octet(x, top + 10)).toBe(at);
    });
    expect(grid.octet(1, 10)).toBeUndefined();
    expect(grid.octet(left * 8 + 1, grid.rows * 20 + 1)).toBeUndefined();
    expect(grid.octet(9999, 10)).toBeUndefined();
  });

test('a part is marked in every row it stands in, and only in those in sight', () => {
  const grid = new Grid(48, 16, 8, 20);
  const boxes = (d: string): number => d.split('M').length - 1;
  expect(boxes(grid.box(0, 4, 0, 3))).toBe(2);
  expect(boxes(grid.box(10, 10, 0, 3))).toBe(4);
  expect(boxes(grid.box(10, 30, 1, 2))).toBe(2);
  expect(grid.box(0, 4, 1, 3)).toBe('');
  expect(grid.box(0, 0, 0, 3)).toBe('');
});
