import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fileName, kindOf, readSession } from '../src/files';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a first look tells what kind of file it is', () => {
  expect(kindOf('a.popscope', octets('{"popscope":"session"}'))).toBe('session');
  expect(kindOf('a.json', octets(' {\n "popscope": "progress"}'))).toBe('progress');
  expect(kindOf('a.json', octets('{"format":1}'))).toBe('export');
  expect(kindOf('a.popscope', octets('moths were here'))).toBe('session');
  expect(kindOf('a.eml', octets('Subject: tea'))).toBe('mail');
  expect(kindOf('inbox', octets('From ada@example.org Mon Nov 23 02:00:00 2026\r\nSubject: tea'))).toBe(
    'mail',
  );
  expect(kindOf('a.txt', octets('S: +OK'))).toBe('recording');
  expect(kindOf('a.pcapng', new Uint8Array([10, 13, 13, 10]))).toBe('recording');
  expect(kindOf('a.txt', new Uint8Array())).toBe('empty');
  expect(kindOf('a.pcap', { length: 1e9 } as Uint8Array)).toBe('large');
});

test('a session is read, or what is wrong with it has a name', () => {
  const good = { popscope: 'session', version: 1, title: 'T', scenario: {}, saved: {}, branch: 1, cursor: 2 };
  expect(readSession(JSON.stringify(good))).toEqual({
    title: 'T',
    scenario: {},
    saved: {},
    branch: 1,
    cursor: 2,
  });
  expect(readSession(JSON.stringify({ ...good, version: 2 }))).toBe('newer');
  expect(readSession(JSON.stringify({ ...good, saved: 'x' }))).toBe('damaged');
  expect(readSession('{')).toBe('damaged');
});

test('whatever stands in a session file, it is read or refused', () => {
  const keys = fc.constantFrom('popscope', 'version', 'title', 'scenario', 'saved', 'branch', 'cursor');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.dictionary(keys, fc.jsonValue()).map((v) => JSON.stringify(v)),
      ),
      (text) => {
        const read = readSession(text);
        if (typeof read === 'string') expect(['damaged', 'newer']).toContain(read);
        else expect(read.cursor).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 500, seed: 3 },
  );
});

test('a title becomes the name of a file', () => {
  expect(fileName('Your first POP3 session', 'txt')).toBe('your-first-pop3-session.txt');
  expect(fileName('Ärger … mit Übung', 'json')).toBe('arger-mit-ubung.json');
  expect(fileName('日本', 'txt')).toBe('session.txt');
});

test('a session file that goes on for thousands of levels is damaged', () => {
  const deep = `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`;
  for (const [scenario, saved] of [
    [deep, '{}'],
    ['{}', deep],
  ])
    expect(readSession(`{"popscope":"session","version":1,"scenario":${scenario},"saved":${saved}}`)).toBe(
      'damaged',
    );
});
