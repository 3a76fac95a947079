package quiz

import (
	"fmt"
	"maps"
	"slices"

	"popscope/sim"
	"popscope/sim/show"
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

// askClient asks how much of the mail the client holds afterwards. A reply that
// brings a message once more is no matter for it: who counts octets that have
// come counts otherwise than who counts what is held.
func askClient(m moment, c *chance) (show.Question, bool) {
	_, after := m.drop()
	again := slices.ContainsFunc(m.events, func(e sim.Event) bool { return e.Kind == sim.Held })
	if m.at.Kind == sim.Hangup || after == nil || m.said.Octets == nil || !m.plain || m.had == m.has && (again || !m.reply.OK) {
		return show.Question{}, false
	}
	var wrong []show.QuestionOption
	add := func(shows string, n int) {
		wrong = append(wrong, show.QuestionOption{Text: octets(n), Shows: shows})
	}
	if m.had != m.has {
		line, _ := sim.FirstLine(m.said)
		add(stuffing, m.had+len(m.said.Octets))
		add(stuffing, m.has+len(line)+2)
		add(stuffing, m.has+len(".\r\n"))
		add(fetching, m.had)
	} else {
		all := 0
		for _, s := range after.Messages {
			if n := m.named(); s.Octets > 0 && !s.Gone && (n == 0 || s.Message == n) {
				all += s.Octets
			}
		}
		add(listing, m.had+all)
		add(listing, m.had+len(m.said.Octets))
		add(listing, m.had+len(after.Messages))
	}
	return m.choose(m.question(client, "How many octets of messages does the client hold then, of those that came in this session? A message that came twice counts once, and what only the protocol adds does not count."), c, octets(m.has), wrong)
}

func octets(n int) string {
	switch n {
	case 0:
		return "none"
	case 1:
		return "1 octet"
	}
	return fmt.Sprintf("%d octets", n)
}
