package sim

import (
	"slices"
	"time"
)

// World is a server host, its clients, and the network between them. It is a
// function of its Scenario and its Inputs.
type World struct {
	profile  *Profile
	start    Scenario
	host     *Host
	links    []*link
	flight   []parcel
	latency  time.Duration
	segment  int
	ahead    Input    // a Cut or a Take of a connection that is still to be opened
	memories []Memory // of the scenario's devices
	seat     Machine  // what the learner's replies mean, who sits on the server's seat; nil: a Session answers
	rec      recorder
	now      time.Duration
}

// link is one connection with its two ends.
type link struct {
	id      int
	session *Session
	client  *clientEnd
	open    bool    // as the client sees it
	ready   bool    // TCP has made the connection: octets can be sent
	backlog []Event // what the client sent before that
	device  int     // index of the device whose program drives it, or byHand, or another
	line    line

	numbered []int // items of the messages, by message-number, in the server's seat

	patience time.Duration // of the program that drives it; 0: it waits for ever
	late     time.Duration // when that is over, if nothing comes; 0: never
	take     int           // messages that its program sends until somebody takes the client over, and one; 0: nobody does
}

// causes are the events that what a server does next follows from.
type causes struct{ command, reply int }

// NewWorld makes a World in which nothing has happened yet.
func NewWorld(p *Profile, sc Scenario) *World {
	w := &World{
		profile: p, start: sc, host: NewHost(sc), latency: sc.Latency, segment: sc.Segment,
		memories: make([]Memory, len(sc.Devices)), rec: recorder{input: -1},
	}
	if Seatable && sc.Seat == Server {
		tap := NewTap(p)
		tap.hears = true
		w.seat = tap
	}
	return w
}

// Clone copies the World.
func (w *World) Clone() Machine {
	c := *w
	c.host = w.host.Clone()
	c.flight = slices.Clone(w.flight)
	c.rec = w.rec.clone()
	c.memories = slices.Clone(w.memories) // what is in one is never changed
	if Seatable && w.seat != nil {
		c.seat = w.seat.Clone()
	}
	c.links = make([]*link, len(w.links))
	for i, l := range w.links {
		d := *l
		d.session, d.client = l.session.clone(c.host), l.client.clone()
		c.links[i] = &d
	}
	return &c
}

// Profile is the protocol's table.
func (w *World) Profile() *Profile { return w.profile }

// Host is the server host.
func (w *World) Host() *Host { return w.host }

// Scenario is where the World began.
func (w *World) Scenario() Scenario { return w.start }

// Now is the virtual time.
func (w *World) Now() time.Duration { return w.now }

// Session is the server end of a connection, nil if it was never opened.
func (w *World) Session(conn int) *Session {
	if l := w.link(conn); l != nil {
		return l.session
	}
	return nil
}

// Due is when the next octets arrive.
func (w *World) Due() (time.Duration, bool) {
	if len(w.flight) == 0 {
		return 0, false
	}
	return w.flight[0].due, true
}

// Step lets time pass until the Input's, does what the Input says, and gives
// all Events up to then.
func (w *World) Step(in Input) []Event {
	w.rec.begin()
	if in.At < w.now {
		in.At = w.now
	}
	w.pass(in.At)
	w.do(in)
	w.pass(in.At)
	if in.Kind == Rest {
		for at, ok := w.Due(); ok; at, ok = w.Due() {
			w.pass(at)
		}
	}
	return w.rec.out
}

// pass lets everything happen that is due by then.
func (w *World) pass(until time.Duration) {
	for {
		at, l, patience := w.timer()
		if len(w.flight) > 0 && (l == nil || w.flight[0].due <= at) {
			if w.flight[0].due > until {
				break
			}
			p := w.flight[0]
			w.flight = w.flight[1:]
			w.now = p.due
			w.arrive(p)
			continue
		}
		if l == nil || at > until {
			break
		}
		w.now = at
		if patience {
			w.late(l)
			continue
		}
		w.serve(l, Input{At: at, Kind: Wait}, -1)
	}
	w.now = until
}

// timer is the next autologout, or the next end of a client's patience, and
// whose it is.
func (w *World) timer() (at time.Duration, of *link, patience bool) {
	for _, l := range w.links {
		if d, ok := l.session.Deadline(); ok && (of == nil || d < at) {
			at, of, patience = d, l, false
		}
		if l.open && l.late > 0 && (of == nil || l.late < at) {
			at, of, patience = l.late, l, true
		}
	}
	return at, of, patience
}

// do carries out an Input.
func (w *World) do(in Input) {
	switch {
	case !Seatable, w.seat == nil, in.From != Server:
	case in.Kind == Octets:
		w.speak(in)
		return
	case in.Kind == Close:
		w.dismiss(in)
		return
	}
	switch in.Kind {
	case Open:
		w.open(in.Conn, byHand)
	case Run:
		w.run(in)
	case Octets:
		w.send(in.Conn, in.Data)
	case Close:
		w.hangUp(in.Conn)
	case Take:
		w.take(in)
	case Deliver:
		w.deliver(in)
	case Wait, Rest:
	default:
		w.impair(in)
	}
}

func (w *World) link(conn int) *link {
	for _, l := range w.links {
		if l.id == conn {
			return l
		}
	}
	return nil
}

// open opens a connection, or opens it again; nil if it is open already.
func (w *World) open(conn, device int) *link {
	l := w.link(conn)
	if l != nil && l.open {
		w.fault(conn, "The connection is open already.", "A client opens one TCP connection and sends its commands over that.")
		return nil
	}
	if l == nil {
		l = &link{id: conn}
		w.links = append(w.links, l)
	} else {
		w.abandon(l)
	}
	l.session = NewSession(w.profile, w.host, conn)
	l.session.Trace = true
	l.client = newClientEnd(w.profile)
	l.open, l.ready, l.backlog, l.device, l.line = true, false, nil, device, newLine()
	l.patience, l.late, l.take = 0, 0, 0
	if ahead := w.ahead; ahead.Conn == conn {
		if w.ahead = (Input{}); ahead.Kind == Take {
			l.take = ahead.N + 1
		} else {
			l.toward(ahead.To()).left = ahead.N
		}
	}
	e := Event{Kind: Opened, Side: Client, Conn: conn, At: w.now, Cause: -1, New: w.profile.Listening, Device: w.driver(l)}
	w.rec.step++
	seq := w.rec.add(e)
	if e, ok := l.client.watch.begin(); ok {
		e.Conn, e.At, e.Cause = conn, w.now, seq
		w.rec.add(e)
	}
	w.post(parcel{conn: conn, to: Server, kind: syn, cause: seq})
	return l
}

// abandon ends what may be left of an earlier connection.
func (w *World) abandon(l *link) {
	w.forget(l)
	if !w.over(l) {
		w.serve(l, Input{At: w.now, Kind: Close}, -1)
	}
}

// send lets a client send octets.
func (w *World) send(conn int, data []byte) {
	l := w.link(conn)
	if l == nil || !l.open {
		w.fault(conn, "There is no connection: nothing was sent.", "The connection is closed, and the session with it. Connect again to go on: that is a new session, which begins before the login.")
		return
	}
	w.say(l, data, -1)
}

// say sends octets for a client, because of an event.
func (w *World) say(l *link, data []byte, cause int) {
	for len(data) > 0 {
		if w.taken(l, cause) {
			return
		}
		var e Event
		e, data = l.client.next(data)
		w.rec.step++
		e.Conn, e.At, e.Cause = l.id, w.now, cause
		e.Seq = w.rec.add(e)
		for _, f := range l.client.sent(e) {
			f.Conn, f.At, f.Cause = l.id, w.now, e.Seq
			w.rec.add(f)
		}
		w.transmit(l, Server, e)
	}
}

func (w *World) hangUp(conn int) {
	l := w.link(conn)
	if l == nil || !l.open {
		w.fault(conn, "There is no connection to close.", "")
		return
	}
	w.leave(l, -1)
}

// leave closes a connection from the client's end.
func (w *World) leave(l *link, cause int) {
	l.open = false
	w.rec.step++
	seq := w.rec.add(Event{Kind: Hangup, Side: Client, Conn: l.id, At: w.now, Cause: cause, Why: w.profile.LostWhy})
	if l.ready {
		w.post(parcel{conn: l.id, to: Server, kind: fin, cause: seq})
	}
}

func (w *World) fault(conn int, text, explain string) int {
	w.rec.step++
	return w.rec.add(Event{Kind: Fault, Side: Client, Conn: conn, At: w.now, Cause: -1, Text: text, Explain: explain})
}

func (w *World) deliver(in Input) {
	d := w.host.Maildrop(in.Mailbox)
	w.rec.step++
	if d == nil {
		w.rec.add(Event{Kind: Fault, Side: Server, At: w.now, Cause: -1, Text: "Mail for " + in.Mailbox + " came, but there is no such mailbox."})
		return
	}
	m := w.host.store(d, *NewMessage(in.Data), w.now)
	w.rec.add(Event{
		Kind: Delivered, Side: Server, At: w.now, Cause: -1, Mailbox: d.Name, Item: m.Item, Text: m.Field("Subject"),
		Facts: []Fact{{Octets: len(m.Raw), Sized: true, UniqueID: m.UniqueID}},
	})
}

// serve lets the server end act, and puts what it says on its way.
func (w *World) serve(l *link, in Input, cause int) {
	if Seatable && w.seat != nil {
		in.From = Client
		w.witness(l, in, cause)
		return
	}
	events := l.session.Step(in)
	l.session.Take()
	last := causes{command: cause, reply: cause}
	fresh := in.Kind != Close // the next event begins a step of the server's own
	passing := false          // it is in a state that it leaves by itself: what it does next is another step
	for _, e := range events {
		e.At = w.now
		if passing && (e.Kind == Replied || e.Kind == Hangup) {
			fresh, passing = true, false
		}
		switch e.Kind {
		case Commanded:
			e.Cause = cause
			last.command = w.rec.add(e)
			last.reply = last.command
			fresh = true
			continue
		case Replied:
			e.Cause = last.command
		default:
			e.Cause = last.reply
		}
		if fresh {
			w.rec.step++
			fresh = false
		}
		e.Seq = w.rec.add(e)
		switch e.Kind {
		case Replied:
			last.reply = e.Seq
		case Changed:
			passing = w.profile.state(e.New).Last
		case Sent:
			w.transmit(l, Client, e)
		case Hangup:
			w.post(parcel{conn: l.id, to: Client, kind: fin, cause: e.Seq})
		}
	}
}
