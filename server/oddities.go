package main

import (
	"bytes"
	"fmt"
	"unicode/utf8"

	"popscope/sim/wire"
)

// longestLine is how many octets a line of a message may have without its CRLF
// (RFC 5322 section 2.1.1).
const longestLine = 998

// oddities are what is unusual about a message as it was saved: what will be
// sent other than it stands in the file, and what clients may stumble over.
func oddities(raw []byte) (odd []string) {
	if len(raw) == 0 {
		return []string{"it is empty"}
	}
	found := func(format string, a ...any) { odd = append(odd, fmt.Sprintf(format, a...)) }
	header, ended := headerOf(raw)
	first, _, _ := bytes.Cut(header, []byte("\n"))
	switch {
	case bytes.HasPrefix(first, []byte("From ")):
		found("it begins with the line that divides messages in an mbox file, and that is no header field")
	case !isField(first):
		found("it does not begin with a header field")
	case !ended:
		found("no empty line ends the header, so that there is no body")
	}
	if !ascii(header) {
		if utf8.Valid(header) {
			found("its header has characters beyond ASCII, in UTF-8 (RFC 6532)")
		} else {
			found("its header has octets beyond ASCII that are not UTF-8")
		}
	}
	lines, ends, bare, long := 0, 0, 0, 0
	for line := range bytes.Lines(raw) {
		lines++
		text, ended := bytes.CutSuffix(line, []byte("\n"))
		if ended {
			ends++
		}
		text, crlf := bytes.CutSuffix(text, []byte("\r"))
		if ended && !crlf {
			bare++
		}
		if len(text) > longestLine {
			long++
		}
	}
	if bare > 0 {
		found("%s in LF alone, and will be sent with CRLF", verb(bare, "line ends", "lines end"))
	}
	if ends < lines {
		found("its last line has no line end, and will be sent with CRLF")
	}
	if n := bytes.Count(raw, []byte("\r")) - bytes.Count(raw, []byte("\r\n")); n > 0 {
		found("%s without LF, which some clients take for a line end", verb(n, "CR stands", "CR stand"))
	}
	if long > 0 {
		found("%s more than the %d octets of RFC 5322 section 2.1.1", verb(long, "line has", "lines have"), longestLine)
	}
	if n := bytes.Count(raw, []byte{0}); n > 0 {
		found("%s in it, which some clients refuse", verb(n, "NUL stands", "NUL stand"))
	}
	return odd
}

// headerOf is what stands before the empty line, whatever the line ends, and
// whether there is one.
func headerOf(raw []byte) (header []byte, ended bool) {
	at := 0
	for line := range bytes.Lines(raw) {
		if len(bytes.TrimRight(line, "\r\n")) == 0 {
			return raw[:at], true
		}
		at += len(line)
	}
	return raw, false
}

// isField reports whether a line begins as a header field does (RFC 5322
// section 2.2).
func isField(line []byte) bool {
	name, _, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	return ok && len(name) > 0 && wire.Printable(name) && bytes.IndexByte(name, ' ') < 0
}

func ascii(p []byte) bool {
	return bytes.IndexFunc(p, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// verb is "1 line ends", "2 lines end".
func verb(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
