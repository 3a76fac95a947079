package pop3

import (
	"popscope/sim"
	"popscope/sim/sasl"
)

// memory is what a session of POP3 must remember besides what every session
// does. It is kept in Session.Own.
type memory struct {
	auth     sasl.ServerEnd // of the AUTH that is going on
	ear      sasl.Listener  // to explain it
	language string         // of the replies; "": English, as at the start
	first    int            // highest number accessed when the maildrop was opened
	highest  int            // highest number accessed
	sent     []int          // message-numbers that RETR has sent, where nothing stays; never changed
}

// recall gives what the session remembers.
func recall(s *sim.Session) memory {
	m, _ := s.Own.(memory)
	return m
}
