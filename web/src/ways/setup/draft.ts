import type { Device, Sample, Scenario, Service, Settings } from '../../abi';

/** What is in the form: a scenario, and whatever was typed that is no value yet. */
export interface Draft {
  scenario: Scenario;
  /** By the path of a field: text that is no number, say. */
  raw: Record<string, string>;
  /** What belongs to a protocol that is not chosen now, by its name. */
  aside: Record<string, { service?: Service; devices?: Device[] }>;
}

/** A draft to begin with: the maildrop of a sample, and its server. */
export function draftOf(scenario: Scenario): Draft {
  return { scenario: structuredClone(scenario), raw: {}, aside: {} };
}

/** What an earlier visit left, as far as it has the shape of a draft. */
export function readDraft(kept: unknown, settings: readonly Settings[]): Draft | undefined {
  const draft = kept as Partial<Draft> | undefined;
  const scenario = draft?.scenario;
  if (!scenario || !settings.some((s) => s.protocol === scenario.protocol)) return undefined;
  if (!Array.isArray(scenario.mailboxes) || !scenario.mailboxes.every((m) => Array.isArray(m?.messages)))
    return undefined;
  if (scenario.devices && !Array.isArray(scenario.devices)) return undefined;
  return { scenario, raw: { ...draft.raw }, aside: { ...draft.aside } };
}

/** The template of a path, as Setting.path has it: "mailboxes[0].name" is "mailboxes.name". */
export function template(path: string): string {
  return path.replace(/\[\d+\]/g, '');
}

function keys(path: string): (string | number)[] {
  return [...path.matchAll(/\[(\d+)\]|(\w+)/g)].map(([, index, name]) =>
    index === undefined ? (name ?? '') : Number(index),
  );
}

/** The value at a path. */
export function at(scenario: Scenario, path: string): unknown {
  let here: unknown = scenario;
  for (const key of keys(path)) here = (here as Record<string | number, unknown> | undefined)?.[key];
  return here;
}

/** The same draft with another value at a path; undefined takes it away. */
export function set(draft: Draft, path: string, value: unknown): Draft {
  const scenario = structuredClone(draft.scenario);
  const all = keys(path);
  const last = all.pop() ?? '';
  let here = scenario as unknown as Record<string | number, unknown>;
  for (const key of all) {
    here[key] ??= {};
    here = here[key] as Record<string | number, unknown>;
  }
  if (value === undefined) delete here[last];
  else here[last] = value;
  const raw = { ...draft.raw };
  delete raw[path];
  return { ...draft, scenario, raw };
}

/** Another protocol: its own service and clients come back, those of the other are put aside. */
export function speak(draft: Draft, settings: Settings): Draft {
  const { service, devices, protocol, ...rest } = draft.scenario;
  if (protocol === settings.protocol) return draft;
  const aside = {
    ...draft.aside,
    [protocol]: { ...(service ? { service } : {}), ...(devices ? { devices } : {}) },
  };
  const own = aside[settings.protocol];
  const known = (d: Device): Device =>
    settings.agents.some((a) => a.name === d.agent) ? d : { ...d, agent: settings.agents[0]?.name ?? '' };
  const next = own?.devices ?? devices?.map(known);
  return {
    ...draft,
    aside,
    scenario: {
      ...rest,
      protocol: settings.protocol,
      ...(own?.service ? { service: own.service } : {}),
      ...(next ? { devices: next } : {}),
    },
  };
}

/** The mailboxes of a sample, in the place of those there were. */
export function fill(draft: Draft, sample: Sample): Draft {
  return { ...draft, scenario: { ...draft.scenario, mailboxes: structuredClone(sample.scenario.mailboxes) } };
}

/** Whether the revision that is chosen knows a capability. */
export function knows(settings: Settings, revision: string | undefined, since = '', until = ''): boolean {
  const place = (name: string): number => settings.revisions.findIndex((r) => r.name === name);
  const now = revision ? place(revision) : settings.revisions.length - 1;
  return (since === '' || place(since) <= now) && (until === '' || now <= place(until));
}

/** Whether a capability is on. */
export function offers(service: Service | undefined, name: string, byItself: boolean): boolean {
  return byItself ? !service?.without?.includes(name) : (service?.with?.includes(name) ?? false);
}

/** A message of a scenario in short: what it is about, and how many octets it has. */
export function letterOf(base64: string): { subject: string; octets: number } {
  let text: string;
  try {
    text = atob(base64);
  } catch {
    return { subject: '', octets: 0 };
  }
  const lines = text === '' ? [] : text.replace(/\r\n|\r/g, '\n').split('\n');
  if (lines.at(-1) === '') lines.pop();
  const head = lines.slice(0, lines.indexOf('') < 0 ? undefined : lines.indexOf(''));
  const subject = head.find((l) => /^subject:/i.test(l))?.replace(/^subject:\s*/i, '') ?? '';
  return { subject, octets: lines.reduce((sum, l) => sum + l.length + 2, 0) };
}
