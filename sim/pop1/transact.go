package pop1

import (
	"errors"

	"popscope/sim"
	"popscope/sim/wire"
)

// transaction is what a session remembers of RETR or RDEL until RCVD or RSET.
type transaction struct {
	delete bool // it began with RDEL
}

func retr(s *sim.Session, v sim.Values) sim.Reply {
	s.Own = transaction{}
	return open(s, v.Words[0])
}

func rdel(s *sim.Session, v sim.Values) sim.Reply {
	if d := s.Folder(v.Words[0]); d != nil && d.ReadOnly {
		return no(ours("Commands"), "mailbox may only be read",
			"Nobody may delete from this mailbox. RFC 918 knows no such mailboxes; Popscope refuses RDEL at once, because a client that learned of it only after RCVD would have fetched all the mail for nothing. RETR will do.")
	}
	s.Own = transaction{delete: true}
	return open(s, v.Words[0])
}

// open begins the transaction: it opens and locks the mailbox, and counts what
// is in it.
func open(s *sim.Session, folder string) sim.Reply {
	switch err := s.OpenFolder(folder); {
	case errors.Is(err, sim.ErrLocked):
		return no(section("The Protocol"), "mailbox is in use",
			"Another session has opened this mailbox and locked it. It is unlocked when that session sends RCVD or RSET, or ends.")
	case err != nil:
		return no(section("Commands"), "no such mailbox",
			"This user has no mailbox of that name. Each user may open their own: the first is called by their own name, or \"mailbox\" as in the document's example. Whether somebody else has one of that name the server does not say.")
	}
	_, octets := s.Total()
	return sim.Reply{OK: true, Count: octets, Counts: "#"}
}

// rcev sends all messages, one directly behind the other.
func rcev(s *sim.Session, _ sim.Values) sim.Reply {
	body := []wire.Passage{}
	s.Each(func(_ int, m *sim.Message) { body = append(body, wire.Whole(m.Raw)...) })
	return sim.Reply{OK: true, Count: -1, Body: body}
}

// rcvd ends the transaction. Mail that came after RDEL was not sent, and stays.
func rcvd(s *sim.Session, _ sim.Values) sim.Reply {
	failed := 0
	if t, _ := s.Own.(transaction); t.delete {
		_, failed = s.Empty()
	}
	end(s)
	if failed > 0 {
		return no(section("Commands"), "some mail not deleted",
			"The server could not delete everything, for want of some resource. It says so honestly; what is left comes again with the next RETR or RDEL. The transaction is over all the same, and the mailbox unlocked.")
	}
	return ok()
}

func rset(s *sim.Session, _ sim.Values) sim.Reply {
	end(s)
	return ok()
}

// end takes care to close and unlock the mailbox, if one is open.
func end(s *sim.Session) {
	s.Own = nil
	s.Release()
}

func noop(*sim.Session, sim.Values) sim.Reply { return ok() }

// quit leaves it to the end of the session to unlock the mailbox.
func quit(*sim.Session, sim.Values) sim.Reply { return ok() }
