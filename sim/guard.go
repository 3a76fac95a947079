package sim

import "popscope/sim/wire"

// Guard stands between strangers and a Session on a real network, until
// somebody has logged in. A World has none: in it nobody is a stranger.
//
// A Guard belongs to one Session and is not copied with it.
type Guard interface {
	// Meet looks at a line before it is obeyed: at the row of the table that it
	// names, nil if it names none, and at what the table has against it, "" for
	// nothing. The Reply that it gives is sent instead; nil lets the line pass.
	Meet(l wire.Line, row *Command, against Refusal) *Reply

	// Login is told how an attempt to log in has ended. The Session then does
	// nothing more before the next Step, so that there can be a pause.
	Login(name string, in bool)
}

// meet asks the Guard what it makes of a line.
func (s *Session) meet(l wire.Line, row *Command, against Refusal) *Reply {
	if s.Guard == nil || s.User != "" {
		return nil
	}
	return s.Guard.Meet(l, row, against)
}

// knock tells the Guard of an attempt to log in, if the reply is the end of one.
func (s *Session) knock(r Reply) {
	in := s.User != "" && !s.admitted
	if s.Guard == nil || !in && !r.Denied {
		return
	}
	s.admitted, s.pause = in, true
	name := s.Name
	if in {
		name = s.User
	}
	s.Guard.Login(name, in)
}
