package wire

import (
	"bytes"
	"slices"
)

// Message is one whole reply as it was read, with every octet labelled.
type Message struct {
	Octets []byte
	Spans  []Span // tile Octets
	Reply  Reply
	Broken string // what is wrong with its form, in words; empty if nothing
}

// Decoder reads replies out of a stream of octets. It may be fed any number of
// octets at a time, and asked for the next reply as soon as it is known what
// shape that has: the one decoder serves the client, and whoever listens in.
type Decoder struct {
	Dialect *Dialect
	Limit   int // octets of one reply; beyond it the reply is broken. 0: none

	buf     []byte // from the start of the reply being read
	done    int    // octets of buf that are labelled
	scan    int    // where to go on looking for a line end
	spans   []Span
	reply   Reply
	status  bool // the first line is read
	section Token
	count   int // last number behind a counting indicator
}

// Feed adds octets that have arrived.
func (d *Decoder) Feed(p []byte) { d.buf = append(d.buf, p...) }

// Rest are the octets that do not make a whole reply yet.
func (d *Decoder) Rest() []byte { return d.buf }

// Count is how many octets the next Counted reply has.
func (d *Decoder) Count() int { return d.count }

// Clone is an independent copy.
func (d *Decoder) Clone() Decoder {
	c := *d
	c.buf = bytes.Clone(d.buf)
	c.spans = slices.Clone(d.spans)
	c.reply.Lines = nil // found again in Octets when the reply is whole
	return c
}

// Next gives the next reply if all of it has arrived. The shape must be the
// same at each call until it has.
func (d *Decoder) Next(s Shape) (Message, bool) {
	if len(d.buf) == 0 {
		return Message{}, false
	}
	if !d.status && !s.Bare {
		line, end, ok := d.line(true)
		if !ok {
			return d.over()
		}
		d.reply, d.spans = d.Dialect.label(line, s, 0, d.spans)
		d.take(len(line), end)
		if d.reply.Count >= 0 {
			d.count = d.reply.Count
		}
		d.status, d.section = true, Header
	}
	switch {
	case s.Bare:
		d.reply = Reply{Positive: true, Count: -1}
		return d.counted()
	case !d.reply.Positive || d.reply.Goes || s.Frame == OneLine:
		return d.whole(), true
	case s.Frame == Counted:
		return d.counted()
	}
	return d.dotted(s)
}

// dotted reads lines until the one that holds only the termination octet.
func (d *Decoder) dotted(s Shape) (Message, bool) {
	for {
		line, end, ok := d.line(false)
		if !ok {
			return d.over()
		}
		if len(line) == 1 && line[0] == '.' {
			d.spans = put(d.spans, TerminationOctet, d.done, 1)
			d.take(1, end)
			return d.whole(), true
		}
		n := len(line)
		if n > 0 && line[0] == '.' {
			d.spans = put(d.spans, StuffedOctet, d.done, 1)
			d.done++
			line, n = line[1:], n-1
		}
		switch {
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

func (d *Decoder) counted() (Message, bool) {
	if len(d.buf)-d.done < d.count {
		return d.over()
	}
	d.reply.Data = d.buf[d.done : d.done+d.count]
	d.spans = message(d.reply.Data, d.done, d.spans)
	d.done += d.count
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
	m := Message{Octets: d.buf[:d.done:d.done], Spans: d.spans, Reply: d.reply}
	m.Reply.Lines = unstuff(m.Octets, m.Spans)
	switch {
	case m.Reply.Indicator == "" && d.status:
		m.Broken = "it begins with no status indicator"
	case len(m.Spans) > 0 && slices.ContainsFunc(m.Spans, func(s Span) bool { return s.Token == BareLF }):
		m.Broken = "its first line ends in LF alone, without CR"
	}
	rest := bytes.Clone(d.buf[d.done:])
	*d = Decoder{Dialect: d.Dialect, Limit: d.Limit, count: d.count, buf: rest}
	return m
}

// over gives up on a reply that is longer than the limit.
func (d *Decoder) over() (Message, bool) {
	if d.Limit == 0 || len(d.buf) <= d.Limit {
		return Message{}, false
	}
	return d.giveUp(Unknown, "it is longer than this program reads"), true
}

// Flush gives what is left when the connection ends in the middle of a reply.
func (d *Decoder) Flush() (Message, bool) {
	if len(d.buf) == 0 {
		return Message{}, false
	}
	return d.giveUp(Incomplete, "the connection ended in the middle of it"), true
}

// giveUp hands out all that is there as a broken reply.
func (d *Decoder) giveUp(rest Token, why string) Message {
	d.spans = put(d.spans, rest, d.done, len(d.buf)-d.done)
	d.done = len(d.buf)
	m := d.whole()
	m.Broken = why
	return m
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
