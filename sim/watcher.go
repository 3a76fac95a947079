package sim

import (
	"slices"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// watcher follows one connection from what goes over the wire alone. The
// client end uses it to learn from replies; a Tap uses it to work out the
// whole session. It never looks into a Session.
type watcher struct {
	profile  *Profile
	dec      wire.Decoder
	state    State  // of the session, as far as replies tell
	mailbox  string // named by the last command that was let in with a name
	holds    bool   // the session holds the exclusive-access lock
	exchange string // keyword of the exchange that the last reply left open
	count    int    // messages in the open maildrop; -1: nobody has said
	greeted  bool
	farewell rfc.Ref    // why the server may close now; zero: it may not
	asked    []question // commands that wait for their reply
	head     *answer    // what the reply being read answers; nil: not looked at yet
	marked   []int      // message-numbers marked as deleted
}

// question is a command that waits for its reply.
type question struct {
	line wire.Line
	seq  int // of the event that sent it
}

// answer is a reply with all that it tells.
type answer struct {
	message wire.Message
	command parsed // what it answers; the zero value for the greeting
	asked   int    // seq of the event that sent the command; -1: nothing asked for it
	row     *Command
	shape   wire.Shape // that the reply was read by
	greets  bool
	refused *Reply // what the table would refuse the command for; nil: nothing that can be seen from here
}

func newWatcher(p *Profile) watcher {
	return watcher{profile: p, dec: wire.Decoder{Dialect: &p.Dialect, Limit: 64 << 20}, state: Closed, count: -1}
}

func (w *watcher) clone() watcher {
	c := *w
	c.dec = w.dec.Clone()
	c.asked = slices.Clone(w.asked)
	c.marked = slices.Clone(w.marked)
	return c
}

// ask notes a command line that the client has sent.
func (w *watcher) ask(l wire.Line, seq int) { w.asked = append(w.asked, question{l, seq}) }

// next gives the next reply that has arrived as a whole.
func (w *watcher) next() (answer, bool) {
	if w.head == nil {
		w.head = w.expect()
	}
	a := *w.head
	var ok bool
	if a.message, ok = w.dec.Next(a.shape); !ok {
		// A command sent meanwhile may be what the octets to come will answer.
		if len(w.dec.Rest()) == 0 {
			w.head = nil
		}
		return a, false
	}
	if a.asked >= 0 {
		w.asked = w.asked[1:]
	}
	w.greeted, w.head = true, nil
	return a, true
}

// expect says what the next reply answers, and so by what shape to read it.
func (w *watcher) expect() *answer {
	a := &answer{asked: -1, greets: !w.greeted}
	if a.greets {
		a.shape = w.profile.Greeting.Shape
		return a
	}
	if len(w.asked) == 0 {
		return a
	}
	q := w.asked[0]
	a.command = w.profile.parse(q.line, w.state)
	a.asked = q.seq
	_, a.refused = w.profile.check(q.line, a.command, w.standing())
	if a.row = a.command.row; a.row != nil {
		a.shape = a.row.shape(len(a.command.args))
	}
	return a
}

// standing is where the session stands, as far as replies tell.
func (w *watcher) standing() standing {
	return standing{w.state, w.exchange, w.count, func(n int) bool { return slices.Contains(w.marked, n) }}
}

// follow gives the state that the reply leads to, and remembers what later
// replies are to be understood by.
func (w *watcher) follow(a answer) State {
	if name := a.command.argument(wire.Name); name != "" && !w.holds && a.message.Reply.Positive {
		w.mailbox = name
	}
	to := w.state
	if a.row != nil && a.row.Effect == LockDrop && a.message.Reply.Positive {
		w.holds, w.count = true, -1
	}
	w.exchange = ""
	if a.row != nil && a.row.Begins && a.message.Reply.Positive {
		w.exchange = a.command.keyword
	}
	switch ok := a.message.Reply.Positive; {
	case a.greets && ok:
		to = w.profile.Initial
	case a.row == nil || !a.row.in(w.state):
	case a.row.Enter != "" && (ok || a.refused == nil):
		// A refusal that the table does not explain came from its Do: the state was entered.
		to = a.row.Enter
	case ok && a.row.To == Closed:
		// The session is over when the connection is.
		w.farewell = a.row.Ref()
	case ok && a.row.To != "":
		to = a.row.To
	}
	if row := w.profile.state(to); row.Last {
		w.farewell = row.Ref
	}
	w.state = to
	return to
}

// learned are the facts that a reply states: the numbers of its first line,
// and one for each line of a listing.
func (a answer) learned() []Fact {
	if a.row == nil || !a.message.Reply.Positive {
		return nil
	}
	var facts []Fact
	var f Fact
	found := false
	for _, s := range a.message.Spans {
		value := a.message.Octets[s.Off : s.Off+s.Len]
		n, _ := wire.Number(string(value))
		switch s.Token {
		case wire.MessageNumber:
			f.Message, found = n, true
		case wire.MessageCount:
			f.Count, found = n, true
		case wire.Octets:
			f.Octets, f.Sized = n, true
		case wire.UniqueID:
			f.UniqueID = string(value)
		case wire.CRLF:
			if found {
				facts = append(facts, f)
			}
			f, found = Fact{}, false
		}
	}
	return facts
}

// held is the event of the client having got a message, whole or in part; ok
// is false if the reply brings none.
func (a answer) held() (e Event, ok bool) {
	lines := a.message.Reply.Lines
	if lines == nil || a.shape.Each != nil {
		return e, false
	}
	n, _ := wire.Number(a.command.argument(wire.MessageNumber))
	size := 0
	for _, l := range lines {
		size += len(l) + 2
	}
	e = Event{
		Kind: Held, Side: Client, Message: n, Keyword: a.command.keyword, Why: a.row.Ref(),
		Whole: a.command.argument(wire.LineCount) == "",
		Text:  field(lines, "Subject"),
		Facts: []Fact{{Message: n, Octets: size, Sized: true}},
	}
	return e, true
}
