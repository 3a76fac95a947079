package show

import (
	"bytes"
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// transfer is a message that the server has sent, taken apart: its octets on
// the wire are exactly the sum of the parts.
type transfer struct {
	event   *sim.Event
	asked   string // what the client sent, without CRLF; "" if nobody saw it
	number  int    // message-number; 0: the current message, or a whole mailbox
	part    string // of the message that it is; "": all of it
	top     bool   // it is only the top of the message
	status  int    // octets of the status line, CRLF included
	header  int    // octets of header lines, each with its CRLF
	blank   int    // octets of the blank line
	body    int    // octets of body lines, each with its CRLF
	stuffed int    // stuffed octets
	end     int    // octets of the line with the termination octet
	lines   int    // line ends CRLF in the message
	octets  []byte // of the message, without anything of the protocol
}

// size is the message's octets.
func (t *transfer) size() int { return t.header + t.blank + t.body }

// transferOf takes an event apart; nil if it does not bring a message.
func transferOf(p *sim.Profile, events []sim.Event, e *sim.Event) *transfer {
	if e.Kind != sim.Sent || e.Side != sim.Server || len(e.Spans) == 0 || !carries(p, e) {
		return nil
	}
	t := &transfer{event: e}
	t.ask(events)
	first, kept := e.Spans[0].Token == wire.StatusIndicator, &t.header
	last := len(e.Spans)
	if first {
		last -= 2 // the line with the termination octet
		t.end = len(e.Octets) - e.Spans[last].Off
	}
	for i := range last {
		s := &e.Spans[i]
		octets := e.Octets[s.Off : s.Off+s.Len]
		switch {
		case first:
			t.status += s.Len
			first = s.Token != wire.CRLF && s.Token != wire.BareLF
			continue
		case s.Token == wire.StuffedOctet:
			t.stuffed++
			continue
		case s.Token == wire.BlankLine:
			t.blank += s.Len
		case s.Token == wire.CRLF:
			*kept += s.Len
		case s.Token == wire.Header:
			kept = &t.header
			*kept += s.Len
		default:
			kept = &t.body
			*kept += s.Len
		}
		if s.Token == wire.BlankLine {
			kept = &t.body
		}
		t.octets = append(t.octets, octets...)
	}
	t.lines = bytes.Count(t.octets, []byte("\r\n"))
	return t
}

// carries reports whether a reply brings a message, or some of it: its command
// asks for that, and it has the form.
func carries(p *sim.Profile, e *sim.Event) bool {
	n := len(e.Spans)
	for _, c := range p.AllCommands() {
		if c.Keyword != e.Keyword {
			continue
		}
		switch {
		case c.Shape.Bare:
			return e.Spans[0].Token != wire.StatusIndicator && e.Spans[0].Token != wire.Unknown
		case c.Shape.Frame == wire.Dotted && c.Shape.Each == nil:
			return n > 3 && e.Spans[0].Token == wire.StatusIndicator && e.Spans[n-2].Token == wire.TerminationOctet
		}
	}
	return false
}

// ask finds the client's line that led to the transfer, and what it asks for.
func (t *transfer) ask(events []sim.Event) {
	for seq := t.event.Cause; seq >= 0; seq = events[seq].Cause {
		e := &events[seq]
		if e.Kind != sim.Sent || e.Side != sim.Client {
			continue
		}
		t.asked = strings.TrimRight(string(e.Octets), "\r\n")
		for _, s := range e.Spans {
			word := string(e.Octets[s.Off : s.Off+s.Len])
			switch s.Token {
			case wire.MessageNumber:
				t.number, _ = wire.Number(word)
			case wire.LineCount:
				t.top = true
			case wire.Part:
				t.part = word
			}
		}
		return
	}
}

// whole reports whether it is all of a message.
func (t *transfer) whole() bool { return !t.top && t.part == "" }

// heldBy is the event of the client having got what event seq sent; nil if it
// has not.
func heldBy(events []sim.Event, seq int) *sim.Event {
	for i := seq; i < len(events); i++ {
		if events[i].Kind == sim.Held && sent(events, i) == &events[seq] {
			return &events[i]
		}
	}
	return nil
}

// claim is what a reply said of a size.
type claim struct {
	octets int
	seq    int    // of the event that said so; -1: none did
	by     string // what the client had asked
}

// announced is what was said of the size of what an event brings, before it
// came: by the last reply on the connection that speaks of it.
func announced(p *sim.Profile, events []sim.Event, of *sim.Event) claim {
	t := transfer{event: of}
	t.ask(events)
	alone := true // a total is still that of the one message there is
	for seq := of.Seq - 1; seq >= 0 && (events[seq].Kind != sim.Opened || events[seq].Conn != of.Conn); seq-- {
		e := &events[seq]
		if e.Conn != of.Conn || e.Kind != sim.Sent || e.Side != sim.Server {
			continue
		}
		c := transfer{event: e}
		c.ask(events)
		if n, ok := t.claimed(e, c.number, alone); ok {
			return claim{n, seq, c.asked}
		}
		opens, changes := effects(p, e.Keyword)
		if opens && t.number > 0 {
			break // before that, the number was another message's
		}
		alone = alone && !changes
	}
	return claim{seq: -1}
}

// effects reports whether a command may open a maildrop, and whether it may
// change what is in one.
func effects(p *sim.Profile, keyword string) (opens, changes bool) {
	for _, c := range p.AllCommands() {
		if c.Keyword == keyword {
			opens = opens || c.Effect == sim.LockDrop || c.Effect == sim.SwitchDrop || c.Effect == sim.ReadDrop
			changes = changes || c.Effect != sim.NoEffect
		}
	}
	return opens, changes
}

// claimed is the size that a reply states of what the transfer brings; asked is
// the message that the reply was asked about. A total counts if the maildrop
// holds one message only.
func (t *transfer) claimed(e *sim.Event, asked int, alone bool) (octets int, ok bool) {
	number, part, total := 0, "", -1
	for i, s := range e.Spans {
		word := string(e.Octets[s.Off : s.Off+s.Len])
		n, _ := wire.Number(word)
		switch s.Token {
		case wire.MessageNumber:
			number = n
		case wire.MessageCount:
			total = n
		case wire.Part:
			part = word
		case wire.PartSize:
			if asked == t.number && t.part != "" && part == t.part {
				return n, true
			}
		case wire.Octets:
			of := t.number == 0 && i == 1 || t.number > 0 && number == t.number || t.number > 0 && total == 1 && alone
			if of && t.part == "" {
				return n, true
			}
		case wire.CRLF:
			number, part, total = 0, "", -1
		}
	}
	return 0, false
}
