package pop3

import (
	"slices"

	"popscope/sim"
	"popscope/sim/rfc"
)

// leave is QUIT in the AUTHORIZATION state: the session ends, and does not
// enter the UPDATE state (section 6).
func leave(s *sim.Session, _ sim.Values) sim.Reply {
	return ok("%s POP3 server signing off", s.Host().Name)
}

// quit is QUIT in the TRANSACTION state. The session has entered the UPDATE
// state; what is marked as deleted goes now, as far as it can, and nothing
// else does (section 6).
func quit(s *sim.Session, v sim.Values) sim.Reply {
	if s.Drop() == nil || reading(s) {
		return leave(s, v) // RFC 1082: nothing was locked, and nothing is removed
	}
	implied := deleAll(s)
	remain, failed := s.Update()
	switch {
	case failed > 0 && !s.Host().Full:
		return coded(s, permanent, no("6", "Something is wrong with a message, so that the server cannot remove it. It says so honestly, removes all others that are marked, releases the lock and closes.",
			"some deleted messages not removed"))
	case failed > 0:
		return coded(s, temporary, no("6", "The server could not remove every marked message, for want of some resource. It says so honestly, removes no other message, releases the lock and closes.",
			"some deleted messages not removed"))
	}
	left := "maildrop empty"
	if remain > 0 {
		left = count(remain) + " left"
	}
	r := ok("%s POP3 server signing off (%s)", s.Host().Name, left)
	if implied {
		r.Why = expireRule
		r.Explain = "The server has said EXPIRE 0: nobody may leave mail here. So it takes QUIT for a DELE of whatever RETR has sent in this session."
	}
	return r
}

// expireRule is where a server is allowed to remove what was fetched.
var expireRule = rfc.Ref{Doc: 2449, Section: "6.7"}

// note notes that RETR has sent message n, on a server on which nothing stays.
func note(s *sim.Session, n int) {
	m := recall(s)
	if !keepsNothing(s) || slices.Contains(m.sent, n) {
		return
	}
	m.sent = append(slices.Clone(m.sent), n)
	s.Own = m
}

// deleAll marks what RETR has sent, as if the client had done it, where nothing
// stays (RFC 2449 section 6.7). A session that ends otherwise does not come here.
func deleAll(s *sim.Session) (some bool) {
	if !keepsNothing(s) {
		return false
	}
	for _, n := range recall(s).sent {
		s.Mark(n)
		some = true
	}
	return some
}

// keepsNothing reports whether the server says EXPIRE 0: only who can ask for
// the capabilities is told.
func keepsNothing(s *sim.Session) bool {
	return s.Host().Service.NothingStays && s.Offers("CAPA") && s.Offers("EXPIRE")
}

// quitWithYes is quit before RFC 1939, when there was no other answer than +OK
// (RFC 1725 section 6).
func quitWithYes(s *sim.Session, v sim.Values) sim.Reply {
	r := quit(s, v)
	if !r.OK {
		r = ok("%s POP3 server signing off (%s left)", s.Host().Name, count(len(s.Drop().Messages())))
		r.Explain = "The server could not remove every marked message. There is only +OK to say so: that more are left than should be, a person may notice, and a program will not. RFC 1939 has -ERR for it."
	}
	return r
}
