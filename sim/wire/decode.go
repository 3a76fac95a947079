package wire

import (
	"bytes"
	"slices"
)

// Message is one reply as it was read, with every octet labelled.
type Message struct {
	Octets  []byte
	Spans   []Span // tile Octets
	Reply   Reply
	Shown   int    // octets at its start that Part has handed out before
	Torn    bool   // some of it was never heard, or is too long to be kept: it has no Lines
	Lacks   bool   // Torn, and what is not there is part of its first line
	Endless bool   // a list that lacks its termination octet: the next reply begins where that should be
	Broken  string // what is wrong with its form, in words; empty if nothing
}

// Decoder reads replies out of a stream of octets. It may be fed any number of
// octets at a time, and asked for the next reply as soon as it is known what
// shape that has: the one decoder serves the client, and whoever listens in.
//
// What it has read it never changes, so that its copies share it.
type Decoder struct {
	Dialect *Dialect
	Limit   int  // octets of one reply that are kept, see Trim. 0: all
	Stop    bool // a torn reply ends also before a line that begins with a status indicator

	buf     []byte // from the start of the reply being read
	done    int    // octets of buf that are labelled
	scan    int    // where to go on looking for a line end
	shown   int    // octets of buf that Part has handed out
	spans   []Span
	reply   Reply
	status  bool // the first line is read
	section Token
	from    int  // Counted: where the octets begin in buf
	sought  int  // where to go on looking for the end of a response in LF; -1: it is none
	skipped int  // Counted: octets that were not heard
	count   int  // last number behind a counting indicator
	torn    bool // some of the reply was not heard, or is kept no longer
	lacks   bool // of its first line, too
	mid     bool // the line at done has lost its beginning
}

// Feed adds octets that have arrived.
func (d *Decoder) Feed(p []byte) { d.buf = append(d.buf, p...) }

// Rest are the octets that do not make a whole reply yet.
func (d *Decoder) Rest() []byte { return d.buf }

// Begun reports whether the first line of a reply is read and the rest of it
// has to come.
func (d *Decoder) Begun() bool { return d.status }

// Count is how many octets the next Counted reply has; -1: nobody has heard.
func (d *Decoder) Count() int { return d.count }

// Clone is an independent copy.
func (d *Decoder) Clone() Decoder {
	c := *d
	c.buf, c.spans = slices.Clip(d.buf), slices.Clip(d.spans)
	return c
}

// Next gives the next reply if all of it has arrived. The shape must be the
// same at each call until it has.
func (d *Decoder) Next(s Shape) (Message, bool) {
	if len(d.buf) == 0 && d.skipped == 0 {
		return Message{}, false
	}
	if !d.status && !s.Bare {
		line, end, ok := d.line(true)
		if !ok {
			return Message{}, false
		}
		d.reply, d.spans = d.Dialect.label(line, s, 0, d.spans)
		d.take(len(line), end)
		if d.reply.Count >= 0 {
			d.count = d.reply.Count
		}
		d.status, d.section, d.from = true, Header, d.done
	}
	switch {
	case s.Bare:
		d.reply = Reply{Positive: true, Count: -1}
		return d.counted()
	case d.astray():
		return d.dotted(s)
	case !d.reply.Positive || d.reply.Goes || s.Frame == OneLine:
		return d.whole(), true
	case s.Frame == Counted:
		return d.counted()
	}
	return d.dotted(s)
}

// astray reports whether what is read is the rest of something: it has no
// first line.
func (d *Decoder) astray() bool { return d.torn && d.lacks }

// dotted reads lines until the one that holds only the termination octet.
func (d *Decoder) dotted(s Shape) (Message, bool) {
	for {
		line, end, ok := d.line(false)
		if !ok {
			return Message{}, false
		}
		n := len(line)
		if d.mid {
			d.mid = false
			d.spans = put(d.spans, Incomplete, d.done, n)
			d.take(n, end)
			continue
		}
		if d.torn && d.Stop && d.Dialect.Speaks(line) {
			return d.whole(), true
		}
		if s.lists() && d.Dialect.Speaks(line) {
			m := d.whole()
			m.Endless = true
			return m, true
		}
		if n == 1 && line[0] == '.' {
			d.spans = put(d.spans, TerminationOctet, d.done, 1)
			d.take(1, end)
			return d.whole(), true
		}
		if n > 0 && line[0] == '.' {
			d.spans = put(d.spans, StuffedOctet, d.done, 1)
			d.done++
			line, n = line[1:], n-1
		}
		switch {
		case d.astray():
			d.spans = put(d.spans, Unknown, d.done, n)
		case s.Each != nil:
			d.spans = fields(line, s.Each, d.done, d.spans)
		case n == 0 && d.section == Header:
			d.spans = put(d.spans, BlankLine, d.done, end)
			d.section = Body
			d.done += end
			d.scan = d.done
			continue
		default:
			d.spans = put(d.spans, d.section, d.done, n)
		}
		d.take(n, end)
	}
}

// counted reads as many octets as were announced. Header, blank line, body and
// each CRLF are labelled, though no end depends on them.
func (d *Decoder) counted() (Message, bool) {
	if !d.status {
		d.status, d.section = true, Header
	}
	end := d.from + d.count - d.skipped
	for have := d.buf[:min(max(end, d.done), len(d.buf))]; ; {
		n := bytes.Index(have[d.done:], []byte("\r\n"))
		if n < 0 {
			break
		}
		if n == 0 && d.section == Header {
			d.spans = put(d.spans, BlankLine, d.done, 2)
			d.section = Body
		} else {
			d.spans = put(d.spans, d.section, d.done, n)
			d.spans = put(d.spans, CRLF, d.done+n, 2)
		}
		d.done += n + 2
	}
	if len(d.buf) < end {
		return Message{}, false
	}
	if end > d.done {
		d.spans = put(d.spans, d.section, d.done, end-d.done)
		d.done = end
	}
	if !d.torn {
		d.reply.Data = d.buf[d.from:d.done]
	}
	return d.whole(), true
}

// line finds the next line, without its end, and how many octets that end has.
// Inside a multi-line response only CRLF ends a line: a lone LF is data there.
func (d *Decoder) line(first bool) (line []byte, end int, ok bool) {
	for {
		i := bytes.IndexByte(d.buf[d.scan:], '\n')
		if i < 0 {
			d.scan = len(d.buf)
			return nil, 0, false
		}
		at := d.scan + i
		d.scan = at + 1
		switch {
		case at > d.done && d.buf[at-1] == '\r':
			return d.buf[d.done : at-1], 2, true
		case first:
			return d.buf[d.done:at], 1, true
		}
	}
}

// take labels the line end behind n octets of a line.
func (d *Decoder) take(n, end int) {
	t := CRLF
	if end == 1 {
		t = BareLF
	}
	d.spans = put(d.spans, t, d.done+n, end)
	d.done += n + end
}

// whole hands out what has been read and makes room for the next reply.
func (d *Decoder) whole() Message {
	m := Message{Octets: d.buf[:d.done:d.done], Spans: d.spans, Reply: d.reply, Shown: min(d.shown, d.done), Torn: d.torn, Lacks: d.lacks}
	if !d.torn {
		m.Reply.Lines = unstuff(m.Octets, m.Spans)
	}
	switch {
	case d.torn:
	case m.Reply.Indicator == "" && !m.Reply.Positive:
		m.Broken = "it begins with no status indicator"
	case slices.ContainsFunc(m.Spans, func(s Span) bool { return s.Token == BareLF }):
		m.Broken = "its first line ends in LF alone, without CR"
	}
	*d = Decoder{Dialect: d.Dialect, Limit: d.Limit, Stop: d.Stop, count: d.count, buf: d.buf[d.done:], shown: d.shown - m.Shown, mid: d.mid}
	return m
}

// Flush gives what is left when the connection ends in the middle of a reply.
func (d *Decoder) Flush() (Message, bool) {
	if len(d.buf) == 0 {
		return Message{}, false
	}
	m := d.Break()
	m.Broken = "the connection ended in the middle of it"
	return m, true
}

// unstuff gathers the lines of a dotted reply, without stuffed octets; nil if
// the reply has no such part.
func unstuff(p []byte, spans []Span) [][]byte {
	last := len(spans) - 2
	if last < 0 || spans[last].Token != TerminationOctet {
		return nil
	}
	lines := [][]byte{}
	at := -1 // start of the line; the first line of the reply does not count
	for _, s := range spans[:last] {
		switch s.Token {
		case StuffedOctet:
			at = s.Off + 1
		case CRLF, BlankLine, BareLF:
			if at >= 0 {
				lines = append(lines, p[at:s.Off])
			}
			at = s.Off + s.Len
		}
	}
	return lines
}
