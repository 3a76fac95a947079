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
	w := &t.look(conn).watch
	if head := w.head; head != nil && w.dec.Begun() {
		switch {
		case head.shape.Bare, head.shape.Frame == wire.Counted:
			return ServerCounts
		case head.shape.Frame == wire.Dotted:
			return ServerContinues
		case len(w.asked.list) == 0:
			return ClientSpeaks // what comes are lines that nobody has asked for
		}
		return ServerAnswers
	}
	bare := t.bare && w.expect().shape.Bare
	switch {
	case bare:
		return ServerCounts
	case len(w.dec.Rest()) > 0, !w.greeted:
		return ServerAnswers
	case w.exchanging() != nil || len(w.asked.list) == 0:
		return ClientSpeaks
	}
	return ServerAnswers
}

// look is a connection, not to be changed.
func (t *Tap) look(id int) *tapped {
	if i := t.find(id); i >= 0 {
		return t.conns[i]
	}
	return t.unknown(id)
}

// Promised is how many counted octets the server has said it will send, as the
// last reply that counts has it.
func (t *Tap) Promised(conn int) int { return max(t.look(conn).watch.dec.Count(), 0) }

// Speaks reports whether a line begins as a reply of the protocol does.
func (p *Profile) Speaks(line string) bool {
	return p.Dialect.Speaks([]byte(line))
}
