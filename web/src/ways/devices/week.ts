import type { Device, Request, Scenario, Service } from '../../abi';

/** Virtual nanoseconds in a day. */
export const DAY = 86_400e9;

/** Monday, 7 October 1996, 8 o'clock: some months after RFC 1939. */
const MONDAY = 844_675_200;

/** What a program does with what it has fetched, as the engine calls it. */
export const HABITS = ['download and delete', 'leave on server'] as const;

/** How the server names messages. */
export type Naming = 'kept' | 'new' | 'none';

/** How laptop, phone and server are set. */
export interface Week {
  laptop: { agent: string; days: number };
  phone: { agent: string; days: number };
  naming: Naming;
}

/** As most people meet it: the laptop clears the maildrop, the phone does not. */
export const USUAL: Week = {
  laptop: { agent: HABITS[0], days: 0 },
  phone: { agent: HABITS[1], days: 0 },
  naming: 'kept',
};

const NAMING: Record<Naming, Service> = {
  kept: {},
  new: { renumbers: true },
  none: { without: ['UIDL', 'TOP'] },
};

/** Whose maildrop it is. */
const USER = 'ada';
const PASSWORD = 'analytical';

/** A session with both devices on one maildrop, in which nothing has happened yet. */
export function request(week: Week): Request {
  const device = (name: 'laptop' | 'phone'): Device => ({
    name,
    agent: week[name].agent,
    user: USER,
    password: PASSWORD,
    plain: true,
    ...(week[name].days > 0 ? { days: week[name].days } : {}),
  });
  const scenario: Scenario = {
    protocol: 'POP3',
    host: 'mail.example.org',
    seed: 1939,
    epoch: MONDAY,
    latency: 40e6,
    service: NAMING[week.naming],
    mailboxes: [{ name: USER, password: PASSWORD, messages: [] }],
    devices: [device('laptop'), device('phone')],
  };
  // The learner's own hands stay out of it.
  return { kind: 'simulated', scenario, lines: ['<close connection>'] };
}

/** How a session was set, as far as this form knows. */
export function weekOf(scenario: Scenario): Week {
  const set = (name: 'laptop' | 'phone'): Week['laptop'] => {
    const d = scenario.devices?.find((x) => x.name === name);
    return { agent: d?.agent ?? USUAL[name].agent, days: d?.days ?? 0 };
  };
  const naming = scenario.service?.renumbers ? 'new' : scenario.service?.without ? 'none' : 'kept';
  return { laptop: set('laptop'), phone: set('phone'), naming };
}

const LETTERS = [
  ['Harbour office', 'Tide tables', 'High water at 9:40. The swing bridge opens at noon.'],
  ['Charles', 'Tea on Thursday', 'At four? I bring the biscuits, you bring the engine.'],
  ['Library', 'Two books overdue', 'They may stay with you, says the librarian, if you return them.'],
  ['Mary', 'Photographs', 'Here they are, all but the one in which you blink.'],
  ['Post office', 'A parcel for you', 'It is square and it ticks. Please fetch it soon.'],
  ['Augustus', 'Notes on the notes', 'On the whole convincing. On page 3 an octet is missing.'],
  ['Ferry company', 'Sunday timetable', 'One boat there, and one back.'],
] as const;

/** The letter that comes as the n-th, from 0: no two are alike. */
export function letter(n: number): string {
  const [from, subject, text] = LETTERS[n % LETTERS.length] ?? LETTERS[0];
  const name = from.toLowerCase().replace(' ', '.');
  return `From: ${from} <${name}@example.net>\nTo: ${USER}@example.org\nSubject: ${subject}\nMessage-ID: <${n + 1}@example.net>\n\n${text}\n`;
}
