package sim

import (
	"bytes"

	"popscope/sim/wire"
)

// typed is a line of the client that has not ended yet.
type typed struct {
	kept  []byte     // its first octets, as many as are looked at
	size  int        // octets that have come
	shown int        // octets that are in a Sent event already
	torn  bool       // some of it was not heard
	rim   bool       // what comes next may lack its beginning
	token wire.Token // of the last octet shown
	seq   int        // of the event that showed it
}

// tapLineLimit is how much of a command line a Tap looks at. Whether that is too
// long is for the server to say.
const tapLineLimit = 64 << 10

// labelled is how much of a line a Tap looks at again for each piece of it that
// comes alone.
const labelled = 4 << 10

// pause comes before anything else is seen: what could not be told so far, and
// can now that nothing more has come, is told, and what has come and is not
// complete is shown. It all happened before now.
func (t *Tap) pause(in Input) {
	switch {
	case in.Kind == Wait || in.Kind == Rest:
		for _, c := range t.conns {
			if in.Conn == 0 || in.Conn == c.id {
				t.settle(t.conn(c.id), in)
			}
		}
	case t.find(in.Conn) < 0:
	case in.Kind == Octets && in.From == Client, in.Kind == Close, in.Kind == Reset, in.Kind == Missing:
		t.settle(t.conn(in.Conn), in)
	}
	now := voice{}
	if in.Kind == Octets {
		now = voice{in.Conn, in.From}
	}
	if t.last != now && t.last.conn != 0 {
		t.unfinished(t.conn(t.last.conn), t.last.side)
	}
	t.last = now
}

// unfinished shows what has come of a side's line or reply that is not whole.
func (t *Tap) unfinished(c *tapped, side Side) {
	if side == Client {
		if l := &c.line; len(l.kept) > l.shown {
			t.piece(c, l.kept[l.shown:])
		}
		return
	}
	octets, spans := c.watch.dec.Part()
	if len(octets) == 0 {
		return
	}
	e := Event{Kind: Sent, Side: Server, Octets: octets, Spans: spans, Partial: true, Cause: -1}
	head := c.watch.head
	if head == nil {
		head = c.watch.expect()
	}
	if e.Cause = head.asked; head.row != nil {
		e.Keyword, e.Why = head.command.keyword, head.row.Ref()
	}
	t.rec.step++
	c.sent = t.add(c, e)
}

// piece shows octets of a client's line that has not ended.
func (t *Tap) piece(c *tapped, octets []byte) {
	l := &c.line
	octets = bytes.Clone(octets)
	e := Event{Kind: Sent, Side: Client, Octets: octets, Partial: true, Cause: -1}
	switch {
	case l.torn || l.rim:
		e.Spans = t.rim(c, octets)
	case l.shown > labelled:
		e.Spans = []wire.Span{{Off: 0, Len: len(octets), Token: l.token}}
	default:
		e.Spans = c.watch.label(octets, l.kept[:l.shown]).spans
		l.token = e.Spans[len(e.Spans)-1].Token
	}
	l.shown += len(octets)
	t.rec.step++
	l.seq = t.add(c, e)
}

// rim labels octets of a client's line of which something was not heard. If they
// may be secret, they count as such.
func (t *Tap) rim(c *tapped, octets []byte) []wire.Span {
	token := wire.Incomplete
	if row := c.watch.exchanging(); row != nil {
		token = row.Exchange.Token
	} else if c.line.token.Secret() {
		token = c.line.token
	}
	n := len(bytes.TrimRight(octets, "\r\n"))
	spans := []wire.Span{{Off: 0, Len: n, Token: token}, {Off: n, Len: len(octets) - n, Token: wire.CRLF}}
	if len(octets)-n == 1 {
		spans[1].Token = wire.BareLF
	}
	return trim(spans)
}

// trim leaves out the spans of no octets.
func trim(spans []wire.Span) []wire.Span {
	kept := spans[:0]
	for _, s := range spans {
		if s.Len > 0 {
			kept = append(kept, s)
		}
	}
	return kept
}

// hear takes in octets.
func (t *Tap) hear(c *tapped, in Input) {
	t.joined(c)
	if c.late && in.From == Client && !c.spoke[1] {
		c.watch.greeted = true // no greeting will come
	}
	t.speaks(c, in.From)
	switch {
	case t.hidden(c, in):
	case in.From == Client:
		t.fromClient(c, in.Data)
	default:
		t.fromServer(c, in.Data)
	}
}

// speaks notes that a side is heard: what was held against the other now rests
// on the evidence of both.
func (t *Tap) speaks(c *tapped, side Side) {
	i := 0
	if side == Server {
		i = 1
	}
	if c.spoke[i] {
		return
	}
	c.spoke[i] = true
	for _, e := range c.withheld {
		t.add(c, e)
	}
	c.withheld = nil
}

func (t *Tap) fromServer(c *tapped, data []byte) {
	if c.line.torn {
		t.answeredTorn(c) // its end was not heard, for the server has read it
	}
	var record []byte
	if c.veil == vain {
		data, record = cutRecord(data)
	}
	c.watch.dec.Feed(data)
	c.times.feed(len(data), t.now)
	t.replies(c, false)
	c.turned = true
	if record != nil {
		t.unfinished(c, Server)
		c.veil = veiled
		t.ciphertext(c, Server, record)
		return
	}
	if c.watch.dec.Long() {
		t.unfinished(c, Server)
		c.times.take(c.watch.dec.Trim())
		if c.watch.head == nil {
			c.watch.head = &answer{asked: -1, stray: true}
		}
	}
}

func (t *Tap) fromClient(c *tapped, data []byte) {
	for len(data) > 0 {
		if t.hello(c, data) {
			break
		}
		n := bytes.IndexByte(data, '\n') + 1
		ends := n > 0
		if !ends {
			n = len(data)
		}
		octets := data[:n]
		data = data[n:]
		l := &c.line
		room := max(tapLineLimit-len(l.kept), 0)
		l.kept = append(l.kept, octets[:min(room, n)]...)
		l.size += n
		switch {
		case ends:
			t.commanded(c, octets[min(room, n):])
		case n > room:
			t.piece(c, append(l.kept[l.shown:len(l.kept):len(l.kept)], octets[room:]...))
			l.shown = l.size
		}
	}
	t.replies(c, false) // one that has no octets comes without being seen
}

// commanded takes in a whole line of the client; over are octets of it that are
// not kept.
func (t *Tap) commanded(c *tapped, over []byte) {
	l := c.line
	c.line = typed{}
	line := wire.NewLine(l.kept, l.size, tapLineLimit)
	fresh := append(l.kept[min(l.shown, len(l.kept)):len(l.kept):len(l.kept)], over...)
	quiet, state := len(c.watch.asked.list) == 0, t.stateAtNext(c)
	if l.torn || l.rim && c.watch.parse(line).row == nil {
		t.rec.step++
		c.line.token = l.token
		seq := t.add(c, Event{Kind: Sent, Side: Client, Octets: fresh, Spans: t.rim(c, fresh), Cause: -1})
		c.line.token = ""
		c.watch.asked.add(question{line: wire.Line{}, seq: seq, lost: true, unsure: true}, nil)
		return
	}
	c.blur = c.blur && !quiet
	t.leaves(c, line)
	cmd := c.watch.parse(line)
	c.skipped = c.skipped || cmd.row == nil && c.lags && (c.missed || !c.spoke[1]) // it may be no command, but go on with what was not heard
	spans := cmd.spans
	if len(over) > 0 || l.shown > len(l.kept) {
		token := wire.Unknown
		if n := len(spans); n > 0 && spans[n-1].Token.Secret() {
			token = spans[n-1].Token
		}
		spans = append(spans, wire.Span{Off: len(l.kept), Len: l.size - len(l.kept), Token: token})
	}
	_, spans = cutSpans(spans, l.shown)
	e := Event{Kind: Sent, Side: Client, Keyword: cmd.keyword, Octets: fresh, Spans: spans, Cause: -1}
	if cmd.row != nil {
		e.Why = cmd.row.Ref()
	}
	t.rec.step++
	seq := t.add(c, e)
	change, ok := c.watch.ask(line, seq)
	if c.skipped {
		c.watch.asked.doubt(len(c.watch.asked.list) - 1)
	}
	if ok {
		change.Cause = seq
		t.add(c, change)
	}
	if !cmd.goes || !cmd.row.Exchange.Dotted || string(line.Octets) == ".\r\n" {
		t.add(c, Event{Kind: Commanded, Side: Server, Keyword: cmd.keyword, Goes: cmd.goes, Old: state, Cause: seq, Why: e.Why})
	}
	t.auditLine(c, line, cmd, seq)
}

// replies gives the events of every reply that has arrived as a whole. If
// nothing more comes, what could still be read in two ways is read in the
// likelier.
func (t *Tap) replies(c *tapped, nothingMore bool) {
	defer func() { t.at = t.now }()
	for ; ; t.at = t.now {
		w := &c.watch
		switch octets := len(w.dec.Rest()) > 0; {
		case w.head == nil && !octets && !t.bare:
			return
		case w.head == nil && octets && !t.align(c, nothingMore):
			return
		}
		w.dec.Stop = t.stops(c)
		a, ok := w.next()
		if !ok {
			return
		}
		t.at = max(t.latest, c.times.take(len(a.message.Octets)))
		t.rec.step++
		if a.stray {
			t.strayed(c, a, false)
		} else {
			t.reply(c, a)
			t.unagreed(c)
		}
	}
}
