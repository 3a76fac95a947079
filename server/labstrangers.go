package main

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// A stranger is a program that speaks something else than the protocol here. A
// browser is one that any web page can send: what it is made to put behind its
// request could well be commands. Whoever is known for a stranger is told so
// and hung up on, before anything else that came with it is read.

// stranger says what a line belongs to that no client of the protocol would
// send, in words that follow "this is"; "" if it may be a command. The row is
// that of the table which the line names, nil if it names none; the line may be
// the first of its connection.
func stranger(text string, row *sim.Command, against sim.Refusal, first bool) string {
	line := strings.ReplaceAll(text, "\t", " ")
	word, rest, _ := strings.Cut(strings.TrimLeft(line, " "), " ")
	second, _, _ := strings.Cut(rest, " ")
	switch {
	case secret(row) && against == "":
		return "" // a password may be anything
	case httpVersion(line):
		return "a request of HTTP"
	case row != nil:
		return ""
	case strings.HasPrefix(second, "/"), second == "*", strings.Contains(second, "://"):
		return "a request of HTTP"
	case header(word):
		return "a header, of HTTP or of a mail"
	case !first:
		return ""
	case strings.HasPrefix(word, "SSH-"):
		return "SSH"
	case among(word, "EHLO", "LHLO", "MAIL", "RCPT"):
		return "SMTP, which sends mail"
	case among(word, "HELO") && strings.Contains(strings.TrimSpace(rest), " "):
		return "POP2"
	case among(word, "HELO"):
		return "SMTP, which sends mail"
	case among(second, "CAPABILITY", "LOGIN", "AUTHENTICATE", "STARTTLS", "ID", "NOOP", "LOGOUT", "SELECT", "EXAMINE"):
		return "IMAP"
	}
	return ""
}

// secret reports whether the rest of the line is a secret: in that anything may
// stand.
func secret(row *sim.Command) bool {
	if row == nil || len(row.Args) == 0 {
		return false
	}
	last := row.Args[len(row.Args)-1]
	return last.Kind == sim.RestOfLine && last.Token.Secret()
}

// httpVersion reports whether "HTTP/" and a digit stand at the start of the
// line or behind a SPACE, in any case, as in every request line, whatever the
// method and even if only its beginning was kept (RFC 9112 section 3).
func httpVersion(line string) bool {
	const mark = " HTTP/"
	line = " " + strings.ToUpper(line)
	for at := strings.Index(line, mark); at >= 0; {
		line = line[at+len(mark):]
		if line != "" && line[0] >= '0' && line[0] <= '9' {
			return true
		}
		at = strings.Index(line, mark)
	}
	return false
}

// header reports whether a word is, or begins with, a field's name and a colon
// (RFC 9110 section 5.1; RFC 5322 section 2.2).
func header(word string) bool {
	name, _, ok := strings.Cut(word, ":")
	return ok && name != "" && wire.Printable([]byte(name)) && !strings.ContainsAny(name, `()<>@,;\"[]?={}`)
}

func among(word string, keywords ...string) bool {
	for _, k := range keywords {
		if strings.EqualFold(word, k) {
			return true
		}
	}
	return false
}

// helloSize is how many octets tell a TLS handshake from everything else.
const helloSize = 5

// tlsHello reports whether a connection that begins with these octets begins
// with a handshake of TLS, or of SSL as it was in 1995, and whether that can be
// told yet. No octet of a command is like the first of theirs.
func tlsHello(p []byte) (is, known bool) {
	if len(p) == 0 {
		return false, false
	}
	switch {
	case p[0] == 0x16: // a handshake record, then the version (RFC 8446 section 5.1)
		return len(p) > 1 && p[1] == 3, len(p) > 1
	case p[0]&0x80 == 0:
		return false, true
	case len(p) < helloSize: // length, CLIENT-HELLO, version (RFC 6101 appendix E)
		return false, len(p) > 2 && p[2] != 1
	}
	return p[2] == 1 && (p[3] == 3 || p[3] == 0 && p[4] == 2), true
}
