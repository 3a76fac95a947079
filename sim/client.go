package sim

import (
	"bytes"

	"popscope/sim/wire"
)

// clientEnd is the client end of one connection: it sends what it is told to,
// reads the replies, and remembers. It never looks into the server's Session.
type clientEnd struct {
	watch watcher
	part  []byte // of a line that it has sent so far
}

func newClientEnd(p *Profile) *clientEnd {
	return &clientEnd{watch: newWatcher(p)}
}

func (c *clientEnd) clone() *clientEnd {
	return &clientEnd{watch: c.watch.clone(), part: bytes.Clone(c.part)}
}

// send gives one event for each line of data, and one for a rest without a
// line end.
func (c *clientEnd) send(data []byte) []Event {
	var events []Event
	for len(data) > 0 {
		n := bytes.IndexByte(data, '\n') + 1
		if n == 0 {
			n = len(data)
		}
		piece := data[:n]
		data = data[n:]
		line := c.watch.profile.spansOf(piece, c.watch.state)
		e := Event{Kind: Sent, Side: Client, Keyword: line.keyword, Octets: piece, Spans: line.spans}
		if line.row != nil {
			e.Why = line.row.Ref()
		}
		events = append(events, e)
	}
	return events
}

// sent notes the lines that have gone out, so that their replies can be read.
func (c *clientEnd) sent(e Event) {
	c.part = append(c.part, e.Octets...)
	if !bytes.HasSuffix(e.Octets, []byte("\n")) {
		return
	}
	r := wire.LineReader{Limit: len(c.part)}
	line, _, _ := r.Next(c.part)
	c.watch.ask(line, e.Seq)
	c.part = nil
}

// receive reads what has arrived.
func (c *clientEnd) receive(data []byte) []Event {
	c.watch.dec.Feed(data)
	var events []Event
	for {
		a, ok := c.watch.next()
		if !ok {
			return events
		}
		c.watch.follow(a)
		if facts := a.learned(); facts != nil {
			events = append(events, Event{Kind: Learned, Side: Client, Keyword: a.command.keyword, Mailbox: c.watch.mailbox, Facts: facts, Why: a.row.Ref()})
		}
		if e, ok := a.held(); ok {
			e.Mailbox = c.watch.mailbox
			events = append(events, e)
		}
	}
}
