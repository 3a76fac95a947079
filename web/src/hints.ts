import type { CommandInfo } from './abi';

/** A command that may be meant, and whether it fits the state. */
export interface Hint {
  command: CommandInfo;
  fits: boolean;
}

/** The commands that what is typed may become: those that fit the state first. */
export function hints(commands: readonly CommandInfo[], draft: string, state: string | undefined): Hint[] {
  const { word, more } = split(draft);
  return commands
    .filter((c) => (more ? c.keyword === word : c.keyword.startsWith(word)))
    .map((command) => ({ command, fits: state === undefined || command.in.includes(state) }))
    .sort((a, b) => Number(b.fits) - Number(a.fits));
}

/** The one command that what is typed begins, and the rest of its keyword. */
export function completion(
  commands: readonly CommandInfo[],
  draft: string,
): { command: CommandInfo; rest: string } | undefined {
  const { word, more } = split(draft);
  if (word === '' || more) return undefined;
  const found = commands.filter((c) => c.keyword.startsWith(word));
  const command = found[0];
  if (found.length !== 1 || !command) return undefined;
  return { command, rest: command.keyword.slice(word.length) };
}

function split(draft: string): { word: string; more: boolean } {
  const text = draft.trimStart();
  const space = text.indexOf(' ');
  return { word: (space < 0 ? text : text.slice(0, space)).toUpperCase(), more: space >= 0 };
}
