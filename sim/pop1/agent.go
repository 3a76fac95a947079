package pop1

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// agents are the two ways for a client to act.
var agents = []sim.AgentRow{
	{
		Name: "read everything and keep it", Meaning: "logs in, reads a whole mailbox with RETR, and leaves it as it was",
		Refs:    []rfc.Ref{section("The Normal Scenario"), section("Diagram")},
		Options: []string{"folder"},
		New:     func(d sim.Device, _ sim.Memory) sim.Agent { return newReader(d, "RETR") },
	},
	{
		Name: "read everything and delete it", Meaning: "logs in, reads a whole mailbox with RDEL, and has it emptied once all the mail has come",
		Refs:    []rfc.Ref{section("The Normal Scenario"), section("Diagram")},
		Options: []string{"folder"},
		New:     func(d sim.Device, _ sim.Memory) sim.Agent { return newReader(d, "RDEL") },
	},
}

// reader is a client that goes once through the Normal Scenario. It leaves it
// as soon as the server says no.
type reader struct {
	name, password, mailbox string
	begin                   string // RETR or RDEL
}

func newReader(d sim.Device, begin string) reader {
	r := reader{d.User, d.Password, d.Folder, begin}
	if r.mailbox == "" {
		r.mailbox = d.User
	}
	return r
}

// Next is what the client does about a reply.
func (r reader) Next(h sim.Heard) sim.Move {
	if h.Closed {
		return sim.Move{}
	}
	if !h.Reply.Positive {
		return refusedBy[h.Keyword]
	}
	switch h.Keyword {
	case "":
		return send("USER "+r.name, "")
	case "USER":
		return send("PASS "+r.password, "")
	case "PASS":
		return send(r.begin+" "+r.mailbox, "")
	case "RETR", "RDEL":
		if h.Reply.Count == 0 {
			return send("RSET", "The client sees that the mailbox is empty. It need not ask for nothing, and gives the mailbox back.")
		}
		return send("RCEV", "")
	case "RCEV":
		if r.begin == "RDEL" {
			return send("RCVD", "The client has all the mail, safely stored. Only now does it say so, for then the server deletes it.")
		}
		return send("RCVD", "The client has all the mail.")
	case "RCVD", "RSET":
		return send("QUIT", "")
	}
	return sim.Move{} // QUIT: the server closes
}

// refusedBy is what a client does when the server says no to a command; "" is
// the greeting.
var refusedBy = map[string]sim.Move{
	"":     {Close: true, Note: "The client was not greeted with +OK, and closes."},
	"USER": send("QUIT", "The client may not log in under that name. Another try would be answered no better."),
	"PASS": send("QUIT", "The client may not log in with that password. Another try would be answered no better."),
	"RETR": send("QUIT", "The client does not get the mailbox. It can try again later."),
	"RDEL": send("QUIT", "The client does not get the mailbox. It can try again later."),
	"RCEV": send("RSET", "The client was promised mail and gets none. It gives the mailbox back."),
	"RCVD": send("QUIT", "The client has the mail, but some of it is still in the mailbox too. It will come again next time."),
	"RSET": send("QUIT", "The client cannot give the mailbox back. To end the session will do that."),
	"QUIT": {Close: true, Note: "The client may not say goodbye, and closes."},
}

func send(line, note string) sim.Move { return sim.Move{Lines: []string{line}, Note: note} }

// Clone is the reader itself: it has nothing that changes.
func (r reader) Clone() sim.Agent { return r }

// Memory is empty: POP1 has nothing by which to know a message again.
func (r reader) Memory() sim.Memory { return sim.Memory{} }
