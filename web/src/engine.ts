import type {
  Account,
  Awaiting,
  Branch,
  Change,
  Comparison,
  Event,
  Failure,
  Fault,
  Flaw,
  Framing,
  Guesses,
  GuessRequest,
  Job,
  Letter,
  LetterRequest,
  Letters,
  MarkRequest,
  Marks,
  OverheardList,
  QuestionRequest,
  Questions,
  Quiz,
  QuizRequest,
  Engine as RawEngine,
  WholeEngine as RawWholeEngine,
  Request,
  Scenario,
  Session,
  SetupForm,
  SetupOutcome,
  SetupRequest,
  Shared,
  ShareRequest,
  Tables,
  Typing,
  View,
} from './abi';

/** The engine as it stands on the global object: text and octets only. */
export type { RawEngine, RawWholeEngine };

/** Why the engine could not do what was asked. */
export class EngineFailure extends Error {
  override readonly name = 'EngineFailure';
  constructor(
    message: string,
    /** The engine is broken and must be started anew. */
    readonly crashed: boolean,
    readonly detail = '',
  ) {
    super(message);
  }
}

/** The engine with types: every method answers or throws EngineFailure. */
export class Engine {
  constructor(private readonly raw: RawEngine) {}

  tables(of: string): Tables {
    return json(() => this.raw.tables(of));
  }
  open(request: Request): Session {
    return json(() => this.raw.open(JSON.stringify(request)));
  }
  /** Begins to open a session, a little at a time. */
  begin(request: Request): Job {
    return json(() => this.raw.begin(JSON.stringify(request)));
  }
  /** Goes on with a job, for about so many events. */
  go(job: number, events: number): Job {
    return json(() => this.raw.go(job, events));
  }
  stop(job: number): void {
    guard(() => this.raw.stop(job));
  }
  /** Sends lines, each when the one before is answered: all of them or, where they are too much, none. */
  typeAll(id: number, seq: number, lines: readonly string[]): Change {
    return json(() => this.raw.typeAll(id, seq, JSON.stringify(lines)));
  }
  type(id: number, seq: number, line: string): Change {
    return json(() => this.raw.type(id, seq, line));
  }
  /** What becomes of a line that is typed at an event. */
  typing(id: number, seq: number): Typing {
    return json(() => this.raw.typing(id, seq));
  }
  act(id: number, seq: number, what: string): Change {
    return json(() => this.raw.act(id, seq, what));
  }
  /** Lets a message (RFC 822, any line ends) arrive for a maildrop by its unique name. */
  deliver(id: number, seq: number, mailbox: string, text: string): Change {
    return json(() => this.raw.deliver(id, seq, mailbox, text));
  }
  observe(id: number, what: string, side: string, octets: Uint8Array, ms: number): Change {
    return json(() => this.raw.observe(id, what, side, octets, ms));
  }
  view(id: number, seq: number): View {
    return json(() => this.raw.view(id, seq));
  }
  pick(id: number, branch: number): Session {
    return json(() => this.raw.pick(id, branch));
  }
  octets(id: number, seq: number): Uint8Array {
    return octets(() => this.raw.octets(id, seq));
  }
  /** Gives a branch another name, and all of them back; the name is saved with the session. */
  rename(id: number, branch: number, name: string): Branch[] {
    return json(() => this.raw.rename(id, branch, name));
  }
  account(id: number, seq: number): Account {
    return json(() => this.raw.account(id, seq));
  }
  save(id: number): string {
    return text(() => this.raw.save(id));
  }
  drop(id: number): void {
    guard(() => this.raw.drop(id));
  }
}

/** The whole engine: what the core can, and what a first visit does not need. */
export class WholeEngine extends Engine {
  constructor(private readonly more: RawWholeEngine) {
    super(more);
  }

  /** Opens what others have recorded; without a protocol it is found out. */
  read(file: Uint8Array, protocol = ''): Session {
    return json(() => this.more.read(file, protocol));
  }
  /** Begins to open what others have recorded, a little at a time. */
  beginReading(file: Uint8Array, protocol = ''): Job {
    return json(() => this.more.beginReading(file, protocol));
  }
  /** A message, in the server's maildrop or as a client or device holds it. */
  letter(id: number, seq: number, request: LetterRequest): Letter {
    return json(() => this.more.letter(id, seq, JSON.stringify(request)));
  }
  /** Edges are offsets at which segments end; null: as they really arrived. */
  framing(id: number, seq: number, edges: number[] | null): Framing {
    return json(() => this.more.framing(id, seq, JSON.stringify(edges)));
  }
  /** Frames a text that was typed as a message of the protocol. */
  stuff(protocol: string, text: string): Framing {
    return json(() => this.more.stuff(protocol, text));
  }
  /** A branch as a file: "transcript", "json" or "pcapng". */
  write(id: number, branch: number, format: string, secrets: boolean, published: boolean): Uint8Array {
    return octets(() => this.more.write(id, branch, format, secrets, published));
  }
  /** A branch in C:/S: notation, secrets masked. */
  transcript(id: number, branch: number): string {
    return text(() => this.more.transcript(id, branch));
  }
  /** The events of a branch as they may leave the page, on paper or kept for later. */
  masked(id: number, branch: number, published: boolean): Event[] {
    return json(() => this.more.masked(id, branch, published));
  }
  /** What the account form of a mail program offers; fails for protocols that none speaks. */
  setupForm(scenario: Scenario): SetupForm {
    return json(() => this.more.setupForm(JSON.stringify(scenario)));
  }
  /** Tries an account as a mail program does. */
  setup(request: SetupRequest): SetupOutcome {
    return json(() => this.more.setup(JSON.stringify(request)));
  }
  /** Puts a fault in; in the past, or within a message that was sent, that starts a branch. */
  disturb(id: number, seq: number, fault: Fault): Change {
    return json(() => this.more.disturb(id, seq, JSON.stringify(fault)));
  }
  /** Sends a line from the server's seat (Scenario.seat), to the client that waits. */
  say(id: number, seq: number, line: string): Change {
    return json(() => this.more.say(id, seq, line));
  }
  /** What the clients wait for after event seq. */
  awaits(id: number, seq: number): Awaiting {
    return json(() => this.more.awaits(id, seq));
  }
  /** Two branches of a session side by side. */
  compare(id: number, a: number, b: number): Comparison {
    return json(() => this.more.compare(id, a, b));
  }
  /** What is wrong with a scenario, or odd. */
  check(scenario: Scenario): Flaw[] {
    return json(() => this.more.check(JSON.stringify(scenario)));
  }
  /** What somebody on the line learns from each login of the branch that is watched. */
  overheard(id: number): OverheardList {
    return json(() => this.more.overheard(id));
  }
  /** Tries words on a login that was overheard. Fails for other than simulated sessions. */
  guess(id: number, request: GuessRequest): Guesses {
    return json(() => this.more.guess(id, JSON.stringify(request)));
  }
  /** The messages in an .eml or mbox file. */
  letters(file: Uint8Array): Letters {
    return json(() => this.more.letters(file));
  }
  /** Questions about the next thing that the client does after event seq. Fails where there is none. */
  ask(id: number, seq: number, request: QuestionRequest): Questions {
    return json(() => this.more.ask(id, seq, JSON.stringify(request)));
  }
  /** A session made up from a seed, and questions on it. */
  quiz(request: QuizRequest): Quiz {
    return json(() => this.more.quiz(JSON.stringify(request)));
  }
  /** Marks answers. */
  mark(request: MarkRequest): Marks {
    return json(() => this.more.mark(JSON.stringify(request)));
  }
  /** A simulated session without its secrets, for a link. */
  share(id: number, request: ShareRequest): Shared {
    return json(() => this.more.share(id, JSON.stringify(request)));
  }
}

function text(call: () => string): string {
  const got = guard(call);
  const failed = failure(got);
  if (failed) throw failed;
  return got;
}

function json<T>(call: () => string): T {
  return JSON.parse(text(call)) as T;
}

function octets(call: () => Uint8Array | string): Uint8Array {
  const got = guard(call);
  if (typeof got !== 'string') return got;
  throw failure(got) ?? new EngineFailure('The engine gave no octets.', false);
}

/** A WebAssembly trap, or a program that has ended, throws: that is a crash. */
function guard<T>(call: () => T): T {
  let got: T;
  try {
    got = call();
  } catch (e) {
    throw new EngineFailure('The engine stopped.', true, String(e));
  }
  if (got === undefined || got === null) throw new EngineFailure('The engine stopped.', true, 'no answer');
  return got;
}

function failure(answer: string): EngineFailure | undefined {
  if (!answer.startsWith('{"error"')) return undefined;
  try {
    const f = JSON.parse(answer) as Failure;
    return new EngineFailure(f.error, f.crashed === true, f.detail);
  } catch {
    return undefined;
  }
}
