package sim

import (
	"bytes"
	"strconv"

	"popscope/sim/wire"
)

// begin opens the exchange that a command leads to.
func (s *Session) begin(row *Command, line string) {
	s.open, s.said, s.text, s.dropped = row, []string{line}, nil, false
	s.lines.Limit = row.Exchange.Limit
}

// goOn takes one line of the exchange that is open.
func (s *Session) goOn(l wire.Line) {
	row := s.open
	x := row.Exchange
	s.why = row.Ref()
	c := parsed{keyword: row.Keyword, row: row, goes: true}
	if x.Dotted {
		done := s.keep(l)
		if !done {
			return
		}
		s.endExchange()
		s.emit(Event{Kind: Commanded, Keyword: row.Keyword, Old: s.state, Goes: true})
		data := s.text
		if s.dropped {
			data = nil
		} else if data == nil {
			data = []byte{}
		}
		s.text = nil
		s.conclude(c, x.Do(s, data), "")
		return
	}
	s.said = append(s.said, string(l.Text))
	s.emit(Event{Kind: Commanded, Keyword: row.Keyword, Old: s.state, Goes: true})
	r, ok := s.misshapen(l, x)
	if stranger := s.meet(l, row, r.Refusal); stranger != nil {
		r = *stranger
	} else if !ok {
		r = x.Do(s, l.Text)
	}
	if !r.Goes {
		s.endExchange()
	}
	s.conclude(c, r, "")
}

// endExchange ends the exchange: the next line is a command again.
func (s *Session) endExchange() {
	s.open, s.said = nil, nil
	s.lines.Limit = s.profile.LineLimit
}

// misshapen refuses a line that is none. Which octets may stand in it, Do knows.
func (s *Session) misshapen(l wire.Line, x *Exchange) (Reply, bool) {
	b, why := blanks{}, LineEndsInLF
	switch {
	case l.Size > x.Limit:
		b["max"], b["value"], why = strconv.Itoa(x.Limit), strconv.Itoa(l.Size), LineTooLong
	case l.Fault != wire.EndsInLF:
		return Reply{}, false
	}
	if row, ok := x.Refusals[why]; ok {
		return row.reply(why, b), true
	}
	return s.profile.refuse(why, b), true
}

// keep takes one line of a message that the client sends, and reports whether
// it was the termination octet.
func (s *Session) keep(l wire.Line) (done bool) {
	text, whole := bytes.CutSuffix(l.Octets, []byte("\r\n"))
	if whole && len(text) == 1 && text[0] == '.' {
		return true
	}
	octets := l.Octets
	if octets[0] == '.' && (len(s.text) == 0 || bytes.HasSuffix(s.text, []byte("\r\n"))) {
		octets = octets[1:] // it was stuffed
	}
	if l.Size > len(l.Octets) || len(s.text)+len(octets) > s.open.Exchange.Size {
		s.text, s.dropped = nil, true
	}
	if !s.dropped {
		s.text = append(s.text, octets...)
	}
	return false
}
