import type { Event } from '../abi';
import type { Step } from '../steps';

/** One row of the ladder. */
export interface Row {
  /**
   * "message": on the wire; "note": an event that sends nothing; "tcp": the
   * segments that open or close a connection, folded; "segment": one of them;
   * "line": one of the lines of a message.
   */
  kind: 'message' | 'note' | 'tcp' | 'segment' | 'line';
  /** Index of its step. */
  step: number;
  /** Seq of the event it tells of. */
  seq: number;
  /** Whether it is the one row that stands for its step. */
  main: boolean;
  /** What is folded in it: the segments of TCP, by their seqs. */
  segments?: readonly number[];
  /** The line, and whether more of them are left out behind it. */
  text?: string;
}

/** The most lines that are told in the ladder; the octets have them all. */
export const MOST_LINES = 400;

/** The rows of all steps. What is unfolded is named by its seq; `lines` gives the lines of a message. */
export function rowsOf(
  events: readonly Event[],
  steps: readonly Step[],
  unfolded: ReadonlySet<number>,
  lines: (seq: number) => readonly string[],
): Row[] {
  const rows: Row[] = [];
  steps.forEach((s, step) => {
    const tcp: Event[] = [];
    for (let seq = s.first; seq <= s.last; seq++) {
      const e = events[seq];
      // Steps interlace where several programs run at once.
      if (e?.step === s.number && TCP.has(e.kind)) tcp.push(e);
    }
    const talks = tcp.some((e) => e.kind === 'tcp');
    const alone = talks && TCP.has(events[s.head]?.kind ?? '');
    if (!alone) {
      rows.push({ kind: s.sent >= 0 ? 'message' : 'note', step, seq: told(events, s), main: true });
      if (unfolded.has(s.sent))
        for (const text of lines(s.sent)) rows.push({ kind: 'line', step, seq: s.sent, main: false, text });
    }
    if (!talks) return;
    const segments = tcp.map((e) => e.seq);
    const seq = segments[0] ?? s.head;
    rows.push({ kind: 'tcp', step, seq, main: alone, segments });
    if (unfolded.has(seq))
      for (const one of segments) rows.push({ kind: 'segment', step, seq: one, main: false });
  });
  return rows;
}

/** What is told of a step: its head; of a change of state, which is shown beside, what comes of it. */
function told(events: readonly Event[], { head, last }: Step): number {
  for (let seq = head; seq <= last; seq++) if (events[seq]?.kind !== 'state') return seq;
  return head;
}

const TCP: ReadonlySet<string> = new Set(['opened', 'tcp', 'closed']);
