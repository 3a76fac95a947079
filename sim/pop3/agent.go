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
		Refs: refs("5", "6"),
		New:  func(d sim.Device, _ sim.Memory) sim.Agent { return newAgent(d, &download{}) },
	},
	{
		Name: "leave on server", Meaning: "fetches only messages whose unique-id it does not know, and deletes none, or only after some days",
		Refs: refs("7", "8"),
		New:  func(d sim.Device, m sim.Memory) sim.Agent { return newAgent(d, &keep{days: d.Days, known: m.Known}) },
	},
	{
		Name: "headers first", Meaning: "looks at the top of every message, and then fetches those that are not too large",
		Refs: refs("7", "5"),
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
	offer   offer
	stamp   string // timestamp of the greeting
	ways    []way  // to log in, the best first; the first is being tried
	sasl    sasl.ClientEnd
	stopped string   // why the client has broken an exchange off
	queue   []string // lines to send, none before the one ahead of it is answered
	marks   []string // DELE lines, which go first
	waiting int      // lines that wait for their replies
	grouped bool     // the learner has been told how lines go out
	held    int      // messages that have come whole
	marked  bool     // some are to be deleted
}

// stage is how far an agent has come.
type stage int

const (
	greeting stage = iota
	asking         // for the capabilities
	entering       // logging in
	working        // on its errand
	leaving        // QUIT is sent
	gone           // QUIT is answered, or there is nothing more to say
)

// errand is what an agent does once it is logged in.
type errand interface {
	// more queues what comes next when every line has its reply; if it queues
	// nothing, the errand is done.
	more(a *agent, at time.Duration) (note string)
	// hear takes in the reply to a line that was queued.
	hear(a *agent, h sim.Heard) (note string)
	// left is told whether the marked messages are removed.
	left(removed bool)
	memory() sim.Memory
	clone() errand
}

func newAgent(d sim.Device, e errand) *agent { return &agent{device: d, errand: e, waiting: 1} }

// Clone is an independent copy.
func (a *agent) Clone() sim.Agent {
	c := *a
	c.errand = a.errand.clone()
	c.offer = slices.Clone(a.offer)
	c.ways, c.queue, c.marks = slices.Clone(a.ways), slices.Clone(a.queue), slices.Clone(a.marks)
	return &c
}

// Memory is what the errand remembers.
func (a *agent) Memory() sim.Memory { return a.errand.memory() }

// Next is what the client does about a reply.
func (a *agent) Next(h sim.Heard) sim.Move {
	if h.Closed {
		return sim.Move{Note: a.lost()}
	}
	if a.waiting == 0 {
		return sim.Move{} // nobody has asked
	}
	a.waiting--
	var m sim.Move
	switch a.stage {
	case greeting:
		m = a.greeted(h)
	case asking:
		m = a.told(h)
	case entering:
		m = a.enter(h)
	case working:
		m = a.work(h)
	case leaving:
		m = a.left(h)
	}
	a.waiting += len(m.Lines)
	return m
}

func (a *agent) greeted(h sim.Heard) sim.Move {
	if !h.Reply.Positive {
		a.stage = gone
		return sim.Move{Close: true, Note: "The client is not welcome, and closes. It tries again later."}
	}
	from, to := wire.FindTimestamp(h.Reply.Text)
	a.stamp = h.Reply.Text[from:to]
	a.stage = asking
	return say("CAPA", "The client asks what this server can do. It may: a server that does not know CAPA says -ERR, and nothing is lost.")
}

// told learns the capabilities.
func (a *agent) told(h sim.Heard) sim.Move {
	note := ""
	if h.Reply.Positive {
		a.offer = readOffer(h.Reply.Lines)
	} else {
		note = "The server does not know CAPA: the client counts on nothing but the commands that every server has, and finds out about the others by trying."
	}
	a.stage = entering
	a.ways = a.choose(h.At)
	return a.try(note, h.At)
}

// work takes in a reply of the errand, and goes on with it.
func (a *agent) work(h sim.Heard) sim.Move {
	return a.next(a.errand.hear(a, h), h.At)
}

// next sends what is queued, when nothing is awaited any more.
func (a *agent) next(note string, at time.Duration) sim.Move {
	m := sim.Move{Note: note}
	if a.waiting > 0 {
		return m
	}
	if len(a.marks)+len(a.queue) == 0 {
		m.Note = join(note, a.errand.more(a, at))
	}
	if len(a.marks)+len(a.queue) == 0 {
		return a.quit(m.Note)
	}
	n := 1
	if a.device.Pipeline && a.offer.has("PIPELINING") {
		n = batch
	}
	for ; n > 0 && len(a.marks) > 0; n-- {
		m.Lines, a.marks = append(m.Lines, a.marks[0]), a.marks[1:]
	}
	for ; n > 0 && len(a.queue) > 0; n-- {
		m.Lines, a.queue = append(m.Lines, a.queue[0]), a.queue[1:]
	}
	m.Note = join(m.Note, a.grouping(len(m.Lines)))
	return m
}

// batch is how many lines are sent together at most. If both ends went on to
// send and none to read, each would wait for the other for ever: so few lines
// always fit into a TCP window (RFC 2449 section 6.6).
const batch = 16

// grouping tells, once, how lines go out.
func (a *agent) grouping(n int) string {
	together := a.offer.has("PIPELINING")
	switch {
	case a.grouped || !a.device.Pipeline || n+len(a.queue) < 2:
		return ""
	case !together:
		a.grouped = true
		return "The server does not announce PIPELINING: the client sends one command at a time, and waits for each reply."
	}
	a.grouped = true
	note := fmt.Sprintf("The server offers PIPELINING: the client sends %d commands together, and saves %s.", n, plural(n-1, "round trip"))
	if len(a.queue) > 0 {
		note += " It sends no more at once, lest both ends wait for the other to read."
	}
	return note
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

func (a *agent) quit(note string) sim.Move {
	a.stage, a.queue, a.marks = leaving, nil, nil
	return say("QUIT", note)
}

// left hears how the server says goodbye.
func (a *agent) left(h sim.Heard) sim.Move {
	a.stage = gone
	a.errand.left(h.Reply.Positive)
	if !h.Reply.Positive {
		return sim.Move{Note: "The server could not remove all that was marked: the client will find some of it again."}
	}
	return sim.Move{}
}

// lost says what there is when the line has ended before its time.
func (a *agent) lost() string {
	was := a.stage
	a.stage = gone
	switch was {
	case gone:
		return ""
	case leaving:
		return "The line is lost before QUIT is answered: the client cannot know whether the marked messages are removed. It will see."
	case working:
		note := fmt.Sprintf("The line is lost. The client keeps what has come to its termination octet: %s.", count(a.held))
		if a.marked {
			note += " All of them stay in the maildrop too, for the server removes nothing without QUIT."
		}
		return note
	}
	return "The line is lost before the client was logged in. It tries again later."
}

func say(line, note string) sim.Move { return sim.Move{Lines: []string{line}, Note: note} }

// join puts notes behind one another.
func join(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + " " + b
}

func plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
