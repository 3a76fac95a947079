import { expect, test } from 'vitest';
import { pasted } from '../src/pasted';

test('lines are lines, however they end', () => {
  expect(pasted('\nUSER ada\r\nPASS x\rSTAT\n\n')).toEqual({
    lines: ['USER ada', 'PASS x', 'STAT'],
    left: 0,
    transcript: false,
  });
});

test('empty lines within belong to it, for it may be a text', () => {
  expect(pasted('STOR\nSubject: x\n\n  body\n.\n').lines).toEqual(['STOR', 'Subject: x', '', '  body', '.']);
});

test('of a transcript only the client’s lines are left, without their C:', () => {
  expect(pasted('S: +OK ready\n  C: USER ada\nS: +OK\nC:STAT\n\n   (and so on)\n')).toEqual({
    lines: ['USER ada', 'STAT'],
    left: 3,
    transcript: true,
  });
});

test('an empty line of the client is one, within a transcript', () => {
  expect(pasted('C: STOR\nC:\nC: .').lines).toEqual(['STOR', '', '.']);
});

test('a server’s lines alone are nothing to send', () => {
  expect(pasted('S: +OK\nS: .')).toEqual({ lines: [], left: 2, transcript: true });
});

test('nothing is nothing', () => {
  expect(pasted(' \n ')).toEqual({ lines: [], left: 0, transcript: false });
});
