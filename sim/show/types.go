// Package show is what the page is handed: the engine's facts as plain data.
//
// Every type here becomes a TypeScript type (web/src/abi.ts is generated from
// this package), so the page never has to guess, and never has to know a
// protocol. All times are virtual, in nanoseconds since the session began.
package show

import "popscope/sim"

// Cite is a section of a document, ready to be shown and followed.
type Cite struct {
	Text     string `json:"text"`               // "RFC 1939 section 5"
	URL      string `json:"url"`                // empty if the document is published nowhere
	Standing string `json:"standing,omitempty"` // "inferred": not seen in the document; "ours": Popscope's own choice
}

// Span labels some octets of a message. The spans of an Event tile its octets.
type Span struct {
	Off   int    `json:"off"`   // octets from the start of the message
	Len   int    `json:"len"`   // octets
	Token string `json:"token"` // key into Tables.Glossary
}

// Event is one fact of a session. Every view is drawn from these.
type Event struct {
	Seq      int    `json:"seq"`               // from 0, without gaps
	Cause    int    `json:"cause"`             // seq of the event that led to it; -1: from outside
	Step     int    `json:"step"`              // from 1: one message on the wire with all that it brings about
	At       int64  `json:"at"`                // virtual time, nanoseconds
	Conn     int    `json:"conn"`              // connection, from 1
	Side     string `json:"side"`              // who acts: "client" or "server"
	Kind     string `json:"kind"`              // "opened" "sent" "arrived" "command" "reply" "state" "locked" "unlocked" "marked" "unmarked" "removed" "delivered" "learned" "held" "timer" "fault" "closed" "tcp" "broken" "gap" "secured" "decided" "created" "destroyed" "renamed" "stored" "flagged"
	Sentence string `json:"sentence"`          // the canonical sentence: screen, screen reader, terminal and print say this
	Label    string `json:"label"`             // short form for an arrow: "RETR 1", "+OK 120 octets"
	More     int    `json:"more"`              // sent: lines after the first (a multi-line response)
	Size     int    `json:"size"`              // sent, arrived: octets on the wire
	Octets   string `json:"octets,omitempty"`  // base64 of the first octets (all of them unless Size is over OctetsShown)
	Spans    []Span `json:"spans,omitempty"`   // tile the octets in Octets
	Partial  bool   `json:"partial,omitempty"` // sent: more of the line or reply has to come
	OK       bool   `json:"ok"`                // reply: positive status indicator
	Odd      bool   `json:"odd,omitempty"`     // reply: neither a yes nor a no, for it begins with no status indicator
	How      string `json:"how,omitempty"`     // closed: "reset" or "refused"; missing: in order
	Explain  string `json:"explain,omitempty"` // why, for a learner
	Keyword  string `json:"keyword,omitempty"` // the command it belongs to; fault: which one was put in, as Fault.Kind
	Old      string `json:"old,omitempty"`     // state
	New      string `json:"new,omitempty"`     // state
	Goes     bool   `json:"goes,omitempty"`    // command, reply: of an exchange that goes on
	Mailbox  string `json:"mailbox,omitempty"` // the maildrop's unique name
	Device   string `json:"device,omitempty"`  // whose program acts
	Message  int    `json:"message,omitempty"` // message-number
	Item     int    `json:"item,omitempty"`    // the message in the maildrop, whatever its number
	Why      *Cite  `json:"why,omitempty"`     // the rule that explains it
	Inferred bool   `json:"inferred"`          // read off the wire, not known from inside
}

// Term explains one token of the octets view.
type Term struct {
	Token   string `json:"token"`
	Meaning string `json:"meaning"`
	Why     *Cite  `json:"why,omitempty"`
}

// StateInfo is one state of the protocol.
type StateInfo struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Why     *Cite  `json:"why,omitempty"`
	Ours    bool   `json:"ours"` // a name of ours ("closed"), not the document's
}

// Edge is a way from one state to another, or back to the same.
type Edge struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Label string `json:"label"` // the keyword, or what happens: "greeting", "autologout", "line breaks"
	OK    bool   `json:"ok"`    // taken with a positive reply
	Why   *Cite  `json:"why,omitempty"`
	By    string `json:"by,omitempty"` // kind of the event that takes it ("timer", "closed" by the client, "broken"), where neither a command nor the server's own course does
}

// CommandInfo is one command, for completion and help.
type CommandInfo struct {
	Keyword  string    `json:"keyword"`
	Usage    string    `json:"usage"` // "LIST [msg]"
	Args     []ArgInfo `json:"args,omitempty"`
	Purpose  string    `json:"purpose"` // name of a Phase: what it is for
	In       []string  `json:"in"`      // states
	Meaning  string    `json:"meaning"`
	Optional bool      `json:"optional"`      // the document lets a server leave it out
	Tag      string    `json:"tag,omitempty"` // the capability that announces it
	Why      *Cite     `json:"why,omitempty"`
}

// ArgInfo is one argument of a command, in the order of its usage.
type ArgInfo struct {
	Name     string `json:"name"`               // as the usage writes it: "msg"
	Token    string `json:"token"`              // what it is: "message-number"
	Optional bool   `json:"optional,omitempty"` // it may be left out
	Many     bool   `json:"many,omitempty"`     // there may be more of the same
}

// Choice is a question that the documents leave open, and what Popscope does.
type Choice struct {
	Question string `json:"question"`
	Answer   string `json:"answer"`
	Because  string `json:"because"`
	Why      *Cite  `json:"why,omitempty"`
}

// Named is something with a name and a meaning: a revision of a protocol, a
// capability, a way for a client to act.
type Named struct {
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
	Why     *Cite  `json:"why,omitempty"`
}

// Tables is one protocol, as its table says.
type Tables struct {
	Protocol     string        `json:"protocol"`
	Revision     string        `json:"revision,omitempty"`
	Notice       string        `json:"notice,omitempty"` // what a learner must be told before anything else
	Port         int           `json:"port"`             // TCP
	Document     *Cite         `json:"document"`
	States       []StateInfo   `json:"states"` // in the order of a session's life; the first is the one without a session
	Edges        []Edge        `json:"edges"`
	Client       []StateInfo   `json:"client,omitempty"`      // states of the client, where the document draws them
	ClientEdges  []Edge        `json:"clientEdges,omitempty"` // ways between them: a keyword is what the client sends
	Phases       []Phase       `json:"phases"`                // the purposes that its commands have, in the order of a session
	Commands     []CommandInfo `json:"commands"`
	Capabilities []Named       `json:"capabilities,omitempty"`
	Revisions    []Named       `json:"revisions,omitempty"`
	Agents       []Named       `json:"agents,omitempty"` // clients that act on their own
	Choices      []Choice      `json:"choices,omitempty"`
	Glossary     []Term        `json:"glossary"`
}

// Branch is one course a session took. Branch 0 is the session as it was
// opened; another one leaves its parent after the event At.
type Branch struct {
	ID     int    `json:"id"`
	Parent int    `json:"parent"` // -1 for branch 0
	At     int    `json:"at"`     // seq of the last event shared with the parent
	Name   string `json:"name"`   // "as recorded", "DELE 1 instead"
	Events int    `json:"events"` // how many events it has
}

// GoalState is one goal of a task and whether it is met.
type GoalState struct {
	Text string `json:"text"`
	Met  bool   `json:"met"`
	Seq  int    `json:"seq"` // the event that met it, -1 if none
}

// TaskState says how far an attempt has come.
type TaskState struct {
	Solved bool        `json:"solved"`
	Goals  []GoalState `json:"goals"`
	Broken []GoalState `json:"broken"` // things that must never happen, and have: Text says what, Seq where
	Over   bool        `json:"over"`   // it can no longer succeed
	Why    string      `json:"why"`    // what the author says of such an attempt; "": it was not foreseen
	Asked  bool        `json:"asked"`  // Why says no more than what is still missing: for who asks
	Back   int         `json:"back"`   // where it has strayed, the last event from which the solution leads to the goals; -1: none
	Left   int         `json:"left"`   // a bit for each line of the solution that is still to be sent; 0: from here they do not lead to the goals
}

// Session is a session in full: what Engine.open and Engine.pick return.
type Session struct {
	ID       int        `json:"id"`
	Kind     string     `json:"kind"` // "simulated", "real", or "read": recorded by others
	Protocol string     `json:"protocol"`
	Branch   int        `json:"branch"` // the branch whose events these are
	Branches []Branch   `json:"branches"`
	Events   []Event    `json:"events"`
	Task     *TaskState `json:"task,omitempty"`
	Notes    []string   `json:"notes,omitempty"`   // what could not be restored, in words
	Lost     string     `json:"lost,omitempty"`    // why what was saved is not in it
	Request  *Request   `json:"request,omitempty"` // "read": opens it again, with what Engine.save gives as its Saved
}

// Job is a session that is being opened, a little at a time: meanwhile a page
// answers, and may give it up.
type Job struct {
	ID      int      `json:"id"`
	Done    int      `json:"done"`              // thousandths
	Events  []Event  `json:"events,omitempty"`  // the next of the session's
	Session *Session `json:"session,omitempty"` // once all is done; all its Events were given before
}

// Change is what an action brought: new events on a branch, maybe a new one.
type Change struct {
	Branch   int        `json:"branch"` // the branch the events belong to; it may be new
	Branches []Branch   `json:"branches"`
	From     int        `json:"from"`   // keep the events before this seq, replace the rest
	Events   []Event    `json:"events"` // those from seq From on
	Task     *TaskState `json:"task,omitempty"`
}

// Request asks the engine for a session. A request without Saved plays Lines
// from the start; one with Saved restores what Engine.save returned.
type Request struct {
	Kind     string        `json:"kind"` // "simulated", "real", or "read": only with Saved, and of the Scenario the protocol and its service
	Scenario *sim.Scenario `json:"scenario,omitempty"`
	Lines    []string      `json:"lines,omitempty"` // a script for sim.Play: what the client sends, one by one, without CRLF
	Task     *sim.Task     `json:"task,omitempty"`
	Saved    string        `json:"saved,omitempty"`
}

// LessonTask is a task of a lesson, ready to be attempted.
type LessonTask struct {
	Name     string   `json:"name"`
	Title    string   `json:"title"`
	Brief    string   `json:"brief"`    // HTML
	Goals    []string `json:"goals"`    // what must come about, in words
	Never    []string `json:"never"`    // what must not happen, in words
	Hints    []Hint   `json:"hints"`    // in order
	Solution []string `json:"solution"` // lines to type
	Request  Request  `json:"request"`
}

// Hint is a hint for those who attempt a task.
type Hint struct {
	Text string `json:"text"` // HTML
	For  int    `json:"for"`  // a bit for each line of the solution to which it helps: of use as long as one of them is still to be sent
}

// Lesson is a lesson with its recorded session: enough to step through it
// before the engine has arrived.
type Lesson struct {
	Name    string       `json:"name"` // of its file, without number and extension
	Title   string       `json:"title"`
	Summary string       `json:"summary"`
	Request Request      `json:"request"` // what makes the session live
	Tables  Tables       `json:"tables"`
	Events  []Event      `json:"events"`
	Views   []sim.View   `json:"views"` // Views[seq] is what there is to see after event seq
	Tasks   []LessonTask `json:"tasks"`
}

// Failure is what a method of the engine returns instead of an answer.
type Failure struct {
	Error   string `json:"error"`            // for a person
	Crashed bool   `json:"crashed"`          // a fault of ours: the engine should be restarted
	Detail  string `json:"detail,omitempty"` // for whoever mends it
}
