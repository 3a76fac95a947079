import type { Cite, Edge, Event, StateInfo, Tables } from '../abi';
import { refuses } from '../refuses';
import type { Sheet } from '../sheet';
import type { Drawing, Machine, Node, Way } from './drawing';

/** Marks a command that is answered with a negative reply. */
export const REFUSED = '×';

/** What takes a way from one state to another, or stays. */
export interface Taking {
  /** The keyword, or what happens. */
  label: string;
  /** Only with a negative reply. */
  refused: boolean;
  usage: string;
  meaning: string;
  why: Cite | undefined;
}

/** The machines of a table: the session's, and the client's if there is one. */
export function machinesOf(tables: Tables): Machine[] {
  const { client, clientEdges } = tables;
  const machine = (side: Machine['side'], states: readonly StateInfo[], edges: readonly Edge[]): Machine => ({
    side,
    states,
    edges: marked(edges, tables),
  });
  const session = machine('server', tables.states, tables.edges);
  return client ? [session, machine('client', client, clientEdges ?? [])] : [session];
}

/** Ways that only a negative reply leads are marked so. */
function marked(edges: readonly Edge[], { commands }: Tables): Edge[] {
  return edges.map((e) => {
    const said = commands.some((c) => c.keyword === e.label);
    const also = edges.some((o) => o.ok && o.from === e.from && o.to === e.to && o.label === e.label);
    return e.ok || also || !said ? e : { ...e, label: e.label + REFUSED };
  });
}

/** From which state to which, and by what, as Edge.by. */
export type Move = [from: string, to: string, by: string];

/** What takes these ways, each once, with what it is for and where that is laid down. */
export function takings(machine: Machine, { commands }: Tables, ways: readonly Move[]): Taking[] {
  const found = new Map<string, Taking>();
  for (const e of machine.edges) {
    if (
      found.has(e.label) ||
      !ways.some(([from, to, by]) => e.from === from && e.to === to && (e.by ?? '') === by)
    )
      continue;
    const refused = e.label.endsWith(REFUSED);
    const label = refused ? e.label.slice(0, -REFUSED.length) : e.label;
    const named = commands.filter((c) => c.keyword === label);
    const command = named.find((c) => c.in.includes(e.from)) ?? named[0];
    found.set(e.label, {
      label,
      refused,
      usage: command?.usage ?? label,
      meaning: command?.meaning ?? '',
      why: e.why ?? command?.why,
    });
  }
  return [...found.values()];
}

/** Which node and way are lit, and the command of the moment. */
export function litAt(
  sheet: Sheet,
  d: Drawing,
  side: Machine['side'],
): { lit?: Node; taken?: Way; keyword?: string } {
  const change = lastChange(sheet, side);
  const keyword = sheet.current?.keyword;
  const some = keyword ? { keyword } : {};
  if (!change?.new) return { ...(d.nodes[0] ? { lit: d.nodes[0] } : {}), ...some };
  const lit = d.nodes.findLast((n) => n.name === change.new);
  const by = causeOf(sheet.events, change);
  const taken = d.ways.find((w) => w.from.name === change.old && w.to.name === change.new && w.by === by);
  return { ...(lit ? { lit } : {}), ...(taken ? { taken } : {}), ...some };
}

/** What has ended a session without a word of the protocol: the kind of that event, or else nothing. */
function causeOf(events: readonly Event[], { seq, step, conn, cause }: Event): string {
  const by = events[cause];
  if (by?.kind === 'broken' || (by?.kind === 'closed' && by.side === 'client')) return by.kind;
  for (let i = seq; events[i]?.step === step; i--)
    if (events[i]?.kind === 'timer' && events[i]?.conn === conn) return 'timer';
  return '';
}

function lastChange({ events, cursor, current }: Sheet, side: Machine['side']) {
  for (let i = cursor; i >= 0; i--) {
    const e = events[i];
    if (e?.kind === 'state' && e.conn === current?.conn && (e.side === 'client') === (side === 'client'))
      return e;
  }
  return undefined;
}

/**
 * A command that this step refuses because its state knows no such move: what
 * was tried, and in which state.
 */
export function barredAt(sheet: Sheet, { commands }: Tables): { keyword: string; state: string } | undefined {
  const { step, events, cursor } = sheet;
  if (!step) return undefined;
  for (let seq = Math.min(step.last, cursor); seq >= step.first; seq--) {
    const reply = events[seq];
    if (reply?.step !== step.number || !refuses(reply)) continue;
    const asked = events[reply.cause];
    if (asked?.kind !== 'command' || !asked.keyword || !asked.old) return undefined;
    const { keyword, old: state } = asked;
    const known = commands.some((c) => c.keyword === keyword && c.in.includes(state));
    return known ? undefined : { keyword, state };
  }
  return undefined;
}
