/** What somebody pastes, as lines that a client can send. */
export interface Pasted {
  lines: string[];
  /** Lines of a transcript that are not the client's, and are left out. */
  left: number;
  /** Whether it was a transcript, whose "C: " was taken off. */
  transcript: boolean;
}

const CLIENT = /^\s*C: ?/;
const SERVER = /^\s*S: ?/;

/**
 * Reads what is pasted. Where lines begin with C: or S:, as in the documents,
 * it is a transcript, and only the client's lines are sent. Otherwise all are,
 * empty ones within too: they may belong to a text.
 */
export function pasted(text: string): Pasted {
  const all = text.trim() === '' ? [] : text.replace(/^\s*\n|\s+$/g, '').split(/\r\n|\r|\n/);
  const transcript = all.some((l) => CLIENT.test(l) || SERVER.test(l));
  if (!transcript) return { lines: all, left: 0, transcript };
  const lines = all.filter((l) => CLIENT.test(l)).map((l) => l.replace(CLIENT, ''));
  return { lines, left: all.filter((l) => l.trim() !== '').length - lines.length, transcript };
}
