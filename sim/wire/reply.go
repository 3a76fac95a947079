package wire

import (
	"bytes"
	"strings"
)

// Dialect is how the replies of a protocol begin. The longest indicator that
// fits wins.
type Dialect struct {
	Indicators []Indicator
	LineLimit  int  // octets of a reply line with its CRLF
	Codes      bool // a text may begin with a response code in brackets (RFC 2449 section 8)
}

// Indicator is what a reply begins with.
type Indicator struct {
	Octets   string // "+OK", "-ERR"; in POP2 "+", "-", "#", "="
	Positive bool
	Counts   Token // what the number directly behind it counts (POP2), or ""
	Goes     bool  // the command goes on: a challenge follows, and the client answers it (RFC 1734)
}

// Frame says where a positive reply ends.
type Frame int

// The frames.
const (
	OneLine Frame = iota // with its first line
	Dotted               // with a line that holds only the termination octet
	Counted              // after as many octets as the last count announced (POP1, POP2)
)

// Shape is the form of the positive reply to a command: what is data and what
// is only text for people. A negative reply is always one line of text.
type Shape struct {
	Line      []Token // fields of the first line behind the indicator, SPACE between them
	Timestamp bool    // the text may hold a timestamp in angle brackets
	Protocol  string  // Timestamp: words of the text by which the protocol is known (POP4)
	Frame     Frame
	Each      []Token // Dotted: fields of each line; nil: the lines are a message
	Bare      bool    // Counted: the octets come alone, without a first line
	Some      bool    // Bare: a server that has no octets closes, and sends nothing
}

// lists reports whether no line of the response can begin as a reply does.
func (s Shape) lists() bool {
	return len(s.Each) > 0 && (numeric(s.Each[0]) || s.Each[0] == Capability || s.Each[0] == Mechanism)
}

// Reply is what a reply says. What a Decoder has read stands in Lines or Data;
// an Encoder is given it as Passages instead, which are no copies.
type Reply struct {
	Indicator string // one of the Dialect's; "" if it is none of them
	Positive  bool
	Goes      bool     // the command goes on, as Indicator.Goes
	Code      string   // response code, without its brackets; "" if there is none
	Count     int      // the number behind the indicator, -1 if there is none
	Text      string   // behind the indicator (and the count), without the SPACE
	Lines     [][]byte // Dotted, before byte-stuffing, without CRLF. nil: no such part. Empty: no line but the termination
	Data      []byte   // Counted octets
}

// label reads a first line (without CRLF) that starts at offset off.
func (d *Dialect) label(line []byte, s Shape, off int, spans []Span) (Reply, []Span) {
	r := Reply{Count: -1}
	var ind Indicator
	for _, i := range d.Indicators {
		if len(i.Octets) > len(ind.Octets) && d.begins(line, i) {
			ind = i
		}
	}
	if ind.Octets == "" {
		r.Text = string(line)
		return r, put(spans, Unknown, off, len(line))
	}
	r.Indicator, r.Positive, r.Goes = ind.Octets, ind.Positive, ind.Goes
	spans = put(spans, StatusIndicator, off, len(ind.Octets))
	rest := line[len(ind.Octets):]
	off += len(ind.Octets)
	if ind.Counts != "" {
		n := digits(rest)
		r.Count, _ = Number(string(rest[:n]))
		spans = put(spans, ind.Counts, off, n)
		rest, off = rest[n:], off+n
	}
	if len(rest) > 0 && rest[0] == ' ' {
		spans = put(spans, Space, off, 1)
		rest, off = rest[1:], off+1
	}
	if n := code(rest); d.Codes && n > 0 {
		r.Code = string(rest[1 : n-1])
		spans = put(spans, ResponseCode, off, n)
		rest, off = rest[n:], off+n
		if len(rest) > 0 && rest[0] == ' ' {
			spans = put(spans, Space, off, 1)
			rest, off = rest[1:], off+1
		}
	}
	r.Text = string(rest)
	switch {
	case ind.Goes:
		spans = put(spans, Challenge, off, len(rest))
	case !ind.Positive:
		spans = put(spans, Text, off, len(rest))
	case s.Timestamp:
		if at := strings.Index(r.Text, s.Protocol); s.Protocol != "" && at >= 0 {
			n := len(s.Protocol)
			spans = put(spans, Text, off, at)
			spans = put(spans, Protocol, off+at, n)
			rest, off = rest[at+n:], off+at+n
		}
		spans = stamp(rest, off, spans)
	default:
		spans = fields(rest, s.Line, off, spans)
	}
	return r, spans
}

// code is how many octets a response code at the start of a text has, with its
// brackets; 0 if there is none.
func code(text []byte) int {
	if len(text) == 0 || text[0] != '[' {
		return 0
	}
	return bytes.IndexByte(text, ']') + 1
}

// begins reports whether the line starts with the indicator, and that it is
// not only the beginning of a longer word. A counting indicator has digits
// directly behind it.
func (d *Dialect) begins(line []byte, i Indicator) bool {
	if !bytes.HasPrefix(line, []byte(i.Octets)) {
		return false
	}
	rest := line[len(i.Octets):]
	if i.Counts != "" {
		return digits(rest) > 0
	}
	return len(rest) == 0 || rest[0] == ' '
}

// fields labels a line by the tokens it should consist of; what goes beyond
// them is text, but of parameters there may be more. A number that is none is
// not understood, and nor is what follows a second SPACE where a field should be.
func fields(line []byte, want []Token, off int, spans []Span) []Span {
	for k, t := range want {
		if k > 0 && len(line) > 0 {
			spans = put(spans, Space, off, 1)
			line, off = line[1:], off+1
		}
		n := bytes.IndexByte(line, ' ')
		if n < 0 {
			n = len(line)
		}
		if n == 0 && len(line) > 0 {
			return put(spans, Unknown, off, len(line))
		}
		if numeric(t) && n > 0 && digits(line[:n]) != n {
			t = Unknown
		}
		spans = put(spans, t, off, n)
		line, off = line[n:], off+n
	}
	for many := len(want) > 0 && want[len(want)-1] == Parameter; many && len(line) > 1; {
		n := len(line)
		if i := bytes.IndexByte(line[1:], ' '); i >= 0 {
			n = 1 + i
		}
		spans = put(spans, Space, off, 1)
		spans = put(spans, Parameter, off+1, n-1)
		line, off = line[n:], off+n
	}
	if len(want) > 0 && len(line) > 0 {
		spans = put(spans, Space, off, 1)
		line, off = line[1:], off+1
	}
	return put(spans, Text, off, len(line))
}

// numeric reports whether a field of this kind is a number.
func numeric(t Token) bool {
	return t == MessageNumber || t == MessageCount || t == Octets || t == LineCount || t == PartSize || t == Maxima
}

// stamp labels a text that may hold a timestamp: "<", something with "@", ">".
func stamp(text []byte, off int, spans []Span) []Span {
	from, to := FindTimestamp(string(text))
	spans = put(spans, Text, off, from)
	spans = put(spans, Timestamp, off+from, to-from)
	return put(spans, Text, off+to, len(text)-to)
}

// FindTimestamp says where in a greeting's text the timestamp of APOP stands
// (RFC 1939 section 7); from equals to if there is none.
func FindTimestamp(text string) (from, to int) {
	from = strings.IndexByte(text, '<')
	if from < 0 {
		return len(text), len(text)
	}
	n := strings.IndexByte(text[from:], '>')
	if n < 0 || !strings.Contains(text[from:from+n], "@") {
		return len(text), len(text)
	}
	return from, from + n + 1
}

// sections labels octets of a message that begin in the section in, and gives
// that in which they end.
func sections(p []byte, in Token, off int, spans []Span) ([]Span, Token) {
	for len(p) > 0 {
		n := bytes.Index(p, []byte("\r\n"))
		switch {
		case n < 0:
			return put(spans, in, off, len(p)), in
		case n == 0 && in == Header:
			spans = put(spans, BlankLine, off, 2)
			in = Body
		default:
			spans = put(spans, in, off, n)
			spans = put(spans, CRLF, off+n, 2)
		}
		p, off = p[n+2:], off+n+2
	}
	return spans, in
}

func put(spans []Span, t Token, off, n int) []Span {
	if n == 0 {
		return spans
	}
	return append(spans, Span{off, n, t})
}

func digits(p []byte) int {
	n := 0
	for n < len(p) && p[n] >= '0' && p[n] <= '9' {
		n++
	}
	return n
}

// maxNumber is where Number stops counting: more than any maildrop holds, and
// small enough for every machine.
const maxNumber = 1<<31 - 1

// Number reads a decimal number. A number too large to matter becomes the
// largest one, so that it stays "no such message" and never wraps around.
func Number(s string) (int, bool) {
	if s == "" || digits([]byte(s)) != len(s) {
		return -1, false
	}
	n := 0
	for _, c := range s {
		if n = n*10 + int(c-'0'); n > maxNumber {
			return maxNumber, true
		}
	}
	return n, true
}
