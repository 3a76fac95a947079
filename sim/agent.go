package sim

import (
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Agent is a client program that acts on its own: it is told each reply, and
// says what to send next. It is plain data, and knows nothing but what came
// over the wire.
type Agent interface {
	// Next is told what was heard and gives the next move. The greeting is
	// heard first. While lines still wait for their replies the move may be
	// empty.
	Next(Heard) Move
	// Clone is an independent copy.
	Clone() Agent
	// Memory is what the device remembers for its next session.
	Memory() Memory
}

// AgentRow is one way for a client to act.
type AgentRow struct {
	Name    string // "download and delete"
	Meaning string
	Refs    []rfc.Ref
	Options []string // fields of Device that it heeds, by their names in JSON
	New     func(Device, Memory) Agent

	// Patience is how long it waits, when nothing at all comes from the server,
	// before it is told so. 0: for ever.
	Patience time.Duration
}

// Heard is one reply, as an Agent is told of it.
type Heard struct {
	At      time.Duration
	Line    string // that it answers, without CRLF; "" for the greeting
	Keyword string // of the command that it answers, upper case; "" for the greeting
	Reply   wire.Reply
	Facts   []Fact
	Closed  bool // there is no reply: the connection has ended
	Late    bool // there is no reply: the AgentRow's Patience is over
}

// Move is what an Agent does next.
type Move struct {
	Lines []string // to send at once, without CRLF
	Close bool     // then close the connection without a word
	Note  string   // why, in one sentence for a learner: "The client …"; empty: nothing to tell
}

// Memory is what a device remembers from one session to the next.
type Memory struct {
	Known []Known
}

// Known is a message that a device has fetched.
type Known struct {
	UniqueID string
	At       time.Duration // when it was first fetched
}

// Knows reports whether there is a way to act of that name.
func (p *Profile) Knows(agent string) bool { return p.agent(agent) != nil }

// agent finds a way to act by its name.
func (p *Profile) agent(name string) *AgentRow {
	for _, row := range p.AllAgents() {
		if row.Name == name {
			return &row
		}
	}
	return nil
}
