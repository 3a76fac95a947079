package pop3

import (
	"encoding/hex"
	"errors"
	"fmt"

	"popscope/sim"
	"popscope/sim/digest"
)

func ok(format string, a ...any) sim.Reply {
	return sim.Reply{OK: true, Count: -1, Text: fmt.Sprintf(format, a...)}
}

func no(why, explain, format string, a ...any) sim.Reply {
	return sim.Reply{Count: -1, Text: fmt.Sprintf(format, a...), Why: section(why), Explain: explain}
}

// greet is the one line greeting (section 4), with the timestamp that APOP
// needs (section 7).
func greet(s *sim.Session) sim.Reply {
	s.NewStamp()
	return ok("POP3 server ready %s", s.Stamp)
}

// user says yes to any name: -ERR would tell an attacker which names there are
// (section 13).
func user(s *sim.Session, v sim.Values) sim.Reply {
	s.Name = v.Words[0]
	r := ok("send PASS")
	r.Explain = "The server says yes to every name, whether there is such a mailbox or not: a no would tell an attacker which names are worth a try."
	return r
}

func pass(s *sim.Session, v sim.Values) sim.Reply {
	given := v.Words[0]
	return login(s, sim.LoginPass, func(password string) bool {
		return digest.Equal(given, password)
	})
}

func apop(s *sim.Session, v sim.Values) sim.Reply {
	s.Name = v.Words[0]
	given := v.Words[1]
	return login(s, sim.LoginAPOP, func(secret string) bool {
		return digest.Equal(given, Digest(s.Stamp, secret))
	})
}

// Digest is what APOP sends: MD5 over the greeting's timestamp, angle brackets
// included, and the shared secret, in lower-case hexadecimal (RFC 1939 section
// 7).
func Digest(timestamp, secret string) string {
	sum := digest.MD5.Sum([]byte(timestamp + secret))
	return hex.EncodeToString(sum)
}

// login opens the maildrop for either way of logging in.
func login(s *sim.Session, by sim.Login, right func(string) bool) sim.Reply {
	switch err := s.OpenMaildrop(s.Name, by, right); {
	case errors.Is(err, sim.ErrLocked):
		return no("4", "Another session holds the exclusive-access lock on this maildrop, so that nothing changes under its feet. Try again when it has ended.",
			"unable to lock maildrop")
	case err != nil && by == sim.LoginAPOP:
		return no("7", "Name, digest and mailbox do not fit together. The digest is MD5 over the timestamp in this connection's greeting, with its angle brackets, followed by the shared secret, in lower-case hexadecimal. An old one does not work: each greeting has a new timestamp.",
			"permission denied")
	case err != nil:
		return no("7", "Name, password and mailbox do not fit together. The server does not say which of them is wrong. The session stays in the AUTHORIZATION state: begin again with USER.",
			"invalid name or password")
	}
	n, octets := s.Total()
	return ok("%s's maildrop has %s (%d octets)", s.Name, count(n), octets)
}

func count(n int) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprintf("%d messages", n)
}
