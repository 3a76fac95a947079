package pop1

import (
	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/rfc"
)

// ok is the bare yes that the document prints.
func ok() sim.Reply { return sim.Reply{OK: true, Count: -1} }

func no(why rfc.Ref, text, explain string) sim.Reply {
	return sim.Reply{Count: -1, Text: text, Why: why, Explain: explain}
}

// denied is the no of a login whose name or password is wrong.
func denied(why rfc.Ref, text, explain string) sim.Reply {
	r := no(why, text, explain)
	r.Denied = true
	return r
}

// greet is the greeting. The diagram knows no other than +OK.
func greet(s *sim.Session) sim.Reply {
	if s.Host().Busy {
		r := no(ours("Diagram"), "too busy, try again later",
			"The server has too much to do and turns new sessions away. RFC 918 knows no greeting but +OK; Popscope says no and closes, because a client that waits for +OK will understand that best.")
		r.Close = true
		return r
	}
	return ok()
}

// user refuses a name that nobody has: the diagram has an arrow for that, and
// the document no other use for it.
func user(s *sim.Session, v sim.Values) sim.Reply {
	s.Name = v.Words[0]
	if _, known := s.Secret(s.Name, sim.LoginPass); !known {
		return denied(ours("Commands"), "no such user",
			"There is nobody of that name here who may log in with a password. RFC 918 lets a server refuse USER and does not say when. To say so is kind to people who mistype, and to attackers too, who learn which names are worth a try: RFC 1939 (section 13) warns of it. Begin again with USER.")
	}
	return ok()
}

func pass(s *sim.Session, v sim.Values) sim.Reply {
	given := v.Words[0]
	err := s.Login(s.Name, sim.LoginPass, func(password string) bool { return digest.Equal(given, password) })
	if err != nil {
		return denied(section("Commands"), "wrong password",
			"That is not the password of the user whom USER named. Begin again with USER; PASS alone is not enough, for it must follow a USER that was answered with +OK.")
	}
	return ok()
}
