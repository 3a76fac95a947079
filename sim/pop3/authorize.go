package pop3

import (
	"encoding/hex"
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// ok is a yes. Its text must not begin as a response code does (RFC 2449
// section 6.4), whatever a host or a user may be called.
func ok(format string, a ...any) sim.Reply {
	text := fmt.Sprintf(format, a...)
	if strings.HasPrefix(text, "[") {
		text = "- " + text
	}
	return sim.Reply{OK: true, Count: -1, Text: text}
}

// no is a no for a reason that stands in RFC 1939.
func no(why, explain, format string, a ...any) sim.Reply {
	return refuse(section(why), explain, format, a...)
}

// refuse is a no for a reason that stands in any document.
func refuse(why rfc.Ref, explain, format string, a ...any) sim.Reply {
	return sim.Reply{Count: -1, Text: fmt.Sprintf(format, a...), Why: why, Explain: explain}
}

// greet is the one line greeting (section 4), with the timestamp that APOP
// needs (section 7).
func greet(s *sim.Session) sim.Reply {
	switch {
	case s.Host().Busy:
		r := refuse(rfc.Ref{Doc: 3206, Section: "4"}, "The server has too much to do. It says so, closes, and takes no command at all.", "too busy, try again later")
		r.Close = true
		return coded(s, temporary, r)
	case !s.Offers("APOP") || s.Host().Service.Silent:
		return ok("POP3 server ready")
	}
	s.NewStamp()
	return ok("POP3 server ready %s", s.Stamp)
}

// user says yes to any name: -ERR would tell an attacker which names there are
// (section 13).
func user(s *sim.Session, v sim.Values) sim.Reply {
	if exposed(s) {
		return refuse(rfc.Ref{Doc: 2595, Section: "2.3"}, "PASS would send the password in the clear, and this server takes such only under TLS. There may be other ways: STLS first, or APOP, or AUTH with a mechanism that does not send the password.",
			"a password in the clear needs TLS")
	}
	if r, bad := unfit(v.Words[0]); bad {
		return r
	}
	s.Name = v.Words[0]
	r := ok("send PASS")
	r.Explain = "The server says yes to every name, whether there is such a mailbox or not: a no would tell an attacker which names are worth a try."
	return r
}

func pass(s *sim.Session, v sim.Values) sim.Reply {
	given := v.Words[0]
	if r, bad := unfit(given); bad {
		return r
	}
	return login(s, sim.LoginPass, func(password string) bool {
		return digest.Equal(given, password)
	})
}

func apop(s *sim.Session, v sim.Values) sim.Reply {
	if s.Stamp == "" {
		return no("7", "The digest of APOP is made of the timestamp in the greeting, and this greeting had none: the server does not have APOP.", "APOP needs a timestamp in the greeting")
	}
	if r, bad := unfit(v.Words[0]); bad {
		return r
	}
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

// login opens the maildrop for each way of logging in: first the secret, so
// that nobody learns more who does not know it, then the login delay, then the
// lock.
func login(s *sim.Session, by sim.Login, right func(string) bool) sim.Reply {
	switch err := s.Login(s.Name, by, right); {
	case err != nil && by == sim.LoginAPOP:
		return denied(s, no("7", "Name, digest and mailbox do not fit together. The digest is MD5 over the timestamp in this connection's greeting, with its angle brackets, followed by the shared secret, in lower-case hexadecimal. An old one does not work: each greeting has a new timestamp.",
			"permission denied"))
	case err != nil && by == loginRPOP:
		r := refuse(trust, "The server believes the client's host that this user sits there, but lets them into the mailbox of the same name only.", "permission denied")
		r.Denied = true
		return r
	case err != nil:
		return denied(s, refuse(rfc.Ref{}, "Name, password and mailbox do not fit together. The server does not say which of them is wrong. The session stays in the AUTHORIZATION state: begin again with USER.",
			"invalid name or password"))
	}
	if r, early := tooEarly(s); early {
		s.User = ""
		return r
	}
	if s.OpenFolder("") != nil {
		s.User = ""
		return coded(s, inUse, no("4", "Another session holds the exclusive-access lock on this maildrop, so that nothing changes under its feet. Try again when it has ended.",
			"unable to lock maildrop"))
	}
	settle(s)
	n, octets := s.Total()
	if !s.UTF8 && recall(s).language == "" && !wire.Printable([]byte(s.Name)) {
		// Replies are ASCII until the client has said that it reads more.
		return ok("maildrop has %s (%d octets)", count(n), octets)
	}
	return ok("%s's maildrop has %s (%d octets)", s.Name, count(n), octets)
}

// denied is the no of a login whose name and secret do not fit together.
func denied(s *sim.Session, r sim.Reply) sim.Reply {
	r.Denied = true
	return coded(s, credentials, r)
}

// tooEarly refuses who has logged in a moment ago (RFC 2449 section 6.5).
func tooEarly(s *sim.Session) (r sim.Reply, early bool) {
	delay, _ := s.Host().LoginDelay(s.User)
	ago, before := s.Host().LastLogin(s.User, s.Now())
	if !s.Offers("LOGIN-DELAY") || !before || ago >= delay {
		return r, false
	}
	return coded(s, loginDelay, refuse(rfc.Ref{Doc: 2449, Section: "6.5"}, fmt.Sprintf("From one login to the next a client has to wait %d seconds here, so that nobody keeps the server busy by asking for new mail all the time.", seconds(delay)),
		"logged in too early, wait %d seconds", seconds(delay-ago))), true
}

func count(n int) string {
	if n == 1 {
		return "1 message"
	}
	return fmt.Sprintf("%d messages", n)
}
