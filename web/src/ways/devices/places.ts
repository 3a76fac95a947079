import type { View } from '../../abi';

/** What a place has of a message. */
export type Fate = 'there' | 'marked' | 'gone' | 'fetched' | 'top' | 'waiting' | 'never';

/** One message, and what each place has of it. */
export interface Row {
  item: number;
  subject: string;
  /** When it arrived, nanoseconds. */
  at: number;
  server: Fate;
  /** By the name of the device. */
  devices: Map<string, { fate: Fate; times: number }>;
}

/** A message for each row, a place for each column. */
export function rowsOf(view: View, devices: readonly string[]): Row[] {
  return view.maildrops.flatMap((drop) =>
    drop.messages.map((m) => ({
      item: m.item,
      subject: m.subject ?? '',
      at: m.at ?? 0,
      server: m.gone ? 'gone' : m.marked ? 'marked' : 'there',
      devices: new Map(
        devices.map((name) => {
          const has = view.devices
            .find((d) => d.name === name)
            ?.messages.find((x) => x.item === m.item && x.mailbox === drop.mailbox);
          const fate: Fate = has?.holds === 'whole' ? 'fetched' : m.gone ? 'never' : has ? 'top' : 'waiting';
          return [name, { fate, times: has?.times ?? 0 }];
        }),
      ),
    })),
  );
}

/** What a view comes to. */
export interface Sum {
  /** Messages that ever were. */
  all: number;
  /** On the server. */
  server: number;
  /** For each device: what it has, what it will never get, and how often it fetched in vain. */
  devices: Map<string, { has: number; never: number; vain: number }>;
  /** Server and all devices have the same messages. */
  alike: boolean;
}

/** Counts, for a sentence. */
export function sumOf(rows: readonly Row[], devices: readonly string[]): Sum {
  const of = (name: string): { fate: Fate; times: number }[] =>
    rows.flatMap((r) => r.devices.get(name) ?? []);
  return {
    all: rows.length,
    server: rows.filter((r) => r.server !== 'gone').length,
    devices: new Map(
      devices.map((name) => [
        name,
        {
          has: of(name).filter((x) => x.fate === 'fetched').length,
          never: of(name).filter((x) => x.fate === 'never').length,
          vain: of(name).reduce((n, x) => n + Math.max(0, x.times - 1), 0),
        },
      ]),
    ),
    alike: rows.every(
      (r) => r.server !== 'gone' && devices.every((name) => r.devices.get(name)?.fate === 'fetched'),
    ),
  };
}
