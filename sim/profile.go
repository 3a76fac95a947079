package sim

import (
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Profile is one protocol: a table, not code paths. Dispatch, help, the state
// diagram, "why was this refused" and the fuzz dictionary come from its rows.
type Profile struct {
	Name         string
	Revision     string // of Revisions; "" if there is but one
	Notice       string // what a learner must be told before anything else; "" if nothing
	Port         int    // TCP port
	Inbox        string // what users call their default maildrop, besides their own name
	Document     rfc.Ref
	Extends      *Profile // rows that are not found here are looked for there
	States       []StateRow
	Listening    State // before the greeting and after the end; "": Closed
	Initial      State // after the greeting
	Commands     []Command
	Greeting     Greeting
	Localize     func(*Session, string) string // a reply's text in the language that the session has chosen; nil: there is one language
	Dialect      wire.Dialect
	Quote        byte // quotes one character of an argument (POP2's "\\"); 0: there is no such thing
	Refusals     map[Refusal]Refused
	Laws         map[Breach]rfc.Ref // what may not be seen on the wire, and where it is written
	Glossary     []Term
	Client       []StateRow          // states of the client, where the document draws them (POP2); the first is where it begins
	Revisions    []Revision          // oldest first
	cites        map[rfc.Ref]rfc.Ref // Revision.Cites of the one that is followed
	Capabilities []Capability
	Agents       []AgentRow
	Choices      []Choice
	LineLimit    int           // octets of a command line with its CRLF
	Autologout   time.Duration // idle time after which the server closes; 0: never
	Logout       *Refused      // what it says then; nil: it closes without a word
	LockWhy      rfc.Ref       // where the document speaks of the exclusive-access lock
	LogoutWhy    rfc.Ref       // where the document speaks of the autologout timer
	ExpireWhy    rfc.Ref       // where it lets a server throw old mail away; zero: the server keeps all
	LostWhy      rfc.Ref       // where it speaks of a connection that ends without QUIT
}

// Choice is a question that the documents leave open, or answer in two ways,
// and what Popscope does.
type Choice struct {
	Question string
	Answer   string
	Because  string
	Ref      rfc.Ref
}

// StateRow is one state of a session.
type StateRow struct {
	Name    State
	Meaning string
	Ref     rfc.Ref
	Last    bool // once the reply is sent, the server releases the lock and closes
}

// Greeting is what the server says first.
type Greeting struct {
	Shape wire.Shape
	Ref   rfc.Ref
	Do    func(*Session) Reply
}

// Command is one row: all there is to know about a command, in the states In.
// Only Do is code.
type Command struct {
	Keyword  string // where the second word belongs to it, both: "XTND BBOARDS"
	Purpose  Purpose
	In       []State
	Begins   bool   // a positive reply opens an exchange that After and NotAfter speak of
	After    string // valid only directly after a positive reply to this keyword
	NotAfter string // not valid directly after a positive reply to this keyword
	Args     []Arg
	Enter    State       // entered before Do runs
	To       State       // entered with a positive reply; empty: the session stays
	Else     State       // entered with a negative reply; empty: the session stays
	Client   State       // of the client, once it has sent the command, where Profile.Client has states
	Effect   Effect      // what a positive reply implies for the maildrop
	Inner    string      // LockDrop, SwitchDrop, ReadDrop: the maildrop is the folder of this name in that of the argument; "": it is that of the argument
	Cursor   Cursor      // what a positive reply implies for the current message
	Shape    wire.Shape  // of the positive reply
	Bare     *wire.Shape // of the positive reply when the optional argument is missing, which then has no Effect; nil: Shape
	Exchange *Exchange   // what the client goes on to send; nil: nothing
	Optional bool        // the document lets a server leave the command out
	Since    string      // the first of Profile.Revisions that has the row; "": all
	Until    string      // the last of Profile.Revisions that has the row; "": all
	Tag      string      // the capability that announces it; without that, the server does not know it
	Unless   string      // the capability that has another row in the place of this one
	Refs     []rfc.Ref   // where the command is defined; the first is its own paragraph
	Meaning  string      // what it asks for, in one line
	Do       func(*Session, Values) Reply
}

// Exchange is what a client goes on to send after the command line: answers to
// challenges (RFC 1734), or a message (POP4's STOR).
type Exchange struct {
	Token    wire.Token // of what the client sends
	Dotted   bool       // lines up to a termination octet, after a positive reply; else a line for each reply that Goes
	Limit    int        // octets of one line with its CRLF
	Size     int        // Dotted: octets of all lines that are kept; the rest is thrown away, and Do is told nil
	Shape    wire.Shape // of the positive reply that ends it
	Do       func(*Session, []byte) Reply
	Explain  func(lines, challenges []string) string // what was said last, for who listens: from the command line, the lines after it, and the challenges between them
	Refusals map[Refusal]Refused                     // of a line of it that is none, not Dotted; nil: the profile's, which speak of commands
	Name     func(lines []string) string             // the user's name, from the command line and all lines after it; nil: it has none
}

// Effect is what a positive reply implies for the maildrop. It lets a Tap
// follow a session it has no part in.
type Effect int

// The effects.
const (
	NoEffect    Effect = iota
	LockDrop           // the maildrop is locked and its messages are numbered
	MarkOne            // the message of the first argument, or else the current one, is marked as deleted
	UnmarkAll          // all marks are taken away
	UpdateDrop         // marked messages are removed
	SwitchDrop         // marked messages are removed, the lock is released, and another maildrop is locked
	ReadDrop           // the same, but the other is opened only to be read: in it MarkOne does nothing. By a negative reply of its Do too, but then none is open
	ReleaseDrop        // the lock is released; by a negative reply too, if that leads to Else
	SecureLine         // TLS begins
	AddOne             // a message is put into the open maildrop, and has the next number
	TakeMany           // the messages of the arguments are gone from the maildrop at once
	FlagOne            // the message of the first argument has the flags that the reply lists
	MakeFolder         // a folder is made
	DropFolder         // a folder is no more
	NameFolder         // a folder has another name: the second argument
	PlaceFolder        // a folder lies in another: the second argument
)

// Cursor is what a positive reply implies for the current message, where the
// protocol knows such a thing (RFC 937).
type Cursor int

// The ways the current message changes.
const (
	StayCursor  Cursor = iota
	FirstCursor        // it is message 1
	GivenCursor        // it is the one of the first argument, if that is there
	NextCursor         // it is the next one
)

// Arg is one argument of a command. It is read and checked here, once, before
// the command's Do runs.
type Arg struct {
	Token    wire.Token
	Kind     ArgKind
	Name     string // as help writes it: "msg"
	Max      int    // octets; 0: no limit but the line's
	UTF8     string // the capability with which it may hold UTF-8; "": printable ASCII only
	Optional bool
	Many     bool // the last argument only: there may be more of the same
}

// ArgKind says how an argument is read.
type ArgKind int

// The kinds of argument.
const (
	Word       ArgKind = iota // anything without SPACE
	MessageNum                // the message-number of a message that is there and not marked as deleted
	Number                    // a decimal number, 0 or more
	RestOfLine                // all the rest, SPACEs included
)

// Values are the arguments of a command, read as its row says.
type Values struct {
	Words   []string // as typed, without quoting
	Numbers []int    // those of Kind MessageNum and Number, by argument; 0 elsewhere
}

// Given reports whether argument i is there.
func (v Values) Given(i int) bool { return i < len(v.Words) }

// Reply is what a server decides to answer. It is the only way to speak: the
// error on the wire and the error in the program are one.
type Reply struct {
	OK      bool
	Goes    bool    // the exchange goes on: Text is a challenge, and the client answers it
	Close   bool    // the server closes after this reply
	Secure  bool    // after this reply TLS begins
	Mute    bool    // there is no reply on the wire: the server only closes
	Denied  bool    // a login has failed because name and secret do not fit together
	Refusal Refusal // the reason, if it is one that no command has for itself alone
	Code    string  // response code, without its brackets (RFC 2449 section 8)
	Text    string
	Count   int            // POP2's "#n" and "=n"; -1: none
	Counts  string         // the indicator that goes before Count
	Body    []wire.Passage // lines of a multi-line response, before byte-stuffing, or counted octets. nil: a single line. Empty: just the termination octet
	Why     rfc.Ref        // the rule that decided
	Explain string         // why, in words for a learner
}

// Term explains one token of the octets.
type Term struct {
	Token   wire.Token
	Meaning string
	Ref     rfc.Ref
}
