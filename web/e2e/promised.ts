import type { ConnView, Event, Lesson } from '../src/abi';
import type { Moment } from './page';

const count = (n: number, what: string): string => `${n.toLocaleString('en')} ${what}${n === 1 ? '' : 's'}`;

/** Text as it is read off the page. */
const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** What all panes must say at a step of the recorded session: read off its events, not off the page. */
export function promised(lesson: Lesson, step: number): Moment {
  const events = lesson.events.filter((e) => e.step === step);
  const last = events.at(-1);
  const sent = events.find((e) => e.kind === 'sent');
  if (!last) throw new Error(`there is no step ${step}`);
  const main = sent ?? events[0] ?? last;
  const view = lesson.views[last.seq];
  const conn = view?.conns.find((c) => c.conn === last.conn) ?? view?.conns.at(-1);
  // The maildrop that is open first.
  const drops = [...(view?.maildrops ?? [])].sort(
    (a, b) => Number(b.mailbox === conn?.mailbox) - Number(a.mailbox === conn?.mailbox),
  );
  const [drop] = drops;
  const there = drop?.messages.filter((m) => !m.gone).length ?? 0;
  return {
    where: `step ${step} of ${lesson.events.at(-1)?.step}`,
    arrow: sent
      ? `${sent.side}: ${tidy(sent.label)}`
      : (folded(main, events) ?? tidy((events.find((e) => e.kind !== 'state') ?? main).sentence)),
    state: states(lesson, last),
    size: sent ? `${count(sent.size, 'octet')}, from ${sent.side}` : '',
    hex: Buffer.from(sent?.octets ?? '', 'base64').toString('hex', 0, 16),
    lock: `${count(there, 'message')}; ${drop?.holder ? `locked by connection ${drop.holder}` : 'not locked'}`,
    server: drops
      .flatMap((d) => d.messages)
      .map((m) =>
        [m.message || '–no number yet', m.octets, m.gone ? 'gone' : m.marked ? 'marked' : '']
          .filter((part) => part !== '')
          .join(' '),
      ),
    told: told(conn),
    client: (conn?.messages ?? []).map((m) =>
      [
        m.message,
        m.octets >= 0 ? m.octets : '–not told',
        m.holds,
        m.deleted ? 'marked' : m.removed ? 'removed' : '',
      ]
        .filter((part) => part !== '')
        .join(' '),
    ),
    says: tidy(main.sentence),
    heard: tidy(main.sentence),
    refused: events.some((e) => e.kind === 'reply' && !e.ok),
    // The lesson's dialogue has what is said, and the connection being opened and closed.
    line: events.some((e) => ['opened', 'sent', 'closed'].includes(e.kind)) ? String(step) : '',
  };
}

/** How TCP's own segments stand in the ladder, where a step begins with them. */
function folded(main: Event, events: readonly Event[]): string | undefined {
  const segments = events.filter((e) => ['opened', 'tcp', 'closed'].includes(e.kind)).length;
  if (!['opened', 'closed'].includes(main.kind) || !events.some((e) => e.kind === 'tcp')) return undefined;
  return `TCP ${main.kind === 'opened' ? 'opens' : 'closes'}: ${segments} segments`;
}

/** The state of the session, and that of its client where the document draws those. */
function states({ tables, events }: Lesson, now: Event): string {
  const found = (['server', 'client'] as const).map((side) => {
    const client = side === 'client';
    const change = events.findLast(
      (e) =>
        e.kind === 'state' && e.conn === now.conn && e.seq <= now.seq && (e.side === 'client') === client,
    );
    return change?.new ?? (client ? tables.client : tables.states)?.[0]?.name;
  });
  return found.filter(Boolean).join(' ');
}

/** What the client knows of the whole maildrop. */
function told(conn: ConnView | undefined): string {
  if (conn && conn.held > 0) return `holds the whole mailbox: ${count(conn.held, 'octet')}`;
  if (conn && conn.count >= 0)
    return `told: ${count(conn.count, 'message')}${conn.octets >= 0 ? `, ${count(conn.octets, 'octet')}` : ''}`;
  if (conn && conn.octets >= 0) return `told: ${count(conn.octets, 'octet')} in the mailbox`;
  if (conn && conn.messages.length > 0)
    return `knows of ${count(conn.messages.length, 'message')}, but of no total`;
  return 'It has not been told what there is.';
}
