package pop3

import (
	"fmt"
	"slices"
	"time"

	"popscope/sim"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// agents are the ways for a client to act on its own.
var agents = []sim.AgentRow{
	{
		Name: "download and delete", Meaning: "fetches every message, and deletes each that it holds whole",
		Refs:    refs("5", "6"),
		Options: []string{"plain", "tls", "auth", "pipeline"},
		New:     func(d sim.Device, _ sim.Memory) sim.Agent { return newAgent(d, &download{}) },
	},
	{
		Name: "leave on server", Meaning: "fetches only messages whose unique-id it does not know, and deletes none, or only after some days",
		Refs:    refs("7", "8"),
		Options: []string{"plain", "tls", "auth", "pipeline", "days"},
		New:     func(d sim.Device, m sim.Memory) sim.Agent { return newAgent(d, &keep{days: d.Days, known: m.Known}) },
	},
	{
		Name: "headers first", Meaning: "looks at the top of every message, and then fetches those that are not too large",
		Refs:    refs("7", "5"),
		Options: []string{"plain", "tls", "auth", "pipeline", "lines", "largest"},
		New: func(d sim.Device, _ sim.Memory) sim.Agent {
			return newAgent(d, &browse{lines: d.Lines, largest: d.Largest})
		},
	},
}

// agent is a client program: it asks what the server can do, logs in, does its
// errand, and leaves.
type agent struct {
	device  sim.Device
	errand  errand
	stage   stage
	now     time.Duration
	move    sim.Move // being made
	offer   offer
	secured bool   // TLS has begun
	stamp   string // timestamp of the greeting
	ways    []way  // to log in, the best first; the first is being tried
	sasl    sasl.ClientEnd
	stopped bool     // the client has broken an exchange off
	queue   []string // lines to send, none before the one ahead of it is answered
	marks   []string // DELE lines, which go first
	waiting []string // lines that wait for their replies; "" is for the greeting
	grouped bool     // the learner has been told how lines go out
	held    int      // messages that have come whole
	marked  bool     // some are to be deleted
}

// stage is how far an agent has come.
type stage int

const (
	greeting stage = iota
	asking         // for the capabilities
	securing       // STLS is sent
	entering       // logging in
	working        // on its errand
	leaving        // QUIT is sent
	gone           // QUIT is answered, or there is nothing more to say
)

// errand is what an agent does once it is logged in.
type errand interface {
	// more queues what comes next when every line has its reply; if it queues
	// nothing, the errand is done.
	more(a *agent)
	// hear takes in the reply to a line that was queued.
	hear(a *agent, h *sim.Heard)
	// left is told that the marked messages are removed.
	left()
	memory() sim.Memory
	clone() errand
}

func newAgent(d sim.Device, e errand) *agent {
	return &agent{device: d, errand: e, waiting: []string{""}}
}

// Clone is an independent copy.
func (a *agent) Clone() sim.Agent {
	c := *a
	c.errand = a.errand.clone()
	c.waiting, c.queue, c.marks = slices.Clone(a.waiting), slices.Clone(a.queue), slices.Clone(a.marks)
	return &c // what is in its other lists is never changed
}

// Memory is what the errand remembers.
func (a *agent) Memory() sim.Memory { return a.errand.memory() }

// Next is what the client does about a reply.
func (a *agent) Next(h sim.Heard) sim.Move {
	a.move, a.now = sim.Move{}, h.At
	switch {
	case h.Closed:
		a.lost()
	case len(a.waiting) > 0 && a.waiting[0] == h.Line: // else somebody else has asked
		a.waiting = a.waiting[1:]
		a.heard(&h)
		a.waiting = append(a.waiting, a.move.Lines...)
	}
	return a.move
}

func (a *agent) heard(h *sim.Heard) {
	switch a.stage {
	case greeting:
		a.greeted(&h.Reply)
	case asking:
		a.told(&h.Reply)
	case securing:
		a.secure(h.Reply.Positive)
	case entering:
		a.enter(h)
	case working:
		a.errand.hear(a, h)
		a.next()
	case leaving:
		a.left(h.Reply.Positive)
	}
}

func (a *agent) say(line string) { a.move.Lines = append(a.move.Lines, line) }

// note tells a learner why.
func (a *agent) note(why string) {
	if a.move.Note != "" {
		a.move.Note += " "
	}
	a.move.Note += why
}

// hangUp closes without a word.
func (a *agent) hangUp() { a.stage, a.move.Close = gone, true }

func (a *agent) greeted(r *wire.Reply) {
	if !r.Positive {
		a.note("The client is not welcome, and closes. It tries again later.")
		a.hangUp()
		return
	}
	from, to := wire.FindTimestamp(r.Text)
	a.stamp = r.Text[from:to]
	a.stage = asking
	a.note("The client asks what this server can do. It may: a server that does not know CAPA says -ERR, and nothing is lost.")
	a.say("CAPA")
}

// told learns the capabilities.
func (a *agent) told(r *wire.Reply) {
	if r.Positive {
		a.offer = readOffer(r.Lines)
	} else {
		a.note("The server does not know CAPA: the client counts on nothing but the commands that every server has, and finds out about the others by trying.")
	}
	switch {
	case a.secured || !a.device.TLS:
		a.stage = entering
		a.choose()
		a.try()
	case a.offer.has("STLS"):
		a.stage = securing
		a.note("The client asks for TLS before it says who its user is.")
		a.say("STLS")
	default:
		a.note("The server does not offer STLS, and this client logs in under TLS only. It stops before its password is sent: somebody on the way may have taken STLS out of the list.")
		a.quit()
	}
}

// secure goes on once STLS is answered. Under TLS the client forgets what was
// announced before, and asks anew (RFC 2595 section 4).
func (a *agent) secure(granted bool) {
	if !granted {
		a.note("The server does not begin TLS, and this client logs in under TLS only: it leaves.")
		a.quit()
		return
	}
	a.secured, a.offer, a.stage = true, nil, asking
	a.note("TLS has begun. The client forgets what it was told before, which anybody on the way could have changed, and asks once more.")
	a.say("CAPA")
}

// next sends what is queued, when nothing is awaited any more.
func (a *agent) next() {
	if len(a.waiting) > 0 {
		return
	}
	if len(a.marks)+len(a.queue) == 0 {
		a.errand.more(a)
	}
	if len(a.marks)+len(a.queue) == 0 {
		a.quit()
		return
	}
	n := 1
	if a.device.Pipeline && a.offer.has("PIPELINING") {
		n = batch
	}
	a.marks = a.send(a.marks, n)
	a.queue = a.send(a.queue, n)
	a.grouping(len(a.move.Lines))
}

// send sends lines as long as there are no more than n in all, and gives those
// that are left.
func (a *agent) send(lines []string, n int) []string {
	for len(lines) > 0 && len(a.move.Lines) < n {
		a.say(lines[0])
		lines = lines[1:]
	}
	return lines
}

// batch is how many lines are sent together at most. If both ends went on to
// send and none to read, each would wait for the other for ever: so few lines
// always fit into a TCP window (RFC 2449 section 6.6).
const batch = 16

// grouping tells, once, how lines go out.
func (a *agent) grouping(n int) {
	if a.grouped || !a.device.Pipeline || n+len(a.queue) < 2 {
		return
	}
	a.grouped = true
	if n == 1 {
		a.note("The server does not announce PIPELINING: the client sends one command at a time, and waits for each reply.")
		return
	}
	trips := "round trips"
	if n == 2 {
		trips = "round trip"
	}
	a.note(fmt.Sprintf("The server offers PIPELINING: the client sends %d commands together, and saves %d %s.", n, n-1, trips))
	if len(a.queue) > 0 {
		a.note("It sends no more at once, lest both ends wait for the other to read.")
	}
}

// mark queues the deletion of a message.
func (a *agent) mark(n int) {
	a.marked = true
	a.marks = append(a.marks, fmt.Sprintf("DELE %d", n))
}

// fetch queues commands for messages: "RETR %d".
func (a *agent) fetch(form string, messages []int) {
	for _, n := range messages {
		a.queue = append(a.queue, fmt.Sprintf(form, n))
	}
}

func (a *agent) quit() {
	a.stage, a.queue, a.marks = leaving, nil, nil
	a.say("QUIT")
}

// left hears how the server says goodbye.
func (a *agent) left(removed bool) {
	a.stage = gone
	if removed {
		a.errand.left()
	} else {
		a.note("The server could not remove all that was marked: the client will find some of it again.")
	}
}

// lost says what there is when the line has ended before its time.
func (a *agent) lost() {
	switch a.stage {
	case gone:
	case leaving:
		a.note("The line is lost before QUIT is answered: the client cannot know whether the marked messages are removed. It will see.")
	case working:
		a.note("The line is lost. The client keeps what has come to its termination octet: " + count(a.held) + ".")
		if a.marked {
			a.note("All of it stays in the maildrop too, for the server removes nothing without QUIT.")
		}
	default:
		a.note("The line is lost before the client was logged in. It tries again later.")
	}
	a.stage = gone
}
