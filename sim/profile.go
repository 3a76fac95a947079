package sim

import (
	"strings"
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Profile is one protocol: a table, not code paths. Dispatch, help, the state
// diagram, "why was this refused" and the fuzz dictionary come from its rows.
type Profile struct {
	Name       string
	Document   rfc.Ref
	Extends    *Profile // rows that are not found here are looked for there
	States     []StateRow
	Initial    State // after the greeting
	Commands   []Command
	Greeting   Greeting
	Dialect    wire.Dialect
	Refusals   map[Refusal]Refused
	Glossary   []Term
	LineLimit  int           // octets of a command line with its CRLF
	Autologout time.Duration // idle time after which the server closes; 0: never
	LockWhy    rfc.Ref       // where the document speaks of the exclusive-access lock
	LogoutWhy  rfc.Ref       // where the document speaks of the autologout timer
	LostWhy    rfc.Ref       // where it speaks of a connection that ends without QUIT
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
	Keyword  string
	In       []State
	Begins   bool   // a positive reply opens an exchange that After and NotAfter speak of
	After    string // valid only directly after a positive reply to this keyword
	NotAfter string // not valid directly after a positive reply to this keyword
	Args     []Arg
	Enter    State       // entered before Do runs
	To       State       // entered with a positive reply; empty: the session stays
	Effect   Effect      // what a positive reply implies for the maildrop
	Shape    wire.Shape  // of the positive reply
	Bare     *wire.Shape // of the positive reply when the optional argument is missing; nil: Shape
	Optional bool        // the document lets a server leave the command out
	Refs     []rfc.Ref   // where the command is defined; the first is its own paragraph
	Meaning  string      // what it asks for, in one line
	Do       func(*Session, Values) Reply
}

// Effect is what a positive reply implies for the maildrop. It lets a Tap
// follow a session it has no part in.
type Effect int

// The effects.
const (
	NoEffect   Effect = iota
	LockDrop          // the maildrop is locked and its messages are numbered
	MarkOne           // the message of the first argument is marked as deleted
	UnmarkAll         // all marks are taken away
	UpdateDrop        // marked messages are removed, the lock is released
)

// Arg is one argument of a command. It is read and checked here, once, before
// the command's Do runs.
type Arg struct {
	Token    wire.Token
	Kind     ArgKind
	Name     string // as help writes it: "msg"
	Max      int    // octets; 0: no limit but the line's
	Optional bool
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
	Words   []string // as typed
	Numbers []int    // those of Kind MessageNum and Number, by argument; 0 elsewhere
}

// Given reports whether argument i is there.
func (v Values) Given(i int) bool { return i < len(v.Words) }

// Reply is what a server decides to answer. It is the only way to speak: the
// error on the wire and the error in the program are one.
type Reply struct {
	OK      bool
	Text    string
	Count   int      // POP2's "#n" and "=n"; -1: none
	Counts  string   // the indicator that goes before Count
	Lines   [][]byte // multi-line response, before byte-stuffing. nil: a single line. Empty: just the termination octet
	Data    []byte   // counted octets
	Why     rfc.Ref  // the rule that decided
	Explain string   // why, in words for a learner
}

// Term explains one token of the octets.
type Term struct {
	Token   wire.Token
	Meaning string
	Ref     rfc.Ref
}

// Usage is how help writes the command: "LIST [msg]".
func (c *Command) Usage() string {
	var b strings.Builder
	b.WriteString(c.Keyword)
	for _, a := range c.Args {
		if a.Optional {
			b.WriteString(" [" + a.Name + "]")
		} else {
			b.WriteString(" " + a.Name)
		}
	}
	return b.String()
}

// Ref is the paragraph that defines the command.
func (c *Command) Ref() rfc.Ref {
	if len(c.Refs) == 0 {
		return rfc.Ref{}
	}
	return c.Refs[0]
}

// shape is the form of the positive reply to the command with so many
// arguments.
func (c *Command) shape(args int) wire.Shape {
	if c.Bare != nil && args < len(c.Args) {
		return *c.Bare
	}
	return c.Shape
}

// in reports whether the command may be given in the state.
func (c *Command) in(s State) bool {
	for _, x := range c.In {
		if x == s {
			return true
		}
	}
	return false
}

// AllCommands are the profile's rows and then those it extends.
func (p *Profile) AllCommands() []*Command {
	var rows []*Command
	for ; p != nil; p = p.Extends {
		for i := range p.Commands {
			rows = append(rows, &p.Commands[i])
		}
	}
	return rows
}

// Find looks a keyword up. A row that is valid in the state is preferred to
// one that is not; nil means that there is no such command at all.
func (p *Profile) Find(keyword string, in State) *Command {
	var other *Command
	for ; p != nil; p = p.Extends {
		for i := range p.Commands {
			c := &p.Commands[i]
			if c.Keyword != keyword {
				continue
			}
			if c.in(in) {
				return c
			}
			if other == nil {
				other = c
			}
		}
	}
	return other
}

// state gives the row of a state, or a zero row.
func (p *Profile) state(s State) StateRow {
	for ; p != nil; p = p.Extends {
		for _, r := range p.States {
			if r.Name == s {
				return r
			}
		}
	}
	return StateRow{Name: s}
}

// Explain gives the meaning of a token, and where it is defined.
func (p *Profile) Explain(t wire.Token) (Term, bool) {
	for ; p != nil; p = p.Extends {
		for _, g := range p.Glossary {
			if g.Token == t {
				return g, true
			}
		}
	}
	return Term{Token: t}, false
}

// Edge is a way from one state to another, or back to the same.
type Edge struct {
	From, To State
	Label    string // a keyword, or what happens
	OK       bool   // taken with a positive reply
	Ref      rfc.Ref
}

// Edges are all the ways a session can go, made from the rows.
func (p *Profile) Edges() []Edge {
	edges := []Edge{{Closed, p.Initial, "greeting", true, p.Greeting.Ref}}
	for _, c := range p.AllCommands() {
		for _, from := range c.In {
			to := from
			if c.To != "" {
				to = c.To
			}
			if c.Enter != "" {
				to = c.Enter
			}
			edges = append(edges, Edge{from, to, c.Keyword, true, c.Ref()})
		}
	}
	for _, s := range p.States {
		switch {
		case s.Last:
			edges = append(edges, Edge{s.Name, Closed, "connection closed", true, s.Ref})
		case s.Name != Closed && p.Autologout > 0:
			edges = append(edges, Edge{s.Name, Closed, "autologout", false, p.LogoutWhy})
		}
	}
	return edges
}
