import type { Cite, Event, Tables } from './abi';

/** Where a section of a document was at work: the steps, and the event of the first. */
export interface Exercised {
  first: number;
  /** Seq of one event in each step, by the step's number; in the order of events. */
  steps: Map<number, number>;
}

/**
 * Which sections a course of events has exercised, by the text with which they
 * are cited: the rules that explain an event, those of the commands that were
 * given, and those of the parts that its octets consist of.
 */
export function exercisedBy(events: readonly Event[], tables: Tables): Map<string, Exercised> {
  const out = new Map<string, Exercised>();
  const commands = new Map(tables.commands.map((c) => [c.keyword, c.why]));
  const terms = new Map(tables.glossary.map((t) => [t.token, t.why]));
  const add = (why: Cite | undefined | null, e: Event): void => {
    // What is Popscope's own choice, no document has asked for.
    if (!why?.text || why.standing === 'ours') return;
    const text = section(why.text);
    const known = out.get(text);
    if (!known) out.set(text, { first: e.seq, steps: new Map([[e.step, e.seq]]) });
    else if (!known.steps.has(e.step)) known.steps.set(e.step, e.seq);
  };
  for (const e of events) {
    add(e.why, e);
    if (e.kind === 'command' && e.keyword) add(commands.get(e.keyword), e);
    if (e.kind === 'sent')
      for (const token of new Set(e.spans?.map((s) => s.token))) add(terms.get(token), e);
  }
  return out;
}

/** The document or section that a citation names, without what is said about it. */
export function section(cited: string): string {
  return cited.replace(/ \(.*$/, '');
}

/** All that the tables of a protocol cite: the sections that belong to it. */
export function citedBy(tables: Tables): Set<string> {
  const rows = [
    ...tables.states,
    ...tables.edges,
    ...tables.commands,
    ...tables.glossary,
    ...(tables.capabilities ?? []),
    ...(tables.choices ?? []),
  ];
  return new Set(
    [tables.document, ...rows.map((r) => r.why)].flatMap((why) => (why?.text ? [section(why.text)] : [])),
  );
}
