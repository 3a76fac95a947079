package sim

import (
	"slices"
	"time"
)

// Machine is what a Log records: a World, or a Tap.
type Machine interface {
	// Step tells the machine what happens and gives the Events that follow,
	// up to the Input's time. Their Seq, Cause, Step and At are set.
	Step(Input) []Event
	// Clone is an independent copy.
	Clone() Machine
	// Due is when something already under way comes to pass; ok is false if
	// all is at rest. Timers do not count.
	Due() (at time.Duration, ok bool)
	// Now is the virtual time.
	Now() time.Duration
	// View is what there is to see before the first Event.
	View() View
	// Profile is the protocol's table.
	Profile() *Profile
}

// World is a server host, its clients, and the network between them. It is a
// function of its Scenario and its Inputs.
type World struct {
	profile *Profile
	start   Scenario
	host    *Host
	links   []*link
	flight  []parcel
	rec     recorder
	now     time.Duration
}

// link is one connection with its two ends.
type link struct {
	id      int
	session *Session
	client  *clientEnd
	open    bool // as the client sees it
}

// causes are the events that what a server does next follows from.
type causes struct{ command, reply int }

// parcel is something on its way from one end to the other.
type parcel struct {
	due    time.Duration
	conn   int
	to     Side
	kind   InputKind // Open, Octets or Close
	octets []byte
	cause  int
}

// NewWorld makes a World in which nothing has happened yet.
func NewWorld(p *Profile, sc Scenario) *World {
	return &World{profile: p, start: sc, host: NewHost(sc), rec: recorder{input: -1}}
}

// Clone copies the World.
func (w *World) Clone() Machine {
	c := *w
	c.host = w.host.Clone()
	c.flight = slices.Clone(w.flight)
	c.rec = w.rec.clone()
	c.links = make([]*link, len(w.links))
	for i, l := range w.links {
		c.links[i] = &link{id: l.id, session: l.session.clone(c.host), client: l.client.clone(), open: l.open}
	}
	return &c
}

// Profile is the protocol's table.
func (w *World) Profile() *Profile { return w.profile }

// Host is the server host.
func (w *World) Host() *Host { return w.host }

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
		at, l := w.timer()
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
		w.serve(l, Input{At: at, Kind: Wait}, -1)
	}
	w.now = until
}

// timer is the next autologout, and whose it is.
func (w *World) timer() (at time.Duration, of *link) {
	for _, l := range w.links {
		if d, ok := l.session.Deadline(); ok && (of == nil || d < at) {
			at, of = d, l
		}
	}
	return at, of
}

// do carries out an Input.
func (w *World) do(in Input) {
	switch in.Kind {
	case Open:
		w.open(in.Conn)
	case Octets:
		w.send(in.Conn, in.Data)
	case Close:
		w.hangUp(in.Conn)
	case Deliver:
		w.deliver(in)
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

// open opens a connection, or opens it again.
func (w *World) open(conn int) {
	l := w.link(conn)
	if l != nil && l.open {
		w.fault(conn, "The connection is open already.", "A client opens one TCP connection and sends its commands over that.")
		return
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
	l.open = true
	w.rec.step++
	seq := w.rec.add(Event{Kind: Opened, Side: Client, Conn: conn, At: w.now, Cause: -1})
	w.post(parcel{conn: conn, to: Server, kind: Open, cause: seq})
}

// abandon ends what may be left of an earlier connection.
func (w *World) abandon(l *link) {
	w.flight = slices.DeleteFunc(w.flight, func(p parcel) bool { return p.conn == l.id })
	if !l.session.Closed() {
		w.serve(l, Input{At: w.now, Kind: Close}, -1)
	}
}

func (w *World) send(conn int, data []byte) {
	l := w.link(conn)
	if l == nil || !l.open {
		w.fault(conn, "There is no connection: nothing was sent.", "The connection is closed, and the session with it. Connect again to go on: that is a new session, which begins before the login.")
		return
	}
	for _, e := range l.client.send(data) {
		w.rec.step++
		e.Conn, e.At, e.Cause = conn, w.now, -1
		e.Seq = w.rec.add(e)
		l.client.sent(e)
		w.post(parcel{conn: conn, to: Server, kind: Octets, octets: e.Octets, cause: e.Seq})
	}
}

func (w *World) hangUp(conn int) {
	l := w.link(conn)
	if l == nil || !l.open {
		w.fault(conn, "There is no connection to close.", "")
		return
	}
	l.open = false
	w.rec.step++
	seq := w.rec.add(Event{Kind: Hangup, Side: Client, Conn: conn, At: w.now, Cause: -1, Why: w.profile.LostWhy})
	w.post(parcel{conn: conn, to: Server, kind: Close, cause: seq})
}

func (w *World) fault(conn int, text, explain string) {
	w.rec.step++
	w.rec.add(Event{Kind: Fault, Side: Client, Conn: conn, At: w.now, Cause: -1, Text: text, Explain: explain})
}

func (w *World) deliver(in Input) {
	d := w.host.Maildrop(in.Mailbox)
	w.rec.step++
	if d == nil {
		w.rec.add(Event{Kind: Fault, Side: Server, At: w.now, Cause: -1, Text: "Mail for " + in.Mailbox + " came, but there is no such mailbox."})
		return
	}
	m := w.host.store(d, in.Data)
	w.rec.add(Event{
		Kind: Delivered, Side: Server, At: w.now, Cause: -1, Mailbox: d.Name, Item: m.Item, Text: m.Field("Subject"),
		Facts: []Fact{{Octets: len(m.Raw), Sized: true, UniqueID: m.UniqueID}},
	})
}

// post puts a parcel on its way.
func (w *World) post(p parcel) {
	p.due = w.now + w.start.Latency
	i := len(w.flight)
	for i > 0 && w.flight[i-1].due > p.due {
		i--
	}
	w.flight = slices.Insert(w.flight, i, p)
}

// arrive hands a parcel over.
func (w *World) arrive(p parcel) {
	l := w.link(p.conn)
	if p.to == Client {
		w.reach(l, p)
		return
	}
	in := Input{At: w.now, From: Client, Kind: p.kind, Data: p.octets}
	cause := p.cause
	if p.kind == Octets && !l.session.Closed() {
		cause = w.arrived(l, p, Client)
	}
	w.serve(l, in, cause)
	for l.session.Pending() {
		w.serve(l, Input{At: w.now, Kind: Wait}, cause)
	}
}

// arrived records that octets have come through; who sent them is given.
func (w *World) arrived(l *link, p parcel, from Side) int {
	to := Server
	if from == Server {
		to = Client
	}
	sent := w.rec.find(p.cause)
	return w.rec.add(Event{
		Kind: Arrived, Side: to, Conn: l.id, At: w.now, Cause: p.cause,
		Keyword: sent.Keyword, Octets: p.octets, Spans: sent.Spans, Why: sent.Why,
	})
}

// serve lets the server end act, and puts what it says on its way.
func (w *World) serve(l *link, in Input, cause int) {
	events := l.session.Step(in)
	l.session.Take()
	last := causes{command: cause, reply: cause}
	fresh := in.Kind != Close // the next event begins a step of the server's own
	for _, e := range events {
		e.At = w.now
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
		seq := w.rec.add(e)
		switch e.Kind {
		case Replied:
			last.reply = seq
		case Sent:
			w.post(parcel{conn: l.id, to: Client, kind: Octets, octets: e.Octets, cause: seq})
		case Hangup:
			w.post(parcel{conn: l.id, to: Client, kind: Close, cause: seq})
		}
	}
}

// reach lets the client end read.
func (w *World) reach(l *link, p parcel) {
	if !l.open {
		return
	}
	if p.kind == Close {
		l.open = false
		return
	}
	cause := w.arrived(l, p, Server)
	for _, e := range l.client.receive(p.octets) {
		e.Conn, e.At, e.Cause = l.id, w.now, cause
		e.Item = l.session.item(e.Message)
		w.rec.add(e)
	}
}
