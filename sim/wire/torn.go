package wire

import (
	"bytes"
	"slices"
	"sort"
)

// What is here is for who listens in: to show what has come before it is whole,
// and to go on where something was not heard.

// Speaks reports whether a line, without its end, begins as a reply does.
func (d *Dialect) Speaks(line []byte) bool {
	return slices.ContainsFunc(d.Indicators, func(i Indicator) bool { return d.begins(line, i) })
}

// Outcome reads the first line of a reply, without its end. Its Indicator is ""
// if the line is none.
func (d *Dialect) Outcome(line []byte) Reply {
	r, _ := d.label(line, Shape{}, 0, nil)
	return r
}

// Part hands out what has arrived of a reply that is not whole yet, and was not
// handed out before. Lines that are whole are labelled as they will be; the rest
// is Incomplete.
func (d *Decoder) Part() (octets []byte, spans []Span) {
	from, to := d.shown, len(d.buf)
	if from >= to {
		return nil, nil
	}
	first := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].Off+d.spans[i].Len > from })
	for _, s := range d.spans[first:] {
		if s.Off < from {
			s.Off, s.Len = from, s.Len-(from-s.Off)
		}
		spans = append(spans, Span{s.Off - from, s.Len, s.Token})
	}
	at := max(d.done, from)
	spans = put(spans, Incomplete, at-from, to-at)
	d.shown = to
	return d.buf[from:to:to], spans
}

// Long reports whether more has come of the reply than the limit.
func (d *Decoder) Long() bool { return d.Limit > 0 && len(d.buf) > d.Limit }

// Trim forgets what has been read of the reply, and says how many octets those
// were: it is Torn from then on.
func (d *Decoder) Trim() int {
	n := d.done
	if len(d.buf)-n > d.Limit {
		n = len(d.buf) - 1 // of a line that is too long itself; its last octet may be CR
		d.mid = true
	}
	if !d.status {
		d.status, d.lacks, d.section = true, true, Header
		d.reply = Reply{Count: -1}
	}
	d.buf, d.scan, d.spans = bytes.Clone(d.buf[n:]), max(d.scan-n, 0), nil
	d.from, d.shown, d.done = d.from-n, max(d.shown-n, 0), max(d.done-n, 0)
	d.torn = true
	return n
}

// Stray begins to read the rest of something of which the first line is not
// there: the lines up to a termination octet.
func (d *Decoder) Stray() {
	d.status, d.torn, d.lacks = true, true, true
	d.reply, d.section = Reply{Count: -1}, Body
}

// Torn reports whether some of the reply that is being read was not heard.
func (d *Decoder) Torn() bool { return d.torn }

// Rim says that the next line has lost its beginning.
func (d *Decoder) Rim() { d.mid = true }

// Heard says that the next line has not lost its beginning after all.
func (d *Decoder) Heard() { d.mid = false }

// Tear says that some of the multi-line response being read was not heard. It
// goes on to its termination octet all the same.
func (d *Decoder) Tear() {
	d.spans = put(d.spans, Incomplete, d.done, len(d.buf)-d.done)
	d.done = len(d.buf)
	d.scan, d.torn, d.mid = d.done, true, true
}

// Skip says that so many of the counted octets were not heard.
func (d *Decoder) Skip(n int) {
	if !d.status {
		d.status, d.section, d.from = true, Header, 0
	}
	d.spans = put(d.spans, d.section, d.done, len(d.buf)-d.done)
	d.done = len(d.buf)
	d.skipped += n
	d.torn = true
}

// Uncount says that a count may have been among what was not heard: Count is -1
// until there is another.
func (d *Decoder) Uncount() { d.count = -1 }

// Left is how many of the counted octets have yet to come.
func (d *Decoder) Left() int { return d.from + d.count - d.skipped - len(d.buf) }

// Break ends the reply where it stands: what is there of it is handed out. Of a
// first line that is not whole, its status indicator is read if nothing that is
// missing can change it.
func (d *Decoder) Break() Message {
	if !d.status {
		d.reply, d.lacks = Reply{Count: -1}, true
		if r := d.Dialect.Outcome(d.buf); r.Count < 0 && len(d.buf) > len(r.Indicator) {
			r.Text = ""
			d.reply = r
		}
	}
	d.spans = put(d.spans, Incomplete, d.done, len(d.buf)-d.done)
	d.done, d.torn = len(d.buf), true
	return d.whole()
}

// lfEnd is where a multi-line response ends if LF alone ended its lines, as far as
// all of them do: behind the first line that holds only the termination octet, if
// nothing stands there or another reply begins. 0: nowhere.
func (d *Decoder) lfEnd() int {
	if !d.status || d.torn || d.from == 0 || d.sought < 0 {
		return 0
	}
	d.sought = max(d.sought, d.from-1)
	n := bytes.Index(d.buf[d.sought:], []byte("\n.\n"))
	if n < 0 {
		d.sought = max(d.sought, len(d.buf)-2)
		return 0
	}
	d.sought += n
	end := d.sought + 3
	behind, _, whole := cutLine(d.buf[end:])
	switch {
	case end < len(d.buf) && !whole:
		return 0
	case end < len(d.buf) && !d.Dialect.Speaks(behind), bytes.Contains(d.buf[d.from:end], []byte("\r\n")):
		d.sought = -1 // it is none
		return 0
	}
	return end
}

// EndsInLF reports whether a multi-line response, all of whose lines end in LF
// alone, has come to a line that holds only the termination octet.
func (d *Decoder) EndsInLF() bool { return d.lfEnd() > 0 }

// EndInLF ends such a response there: a client that goes on, or a server that
// does, has taken that line for the end.
func (d *Decoder) EndInLF(s Shape) (Message, bool) {
	end := d.lfEnd()
	if end == 0 {
		return Message{}, false
	}
	// What was read behind the first line, up to a CRLF that belongs to another, is
	// read anew.
	first := sort.Search(len(d.spans), func(i int) bool { return d.spans[i].Off >= d.from })
	d.spans, d.done, d.section = slices.Clip(d.spans[:first]), d.from, Header
	for {
		n := bytes.IndexByte(d.buf[d.done:], '\n')
		line := d.buf[d.done : d.done+n]
		switch {
		case d.done+n+1 == end:
			d.spans = put(d.spans, TerminationOctet, d.done, n)
			d.take(n, 1)
			return d.whole(), true
		case n > 0 && line[0] == '.':
			d.spans = put(d.spans, StuffedOctet, d.done, 1)
			d.spans = put(d.spans, d.section, d.done+1, n-1)
		case s.Each != nil:
			d.spans = fields(line, s.Each, d.done, d.spans)
		case n == 0:
			d.section = Body
		default:
			d.spans = put(d.spans, d.section, d.done, n)
		}
		d.take(n, 1)
	}
}

// GoesOnInLF reports whether another reply stands behind the end of such a one.
func (d *Decoder) GoesOnInLF() bool {
	end := d.lfEnd()
	return end > 0 && end < len(d.buf)
}

// Peek gives the first line, without its end, and the one behind it, of what
// has come and is not read yet; lines says how many of the two are there.
func (d *Decoder) Peek() (first, second []byte, lines int) {
	if d.status {
		return nil, nil, 0
	}
	first, rest, ok := cutLine(d.buf)
	if !ok {
		return nil, nil, 0
	}
	second, _, ok = cutLine(rest)
	if !ok {
		return first, nil, 1
	}
	return first, second, 2
}

func cutLine(p []byte) (line, rest []byte, ok bool) {
	line, rest, ok = bytes.Cut(p, []byte("\n"))
	return bytes.TrimSuffix(line, []byte("\r")), rest, ok
}
