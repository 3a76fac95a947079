package main

import "popscope/sim/show"

// wholeRoots are the types that only the whole engine gives or takes.
var wholeRoots = []any{
	show.Fault{}, show.Awaiting{},
	show.ShareRequest{}, show.Shared{}, show.Comparison{},
	show.QuestionRequest{}, show.Questions{}, show.QuizRequest{}, show.Quiz{}, show.MarkRequest{}, show.Marks{},
	show.Letter{}, show.LetterRequest{}, show.Framing{},
	show.OverheardList{}, show.GuessRequest{}, show.Guesses{}, show.Letters{},
}

// wholeMethods are the calls of wasm/whole_js.go; the same test.
const wholeMethods = `
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
`
