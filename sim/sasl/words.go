package sasl

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// unprintable is what in a name or password nobody may send; empty if nothing
// is. SASLprep (RFC 4013 section 2.3) prohibits control characters; what else
// it does, it does beyond ASCII, and Popscope does not have that part.
func unprintable(s string) string {
	switch {
	case !utf8.ValidString(s):
		return "is not UTF-8."
	case strings.ContainsFunc(s, unicode.IsControl):
		return "has a control character in it, which SASLprep prohibits."
	}
	return ""
}

func notASCII(r rune) bool { return r > '~' }

func notGraphic(r rune) bool { return r <= ' ' || r > '~' }

// show writes what somebody sent so that nothing in it can be mistaken for
// words of the sentence around it.
func show(s string) string {
	const most = 60
	quoted := s == "" || strings.ContainsFunc(s, notGraphic) || strings.ContainsAny(s, `",`)
	cut := len(s) > most
	if cut {
		s = s[:most]
	}
	if quoted {
		s = strconv.QuoteToASCII(s)
	}
	if cut {
		s += "…"
	}
	return s
}

// start is as much of a nonce or a digest as is needed to know it again.
func start(s string) string {
	if len(s) <= 4 {
		return show(s)
	}
	return show(s[:4]) + "…"
}

func octets(n int) string {
	if n == 1 {
		return "1 octet"
	}
	return strconv.Itoa(n) + " octets"
}

func number(n int) string { return strconv.Itoa(n) }
