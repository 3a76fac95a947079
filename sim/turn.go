package sim

import "popscope/sim/wire"

// Turn says who speaks next on a connection, as far as a Tap can tell.
type Turn int

// The turns.
const (
	ClientSpeaks    Turn = iota // all that was asked is answered
	ServerAnswers               // a reply is due, and begins with a status indicator
	ServerContinues             // a multi-line response goes on to its termination octet
	ServerCounts                // octets are due that were counted before
)

// Turn says who speaks next on a connection. Whoever reads a log in which
// nobody has marked the speakers needs it.
func (t *Tap) Turn(conn int) Turn {
	w := &t.conn(conn).watch
	if len(w.dec.Rest()) > 0 {
		switch {
		case w.head == nil: // cannot be: a reply that has begun is read by a shape
			return ClientSpeaks
		case w.head.shape.Bare, w.head.shape.Frame == wire.Counted:
			return ServerCounts
		case w.head.shape.Frame == wire.Dotted:
			return ServerContinues
		}
		return ServerAnswers
	}
	if w.greeted && w.exchanging() != nil {
		return ClientSpeaks
	}
	ahead := w.clone() // to look ahead must change nothing
	switch a := ahead.expect(); {
	case a.shape.Bare:
		return ServerCounts
	case a.greets, a.asked >= 0:
		return ServerAnswers
	}
	return ClientSpeaks
}

// Promised is how many counted octets the server has said it will send, as the
// last reply that counts has it.
func (t *Tap) Promised(conn int) int { return t.conn(conn).watch.dec.Count() }

// Speaks reports whether a line begins as a reply of the protocol does.
func (p *Profile) Speaks(line string) bool {
	var d wire.Decoder
	d.Dialect = &p.Dialect
	d.Feed([]byte(line + "\r\n"))
	m, ok := d.Next(wire.Shape{})
	return ok && m.Reply.Indicator != ""
}
