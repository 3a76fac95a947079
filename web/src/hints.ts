import type { ArgInfo, CommandInfo } from './abi';

/** A command that may be meant, and whether it fits the state. */
export interface Hint {
  command: CommandInfo;
  fits: boolean;
  /** It fits the state, and would be refused all the same because of what was said before. */
  late: boolean;
}

/**
 * The commands that what is typed may become: those first that fit the state,
 * and of these the ones that are not untimely, as Typing has it.
 * A keyword that has a row for each of its states is one command here, and
 * means what its row for this state says.
 */
export function hints(
  commands: readonly CommandInfo[],
  draft: string,
  state: string | undefined,
  untimely: readonly string[] = [],
): Hint[] {
  const text = draft.trimStart().toUpperCase();
  const found = new Map<string, Hint>();
  for (const command of commands) {
    const { keyword } = command;
    if (!keyword.startsWith(text) && !text.startsWith(`${keyword} `)) continue;
    const fits = state === undefined || command.in.includes(state);
    if (fits || !found.has(keyword))
      found.set(keyword, { command, fits, late: fits && untimely.includes(keyword) });
  }
  const rank = ({ fits, late }: Hint): number => (fits ? (late ? 1 : 0) : 2);
  return [...found.values()].sort((a, b) => rank(a) - rank(b));
}

/** The rest of the one keyword that what is typed begins. */
export function completion(commands: readonly CommandInfo[], draft: string): string {
  const text = draft.trimStart().toUpperCase();
  if (text === '') return '';
  const found = new Set(commands.map((c) => c.keyword).filter((k) => k.startsWith(text)));
  const [only] = found;
  return found.size === 1 && only ? only.slice(text.length) : '';
}

/** The arguments that a line still lacks; the first of them is the next to be typed. */
export function lacking(command: CommandInfo, draft: string): ArgInfo[] {
  const { args = [] } = command;
  const after = draft.trimStart().slice(command.keyword.length);
  if (!/^\s/.test(after)) return args;
  const words = after.trimStart().split(/\s+/);
  // The last of them is being typed, or is not begun yet.
  const done = words.length - (words.at(-1) === '' ? 1 : 0);
  const last = args.at(-1);
  return done >= args.length && last?.many ? [{ ...last, optional: true }] : args.slice(done);
}

/** What may follow what is typed, as the usage of the one command that it is writes it: " msg [n]". */
export function shape(commands: readonly CommandInfo[], draft: string, state: string | undefined): string {
  const rest = completion(commands, draft);
  const line = draft + rest;
  const keyword = line.trimStart().toUpperCase();
  const command = hints(commands, line, state).find(
    (h) => h.command.keyword === keyword || keyword.startsWith(`${h.command.keyword} `),
  )?.command;
  if (!command) return '';
  const missing = lacking(command, line).map(({ name, optional, many }) => {
    const one = optional ? `[${name}${many ? ' ...' : ''}]` : name;
    return many && !optional ? `${one} [${name} ...]` : one;
  });
  return missing.length === 0 ? '' : (/\s$/.test(line) ? '' : ' ') + missing.join(' ');
}

/**
 * The line that was meant, where its keyword is none, and nearly one that fits
 * the state: RTER 1 is RETR 1. Nothing is corrected by itself: a server does
 * not do that either, and the mistake is worth seeing.
 */
export function meant(
  commands: readonly CommandInfo[],
  line: string,
  state: string | undefined,
): string | undefined {
  const [, word = '', rest = ''] = /^\s*(\S+)(.*)$/.exec(line) ?? [];
  const typed = word.toUpperCase();
  if (typed.length < 3 || hints(commands, rest === '' ? typed : `${typed} `, state).length > 0)
    return undefined;
  let best: string | undefined;
  let least = 3;
  for (const { keyword, in: states } of commands) {
    if (state !== undefined && !states.includes(state)) continue;
    const far = slips(typed, keyword) + (typed[0] === keyword[0] ? 0 : 0.5);
    if (far < least && far < keyword.length / 2) {
      best = keyword;
      least = far;
    }
  }
  return best && best + rest;
}

/** How many slips of the hand lead from one word to the other: a letter too many, too few, wrong, or two swapped. */
function slips(a: string, b: string): number {
  const rows: number[][] = [];
  const at = (i: number, j: number): number => rows[i]?.[j] ?? 0;
  for (let i = 0; i <= a.length; i++) {
    const row: number[] = [];
    rows.push(row);
    for (let j = 0; j <= b.length; j++) {
      if (i === 0 || j === 0) {
        row.push(i + j);
        continue;
      }
      const wrong = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + wrong);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, at(i - 2, j - 2) + 1);
      row.push(least);
    }
  }
  return at(a.length, b.length);
}
