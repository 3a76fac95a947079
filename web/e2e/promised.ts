import type { Lesson } from '../src/abi';
import type { Moment } from './page';

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** What all panes must say at a step of the recorded session: read off its events, not off the page. */
export function promised(lesson: Lesson, step: number): Moment {
  const events = lesson.events.filter((e) => e.step === step);
  const last = events.at(-1);
  const sent = events.find((e) => e.kind === 'sent');
  if (!last) throw new Error(`there is no step ${step}`);
  const main = sent ?? last;
  const state = lesson.events.findLast((e) => e.kind === 'state' && e.seq <= last.seq);
  const view = lesson.views[last.seq];
  const drop = view?.maildrops[0];
  const conn = view?.conns.at(-1);
  const there = drop?.messages.filter((m) => !m.gone).length ?? 0;
  return {
    where: `step ${step} of ${lesson.events.at(-1)?.step}`,
    arrow: sent ? `${sent.side}: ${sent.label}` : main.sentence,
    state: state?.new ?? lesson.tables.states[0]?.name ?? '',
    size: sent ? `${count(sent.size, 'octet')}, from ${sent.side}` : '',
    hex: Buffer.from(sent?.octets ?? '', 'base64').toString('hex', 0, 64),
    lock: `${count(there, 'message')}; ${drop?.holder ? `locked by connection ${drop.holder}` : 'not locked'}`,
    server: (drop?.messages ?? []).map((m) =>
      [m.message || '–no number yet', m.octets, m.gone ? 'gone' : m.marked ? 'marked' : '']
        .filter((part) => part !== '')
        .join(' '),
    ),
    told:
      conn && conn.count >= 0
        ? `told: ${count(conn.count, 'message')}${conn.octets >= 0 ? `, ${count(conn.octets, 'octet')}` : ''}`
        : 'It has not been told what there is.',
    client: (conn?.messages ?? []).map((m) =>
      [m.message, m.octets >= 0 ? m.octets : '–not told', m.holds, m.deleted ? 'marked' : '']
        .filter((part) => part !== '')
        .join(' '),
    ),
    says: main.sentence,
    heard: main.sentence,
    refused: events.some((e) => e.kind === 'reply' && !e.ok),
    line: String(step),
  };
}
