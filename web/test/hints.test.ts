import { describe, expect, test } from 'vitest';
import type { ArgInfo, CommandInfo } from '../src/abi';
import { completion, hints, lacking, meant, shape } from '../src/hints';

const arg = (name: string, more: Partial<ArgInfo> = {}): ArgInfo => ({ name, token: name, ...more });
const row = (keyword: string, states: string[], ...args: ArgInfo[]): CommandInfo => ({
  keyword,
  usage: keyword,
  purpose: 'fetch',
  in: states,
  meaning: `${keyword} in ${states.join()}`,
  optional: false,
  ...(args.length > 0 ? { args } : {}),
});
const commands = [
  row('USER', ['A'], arg('name')),
  row('QUIT', ['A']),
  row('LIST', ['T'], arg('msg', { optional: true })),
  row('RETR', ['T'], arg('msg')),
  row('RSET', ['T']),
  row('TOP', ['T'], arg('msg'), arg('n')),
  row('MOVE', ['T'], arg('folder'), arg('msg', { many: true })),
  row('XTND BBOARDS', ['T'], arg('name', { optional: true })),
  row('QUIT', ['T']),
];
const keywords = (draft: string, state?: string): string[] =>
  hints(commands, draft, state).map((h) => h.command.keyword);

describe('hints', () => {
  test('what is typed may become what begins with it; what fits the state comes first', () => {
    expect(keywords('r', 'T')).toEqual(['RETR', 'RSET']);
    expect(keywords('', 'A').slice(0, 2)).toEqual(['USER', 'QUIT']);
    expect(hints(commands, 'LI', 'A')).toMatchObject([{ command: { keyword: 'LIST' }, fits: false }]);
    expect(keywords('RETR 1')).toEqual(['RETR']);
    expect(keywords('RETRX')).toEqual([]);
  });

  test('what would be refused because of what was said before stands behind what would not', () => {
    const found = hints(commands, '', 'A', ['USER', 'LIST']);
    expect(found.slice(0, 2).map((h) => [h.command.keyword, h.fits, h.late])).toEqual([
      ['QUIT', true, false],
      ['USER', true, true],
    ]);
    // What does not fit the state is not late: it is out of place.
    expect(found.slice(2).every((h) => !h.fits && !h.late)).toBe(true);
  });

  test('a keyword with a row for each state means what that of the state says', () => {
    expect(hints(commands, 'quit', 'T').map((h) => h.command.meaning)).toEqual(['QUIT in T']);
  });

  test('a keyword may be two words', () => {
    expect(keywords('xtnd b')).toEqual(['XTND BBOARDS']);
    expect(completion(commands, 'xtnd ')).toBe('BBOARDS');
    expect(shape(commands, 'XTND BBOARDS', 'T')).toBe(' [name]');
  });
});

describe('completion', () => {
  test('is the rest of the one keyword', () => {
    expect(completion(commands, 'ret')).toBe('R');
    expect(completion(commands, 'R')).toBe('');
    expect(completion(commands, '')).toBe('');
    expect(completion(commands, 'RETR 1')).toBe('');
  });

  test.each([
    ['RET', ' msg'],
    ['RETR', ' msg'],
    ['RETR ', 'msg'],
    ['RETR 1', ''],
    ['LIST', ' [msg]'],
    ['top 1', ' n'],
    ['TOP 1 ', 'n'],
    ['TOP  1  20', ''],
    ['MOVE', ' folder msg [msg ...]'],
    ['MOVE old 1', ' [msg ...]'],
    ['MOVE old 1 2 ', '[msg ...]'],
    ['R', ''],
    ['NOSUCH 1', ''],
  ])('after %j there may follow %j', (draft, rest) => {
    expect(shape(commands, draft, 'T')).toBe(rest);
  });

  test('the argument that is being typed is not lacking any more', () => {
    const [top] = commands.filter((c) => c.keyword === 'TOP');
    if (!top) throw new Error('no TOP');
    expect(lacking(top, 'TOP').map((a) => a.name)).toEqual(['msg', 'n']);
    expect(lacking(top, 'TOP 1').map((a) => a.name)).toEqual(['n']);
    expect(lacking(top, 'TOP 1 2')).toEqual([]);
  });
});

describe('what was meant', () => {
  test.each([
    ['RTER 1', 'RETR 1'],
    ['retrr 2', 'RETR 2'],
    ['RST', 'RSET'],
    ['TPO 1 5', 'TOP 1 5'],
    ['LSIT', 'LIST'],
    ['MOVW old 1', 'MOVE old 1'],
  ])('%j was meant to be %j', (line, other) => {
    expect(meant(commands, line, 'T')).toBe(other);
  });

  test.each(['RETR 1', 'RE', 'FETCH 1', 'USRE ada', '', 'EHLO'])('%j is left as it is', (line) => {
    expect(meant(commands, line, 'T')).toBeUndefined();
  });

  test('without a state, every command may be meant', () => {
    expect(meant(commands, 'USRE ada', undefined)).toBe('USER ada');
  });
});
