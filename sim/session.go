package sim

import (
	"bytes"
	"math"
	"slices"
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// highWater is how many octets may wait to be taken before a Session stops to
// answer further commands. One reply may exceed it; a hundred pipelined ones
// can't.
const highWater = 64 << 10

// ahead is how many octets of a reply are made before anybody takes them, where
// nobody watches. Most replies have fewer.
const ahead = 1 << 10

// Session is the server end of one connection: a pure state machine, without
// I/O, clock, goroutine or closure, so that it can be copied at any moment.
// The caller feeds it with Step, sends what Take or Fill gives, and, as long as
// Pending says so, lets it go on with a Wait.
type Session struct {
	Trace bool   // emit Events; a server that nobody watches saves the trouble
	Guard Guard  // against strangers; nil: there are none
	Name  string // mailbox name given so far, for the commands that log in
	User  string // who has logged in
	Stamp string // timestamp of the greeting, for APOP
	TLS   bool   // what is said is hidden by TLS
	UTF8  bool   // messages and replies may hold UTF-8 (RFC 6856)
	Own   any    // what else the protocol must remember: a plain value, replaced and never changed in place

	profile  *Profile
	host     *Host
	id       int
	state    State
	exchange string   // keyword of the exchange that the last reply left open
	open     *Command // whose Exchange is going on: the next line belongs to that
	said     []string // its command line, and the lines since
	text     []byte   // lines of a dotted Exchange, as far as kept
	dropped  bool     // some were not kept
	lines    wire.LineReader
	in, out  []byte
	reply    wire.Encoder // of the reply whose beginning is in out, the rest
	now      time.Duration
	deadline time.Duration
	drop     *Maildrop // under the exclusive-access lock; nil: none
	view     []*Message
	marks    []bool
	gone     []bool  // moved to another folder: no message has that number any more
	admitted bool    // the Guard knows that somebody has logged in
	pause    bool    // nothing more before the next Step
	why      rfc.Ref // that explains what the session is doing
	events   []Event
}

// NewSession makes the server end of connection id (from 1) on a host.
func NewSession(p *Profile, h *Host, id int) *Session {
	return &Session{profile: p, host: h, id: id, state: p.listening(), lines: wire.LineReader{Limit: p.LineLimit}}
}

// clone copies the session onto a copy of its host.
func (s *Session) clone(h *Host) *Session {
	c := *s
	c.host = h
	c.lines = s.lines.Clone()
	c.in, c.out = bytes.Clone(s.in), bytes.Clone(s.out)
	c.marks, c.gone = slices.Clone(s.marks), slices.Clone(s.gone)
	c.said, c.text = append([]string(nil), s.said...), bytes.Clone(s.text)
	c.events = nil
	if s.drop != nil {
		c.drop = h.Maildrop(s.drop.Name)
	}
	return &c
}

// State is the session's state.
func (s *Session) State() State { return s.state }

// Host is the server host that the session belongs to.
func (s *Session) Host() *Host { return s.host }

// Profile is the table that the session follows.
func (s *Session) Profile() *Profile { return s.profile }

// ID is the number of the session's connection, from 1.
func (s *Session) ID() int { return s.id }

// Now is the virtual time.
func (s *Session) Now() time.Duration { return s.now }

// Offers reports whether the server has a capability.
func (s *Session) Offers(tag string) bool { return s.profile.Offers(tag) }

// Closed reports whether the server has closed, or wants to as soon as what
// Take gives is sent.
func (s *Session) Closed() bool { return s.state == s.profile.listening() }

// Pending reports whether octets that arrived still wait to be looked at.
func (s *Session) Pending() bool { return len(s.in) > 0 && !s.Closed() }

// Deadline is the virtual time at which the autologout timer fires.
func (s *Session) Deadline() (at time.Duration, ok bool) {
	return s.deadline, s.profile.Autologout > 0 && !s.Closed()
}

// Take gives the octets to be sent now, all of them.
func (s *Session) Take() []byte {
	out := s.out
	s.out = nil
	if !s.reply.Done() {
		out = s.reply.Append(slices.Grow(out, s.reply.Left()), math.MaxInt)
	}
	return out
}

// Fill is Take for who has no room for all of a large message: it puts the next
// octets to be sent into p and says how many, 0 when there are no more. As long
// as there are, the Session answers no further command. The messages
// themselves are never changed: Fill needs no lock that Step needs.
func (s *Session) Fill(p []byte) int {
	n := copy(p, s.out)
	if s.out = s.out[n:]; len(s.out) == 0 {
		s.out = nil
	}
	return n + len(s.reply.Append(p[n:n], len(p)-n))
}

// Step tells the session what has happened and gives what follows from it. The
// octets of an Input may end anywhere in a line, or hold many lines.
func (s *Session) Step(in Input) []Event {
	s.events, s.pause = nil, false
	s.now = in.At
	if at, ok := s.Deadline(); ok && in.At >= at && s.reply.Done() { // who is still reading is not idle
		s.autologout()
		return s.events
	}
	switch in.Kind {
	case Open:
		s.greet()
	case Octets:
		if !s.Closed() { // else nobody is there who would ever take them away
			s.in = append(s.in, in.Data...)
		}
	case Close:
		s.close(Client)
	}
	s.work()
	return s.events
}

// Emit adds an event of the protocol's own to what follows from the Input.
func (s *Session) Emit(e Event) { s.emit(e) }

func (s *Session) emit(e Event) {
	if s.Trace {
		e.Conn = s.id
		if e.Why.IsZero() {
			e.Why = s.why
		}
		if e.Side == "" {
			e.Side = Server
		}
		s.events = append(s.events, e)
	}
}

func (s *Session) enter(to State) {
	if to == "" || to == s.state {
		return
	}
	old := s.state
	s.state = to
	s.emit(Event{Kind: Changed, Old: old, New: to})
}

// greet sends the greeting: the session begins.
func (s *Session) greet() {
	if !s.Closed() {
		return
	}
	s.rest()
	s.why = s.profile.Greeting.Ref
	r := s.profile.Greeting.Do(s)
	r.Why = s.profile.cite(r.Why)
	s.emit(Event{Kind: Replied, OK: r.OK, Text: r.Text, Explain: r.Explain, Why: r.Why})
	s.send("", r, s.profile.Greeting.Shape)
	if r.Close {
		s.emit(Event{Kind: Hangup, Explain: r.Explain, Why: r.Why})
		return
	}
	s.enter(s.profile.Initial)
}

// NewStamp takes a timestamp that no other greeting of this host has.
func (s *Session) NewStamp() { s.Stamp = s.host.stamp(s.now) }

// Nonce is 18 letters and digits that this host gives only once.
func (s *Session) Nonce() string { return s.host.nonce(s.now) }

// rest sets the autologout timer anew.
func (s *Session) rest() { s.deadline = s.now + s.profile.Autologout }

// autologout closes without removing a thing, and without a reply unless the
// profile has one for it.
func (s *Session) autologout() {
	s.why = s.profile.LogoutWhy
	s.emit(Event{Kind: Timer})
	if l := s.profile.Logout; l != nil {
		s.answer(parsed{}, Reply{Count: -1, Text: l.Text, Explain: l.Explain, Why: l.Why})
	}
	s.close(Server)
}

// close ends the session without UPDATE: the lock goes, the marks are void.
func (s *Session) close(by Side) {
	if s.Closed() {
		return
	}
	if by == Client {
		s.why = s.profile.LostWhy
	}
	s.Release()
	if by == Server {
		s.emit(Event{Kind: Hangup})
	}
	s.over()
}

// over is the end of the session, however it came.
func (s *Session) over() {
	s.enter(s.profile.listening())
	s.in, s.open = nil, nil
}

// work answers the whole lines that have arrived, one after the other.
func (s *Session) work() {
	for len(s.in) > 0 && !s.Closed() && !s.pause && s.reply.Done() && len(s.out) < highWater {
		line, rest, ok := s.lines.Next(s.in)
		s.in = rest
		if ok {
			s.handle(line)
		}
	}
}

// handle answers one line.
func (s *Session) handle(l wire.Line) {
	s.rest()
	if s.open != nil {
		s.goOn(l)
		return
	}
	c := s.profile.parse(l, s.state)
	exchange := s.exchange
	s.exchange = ""
	seen := Event{Kind: Commanded, Keyword: c.keyword, Old: s.state}
	s.why = rfc.Ref{}
	if c.row != nil {
		s.why = c.row.Ref()
	}
	s.emit(seen)
	values, refused := s.profile.check(l, c, s.standing(exchange))
	against := Refusal("")
	if refused != nil {
		against = refused.Refusal
	}
	if r := s.meet(l, c.row, against); r != nil {
		refused = r
	}
	if refused != nil {
		s.conclude(c, *refused, exchange)
		return
	}
	s.enter(c.row.Enter)
	r := c.row.Do(s, values)
	if x := c.row.Exchange; x != nil && (r.Goes || x.Dotted && r.OK) {
		s.begin(c.row, string(l.Text))
	}
	s.conclude(c, r, exchange)
}

// conclude sends the reply to a command and does what the table says follows
// from it.
func (s *Session) conclude(c parsed, r Reply, exchange string) {
	if r.OK && c.row.Begins {
		s.exchange = c.keyword
	}
	if f := s.profile.localize(); f != nil && !r.Goes {
		r.Text = f(s, r.Text)
	}
	r.Why = s.profile.cite(r.Why)
	s.knock(r)
	if !r.Mute {
		s.answer(c, r)
	}
	if r.Secure {
		s.secure()
	}
	switch {
	case r.Close, s.profile.state(s.state).Last, r.OK && s.open == nil && c.row.To == s.profile.listening():
		s.finish(r)
	case s.open != nil:
	case r.OK:
		s.enter(c.row.To)
		if s.profile.state(s.state).Last {
			s.finish(r)
		}
	case c.row != nil && c.row.in(s.state) && c.row.timely(exchange):
		if c.row.Else != "" && c.row.Effect == ReleaseDrop {
			s.Release()
		}
		s.enter(c.row.Else)
	}
}

// secure begins TLS. What has come already came in the clear, from whomever,
// and is thrown away (RFC 2595 section 4).
func (s *Session) secure() {
	s.in, s.TLS = nil, true
	s.lines = wire.LineReader{Limit: s.profile.LineLimit}
	s.emit(Event{Kind: Secured})
}

// standing is what a command is held against.
func (s *Session) standing(exchange string) standing {
	return standing{s.state, exchange, len(s.view), func(n int) bool { return s.marks[n-1] || s.gone[n-1] }}
}

// answer sends the reply to a command.
func (s *Session) answer(c parsed, r Reply) {
	s.emit(Event{Kind: Replied, Keyword: c.keyword, OK: r.OK, Goes: r.Goes, Text: r.Text, Explain: r.Explain, Why: r.Why})
	var shape wire.Shape
	switch {
	case c.goes:
		shape = c.row.Exchange.Shape
	case c.row != nil:
		shape = c.row.shape(len(c.args))
	}
	s.send(c.keyword, r, shape)
}

// send encodes a reply and hands it to the network.
func (s *Session) send(keyword string, r Reply, shape wire.Shape) {
	w := wire.Reply{Positive: r.OK, Goes: r.Goes, Code: r.Code, Count: -1, Text: r.Text}
	w.Indicator = s.profile.indicator(r)
	if r.Counts != "" {
		w.Count = r.Count
	}
	if !s.Trace {
		s.reply = s.profile.Dialect.Encoder(w, shape, r.Body)
		s.out = s.reply.Append(s.out, ahead)
		return
	}
	var spans []wire.Span
	octets := s.profile.Dialect.Encode(w, shape, r.Body, &spans)
	if len(octets) == 0 {
		return // no octets of a message that has none
	}
	s.out = append(s.out, octets...)
	s.emit(Event{Kind: Sent, Keyword: keyword, Octets: octets, Spans: spans, Why: r.Why})
}

// indicator is how the reply begins on the wire.
func (p *Profile) indicator(r Reply) string {
	if r.Counts != "" {
		return r.Counts
	}
	for _, i := range p.Dialect.Indicators {
		if i.Positive == r.OK && i.Counts == "" && i.Goes == r.Goes {
			return i.Octets
		}
	}
	return ""
}

// finish ends the session after its last reply.
func (s *Session) finish(r Reply) {
	s.Release()
	e := Event{Kind: Hangup}
	if r.Mute {
		e.Explain, e.Why = r.Explain, r.Why
	}
	s.emit(e)
	s.over()
}
