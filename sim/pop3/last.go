package pop3

import (
	"fmt"
	"slices"

	"popscope/sim"
	"popscope/sim/rfc"
)

// last is where LAST is defined, in the newest of the documents that have it.
var last = rfc.Ref{Doc: 1460, Section: "5"}

// fetched are the messages, by their items and in order, that RETR has ever sent
// from a maildrop. It is kept in Maildrop.Own, beyond the session.
type fetched []int

// keepsLast reports whether the server has LAST. Only then it keeps account of
// what was accessed.
func keepsLast(s *sim.Session) bool { return s.Profile().Find("LAST", Transaction) != nil }

// settle determines the highest number accessed, as the maildrop is opened: that
// of the last message in it that was ever fetched (RFC 1460 section 4).
func settle(s *sim.Session) {
	if !keepsLast(s) {
		return
	}
	m := recall(s)
	m.first = 0
	before, _ := s.Drop().Own.(fetched)
	for n := s.Count(); n > 0 && m.first == 0 && len(before) > 0; n-- {
		if _, found := slices.BinarySearch(before, s.Message(n).Item); found {
			m.first = n
		}
	}
	m.highest = m.first
	s.Own = m
}

// access notes that a command has accessed message n.
func access(s *sim.Session, n int) {
	if m := recall(s); keepsLast(s) && n > m.highest {
		m.highest = n
		s.Own = m
	}
}

// fetch notes that RETR has sent message n: later sessions will know.
func fetch(s *sim.Session, n int) {
	access(s, n)
	if !keepsLast(s) {
		return
	}
	before, _ := s.Drop().Own.(fetched)
	item := s.Message(n).Item
	if at, found := slices.BinarySearch(before, item); !found {
		s.Drop().Own = slices.Insert(slices.Clone(before), at, item)
	}
}

// lastAccessed is LAST.
func lastAccessed(s *sim.Session, _ sim.Values) sim.Reply {
	r := ok("%d", recall(s).highest)
	r.Explain = "The highest number of a message that RETR or DELE has named, in this session, or RETR in an earlier one. What lies above it the client may take for new."
	return r
}

// resetToFirst is RSET as RFC 1081 and RFC 1225 have it.
func resetToFirst(s *sim.Session, v sim.Values) sim.Reply {
	return resetLast(s, v, recall(s).first, "its value at the start of the session")
}

// resetToNone is RSET as RFC 1460 has it.
func resetToNone(s *sim.Session, v sim.Values) sim.Reply {
	return resetLast(s, v, 0, "none")
}

func resetLast(s *sim.Session, v sim.Values, to int, words string) sim.Reply {
	m := recall(s)
	m.highest = to
	s.Own = m
	r := rset(s, v)
	r.Explain = fmt.Sprintf("The highest number accessed goes back to %s: LAST would answer %d.", words, to)
	return r
}
