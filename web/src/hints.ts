import type { CommandInfo } from './abi';

/** A command that may be meant, and whether it fits the state. */
export interface Hint {
  command: CommandInfo;
  fits: boolean;
}

/**
 * The commands that what is typed may become: those that fit the state first.
 * A keyword that has a row for each of its states is one command here, and
 * means what its row for this state says.
 */
export function hints(commands: readonly CommandInfo[], draft: string, state: string | undefined): Hint[] {
  const { word, more } = split(draft);
  const found = new Map<string, Hint>();
  for (const command of commands) {
    if (more ? command.keyword !== word : !command.keyword.startsWith(word)) continue;
    const fits = state === undefined || command.in.includes(state);
    if (fits || !found.has(command.keyword)) found.set(command.keyword, { command, fits });
  }
  return [...found.values()].sort((a, b) => Number(b.fits) - Number(a.fits));
}

/** The rest of the one keyword that what is typed begins. */
export function completion(commands: readonly CommandInfo[], draft: string): string {
  const { word, more } = split(draft);
  if (word === '' || more) return '';
  const found = new Set(commands.map((c) => c.keyword).filter((k) => k.startsWith(word)));
  const [only] = found;
  return found.size === 1 && only ? only.slice(word.length) : '';
}

function split(draft: string): { word: string; more: boolean } {
  const text = draft.trimStart();
  const space = text.indexOf(' ');
  return { word: (space < 0 ? text : text.slice(0, space)).toUpperCase(), more: space >= 0 };
}
