package wire

import (
	"bytes"
	"strconv"
)

// Passage is a stretch of what a reply holds behind its first line: lines of a
// message, or of a listing, each with its CRLF. It is a view on octets that
// nobody changes, not a copy of them.
type Passage struct {
	Octets []byte
	Lines  int // so many lines of them at most; AllLines: all
}

// AllLines is every line of a Passage.
const AllLines = -1

// Whole is the body of a reply that holds these lines and no others.
func Whole(octets []byte) []Passage { return []Passage{{octets, AllLines}} }

// Lines is the same of lines that have no CRLF yet.
func Lines(lines ...string) []Passage {
	text := []byte{}
	for _, l := range lines {
		text = append(append(text, l...), crlf...)
	}
	return Whole(text)
}

// Encoder turns one reply into octets. As the Decoder it can stop and go on at
// any octet; what is still to be sent stays where it is, so that an Encoder is
// small however large the message.
type Encoder struct {
	run    []byte    // the octets to be sent next
	kind   Token     // of run: StatusIndicator (the first line), StuffedOctet, Body (whatever follows), TerminationOctet
	text   []byte    // of the Passage that is being sent, what is not yet in run
	lines  int       // of text, so many at most
	rest   []Passage // those after it
	dotted bool      // the termination octet is still to come
	fresh  bool      // a line begins
}

// Encoder encodes a reply whose lines or counted octets are those of the body;
// nil: it has none, not even a termination octet.
func (d *Dialect) Encoder(r Reply, s Shape, body []Passage) Encoder {
	e := Encoder{kind: StatusIndicator}
	if !s.Bare || !r.Positive {
		e.run = r.first()
	}
	if !r.Goes && body != nil {
		e.rest, e.dotted = body, s.Frame == Dotted
	}
	return e
}

// first is the first line of a reply, with its CRLF.
func (r *Reply) first() []byte {
	line := []byte(r.Indicator)
	if r.Count >= 0 {
		line = strconv.AppendInt(line, int64(r.Count), 10)
	}
	if r.Code != "" {
		line = append(append(append(line, " ["...), r.Code...), ']')
	}
	if r.Text != "" || r.Goes {
		line = append(append(line, ' '), r.Text...)
	}
	return append(line, "\r\n"...)
}

// Append appends the next octets to p, so many at most: fewer only if there are
// no more.
func (e *Encoder) Append(p []byte, most int) []byte {
	for most > 0 && e.next(window) {
		n := min(most, len(e.run))
		p, e.run, most = append(p, e.run[:n]...), e.run[n:], most-n
	}
	return p
}

// Left is how many octets are still to come, not counting stuffed ones; fewer
// if not all lines of a Passage are to be sent.
func (e *Encoder) Left() int {
	n := len(e.run) + len(e.text) + len(stop)
	for _, p := range e.rest {
		n += len(p.Octets)
	}
	return n
}

// Done reports whether all octets have been taken.
func (e *Encoder) Done() bool {
	return len(e.run) == 0 && len(e.text) == 0 && len(e.rest) == 0 && !e.dotted
}

// window is how many octets of a message are looked at for one run. It bounds
// the work that is done before the first of them is sent.
const window = 32 << 10

// What ends a line, and what ends a multi-line response: its dot is what stuffs
// a line, too.
var (
	crlf = []byte("\r\n")
	stop = []byte(".\r\n")
)

// next sees to it that there is a run, of no more octets of a Passage than
// most. It is false when the reply is at its end.
func (e *Encoder) next(most int) bool {
	for len(e.run) == 0 {
		switch {
		case len(e.text) > 0:
			e.advance(most)
		case len(e.rest) > 0:
			if p := e.rest[0]; p.Lines != 0 {
				e.text, e.lines, e.fresh = p.Octets, p.Lines, true
			}
			e.rest = e.rest[1:]
		case e.dotted:
			e.dotted, e.run, e.kind = false, stop, TerminationOctet
		default:
			return false
		}
	}
	return true
}

// advance takes a run off the text: whole lines, but for what most cuts off.
func (e *Encoder) advance(most int) {
	if e.dotted && e.fresh && e.text[0] == '.' {
		e.fresh, e.run, e.kind = false, stop[:1], StuffedOctet
		return
	}
	run := e.text
	if most < len(run) {
		run = bytes.TrimSuffix(run[:most], crlf[:1]) // a line end stays whole
	}
	if e.dotted {
		if at := bytes.Index(run, []byte("\r\n.")); at >= 0 {
			run = run[:at+len(crlf)]
		}
	}
	if e.lines > 0 {
		run = e.limit(run)
	}
	e.run, e.text, e.kind = run, e.text[len(run):], Body
	if e.lines == 0 {
		e.text = nil
	}
	e.fresh = bytes.HasSuffix(run, crlf)
}

// limit takes the lines of a run from those that may still be sent, and gives
// as much of it as that allows.
func (e *Encoder) limit(run []byte) []byte {
	for at := 0; e.lines > 0; e.lines-- {
		n := bytes.Index(run[at:], crlf)
		if n < 0 {
			return run
		}
		if at += n + len(crlf); e.lines == 1 {
			run = run[:at]
		}
	}
	return run
}

// Encode turns a reply into octets at once, and, if spans is not nil, appends
// the labels of these octets to it. See Encoder.
func (d *Dialect) Encode(r Reply, s Shape, body []Passage, spans *[]Span) []byte {
	e := d.Encoder(r, s, body)
	size := e.Left()
	out, in := make([]byte, 0, size), Header
	for e.next(size) {
		if spans != nil {
			*spans, in = d.labelRun(&e, s, in, len(out), *spans)
		}
		out, e.run = append(out, e.run...), nil
	}
	return out
}

// labelRun labels the run of an Encoder, which starts at offset off and in that
// section of a message.
func (d *Dialect) labelRun(e *Encoder, s Shape, in Token, off int, spans []Span) ([]Span, Token) {
	switch {
	case e.kind == StatusIndicator:
		n := len(e.run) - len(crlf)
		_, spans = d.label(e.run[:n], s, off, spans)
		return put(spans, CRLF, off+n, len(crlf)), in
	case e.kind == StuffedOctet:
		return put(spans, StuffedOctet, off, 1), in
	case e.kind == TerminationOctet:
		return put(put(spans, TerminationOctet, off, 1), CRLF, off+1, len(crlf)), in
	case s.Frame != Dotted || s.Each == nil:
		return sections(e.run, in, off, spans)
	}
	for rest := e.run; len(rest) > 0; {
		line, after, _ := bytes.Cut(rest, crlf)
		spans = put(fields(line, s.Each, off, spans), CRLF, off+len(line), len(crlf))
		off, rest = off+len(line)+len(crlf), after
	}
	return spans, in
}
