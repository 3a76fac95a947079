// Code generated from the Go types of the boundary by wasm/abi/gen. DO NOT EDIT.
// All times are virtual, in nanoseconds; octets in JSON are base64.

/**
 * Lesson is a lesson with its recorded session: enough to step through it
 * before the engine has arrived.
 */
export interface Lesson {
  /** of its file, without number and extension */
  name: string;
  title: string;
  summary: string;
  /** what makes the session live */
  request: Request;
  tables: Tables;
  events: Event[];
  /** Views[seq] is what there is to see after event seq */
  views: View[];
  tasks: LessonTask[];
}

/** Session is a session in full: what Engine.open and Engine.pick return. */
export interface Session {
  id: number;
  /** "simulated", "real", or "read": recorded by others */
  kind: string;
  protocol: string;
  /** the branch whose events these are */
  branch: number;
  branches: Branch[];
  events: Event[];
  task?: TaskState;
  /** what could not be restored, in words */
  notes?: string[];
  /** why what was saved is not in it */
  lost?: string;
  /** "read": opens it again, with what Engine.save gives as its Saved */
  request?: Request;
}

/** Change is what an action brought: new events on a branch, maybe a new one. */
export interface Change {
  /** the branch the events belong to; it may be new */
  branch: number;
  branches: Branch[];
  /** keep the events before this seq, replace the rest */
  from: number;
  /** those from seq From on */
  events: Event[];
  task?: TaskState;
}

/**
 * Request asks the engine for a session. A request without Saved plays Lines
 * from the start; one with Saved restores what Engine.save returned.
 */
export interface Request {
  /** "simulated", "real", or "read": only with Saved, and of the Scenario the protocol and its service */
  kind: string;
  scenario?: Scenario;
  /** a script for sim.Play: what the client sends, one by one, without CRLF */
  lines?: string[];
  task?: Task;
  saved?: string;
}

/** Failure is what a method of the engine returns instead of an answer. */
export interface Failure {
  /** for a person */
  error: string;
  /** a fault of ours: the engine should be restarted */
  crashed: boolean;
  /** for whoever mends it */
  detail?: string;
}

/** Tables is one protocol, as its table says. */
export interface Tables {
  protocol: string;
  revision?: string;
  /** what a learner must be told before anything else */
  notice?: string;
  /** TCP */
  port: number;
  document: Cite | null;
  /** in the order of a session's life; the first is the one without a session */
  states: StateInfo[];
  edges: Edge[];
  /** states of the client, where the document draws them */
  client?: StateInfo[];
  /** ways between them: a keyword is what the client sends */
  clientEdges?: Edge[];
  /** the purposes that its commands have, in the order of a session */
  phases: Phase[];
  commands: CommandInfo[];
  capabilities?: Named[];
  revisions?: Named[];
  /** clients that act on their own */
  agents?: Named[];
  choices?: Choice[];
  glossary: Term[];
}

/**
 * View is what there is to see at one moment: made from Events alone, so that
 * a recorded session, a simulated one and a real one look the same.
 */
export interface View {
  /** virtual time, nanoseconds */
  at: number;
  conns: ConnView[];
  maildrops: MaildropView[];
  /** those of the scenario, then whoever else has come */
  devices: DeviceView[];
}

/**
 * Job is a session that is being opened, a little at a time: meanwhile a page
 * answers, and may give it up.
 */
export interface Job {
  id: number;
  /** thousandths */
  done: number;
  /** the next of the session's */
  events?: Event[];
  /** once all is done; all its Events were given before */
  session?: Session;
}

/**
 * Errand is one errand done in four generations of the protocol, side by side:
 * the site's errand.json. All sessions were played by the engine.
 */
export interface Errand {
  title: string;
  /** what is to be done, in words */
  brief: string;
  /** each way, nanoseconds, as it was played */
  latency: number;
  /** octets that one TCP segment carries */
  segment: number;
  /** what lies in the maildrop at first */
  mail: ErrandMail[];
  /** in the order of a session, without those that no generation needs */
  phases: Phase[];
  generations: Generation[];
  /** what one would like to do, and what each generation can */
  wishes: Wish[];
  /** in the order in which they appeared */
  rules: NewRule[];
}

/**
 * Sample is a maildrop to begin with, ready to be put into a Scenario: the
 * site's samples.json is a list of them.
 */
export interface Sample {
  /** of the sample: "awkward" */
  name: string;
  /** what it is, in words */
  title: string;
  /** its server, user and messages; any part may be taken */
  scenario: Scenario;
  /** what lies in it, to be listed */
  mail: SampleMail[];
}

/**
 * Account says how many octets one message is to each who counts them: the
 * server that announces it, the network, the client that keeps it, a disk. It
 * is of the message that was sent last.
 */
export interface Account {
  /** of the event that sent the message; -1: none has been sent yet */
  seq: number;
  /** connection; 0 if none has been sent */
  conn: number;
  /** of the command that asked for it */
  keyword?: string;
  /** message-number; 0: the current message, or a whole mailbox */
  message?: number;
  /** what is accounted for, or what to do first */
  sentence: string;
  /** octets of it that have reached the client at the event that was asked about */
  arrived: number;
  /** one for each who counts, in the order of the constants */
  sums: Sum[];
  /** what was announced is what came, as far as the two can be compared */
  agrees: boolean;
  /** whether the books agree; if not, who miscounted */
  verdict?: string;
  /** the rule that the verdict rests on */
  why?: Cite;
}

/**
 * Rules are what the documents ask for, in our own words, and how Popscope
 * keeps it: the site's rules.json. Documents, sections and rules are in the
 * order of the documents.
 *
 * The Text of an event's Why is that of the document or section that it cites,
 * or that with more behind it, from " (" on: "POP4 proposal, folders
 * (inferred)".
 */
export interface Rules {
  documents: RuleDocument[];
}

/** SetupForm is what the account form of a scenario offers. */
export interface SetupForm {
  /** an account that works */
  right: MailAccount;
  securities: SetupSecurity[];
  /** that the simulated resolver knows */
  names: SetupName[];
  /** on which somebody listens */
  ports: SetupPort[];
  /** what is not simulated, for the screen */
  note: string;
}

/** SetupRequest asks what comes of an account. */
export interface SetupRequest {
  scenario: Scenario;
  account: MailAccount;
  /** another program of the same user has the maildrop open */
  held?: boolean;
  /** the same program has logged in a moment ago */
  again?: boolean;
}

/**
 * SetupOutcome is what comes of an account: what the mail program shows, what
 * really happened, and what to try next.
 */
export interface SetupOutcome {
  ok: boolean;
  /** a name that does not change: "ok", "refused", "wrong-password" */
  cause: string;
  /** of MailAccount that is to blame; empty: none */
  field: string;
  /** what a mail program typically says */
  shows: string;
  /** what has happened */
  truth: string;
  /** what to try, the likeliest first */
  next: string[];
  why?: Cite;
  /** what is not simulated in this */
  note?: string;
  steps: SetupStep[];
  /** until the mail program knew, nanoseconds */
  time: number;
  /** opens the session live, if there was one */
  request?: Request;
}

/**
 * Settings is all that a scenario of one protocol can be set to, in words: a
 * form can be made of it, by who knows nothing of the protocol. The site's
 * settings.json has them for all protocols, oldest first.
 */
export interface Settings {
  protocol: string;
  /** what a learner must be told before anything else */
  notice?: string;
  /** TCP */
  port: number;
  /** what users call their default maildrop */
  inbox?: string;
  document: Cite | null;
  /** oldest first; the last is the default. None: there is but one */
  revisions: Named[];
  /** that Service.With and Service.Without can name */
  capabilities: CapabilityInfo[];
  /** that Service.Mechanisms can name, the one to prefer first */
  mechanisms: MechanismInfo[];
  /** that Device.Agent can name */
  agents: AgentInfo[];
  /** of the scenario, in the order of a form */
  fields: Setting[];
}

/** Flaw is something in a scenario that cannot be, or is likely not meant. */
export interface Flaw {
  /** of the field, from 0: "devices[0].agent" */
  path: string;
  /** for a person */
  text: string;
  /** it must be put right first; else it is only odd, and may be meant */
  stops: boolean;
}

/**
 * Typing is what becomes of a line that is typed for the client at an event: where
 * it goes, and what the server would refuse there.
 */
export interface Typing {
  place: Place;
  /** the command whose exchange goes on: the line is no command, but belongs to that */
  amid?: string;
  /** keywords of commands that would be refused, because they belong behind another, or not behind it */
  untimely: string[];
}

/** Fault is something that goes wrong on purpose: Engine.disturb. */
export interface Fault {
  /** "cut" "pause" "lose" "latency" "segment" "fill" "busy" "hold" */
  kind: string;
  /** cut, pause, lose: the connection; 0: the learner's */
  conn?: number;
  /** cut, lose: whose octets, "client" or "server" */
  from?: string;
  /** cut: how many more come through; segment: how many a TCP segment carries, 0 any number */
  octets?: number;
  /** cut: seq of a message that was sent, of which Octets come through; 0: from now on */
  event?: number;
  /** pause, lose, latency: nanoseconds */
  delay?: number;
  /** fill, busy, hold: it begins, or else ends */
  on?: boolean;
  /** hold: whose maildrop another computer opens; "": the first */
  mailbox?: string;
}

/** Awaiting is what the clients of a session wait for. */
export interface Awaiting {
  clients: Awaited[];
}

/** ShareRequest says what of a session is to be given away. */
export interface ShareRequest {
  /** the one to give, if not all */
  branch: number;
  /** all branches */
  all: boolean;
  /** as its owner calls it */
  title: string;
  /** the scenario is one of Popscope's own: whoever follows the link has it, with its passwords */
  published: boolean;
}

/**
 * Shared is a session that may be given away. Nobody's secret is in it: what
 * sim.Mask would hide has a stand-in, the same one everywhere.
 */
export interface Shared {
  /** for a Request */
  saved: string;
  /** without what is secret */
  title: string;
  /** for the same Request; missing if it is published */
  scenario?: Scenario;
  /** what could not be given along */
  notes: string[];
}

/** Comparison is two branches side by side. */
export interface Comparison {
  /** events that they have in common at the start; where they part, seq is this */
  shared: number;
  rows: ComparedRow[];
  a: ComparedTotal;
  b: ComparedTotal;
  /** in the maildrops in the end, in sentences */
  differences: string[];
}

/** QuestionRequest says what to ask about the next thing that the client does. */
export interface QuestionRequest {
  /** of the order of questions and options */
  seed: number;
  /** none: all */
  kinds?: string[];
}

/** Questions are those that can be asked at one place. */
export interface Questions {
  questions: Question[];
}

/** QuizRequest asks for a session made up from a seed, with questions on it. */
export interface QuizRequest {
  protocol: string;
  /** the same seed gives the same quiz */
  seed: number;
  /** questions, 1 to 40 */
  length: number;
  /** 1: all goes well; 2: with mistakes; 3: with lost connections and more than one session */
  difficulty: number;
}

/**
 * Quiz is a session made up, and a question for each thing that the client
 * does. Open the request, and show it up to each question's seq.
 */
export interface Quiz {
  request: Request;
  questions: Question[];
}

/** MarkRequest hands in answers. */
export interface MarkRequest {
  answers: Given[];
}

/**
 * Marks are all marks, and what they come to: not only a number, but what there
 * still is to understand.
 */
export interface Marks {
  marks: Mark[];
  right: number;
  /** the least understood first */
  concepts: ConceptScore[];
  /** "You mix up RSET and QUIT: ..." */
  sentences: string[];
}

/**
 * Letter is a message as a person reads it: text, never HTML, and nothing
 * decoded. Signs that a page cannot show, or that would disguise others, are
 * replaced by ones that it can.
 */
export interface Letter {
  /** "whole", "top", "part", "nothing" */
  holds: string;
  /** which one it is */
  part?: string;
  /** of the event that sent it; -1: it is the server's own copy */
  seq: number;
  /** of what is held, with CRLF at the end of each line */
  octets: number;
  headers: HeaderField[];
  /** lines */
  body: string[];
  /** the message itself and the parts that it has, each followed by its own */
  parts: LetterPart[];
  /** octets that are not shown, for the message is long */
  clipped: number;
  /** what the reader must know: why there is nothing, what was replaced or left out */
  note?: string;
}

/**
 * LetterRequest asks for a message: with Mailbox and Item for the one in a
 * maildrop on the server, with Conn and Message for what the client of a
 * connection holds of it in this session. With Got it is what a device has of
 * the message in the maildrop, from all its sessions.
 */
export interface LetterRequest {
  /** the maildrop's unique name */
  mailbox?: string;
  /** does not change between sessions */
  item?: number;
  /** from 1 */
  conn?: number;
  /** message-number; 0: a whole mailbox (RFC 918) */
  message?: number;
  /** what Device has of it */
  got?: boolean;
  /** its name in the scenario; "": the learner */
  device?: string;
}

/**
 * Framing is how a decoder reads octets one by one, and where the network may
 * have cut them. Octet i takes the way Took[i]: after it the decoder stands in
 * the stage that this leads to. Once more octets have come, octet i turns out
 * to be Fates[i].
 */
export interface Framing {
  /** of the event; -1: of a text that was typed */
  seq: number;
  /** "one line", "multi-line", "counted" */
  frame: string;
  /** base64, no more than OctetsShown */
  octets: string;
  /** octets on the wire, also those not shown */
  size: number;
  /** counted: octets that were announced; else 0 */
  due: number;
  /** the automaton: where a decoder can stand */
  stages: FrameStage[];
  /** what one octet can bring about */
  ways: FrameWay[];
  /** index into Stages, before the first octet */
  start: number;
  /** of each octet up to the end of the reply: index into Ways */
  took: number[];
  /** of each octet: "kept", "line end", "stuffed", "termination", "beyond"; "" if that is not known yet */
  fates: string[];
  /** the reply has come to its end */
  whole: boolean;
  /** where segments end, in order */
  cuts: FrameCut[];
  /** what a learner must be told of it */
  note?: string;
}

/** OverheardList is all that was overheard in a session, in order. */
export interface OverheardList {
  logins: Overheard[];
  /** a small one, of words to try */
  dictionary: string[];
}

/** GuessRequest tries words on a login that was overheard. */
export interface GuessRequest {
  /** as in Overheard */
  seq: number;
  /** none: those of a small dictionary */
  words?: string[];
}

/** Guesses are words tried, one after the other, up to the one that fits. */
export interface Guesses {
  mechanism: string;
  /** what is made of a word: "MD5(timestamp word)" */
  recipe: string;
  /** the digest that went over the wire */
  heard: string;
  /** that one try costs */
  digests: number;
  tries: Guess[];
  /** the word that fits */
  found?: string;
}

/** Letters are the messages in a file that somebody brought. */
export interface Letters {
  /** "eml" or "mbox" */
  form: string;
  letters: LetterFile[];
  /** what was changed, what was left out */
  notes: string[];
}

/** Event is one fact of a session. Every view is drawn from these. */
export interface Event {
  /** from 0, without gaps */
  seq: number;
  /** seq of the event that led to it; -1: from outside */
  cause: number;
  /** from 1: one message on the wire with all that it brings about */
  step: number;
  /** virtual time, nanoseconds */
  at: number;
  /** connection, from 1 */
  conn: number;
  /** who acts: "client" or "server" */
  side: string;
  /** "opened" "sent" "arrived" "command" "reply" "state" "locked" "unlocked" "marked" "unmarked" "removed" "delivered" "learned" "held" "timer" "fault" "closed" "tcp" "broken" "gap" "secured" "decided" "created" "destroyed" "renamed" "stored" "flagged" */
  kind: string;
  /** the canonical sentence: screen, screen reader, terminal and print say this */
  sentence: string;
  /** short form for an arrow: "RETR 1", "+OK 120 octets" */
  label: string;
  /** sent: lines after the first (a multi-line response) */
  more: number;
  /** sent, arrived: octets on the wire */
  size: number;
  /** base64 of the first octets (all of them unless Size is over OctetsShown) */
  octets?: string;
  /** tile the octets in Octets */
  spans?: Span[];
  /** sent: more of the line or reply has to come */
  partial?: boolean;
  /** reply: positive status indicator */
  ok: boolean;
  /** reply: neither a yes nor a no, for it begins with no status indicator */
  odd?: boolean;
  /** closed: "reset" or "refused"; missing: in order */
  how?: string;
  /** why, for a learner */
  explain?: string;
  /** the command it belongs to; fault: which one was put in, as Fault.Kind */
  keyword?: string;
  /** state */
  old?: string;
  /** state */
  new?: string;
  /** command, reply: of an exchange that goes on */
  goes?: boolean;
  /** the maildrop's unique name */
  mailbox?: string;
  /** whose program acts */
  device?: string;
  /** message-number */
  message?: number;
  /** the message in the maildrop, whatever its number */
  item?: number;
  /** the rule that explains it */
  why?: Cite;
  /** read off the wire, not known from inside */
  inferred: boolean;
}

/** LessonTask is a task of a lesson, ready to be attempted. */
export interface LessonTask {
  name: string;
  title: string;
  /** HTML */
  brief: string;
  /** what must come about, in words */
  goals: string[];
  /** what must not happen, in words */
  never: string[];
  /** in order */
  hints: Hint[];
  /** lines to type */
  solution: string[];
  request: Request;
}

/**
 * Branch is one course a session took. Branch 0 is the session as it was
 * opened; another one leaves its parent after the event At.
 */
export interface Branch {
  id: number;
  /** -1 for branch 0 */
  parent: number;
  /** seq of the last event shared with the parent */
  at: number;
  /** "as recorded", "DELE 1 instead" */
  name: string;
  /** how many events it has */
  events: number;
}

/** TaskState says how far an attempt has come. */
export interface TaskState {
  solved: boolean;
  goals: GoalState[];
  /** things that must never happen, and have: Text says what, Seq where */
  broken: GoalState[];
  /** it can no longer succeed */
  over: boolean;
  /** what the author says of such an attempt; "": it was not foreseen */
  why: string;
  /** Why says no more than what is still missing: for who asks */
  asked: boolean;
  /** where it has strayed, the last event from which the solution leads to the goals; -1: none */
  back: number;
  /** a bit for each line of the solution that is still to be sent; 0: from here they do not lead to the goals */
  left: number;
}

/** Scenario is where a World begins. With the Inputs it decides everything. */
export interface Scenario {
  /** a profile's name: "POP3" */
  protocol: string;
  /** name of the server host, as in its greeting */
  host: string;
  /** for timestamps and nonces */
  seed: number;
  /** seconds since 1970 at virtual time 0 */
  epoch?: number;
  /** each way, nanoseconds */
  latency: number;
  /** octets that one TCP segment may carry; 0: any number */
  segment?: number;
  service?: Service;
  mailboxes: Mailbox[];
  devices?: Device[];
  /** Server: the learner answers, and the devices ask; else the learner is a client */
  seat?: string;
}

/**
 * Task is what a learner is asked to bring about: predicates over Events,
 * never a transcript, so that harmless extra commands do no harm.
 */
export interface Task {
  /** all must be met */
  goals: Goal[];
  /** none may happen */
  never: Goal[];
  /** lines, from the first after the greeting, that solve it */
  solution?: string[];
  /** attempts that fail */
  wrong?: Wrong[];
}

/** Cite is a section of a document, ready to be shown and followed. */
export interface Cite {
  /** "RFC 1939 section 5" */
  text: string;
  /** empty if the document is published nowhere */
  url: string;
  /** "inferred": not seen in the document; "ours": Popscope's own choice */
  standing?: string;
}

/** StateInfo is one state of the protocol. */
export interface StateInfo {
  name: string;
  meaning: string;
  why?: Cite;
  /** a name of ours ("closed"), not the document's */
  ours: boolean;
}

/** Edge is a way from one state to another, or back to the same. */
export interface Edge {
  from: string;
  to: string;
  /** the keyword, or what happens: "greeting", "autologout", "line breaks" */
  label: string;
  /** taken with a positive reply */
  ok: boolean;
  why?: Cite;
  /** kind of the event that takes it ("timer", "closed" by the client, "broken"), where neither a command nor the server's own course does */
  by?: string;
}

/** Phase is a purpose that commands of every protocol have. */
export interface Phase {
  /** "connect" "agree" "identify" "learn" "fetch" "settle" "idle" "end" */
  name: string;
  /** "Identify" */
  title: string;
  meaning: string;
}

/** CommandInfo is one command, for completion and help. */
export interface CommandInfo {
  keyword: string;
  /** "LIST [msg]" */
  usage: string;
  args?: ArgInfo[];
  /** name of a Phase: what it is for */
  purpose: string;
  /** states */
  in: string[];
  meaning: string;
  /** the document lets a server leave it out */
  optional: boolean;
  /** the capability that announces it */
  tag?: string;
  why?: Cite;
}

/**
 * Named is something with a name and a meaning: a revision of a protocol, a
 * capability, a way for a client to act.
 */
export interface Named {
  name: string;
  meaning: string;
  why?: Cite;
}

/** Choice is a question that the documents leave open, and what Popscope does. */
export interface Choice {
  question: string;
  answer: string;
  because: string;
  why?: Cite;
}

/** Term explains one token of the octets view. */
export interface Term {
  token: string;
  meaning: string;
  why?: Cite;
}

/** ConnView is one connection: its state, and what its client knows and holds. */
export interface ConnView {
  /** from 1 */
  conn: number;
  /** whose program drives it */
  device?: string;
  /** the TCP connection is open */
  open: boolean;
  /** TLS hides the octets */
  tls: boolean;
  /** who has begun a line or a reply and not ended it, as far as a Tap has seen */
  goes?: string;
  /** of the session */
  state: string;
  /** of the client, where the document draws its states */
  client?: string;
  mailbox?: string;
  /** messages, as the server told the client; -1 if it has not */
  count: number;
  /** size of the maildrop, as told; -1 if not */
  octets: number;
  /** octets of a whole mailbox that the client holds (RFC 918) */
  held: number;
  messages: ClientMail[];
  inferred: boolean;
  /** which one of its device's, as DeviceMail.Session counts them; 0: no maildrop has been opened */
  session?: number;
}

/** MaildropView is one maildrop on the server. */
export interface MaildropView {
  mailbox: string;
  /** connection that holds the exclusive-access lock; 0: nobody */
  holder: number;
  messages: ServerMail[];
  inferred: boolean;
}

/**
 * DeviceView is one client and all that it has got, over all its sessions: a
 * device of the scenario, or the learner's own hands. Nothing in POP tells one
 * device what another has done.
 */
export interface DeviceView {
  /** "": the learner */
  name: string;
  /** what it does when it runs; "": what a person types */
  agent?: string;
  /** whose maildrop it opens, once that is known */
  user?: string;
  /** its open connection; 0: none */
  conn: number;
  /** how often it has opened a maildrop */
  sessions: number;
  /** when it last did so, nanoseconds */
  last: number;
  /** in the order in which it first got them */
  messages: DeviceMail[];
  /** items that are gone from its maildrop before it got the whole of them */
  missed: number[];
}

/** ErrandMail is one message of the errand's maildrop. */
export interface ErrandMail {
  /** message-number */
  message: number;
  subject: string;
  octets: number;
  /** what is to become of it: "fetch, then delete" */
  errand: string;
}

/** Generation is the errand in one generation of the protocol. */
export interface Generation {
  protocol: string;
  /** of its first document */
  year: number;
  document: Cite | null;
  /** what a learner must be told before anything else */
  notice?: string;
  /** how the errand was done with what there is */
  managed: string;
  /** in what the end is not as wished; empty: in nothing */
  difference: string;
  /** opens the session live */
  request: Request;
  /** of the session as it was played */
  events: Event[];
  steps: ErrandStep[];
  /** of each of Errand.Phases */
  costs: Cost[];
  /** of the whole session */
  total: Cost;
  /** of the session, as they were come to */
  states: string[];
  /** from the opening until the last reply has arrived, nanoseconds; twice the latency for each round trip */
  time: number;
  /** what the client holds in the end, by subject */
  holds: string[];
  remains: Remains[];
}

/**
 * Wish is something that one would like to do, and what each generation says
 * to it.
 */
export interface Wish {
  wish: string;
  /** one for each of Errand.Generations */
  answers: Answer[];
}

/**
 * NewRule is a rule or feature that a generation has and those before it had
 * not, and the trouble it came to mend.
 */
export interface NewRule {
  rule: string;
  /** the generation it appears in */
  protocol: string;
  /** the document it appears in */
  since: Cite | null;
  /** there was before it */
  trouble: string;
  /** of a document, word for word */
  sentence: string;
  /** where that sentence stands. Standing "inferred": it shows the rule or the trouble, and that the one led to the other no document says */
  why: Cite | null;
  /** of the commands in its generation's session in which it can be seen; none: it is not needed for this errand */
  keywords: string[];
}

/** SampleMail is one message of a sample. */
export interface SampleMail {
  /** "": the maildrop itself */
  folder?: string;
  from: string;
  subject: string;
  /** with CRLF at the end of each line */
  octets: number;
}

/** Sum is one who counts: rows, and what they come to. */
export interface Sum {
  /** "announced", "on the wire", "kept", "on disk" */
  name: string;
  rows: Entry[];
  /** the rows' octets, by their signs */
  octets: number;
}

/** RuleDocument is one document. */
export interface RuleDocument {
  /** "RFC 1939" */
  text: string;
  /** as the document has it */
  title?: string;
  /** empty if it is published nowhere */
  url: string;
  sections: RuleSection[];
}

/** MailAccount is what the account form of a mail program asks for. */
export interface MailAccount {
  /** a name, or an address: "mail.example.org" */
  server: string;
  /** TCP */
  port: number;
  /** name of one of SetupForm.Securities: "none", "starttls", "tls" */
  security: string;
  user: string;
  password: string;
}

/** SetupSecurity is one choice of a form's security field. */
export interface SetupSecurity {
  name: string;
  /** as mail programs call it */
  title: string;
  meaning: string;
  /** that goes with it */
  port: number;
  why?: Cite;
}

/** SetupName is one name that the simulated resolver knows. */
export interface SetupName {
  name: string;
  address: string;
  /** which machine it is */
  meaning: string;
}

/** SetupPort is a port on which somebody listens. */
export interface SetupPort {
  address: string;
  port: number;
  meaning: string;
}

/** SetupStep is one thing that happened on the way. */
export interface SetupStep {
  /** nanoseconds since the button was pressed */
  at: number;
  /** "name", "tcp", "tls", "client" (C:), "server" (S:) or "program" */
  who: string;
  /** what is on the wire: "SYN", "USER ada"; empty if nothing is */
  text: string;
  /** lines after it */
  more: number;
  /** what it is */
  sentence: string;
}

/** CapabilityInfo is one capability, and whether it is on by itself. */
export interface CapabilityInfo {
  /** tag */
  name: string;
  meaning: string;
  /** unless Service.Without names it; else only if Service.With does */
  on: boolean;
  /** the reply to CAPA names it */
  listed: boolean;
  /** the first revision that knows it; empty: all */
  since?: string;
  /** the last revision that knows it; empty: all */
  until?: string;
  why?: Cite;
}

/** MechanismInfo is one mechanism of AUTH. */
export interface MechanismInfo {
  name: string;
  meaning: string;
  /** what somebody who listens learns */
  eavesdropper: string;
  /** the password itself is sent */
  cleartext: boolean;
  why?: Cite;
}

/** AgentInfo is one way for a client to act on its own. */
export interface AgentInfo {
  name: string;
  meaning: string;
  /** fields of the device that it heeds: "days" */
  options: string[];
  why?: Cite;
}

/** Setting is one field of a scenario. */
export interface Setting {
  /** as in Flaw.Path, without indexes: "service.loginDelay", "devices.days" */
  path: string;
  /** label of the field */
  title: string;
  meaning: string;
  /** "text", "number", "truth", "time" (nanoseconds), "list" (of texts), "choice" (one of the names given elsewhere in Settings), "messages" */
  kind: string;
  /** of a number: "octets", "days", "lines", "seconds since 1970" */
  unit?: string;
  /** the capability without which it does nothing */
  needs?: string;
  why?: Cite;
}

/**
 * Place is where a line goes that somebody types for one end of a connection
 * while looking at an event: as if that end had said nothing else. It takes the
 * place of what that end said there, or waits for what it would have waited for.
 */
export interface Place {
  /** the event after which the line goes */
  seq: number;
  /** if not 0, time goes on until then before, nanoseconds: what is waited for comes in that time */
  until: number;
  /** seq of the message whose place the line takes; -1: of none */
  instead: number;
  /** a program sent that message: it does no more */
  program: boolean;
  /** something is waited for: a reply, or the greeting */
  waits: boolean;
  /** seq of the message to which that reply is due; -1: it is the greeting */
  asked: number;
}

/** Awaited is what a client waits for, for whoever answers it. */
export interface Awaited {
  conn: number;
  /** that is to be answered, without CRLF; "" for the greeting */
  line: string;
  /** what its command asks for: "asks for …" */
  asks?: string;
  /** how a yes begins: "+OK" */
  begins: string[];
  /** tokens that follow it in the first line, SPACE between them: keys into Tables.Glossary */
  fields: string[];
  /** what follows that line, in words; "": nothing */
  then?: string;
  /** why the answer has to be no; "": nothing that was said forbids a yes */
  refuse?: string;
  why?: Cite;
}

/**
 * ComparedRow is a line of two branches side by side. One of the two is missing
 * where the other has no step like it.
 */
export interface ComparedRow {
  a?: ComparedStep;
  b?: ComparedStep;
  /** both, and the same happens */
  same: boolean;
}

/** ComparedTotal is what a branch comes to. */
export interface ComparedTotal {
  /** of the branch */
  name: string;
  /** times that something had to go and come before it went on */
  roundTrips: number;
  /** octets that clients sent */
  clientOctets: number;
  /** octets that the server sent */
  serverOctets: number;
  /** virtual, nanoseconds */
  time: number;
  /** how each connection is in the end */
  ends: string[];
}

/** Question asks what comes next, before it is shown. */
export interface Question {
  /** of its own within a session */
  key: string;
  /** "status", "reply", "state", "maildrop", "client", "number", "unique-id" */
  kind: string;
  /** ask when this event is the last that is shown */
  seq: number;
  /** event that shows the answer, with all before it */
  reveal: number;
  /** what the client has just done */
  line: string;
  /** the question */
  prompt: string;
  /** to choose from; none: the answer is typed */
  options: QuestionOption[];
  /** index of the right one; -1: typed */
  right: number;
  /** the right answer in words, or the line as the server sends it */
  expect: string;
  /** typed: what must be in it, in this order, the status indicator first */
  figures: string[];
  /** what happens, and why */
  explain: string;
  /** what it is about, and what wrong answers show */
  concepts: Concept[];
  why?: Cite;
}

/** Given is an answer. */
export interface Given {
  question: Question;
  /** index of the one chosen */
  option: number;
  /** typed */
  text?: string;
}

/** Mark says whether an answer is right. */
export interface Mark {
  /** of the question */
  key: string;
  right: boolean;
  /** one line for the learner */
  said: string;
  /** what happens, and why */
  explain: string;
  /** understood if right, else not yet */
  concepts: Concept[];
  why?: Cite;
}

/** ConceptScore is how often a concept was asked for, and got right. */
export interface ConceptScore {
  concept: Concept;
  right: number;
  asked: number;
}

/** HeaderField is a field of a header. A line that is none has no name. */
export interface HeaderField {
  name: string;
  /** unfolded */
  value: string;
}

/** LetterPart is a message or a part of one (RFC 2046). */
export interface LetterPart {
  /** "0" is the message itself, "1" its first part, "1.2" the second part of that */
  name: string;
  /** "text/plain" */
  type: string;
  encoding: string;
  /** name of the file that it is */
  file?: string;
  /** octets from the start of the message */
  off: number;
  /** header and all */
  octets: number;
}

/** FrameStage is where a decoder can stand between two octets. */
export interface FrameStage {
  name: string;
  meaning: string;
  /** octets it has read and cannot tell yet what they are */
  holds: number;
  why?: Cite;
}

/** FrameWay leads from one stage to another, by one octet. */
export interface FrameWay {
  /** index into Stages */
  from: number;
  to: number;
  /** "CR", "LF", "."; empty: any other octet */
  on: string;
  /** what must hold besides */
  if?: string;
  /** of the octets that it decides: those held, and this one */
  fates: string[];
  meaning: string;
}

/** FrameCut is the edge of a segment: what a decoder must remember across it. */
export interface FrameCut {
  /** octets before it */
  at: number;
  /** index into Stages */
  stage: number;
  /** offset of the first octet that is not decided; At if all are */
  held: number;
  /** offset at which the line began that is not yet over */
  line: number;
  /** counted: octets still to come */
  left: number;
}

/**
 * Overheard is what somebody who only listens on the line learns from one
 * login. It is made from the octets on the wire and nothing else.
 */
export interface Overheard {
  /** of the event that sent the last part of it */
  seq: number;
  /** connection */
  conn: number;
  /** "USER and PASS", "APOP", "CRAM-MD5"; "TLS": nothing can be read any more */
  mechanism: string;
  /** as named */
  user?: string;
  /** if it went in the clear, and the session is simulated */
  password?: string;
  challenge?: string;
  /** to the challenge: a digest, a proof */
  answer?: string;
  /** the password itself can be read */
  clear: boolean;
  /** what was heard logs in once more */
  replayable: boolean;
  /** words can be tried on it at home */
  dictionary: boolean;
  /** the server said yes */
  accepted: boolean;
  /** what the listener reads, in sentences */
  reads: string;
  /** whether it can be used again, and why */
  replay: string;
  /** whether a dictionary helps, and what a try costs */
  guess: string;
  why?: Cite;
}

/** Guess is one word tried. */
export interface Guess {
  word: string;
  /** the digest that this word gives */
  made: string;
  /** it is the one that was heard */
  hit: boolean;
}

/** LetterFile is one message of a file. */
export interface LetterFile {
  subject?: string;
  /** octets, with CRLF at the end of each line */
  size: number;
  /** base64, as Mailbox.messages of a Scenario has it */
  octets: string;
}

/** Span labels some octets of a message. The spans of an Event tile its octets. */
export interface Span {
  /** octets from the start of the message */
  off: number;
  /** octets */
  len: number;
  /** key into Tables.Glossary */
  token: string;
}

/** Hint is a hint for those who attempt a task. */
export interface Hint {
  /** HTML */
  text: string;
  /** a bit for each line of the solution to which it helps: of use as long as one of them is still to be sent */
  for: number;
}

/** GoalState is one goal of a task and whether it is met. */
export interface GoalState {
  text: string;
  met: boolean;
  /** the event that met it, -1 if none */
  seq: number;
}

/**
 * Service says how the server behaves: which revision of its protocol it
 * follows, and what it offers beyond.
 */
export interface Service {
  /** one of Profile.Revisions; empty: the latest */
  revision?: string;
  /** capabilities, by their tags, that are switched off */
  without?: string[];
  /** those that are off unless they are asked for */
  with?: string[];
  /** of AUTH, in the order in which they are announced; empty: all */
  mechanisms?: string[];
  /** between two logins of one user (RFC 2449 section 6.5) */
  loginDelay?: number;
  /** days that the server keeps mail; 0: for ever (RFC 2449 section 6.7) */
  expire?: number;
  /** EXPIRE 0: nobody may leave mail on the server; what RETR has sent goes at QUIT (RFC 2449 section 6.7) */
  nothingStays?: boolean;
  /** RFC 2449 section 6.9 */
  implementation?: string;
  /** no password in the clear before STLS (RFC 2595 section 2.3) */
  needsTLS?: boolean;
  /** the greeting has no timestamp, so that there is no APOP */
  silent?: boolean;
  /** a fault: messages get new unique-ids whenever their maildrop is opened (against RFC 1939 section 7) */
  renumbers?: boolean;
}

/**
 * Mailbox is a mailbox as a Scenario describes it: who may open it, and what
 * lies in it at the start.
 */
export interface Mailbox {
  name: string;
  password: string;
  login?: string;
  /** RFC 822 text; any line ends, turned to CRLF */
  messages: string[];
  /** messages, by their item, that a resource shortage keeps from being removed */
  stuck?: number[];
  folders?: Folder[];
  /** if not that of the Service */
  loginDelay?: number;
  /** if not that of the Service */
  expire?: number;
}

/**
 * Device is a client program that acts on its own, and what it remembers from
 * one session to the next belongs to it: a laptop, a phone.
 */
export interface Device {
  name: string;
  /** one of Profile.Agents */
  agent: string;
  user: string;
  password: string;
  /** leave on server: after how many days to delete; 0: never */
  days?: number;
  /** headers first: lines of the body to look at */
  lines?: number;
  /** headers first: octets of the largest message to fetch; 0: any */
  largest?: number;
  /** POP1, POP2: the mailbox to read; POP4: where to file */
  folder?: string;
  /** send commands together where the server offers it */
  pipeline?: boolean;
  /** log in with USER and PASS even if something better is offered */
  plain?: boolean;
  /** ask for TLS with STLS, and log in under it only (RFC 2595 section 4) */
  tls?: boolean;
  /** the only way to log in: a mechanism of AUTH, or APOP (RFC 2384 section 4); empty: any */
  auth?: string;
}

/** Goal is met by the first Event that fits its Pattern. */
export interface Goal {
  /** for the learner: "Message 2 is gone from the maildrop." */
  text: string;
  when: Pattern;
}

/**
 * Wrong is an attempt that fails, as its author foresaw it, and by what it is
 * known: not by how it was typed, but by what came of it.
 */
export interface Wrong {
  why: string;
  /** they come about in this order */
  signs: Pattern[];
  /** a bit for each goal that is not met, and then for each thing that must never happen, and does */
  fails: number;
  /** the author says which signs they are */
  told?: boolean;
  /** it does nothing that the solution does not, but stops too early */
  short?: boolean;
  /** and then with its connection closed */
  ended?: boolean;
}

/** ArgInfo is one argument of a command, in the order of its usage. */
export interface ArgInfo {
  /** as the usage writes it: "msg" */
  name: string;
  /** what it is: "message-number" */
  token: string;
  /** it may be left out */
  optional?: boolean;
  /** there may be more of the same */
  many?: boolean;
}

/** ClientMail is what the client knows of one message, and how much it holds. */
export interface ClientMail {
  /** message-number */
  message: number;
  /** as told; -1 if not */
  octets: number;
  uniqueId?: string;
  subject?: string;
  /** as told */
  flags?: string;
  /** "nothing", "part", "top", "whole" */
  holds: string;
  /** octets the client holds */
  heldSize: number;
  /** the client has it marked as deleted, or was cut off when it had */
  deleted: boolean;
  /** the client had it marked as deleted, and it was removed when the session ended */
  removed: boolean;
}

/**
 * ServerMail is one message in a maildrop. A message that is gone stays in the
 * list, so that the learner sees what has been lost.
 */
export interface ServerMail {
  /** does not change between sessions */
  item: number;
  /** message-number; 0 until the maildrop is locked */
  message: number;
  /** -1 if unknown */
  octets: number;
  uniqueId?: string;
  from?: string;
  subject?: string;
  /** as the server lists them */
  flags?: string;
  /** as deleted, while the session lasts */
  marked: boolean;
  /** removed in UPDATE */
  gone: boolean;
  /** arrived after the lock: this session does not see it */
  unseen: boolean;
  /** when it arrived, nanoseconds */
  at?: number;
}

/**
 * DeviceMail is a message that a device has got. What it has, it keeps,
 * whatever becomes of the message on the server.
 */
export interface DeviceMail {
  mailbox: string;
  /** the message in the maildrop, whatever its number */
  item: number;
  /** by which the device can know it again; "": it was told none */
  uniqueId?: string;
  subject?: string;
  /** "part", "top", "whole" */
  holds: string;
  /** octets that it holds */
  heldSize: number;
  /** when it last got them, nanoseconds */
  at: number;
  /** in which of its sessions it first got any */
  session: number;
  /** how often it has fetched the whole: more than once is in vain */
  times: number;
  /** it has had the server remove the message */
  removed: boolean;
}

/**
 * ErrandStep is a command with its reply; the first is the opening with the
 * greeting.
 */
export interface ErrandStep {
  /** name of the Phase it belongs to */
  phase: string;
  /** what the client sends, without CRLF; empty for the opening */
  client?: string;
  /** first line of the reply, without CRLF */
  server: string;
  /** lines after it */
  more: number;
  /** of the event that begins it */
  seq: number;
  /** of the last event before the next step */
  last: number;
  /** when it begins, nanoseconds */
  at: number;
  /** how often the client waits for the other end */
  roundTrips: number;
  /** octets from client to server */
  sent: number;
  /** octets from server to client */
  received: number;
  /** TCP segments with octets, both ways */
  segments: number;
}

/** Cost is what some steps of a session cost together. */
export interface Cost {
  /** empty: all */
  phase?: string;
  steps: number;
  roundTrips: number;
  /** octets from client to server */
  sent: number;
  /** octets from server to client */
  received: number;
  /** TCP segments with octets, both ways */
  segments: number;
}

/** Remains are the messages of one maildrop after the errand. */
export interface Remains {
  mailbox: string;
  /** by subject */
  messages: string[];
}

/** Answer is what one generation says to a Wish. */
export interface Answer {
  /** "yes", "partly" or "no" */
  can: string;
  how: string;
  why: Cite | null;
}

/** Entry is one row of a Sum. */
export interface Entry {
  label: string;
  octets: number;
  /** 1: they are added; -1: they are taken away */
  sign: number;
  explain: string;
  /** of the octets that it speaks of: key into Tables.Glossary */
  token?: string;
  /** of the event in which they can be seen; -1: nowhere */
  seq: number;
  why?: Cite;
}

/**
 * RuleSection is a section of a document. One without rules is cited all the
 * same.
 */
export interface RuleSection {
  /** "RFC 1939 section 5" */
  text: string;
  url: string;
  rules: Rule[];
}

/**
 * ComparedStep is a step of a branch: one message on the wire and all that it
 * brings about.
 */
export interface ComparedStep {
  /** as in Event */
  step: number;
  /** of its first event */
  seq: number;
  /** of its last event */
  last: number;
  /** connection */
  conn: number;
  /** who acts */
  side: string;
  /** short form: "RETR 1" */
  label: string;
  /** sentences of what it brings about */
  bring: string;
}

/** QuestionOption is one of the answers to choose from. */
export interface QuestionOption {
  text: string;
  /** a wrong one: key of the Concept that who chooses it has not understood */
  shows?: string;
}

/** Concept is something to have understood. */
export interface Concept {
  key: string;
  /** "RSET and QUIT" */
  name: string;
  /** how it is */
  sentence: string;
  /** what who gets it wrong does: "mixes up RSET and QUIT" */
  mix: string;
}

/** Folder is one more mailbox of a user's, where the protocol knows such. */
export interface Folder {
  /** as its owner calls it */
  name: string;
  readOnly?: boolean;
  messages?: string[];
}

/**
 * Pattern fits an Event that has all of what it states; what is zero is not
 * asked for.
 */
export interface Pattern {
  kind: string;
  side?: string;
  keyword?: string;
  ok?: boolean;
  /** the message as numbered at the start of the scenario */
  item?: number;
  /** the maildrop's unique name: "ada", or "ada/work" for a folder of hers */
  mailbox?: string;
  /** the new state */
  state?: string;
  /** all of it, such as the subject of what is stored */
  text?: string;
  /** what the octets begin with, in any case */
  line?: string;
}

/** Rule is one thing that a document asks for. */
export interface Rule {
  id: string;
  /** "must", "should", "may"; in capitals where the document wrote it so */
  level: string;
  /** is to keep it: "server", "client", "both" */
  who: string;
  text: string;
  /** "done", "partial", "not ours" */
  standing: string;
  /** why it is not done */
  reason?: string;
  /** one of those that show it */
  test?: string;
}

/** The engine, as the Go program puts it into globalThis.popscope. Every
 * method is synchronous. Structured data is JSON; instead of its answer a
 * method may give the JSON of a Failure. */
export interface Engine {
  /** The table of a protocol, by its name or by a Scenario with its service: Tables. */
  tables(of: string): string;
  /** Begins or restores a session: Request in, Session out. */
  open(request: string): string;
  /** Begins to open or restore a session, which is done a little at a time: Request in, Job out. */
  begin(request: string): string;
  /** Goes on with a job, for about so many events: Job. */
  go(job: number, events: number): string;
  /** Gives a job up. */
  stop(job: number): string;
  /** Sends lines, a list, each when the one before is answered: Change. */
  typeAll(id: number, seq: number, lines: string): string;
  /** Sends a line at event seq; in the past, that starts a branch, where it takes a message's place or waits, as Typing says: Change. */
  type(id: number, seq: number, line: string): string;
  /** What becomes of a line that is typed at event seq: Typing. */
  typing(id: number, seq: number): string;
  /** "connect", "hangup", "wait", "sleep NANOSECONDS", "run DEVICE", "run DEVICE + DEVICE", or "send LINE" right after event seq: Change. */
  act(id: number, seq: number, what: string): string;
  /** Lets a new message arrive for a maildrop after event seq: Change. */
  deliver(id: number, seq: number, mailbox: string, text: string): string;
  /** Takes what was seen on the wire of a real connection: Change. */
  observe(id: number, what: string, side: string, octets: Uint8Array, ms: number): string;
  /** What there is to see after event seq: View. */
  view(id: number, seq: number): string;
  /** All octets of event seq; a string is a Failure. */
  octets(id: number, seq: number): Uint8Array | string;
  /** Watches another branch: Session. */
  pick(id: number, branch: number): string;
  /** Gives a branch another name: Branch[]. */
  rename(id: number, branch: number, name: string): string;
  /** What a Request needs to bring the session back. */
  save(id: number): string;
  /** Octets of the message that was sent last at event seq: Account. */
  account(id: number, seq: number): string;
  /** Forgets a session. */
  drop(id: number): string;
}

/** The whole engine: what the core can, and what a first visit does not need. */
export interface WholeEngine extends Engine {
  /** Puts a Fault in after event seq: Change. */
  disturb(id: number, seq: number, fault: string): string;
  /** Sends a line from the server's seat after event seq, where the learner sits on that: Change. */
  say(id: number, seq: number, line: string): string;
  /** What the clients wait for after event seq: Awaiting. */
  awaits(id: number, seq: number): string;
  /** Opens what others have recorded: a capture, or a transcript. Without a protocol, it is found out: Session. */
  read(file: Uint8Array, protocol: string): string;
  /** Begins to open what others have recorded, which is done a little at a time: Job. */
  beginReading(file: Uint8Array, protocol: string): string;
  /** A branch as a file: "transcript", "json" or "pcapng"; a string is a Failure. */
  write(id: number, branch: number, format: string, secrets: boolean, published: boolean): Uint8Array | string;
  /** A branch in C:/S: notation, secrets masked. */
  transcript(id: number, branch: number): string;
  /** The events of a branch as they may leave the page, on paper or kept for later: Event[]. */
  masked(id: number, branch: number, published: boolean): string;
  /** A simulated session without its secrets, for a link: ShareRequest in, Shared out. */
  share(id: number, request: string): string;
  /** What the account form of a mail program offers: Scenario in, SetupForm out. */
  setupForm(scenario: string): string;
  /** Tries an account as a mail program does: SetupRequest in, SetupOutcome out. */
  setup(request: string): string;
  /** Questions about the next thing that the client does after event seq: QuestionRequest in, Questions out. */
  ask(id: number, seq: number, request: string): string;
  /** A session made up from a seed, and questions on it: QuizRequest in, Quiz out. */
  quiz(request: string): string;
  /** Marks answers: MarkRequest in, Marks out. */
  mark(request: string): string;
  /** Two branches of a session side by side: Comparison. */
  compare(id: number, a: number, b: number): string;
  /** What is wrong with a scenario, or odd: Scenario in, a list of Flaw out. */
  check(scenario: string): string;
  /** A message at event seq; LetterRequest in, Letter out. */
  letter(id: number, seq: number, request: string): string;
  /** How the octets of event seq are read one by one; number[] | null in: edges of segments. Framing. */
  framing(id: number, seq: number, edges: string): string;
  /** A text framed as a message of the protocol: Framing. */
  stuff(protocol: string, text: string): string;
  /** What somebody on the line learns from each login of the branch that is watched: OverheardList. */
  overheard(id: number): string;
  /** Tries words on a login that was overheard, in a simulated session only: GuessRequest in, Guesses out. */
  guess(id: number, request: string): string;
  /** The messages in an .eml or mbox file: Letters. */
  letters(file: Uint8Array): string;
}
