import type { Change, Event, Lesson, Request, Session, View } from '../src/abi';
import { Engine, type RawEngine, type RawWholeEngine, WholeEngine } from '../src/engine';
import type { Surroundings } from '../src/state';
import { shelf } from '../src/storage';

/** A session of four steps, as an engine would tell it. */
export function events(lines: readonly string[]): Event[] {
  const out: Event[] = [];
  const add = (e: Partial<Event>): void => {
    out.push({
      seq: out.length,
      cause: out.length - 1,
      step: 1,
      at: out.length * 1e6,
      conn: 1,
      side: 'client',
      kind: 'opened',
      sentence: `event ${out.length}`,
      label: '',
      more: 0,
      size: 0,
      ok: false,
      inferred: false,
      ...e,
    });
  };
  add({ kind: 'opened' });
  lines.forEach((line, i) => {
    const side = i % 2 === 0 ? 'client' : 'server';
    add({ kind: 'sent', step: i + 2, side, label: line, size: line.length + 2 });
    add({ kind: 'arrived', step: i + 2, side, label: line });
  });
  return out;
}

const view = (at: number): View => ({ at, conns: [], maildrops: [], devices: [] });

/** The lesson that the tests step through. */
export function lesson(): Lesson {
  const recorded = events(['HELLO', 'YES', 'BYE', 'GONE']);
  const request: Request = { kind: 'simulated', lines: ['HELLO', 'BYE'] };
  return {
    name: 'example',
    title: 'An example',
    summary: '',
    request,
    tables: {
      protocol: 'TEST',
      port: 110,
      document: { text: '', url: '' },
      states: [],
      edges: [],
      commands: [],
      phases: [],
      glossary: [],
    },
    events: recorded,
    views: recorded.map((e) => view(e.seq)),
    tasks: [
      {
        name: 'try',
        title: 'Try it',
        brief: '',
        goals: ['It is done.'],
        never: ['It broke.'],
        hints: [],
        solution: ['DONE'],
        request: { kind: 'simulated', lines: [], task: { goals: [], never: [] } },
      },
    ],
  };
}

interface FakeSession {
  request: Request;
  branches: { parent: number; at: number; name: string; lines: string[] }[];
  branch: number;
}

/** An engine that knows no protocol at all: every line is answered with YES. */
export class FakeEngine implements RawEngine {
  sessions = new Map<number, FakeSession>();
  calls: string[] = [];
  /** What the next call does instead of answering. */
  next: 'crash' | 'trap' | 'refuse' | undefined;
  #last = 0;

  #answer(name: string, make: () => unknown): string {
    this.calls.push(name);
    const how = this.next;
    this.next = undefined;
    if (how === 'trap') throw new Error('unreachable');
    if (how === 'crash') return JSON.stringify({ error: 'a fault', crashed: true });
    if (how === 'refuse') return JSON.stringify({ error: 'no, not that', crashed: false });
    return JSON.stringify(make());
  }

  #get(id: number): FakeSession {
    const s = this.sessions.get(id);
    if (!s) throw new Error(`no session ${id}`);
    return s;
  }

  #session(id: number): Session {
    const s = this.#get(id);
    const now = s.branches[s.branch]?.lines ?? [];
    const task = s.request.task
      ? {
          solved: now.includes('DONE'),
          goals: [{ text: 'It is done.', met: now.includes('DONE'), seq: now.indexOf('DONE') }],
          broken: now.includes('BREAK') ? [{ text: 'It broke.', met: true, seq: 1 }] : [],
          over: now.includes('BREAK'),
          why: '',
          asked: false,
          back: -1,
          left: 1,
        }
      : undefined;
    return {
      id,
      kind: s.request.kind,
      protocol: 'TEST',
      branch: s.branch,
      branches: s.branches.map((b, i) => ({
        id: i,
        parent: b.parent,
        at: b.at,
        name: b.name,
        events: events(b.lines).length,
      })),
      // Of a real session nothing has been seen at first.
      events: s.request.kind === 'real' && now.length === 0 ? [] : events(now),
      ...(task ? { task } : {}),
    };
  }

  tables(): string {
    return this.#answer('tables', () => lesson().tables);
  }

  open(text: string): string {
    return this.#answer('open', () => {
      const request = JSON.parse(text) as Request;
      const id = ++this.#last;
      const notes: string[] = [];
      let lost = '';
      let branches = [
        { parent: -1, at: -1, name: 'as recorded', lines: (request.lines ?? []).flatMap((l) => [l, 'YES']) },
      ];
      if (request.saved) {
        if (request.saved.startsWith('[')) branches = JSON.parse(request.saved);
        else {
          lost = 'it is spoilt';
          notes.push('What you did before could not be brought back.');
        }
      }
      this.sessions.set(id, { request, branches, branch: branches.length - 1 });
      return { ...this.#session(id), notes, ...(lost ? { lost } : {}) };
    });
  }

  /** A job is done in three turns: one plays, one hands half of the events over, one the rest. */
  begin(text: string): string {
    return this.#answer('begin', () => {
      const session = JSON.parse(this.open(text)) as Session;
      this.#jobs.set(++this.#last, session);
      return { id: this.#last, done: 0 };
    });
  }

  go(job: number): string {
    return this.#answer('go', () => {
      const s = this.#jobs.get(job);
      if (!s) throw new Error(`no job ${job}`);
      const events = s.events.splice(0, 5);
      if (s.events.length > 0) return { id: job, done: 500, events };
      this.#jobs.delete(job);
      return { id: job, done: 1000, events, session: s };
    });
  }

  stop(job: number): string {
    this.#jobs.delete(job);
    return '';
  }

  #jobs = new Map<number, Session>();

  typeAll(id: number, seq: number, lines: string): string {
    const all = JSON.parse(lines) as string[];
    let from = -1;
    let last: Change | undefined;
    for (const line of all) {
      const text = this.type(id, last ? last.from + last.events.length - 1 : seq, line);
      if (text.startsWith('{"error"')) return text;
      last = JSON.parse(text) as Change;
      if (from < 0) ({ from } = last);
    }
    const now = this.#session(id);
    return JSON.stringify({ ...last, from, events: now.events.slice(from) });
  }

  type(id: number, seq: number, line: string): string {
    return this.#answer(`type ${line} after ${seq}`, () => {
      const s = this.#get(id);
      const now = s.branches[s.branch]?.lines ?? [];
      const size = events(now).length;
      let from = size;
      if (seq < size - 1) {
        s.branches.push({
          parent: s.branch,
          at: seq,
          name: `${line} instead`,
          lines: [...now.slice(0, Math.ceil(seq / 2)), line, 'YES'],
        });
        s.branch = s.branches.length - 1;
        from = seq + 1;
      } else now.push(line, 'YES');
      const session = this.#session(id);
      return {
        branch: s.branch,
        branches: session.branches,
        from,
        events: session.events.slice(from),
        ...(session.task ? { task: session.task } : {}),
      } satisfies Change;
    });
  }

  act(id: number, seq: number, what: string): string {
    return this.type(id, seq, what);
  }

  typing(_: number, seq: number): string {
    const place = { seq, until: 0, instead: -1, program: false, waits: false, asked: -1 };
    return JSON.stringify({ place, untimely: [] });
  }

  deliver(id: number, seq: number, mailbox: string): string {
    return this.type(id, seq, mailbox);
  }

  observe(id: number, what: string, side: string, octets: Uint8Array): string {
    return this.#answer(`observe ${what} ${side}`, () => {
      const s = this.#get(id);
      const now = s.branches[0]?.lines ?? [];
      const from = now.length === 0 ? 0 : events(now).length;
      now.push(new TextDecoder().decode(octets) || what);
      return { branch: 0, branches: this.#session(id).branches, from, events: events(now).slice(from) };
    });
  }

  view(_: number, seq: number): string {
    return this.#answer(`view ${seq}`, () => view(seq));
  }

  octets(): Uint8Array {
    return new Uint8Array([1, 2, 3]);
  }

  pick(id: number, branch: number): string {
    return this.#answer(`pick ${branch}`, () => {
      this.#get(id).branch = branch;
      return this.#session(id);
    });
  }

  rename(id: number, branch: number, name: string): string {
    return this.#answer('rename', () => {
      const of = this.#get(id).branches[branch];
      if (of) of.name = name;
      return this.#session(id).branches;
    });
  }

  save(id: number): string {
    return this.#answer('save', () => this.#get(id).branches);
  }

  account(): string {
    return JSON.stringify({
      seq: -1,
      conn: 0,
      sentence: 'Nothing has been sent yet.',
      arrived: 0,
      sums: [],
      agrees: false,
    });
  }

  drop(id: number): string {
    this.sessions.delete(id);
    return '';
  }
}

/** The same with what only the whole engine has. */
export class FakeWhole extends FakeEngine implements RawWholeEngine {
  read(): string {
    return this.open('{"kind":"read"}');
  }
  beginReading(): string {
    return this.begin('{"kind":"read"}');
  }
  disturb(id: number, seq: number, fault: string): string {
    return this.type(id, seq, fault);
  }
  say(id: number, seq: number, line: string): string {
    return this.type(id, seq, line);
  }
  awaits(): string {
    return '{"clients":[]}';
  }
  compare(): string {
    return '{}';
  }
  overheard(): string {
    return '{"logins":[]}';
  }
  guess(): string {
    return '{}';
  }
  letters(): string {
    return '{"form":"eml","letters":[],"notes":[]}';
  }
  ask(): string {
    return '{"questions":[]}';
  }
  quiz(): string {
    return '{}';
  }
  mark(): string {
    return '{}';
  }
  share(id: number, request: string): string {
    return JSON.stringify({ saved: this.save(id), title: JSON.parse(request).title, notes: [] });
  }
  write(): Uint8Array {
    return new Uint8Array();
  }
  transcript(): string {
    return '';
  }
  masked(): string {
    return '[]';
  }
  setupForm(): string {
    return JSON.stringify({ error: 'no mail program speaks TEST', crashed: false });
  }
  check(): string {
    return '[]';
  }
  setup(): string {
    return JSON.stringify({ error: 'no mail program speaks TEST', crashed: false });
  }
  letter(): string {
    return JSON.stringify({
      holds: 'nothing',
      seq: -1,
      octets: 0,
      headers: [],
      body: [],
      parts: [],
      clipped: 0,
    });
  }
  framing(): string {
    return JSON.stringify({ error: 'TEST has no octets', crashed: false });
  }
  stuff(): string {
    return JSON.stringify({ error: 'TEST has no octets', crashed: false });
  }
}

/** A storage in memory. */
export class FakeStorage implements Storage {
  map = new Map<string, string>();
  get length(): number {
    return this.map.size;
  }
  clear(): void {
    this.map.clear();
  }
  getItem(key: string): string | null {
    return this.map.get(key) ?? null;
  }
  key(i: number): string | null {
    return [...this.map.keys()][i] ?? null;
  }
  removeItem(key: string): void {
    this.map.delete(key);
  }
  setItem(key: string, value: string): void {
    this.map.set(key, value);
  }
}

let windows = 0;

/** Surroundings in which nothing is real. Windows named in `open` are open besides. */
export function surroundings(
  raw: FakeEngine,
  storage: Storage = new FakeStorage(),
  whole = new FakeWhole(),
  open: ReadonlySet<string> = new Set(),
): Surroundings {
  return {
    load: async () => new Engine(raw),
    loadWhole: async () => new WholeEngine(whole),
    shelf: shelf(() => storage),
    // Each is a window of its own, and all others are closed.
    tab: { id: `w${++windows}`, open: async (ids) => new Set(ids.filter((id) => open.has(id))) },
    relay: () => {
      throw new Error('no relay here');
    },
    now: () => 0,
  };
}
