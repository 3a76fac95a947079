package quiz

import (
	"maps"

	"popscope/sim"
)

// store is what clients keep of the messages that have come to them, session by
// session.
type store struct {
	held  map[copied]int // octets
	parts bool           // a part of a message came by itself (POP4)
}

// copied is a message in a client's store.
type copied struct{ conn, item, message int }

func (s *store) clone() store { return store{maps.Clone(s.held), s.parts} }

// take keeps what has come. Of a message that comes again there still is one
// copy; of its tops the longest counts.
func (s *store) take(e sim.Event) {
	switch e.Kind {
	case sim.Opened: // a new session
		maps.DeleteFunc(s.held, func(c copied, _ int) bool { return c.conn == e.Conn })
		s.parts = false
	case sim.Held:
		if s.held == nil {
			s.held = map[copied]int{}
		}
		s.parts = s.parts || e.Part != ""
		c := copied{e.Conn, e.Item, e.Message}
		s.held[c] = max(s.held[c], e.Facts[0].Octets)
	}
}

// octets are all that a client keeps.
func (s *store) octets(conn int) int {
	n := 0
	for c, octets := range s.held {
		if c.conn == conn {
			n += octets
		}
	}
	return n
}
