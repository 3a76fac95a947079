package pop2

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/digest"
)

// The texts of replies have no "." and no ";": by the letter of the Formal
// Syntax, <punct> has neither.

func ok(format string, a ...any) sim.Reply {
	return sim.Reply{OK: true, Count: -1, Text: fmt.Sprintf(format, a...)}
}

// garbage is action 1 of the Server Decision Table: send "- error", and close.
func garbage(why, explain, text string) sim.Reply {
	return sim.Reply{Count: -1, Text: text, Close: true, Why: under(why), Explain: explain}
}

// count is the reply "#nnn".
func count(n int) sim.Reply {
	text := "messages"
	switch n {
	case 0:
		text = "no messages"
	case 1:
		text = "message"
	}
	return sim.Reply{OK: true, Counts: "#", Count: n, Text: text}
}

// length is the reply "=ccc".
func length(octets int) sim.Reply {
	text := "characters in that message"
	if octets == 0 {
		text = "no such message"
	}
	return sim.Reply{OK: true, Counts: "=", Count: octets, Text: text}
}

// current is the current message indicator.
func current(s *sim.Session) int {
	n, _ := s.Own.(int)
	return n
}

// greet is action 2.
func greet(s *sim.Session) sim.Reply {
	if s.Host().Busy {
		return garbage(philosophy, "The server has too much to do and takes no more sessions. RFC 937 has no reply for that, but a basic rule: if anything goes wrong close the connection.",
			"error: too busy, try again later")
	}
	return ok("POP2 %s server ready", s.Host().Name)
}

// helo is action 3.
func helo(s *sim.Session, v sim.Values) sim.Reply {
	s.Name = v.Words[0]
	err := s.Login(s.Name, sim.LoginPass, func(password string) bool {
		return digest.Equal(v.Words[1], password)
	})
	if err != nil {
		r := garbage(theCommands, "User and password do not fit together. There is no second try on this connection: the server closes, and the client may open a new one.",
			"error: no such user, or another password")
		r.Denied = true
		return r
	}
	return open(s, "")
}

// fold is action 5: what is marked in the mailbox goes, because that mailbox is
// released now.
func fold(s *sim.Session, v sim.Values) sim.Reply {
	s.Update()
	r := open(s, v.Words[0])
	if s.Drop() == nil {
		r.Explain = "There is no such mailbox. The reply is that of an empty one: whoever guesses at names learns nothing from it."
	}
	return r
}

// open selects a mailbox: for the user's own, locked against others as long as
// there is something in it that could be deleted.
func open(s *sim.Session, folder string) sim.Reply {
	s.Release()
	s.Own = 1
	d := s.Folder(folder)
	switch {
	case d == nil:
		return count(0)
	case d.ReadOnly || d.Holder() != 0 || len(d.Messages()) == 0:
		_ = s.ReadFolder(folder) // it is there
	default:
		_ = s.OpenFolder(folder) // it is there, and nobody holds it
	}
	r := count(s.Count())
	switch {
	case d.ReadOnly:
		r.Explain = "The user may read this mailbox and not change it: ACKD will be answered as always, and delete nothing."
	case s.Count() > 0 && !s.Writable():
		r.Explain = "Another session has this mailbox open and may delete from it, so this one gets to read it only: ACKD will be answered as always, and delete nothing."
	}
	return r
}

// quit is action 4.
func quit(s *sim.Session, _ sim.Values) sim.Reply {
	_, failed := s.Update()
	r := ok("Bye")
	if failed > 0 {
		r.Explain = "Not all that was marked could be removed. RFC 937 knows only one answer to QUIT, so the client is not told."
	}
	return r
}
