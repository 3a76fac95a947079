package pop3

import (
	"strings"
	"unicode"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// utf8Mode is UTF8: from now on the client takes messages that need it (RFC
// 6856 section 2.1).
func utf8Mode(s *sim.Session, _ sim.Values) sim.Reply {
	s.UTF8 = true
	return ok("UTF-8 mode")
}

// needsUTF8 refuses a message with UTF-8 in its header to a client that has not
// said that it can read such (RFC 6856 sections 2.1 and 5), unless the host
// sends those to all. Bodies have had octets beyond ASCII since MIME, and go out
// as they are.
func needsUTF8(s *sim.Session, m *sim.Message) (r sim.Reply, unread bool) {
	if !unasked(s, m) || s.Host().UTF8ToAll {
		return r, false
	}
	return coded(s, needsUTF8Mode, refuse(rfc.Ref{Doc: 6856, Section: "5"}, "In the header of this message stands UTF-8, without the encoding that would turn it into ASCII. Old programs cannot read that, so the server sends it only after UTF8, which must come before the login.",
		"this message needs UTF-8 mode")), true
}

// unasked reports whether a message has UTF-8 in its header, and the client has
// not said UTF8 although it could.
func unasked(s *sim.Session, m *sim.Message) bool {
	return m.InUTF8() && !s.UTF8 && s.Offers("UTF8")
}

// sendsUTF8 adds to a yes that it goes against RFC 6856, if it does.
func sendsUTF8(s *sim.Session, m *sim.Message, r sim.Reply) sim.Reply {
	if unasked(s, m) {
		r.Explain = "In the header of this message stands UTF-8, and the client has not said UTF8. RFC 6856 section 2.1 lets a server refuse the message or rewrite it in ASCII. This server sends it as it is, as most do: nearly every program of today reads it."
		r.Why = rfc.Ref{Doc: 6856, Section: "2.1"}
	}
	return r
}

// unfit refuses a name or password with a character that SASLprep prohibits
// (RFC 4013 section 2.3; RFC 6856 section 2.2).
func unfit(text string) (r sim.Reply, bad bool) {
	if wire.Printable([]byte(text)) || !strings.ContainsFunc(text, prohibited) {
		return r, false
	}
	return refuse(rfc.Ref{Doc: 6856, Section: "2.2"}, "In a name or a password no character may stand that cannot be seen or that has no meaning of its own: SASLprep (RFC 4013) prohibits those.", "prohibited character"), true
}

// prohibited is the list of RFC 4013 section 2.3, but for what section 2.1
// would have turned into SPACE or taken away before.
func prohibited(r rune) bool {
	switch {
	case unicode.IsControl(r), r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000, r&0xFFFE == 0xFFFE, r >= 0xFDD0 && r <= 0xFDEF,
		r == 0x06DD, r == 0x070F, r == 0x180E, r >= 0x2061 && r <= 0x2063, r >= 0x1D173 && r <= 0x1D17A,
		r >= 0xFFF9 && r <= 0xFFFD, r >= 0x2FF0 && r <= 0x2FFB, r == 0x0340, r == 0x0341,
		r == 0x200E, r == 0x200F, r >= 0x2028 && r <= 0x202E, r >= 0x206A && r <= 0x206F,
		r == 0xE0001, r >= 0xE0020 && r <= 0xE007F:
		return true
	}
	return false
}
