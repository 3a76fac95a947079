// Code generated from the Go types. DO NOT EDIT.

export interface Cite {
  text: string;
  url: string;
}

export interface Span {
  off: number;
  len: number;
  token: string;
}

export interface Event {
  seq: number;
  cause: number;
  step: number;
  at: number;
  conn: number;
  side: string;
  kind: string;
  sentence: string;
  label: string;
  more: number;
  size: number;
  octets?: string;
  spans?: Span[];
  ok: boolean;
  explain?: string;
  keyword?: string;
  old?: string;
  new?: string;
  message?: number;
  item?: number;
  why?: Cite;
  inferred: boolean;
}

export interface Term {
  token: string;
  meaning: string;
  why?: Cite;
}

export interface StateInfo {
  name: string;
  meaning: string;
  why?: Cite;
  ours: boolean;
}

export interface Edge {
  from: string;
  to: string;
  label: string;
  ok: boolean;
  why?: Cite;
}

export interface CommandInfo {
  keyword: string;
  usage: string;
  in: string[];
  meaning: string;
  optional: boolean;
  why?: Cite;
}

export interface Tables {
  protocol: string;
  document: Cite;
  states: StateInfo[];
  edges: Edge[];
  commands: CommandInfo[];
  glossary: Term[];
}

export interface Branch {
  id: number;
  parent: number;
  at: number;
  name: string;
  events: number;
}

export interface GoalState {
  text: string;
  met: boolean;
  seq: number;
}

export interface TaskState {
  solved: boolean;
  goals: GoalState[];
  broken: GoalState[];
}

export interface Session {
  id: number;
  kind: string;
  protocol: string;
  branch: number;
  branches: Branch[];
  events: Event[];
  task?: TaskState;
  notes?: string[];
}

export interface Change {
  branch: number;
  branches: Branch[];
  from: number;
  events: Event[];
  task?: TaskState;
}

export interface Request {
  kind: string;
  scenario?: Scenario;
  lines?: string[];
  task?: Task;
  saved?: string;
}

export interface LessonTask {
  name: string;
  title: string;
  brief: string;
  goals: string[];
  hints: string[];
  solution: string[];
  request: Request;
}

export interface Lesson {
  name: string;
  title: string;
  summary: string;
  request: Request;
  tables: Tables;
  events: Event[];
  views: View[];
  tasks: LessonTask[];
}

export interface Failure {
  error: string;
  crashed: boolean;
  detail?: string;
}

export interface View {
  at: number;
  conns: ConnView[];
  maildrops: MaildropView[];
}

export interface ConnView {
  conn: number;
  open: boolean;
  state: string;
  mailbox?: string;
  count: number;
  octets: number;
  messages: ClientMail[];
  inferred: boolean;
}

export interface ClientMail {
  message: number;
  octets: number;
  uniqueId?: string;
  subject?: string;
  holds: string;
  heldSize: number;
  deleted: boolean;
}

export interface MaildropView {
  mailbox: string;
  holder: number;
  messages: ServerMail[];
  inferred: boolean;
}

export interface ServerMail {
  item: number;
  message: number;
  octets: number;
  uniqueId?: string;
  from?: string;
  subject?: string;
  marked: boolean;
  gone: boolean;
  unseen: boolean;
}

export interface Scenario {
  protocol: string;
  host: string;
  seed: number;
  epoch?: number;
  latency: number;
  mailboxes: Mailbox[];
}

export interface Mailbox {
  name: string;
  password: string;
  login?: string;
  messages: string[];
}

export interface Task {
  goals: Goal[];
  never: Goal[];
}

export interface Goal {
  text: string;
  when: Pattern;
}

export interface Pattern {
  kind: string;
  side?: string;
  keyword?: string;
  ok?: boolean;
  item?: number;
  state?: string;
}
