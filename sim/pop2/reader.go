package pop2

import (
	"fmt"
	"strings"
	"time"

	"popscope/sim"
)

// patience is the time-out T1 (RFC 937, Timeouts): a client expects a reply
// fairly quickly. What has come of a long message counts as a reply here.
const patience = time.Minute

// agents are the clients that act on their own. Both read every message of a
// mailbox, in order, and differ in the acknowledgment.
var agents = []sim.AgentRow{
	{
		Name: "download and keep", Refs: refs(clientTable, theCommands), Options: []string{"folder"}, New: reading("ACKS"), Patience: patience,
		Meaning: "Reads every message and leaves it there. POP2 has no names for messages, so the next time it reads them all again.",
	},
	{
		Name: "download and delete", Refs: refs(clientTable, theCommands), Options: []string{"folder"}, New: reading("ACKD"), Patience: patience,
		Meaning: "Reads every message and has it deleted.",
	},
}

func reading(ack string) func(sim.Device, sim.Memory) sim.Agent {
	return func(d sim.Device, m sim.Memory) sim.Agent {
		return &reader{device: d, memory: m, ack: ack, state: Call}
	}
}

// reader is the Client Decision Table: a state, and what it takes to choose
// where the table has more than one way.
type reader struct {
	device  sim.Device
	memory  sim.Memory
	ack     string // the acknowledgment of a message that has arrived
	state   sim.State
	turned  bool // the device's folder has been asked for
	count   int  // messages in the mailbox
	current int  // the message that the next size is of
	octets  int  // its size, as announced
	again   bool // it has been asked for a second time
}

// Clone is an independent copy.
func (r *reader) Clone() sim.Agent {
	c := *r
	return &c
}

// Memory is what the device knew before: there is nothing in POP2 by which it
// could know a message again.
func (r *reader) Memory() sim.Memory { return r.memory }

// Next looks the input up in the table.
func (r *reader) Next(h sim.Heard) sim.Move {
	in := h.Reply
	switch {
	case r.state == Exit:
		return sim.Move{Close: true}
	case h.Late:
		return r.leave("The time-out T1 has passed and nothing has come. The client gives up and sends QUIT.")
	case h.Closed:
		return r.leave("The server has closed before the client was done. By the table it sends QUIT, but there is nobody any more.")
	case r.state == Call && in.Indicator == "+" && greets(in.Text):
		return r.say(Nmbr, "HELO "+quote(r.device.User)+" "+quote(r.device.Password), "The client has heard that this is POP2, and says who its user is.")
	case r.state == Nmbr && in.Indicator == "#":
		return r.numbered(in.Count)
	case r.state == Size && in.Indicator == "=":
		return r.sized(in.Count)
	case r.state == Xfer && in.Data != nil:
		return r.held(len(in.Data))
	}
	return r.leave("The client did not expect that. It is garbage, by its table, and so the client sends QUIT.")
}

// greets reports whether a greeting is right: it names the protocol.
func greets(text string) bool { return text == "POP2" || strings.HasPrefix(text, "POP2 ") }

// numbered is action 3.
func (r *reader) numbered(count int) sim.Move {
	r.count, r.current = count, 1
	switch {
	case r.device.Folder != "" && !r.turned:
		r.turned = true
		return r.say(Nmbr, "FOLD "+quoteMailbox(r.device.Folder), "The client wants another mailbox.")
	case count == 0:
		return r.leave("There is nothing to read, so the client sends QUIT.")
	}
	return r.say(Size, "READ", "There is something to read. The client asks how long the current message is.")
}

// sized is action 4.
func (r *reader) sized(octets int) sim.Move {
	r.octets = octets
	switch {
	case octets > 0:
		return r.say(Xfer, "RETR", fmt.Sprintf("The client wants message %d.", r.current))
	case r.current < r.count:
		r.current++
		return r.say(Size, fmt.Sprintf("READ %d", r.current), "That message has no characters and must not be asked for. The client knows of more, and wants the next.")
	}
	return r.leave("There are no more messages, so the client sends QUIT.")
}

// held is action 5.
func (r *reader) held(octets int) sim.Move {
	switch {
	case octets == r.octets:
		r.again = false
		r.current++
		if r.ack == "ACKD" {
			return r.say(Size, r.ack, "The message is here, every character of it. The client has it deleted on the server.")
		}
		return r.say(Size, r.ack, "The message is here, every character of it. The client leaves it on the server.")
	case r.again:
		return r.leave("The message is not what was announced, for the second time. The client gives up.")
	}
	r.again = true
	return r.say(Size, "NACK", "The message is not as long as was announced. The client wants it again.")
}

// say sends a command and goes to the state that follows.
func (r *reader) say(to sim.State, line, note string) sim.Move {
	r.state = to
	return sim.Move{Lines: []string{line}, Note: note}
}

// leave is action 1: send QUIT, and go to EXIT.
func (r *reader) leave(note string) sim.Move { return r.say(Exit, "QUIT", note) }

// quote writes a user or a password: what the grammar does not allow as it is
// has a back-slash before it.
func quote(word string) string { return strings.ReplaceAll(quoteMailbox(word), " ", `\ `) }

// quoteMailbox writes a mailbox, in which spaces are allowed.
func quoteMailbox(name string) string {
	var b strings.Builder
	for i := 0; i < len(name); i++ {
		if c := name[i]; c == '\\' || c < 0x20 || c == 0x7F {
			b.WriteByte('\\')
		}
		b.WriteByte(name[i])
	}
	return b.String()
}
