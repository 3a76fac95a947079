package sim

import (
	"bytes"
	"slices"

	"popscope/sim/wire"
)

// clientEnd is the client end of one connection: it sends what it is told to,
// reads the replies, and remembers. It never looks into the server's Session.
type clientEnd struct {
	watch watcher
	part  []byte // of a line that it has sent so far
	agent Agent  // that decides what to send; nil: a person does
}

func newClientEnd(p *Profile) *clientEnd {
	return &clientEnd{watch: newWatcher(p)}
}

func (c *clientEnd) clone() *clientEnd {
	d := &clientEnd{watch: c.watch.clone(), part: slices.Clip(c.part)}
	if c.agent != nil {
		d.agent = c.agent.Clone()
	}
	return d
}

// next takes from data what is one message on the wire: a line, a whole text
// that a command stores, or a rest without a line end.
func (c *clientEnd) next(data []byte) (e Event, rest []byte) {
	e = Event{Kind: Sent, Side: Client}
	before := c.part
	for len(data) > 0 {
		n := bytes.IndexByte(data, '\n') + 1
		if n == 0 {
			n = len(data)
		}
		piece := data[:n]
		data = data[n:]
		row := c.watch.exchanging()
		line := c.watch.label(piece, before)
		before = nil
		for _, s := range line.spans {
			e.Spans = append(e.Spans, wire.Span{Off: len(e.Octets) + s.Off, Len: s.Len, Token: s.Token})
		}
		e.Octets = append(e.Octets, piece...)
		e.Keyword = line.keyword
		if line.row != nil {
			e.Why = line.row.Ref()
		}
		if row == nil || !row.Exchange.Dotted || string(piece) == ".\r\n" {
			break
		}
	}
	return e, data
}

// sent notes the lines that have gone out, so that their replies can be read,
// and gives what follows for the client itself.
func (c *clientEnd) sent(e Event) []Event {
	var events []Event
	for piece := range bytes.Lines(e.Octets) {
		c.part = append(c.part, piece...)
		if piece[len(piece)-1] != '\n' {
			break
		}
		r := wire.LineReader{Limit: len(c.part)}
		line, _, _ := r.Next(c.part)
		if change, ok := c.watch.ask(line, e.Seq); ok {
			events = append(events, change)
		}
		c.part = nil
	}
	return events
}

// receive reads what has arrived, and says what an agent is to be told of it.
func (c *clientEnd) receive(data []byte) (events []Event, heard []Heard) {
	c.watch.dec.Feed(data)
	for {
		a, ok := c.watch.next()
		if !ok {
			if c.watch.dec.Long() {
				c.watch.dec.Trim()
			}
			return events, heard
		}
		w := &c.watch
		w.follow(a)
		h := Heard{Line: a.line, Keyword: a.command.keyword, Reply: a.message.Reply}
		if facts := a.learned(w.current); facts != nil {
			h.Facts = facts
			events = append(events, Event{Kind: Learned, Side: Client, Keyword: a.command.keyword, Mailbox: w.mailbox, Facts: facts, Why: a.row.Ref()})
		}
		if e, ok := a.held(w.current); ok {
			e.Mailbox = w.mailbox
			events = append(events, e)
		}
		heard = append(heard, h)
	}
}
