package pop3

import "popscope/sim"

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
	remain, failed := s.Update()
	switch {
	case failed > 0 && !s.Host().Full:
		return coded(s, permanent, no("6", "Something is wrong with a message, so that the server cannot remove it. It says so honestly, removes all others that are marked, releases the lock and closes.",
			"some deleted messages not removed"))
	case failed > 0:
		return coded(s, temporary, no("6", "The server could not remove every marked message, for want of some resource. It says so honestly, removes no other message, releases the lock and closes.",
			"some deleted messages not removed"))
	case remain == 0:
		return ok("%s POP3 server signing off (maildrop empty)", s.Host().Name)
	}
	return ok("%s POP3 server signing off (%s left)", s.Host().Name, count(remain))
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
