package pop3

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/wire"
)

// stat gives the drop listing: the count, the octets, and nothing behind them
// (section 5).
func stat(s *sim.Session, _ sim.Values) sim.Reply {
	n, octets := s.Total()
	return ok("%d %d", n, octets)
}

func list(s *sim.Session, v sim.Values) sim.Reply {
	size := func(m *sim.Message) string {
		if s.Offers("XTND") && reading(s) {
			return fmt.Sprintf("%d %d", len(m.Raw), m.Item) // its maxima (RFC 1082)
		}
		return fmt.Sprint(len(m.Raw))
	}
	if v.Given(0) {
		return one(s, v, size)
	}
	n, octets := s.Total()
	r := every(s, size)
	r.Text = fmt.Sprintf("%s (%d octets)", count(n), octets)
	return r
}

func uidl(s *sim.Session, v sim.Values) sim.Reply {
	id := func(m *sim.Message) string { return m.UniqueID }
	if v.Given(0) {
		return one(s, v, id)
	}
	r := every(s, id)
	r.Text = "unique-id listing follows"
	return r
}

// one is the listing of a single message.
func one(s *sim.Session, v sim.Values, of func(*sim.Message) string) sim.Reply {
	return ok("%d %s", v.Numbers[0], of(s.Message(v.Numbers[0])))
}

// every is the listing of all messages that are not marked as deleted. That of
// an empty maildrop is a multi-line response with no lines, not an error.
func every(s *sim.Session, of func(*sim.Message) string) sim.Reply {
	text := []byte{}
	s.Each(func(n int, m *sim.Message) {
		text = fmt.Appendf(text, "%d %s\r\n", n, of(m))
	})
	r := ok("")
	r.Body = wire.Whole(text)
	return r
}

func retr(s *sim.Session, v sim.Values) sim.Reply {
	m := s.Message(v.Numbers[0])
	if r, unread := needsUTF8(s, m); unread {
		return r
	}
	fetch(s, v.Numbers[0])
	r := ok("%d octets", len(m.Raw))
	r.Body = wire.Whole(m.Raw)
	return sendsUTF8(s, m, r)
}

// top gives the header, the blank line, and the first lines of the body, or
// the whole message if it has no more (section 7).
func top(s *sim.Session, v sim.Values) sim.Reply {
	m := s.Message(v.Numbers[0])
	if r, unread := needsUTF8(s, m); unread {
		return r
	}
	r := ok("top of message follows")
	r.Body = m.Top(v.Numbers[1])
	return sendsUTF8(s, m, r)
}

func dele(s *sim.Session, v sim.Values) sim.Reply {
	access(s, v.Numbers[0])
	if reading(s) {
		r := ok("message %d deleted", v.Numbers[0])
		r.Explain, r.Why = "The server says deleted and does nothing: in a discussion group DELE is a no-op. Everybody reads the same copy.", xtnd
		return r
	}
	s.Mark(v.Numbers[0])
	r := ok("message %d deleted", v.Numbers[0])
	r.Explain = "The server says deleted and means marked: the message stays in the maildrop until QUIT brings the UPDATE state. RSET takes the mark back, and so does losing the connection."
	return r
}

func noop(*sim.Session, sim.Values) sim.Reply { return ok("") }

func rset(s *sim.Session, _ sim.Values) sim.Reply {
	s.UnmarkAll()
	n, octets := s.Total()
	return ok("maildrop has %s (%d octets)", count(n), octets)
}
