package sim

import (
	"bytes"
	"strings"

	"popscope/sim/wire"
)

// stray are lines of the server that begin with no status indicator where a
// reply should begin. They belong to what came before, or they are all that the
// server has to say to the question that waits.
type stray struct {
	message wire.Message
	sent    int // seq of the event that shows the last of them
}

// stops reports whether such lines end before one that begins with a status
// indicator. If nobody waits for a reply there is no telling: a message may hold
// such a line.
func (t *Tap) stops(c *tapped) bool {
	waits := len(c.watch.asked.list)
	if head := c.watch.head; head != nil && head.asked >= 0 {
		waits--
	}
	return waits > 0 || !c.blur && (!c.late || c.spoke[0])
}

// strayed shows stray lines, and finds out where they belong if that can be
// told: who sends a reply behind them has not answered by them. If the client
// goes on it has taken them for the answer.
func (t *Tap) strayed(c *tapped, a answer, goesOn bool) {
	m := a.message
	if octets := m.Octets[m.Shown:]; len(octets) > 0 {
		_, spans := cutSpans(m.Spans, m.Shown)
		c.sent = t.add(c, Event{Kind: Sent, Side: Server, Keyword: c.last.command.keyword, Cause: c.last.asked, Octets: octets, Spans: spans})
	}
	if !bytes.HasSuffix(m.Octets, []byte("\n")) {
		c.watch.dec.Rim()
	}
	s := stray{m, c.sent}
	last := len(m.Spans) - 2
	switch waits := len(c.watch.asked.list) > 0; {
	case !waits:
		t.rest(c, s)
	case goesOn:
		t.oddly(c, s)
	case last >= 0 && m.Spans[last].Token == wire.TerminationOctet:
		if c.maybe != nil {
			t.rest(c, *c.maybe)
		}
		c.maybe = &s
	default:
		t.rest(c, s)
	}
}

// rest takes stray lines for the rest of what came before.
func (t *Tap) rest(c *tapped, s stray) {
	e := Event{Kind: Replied, Side: Server, Keyword: c.last.command.keyword, Odd: true, Goes: true, Cause: s.sent, Why: t.profile.Greeting.Ref}
	if c.lags {
		e.Keyword, e.Explain = "", NotRecorded
	}
	t.add(c, e)
	if c.last.row != nil || c.last.greets {
		t.auditStray(c, s, c.audit.message)
	}
}

// oddly takes stray lines for the answer to the question that waits.
func (t *Tap) oddly(c *tapped, s stray) {
	w := &c.watch
	a := *w.expect()
	w.answered(a)
	w.open, w.exchange = nil, ""
	if c.blur || c.lags {
		// Its beginning may be what was not heard.
		t.rest(c, s)
		t.unheard(c, a.row)
		return
	}
	line, _ := firstLine(s.message)
	why := t.profile.Greeting.Ref
	if a.row != nil {
		why = a.row.Ref()
	}
	t.add(c, Event{Kind: Replied, Side: Server, Keyword: a.command.keyword, Odd: true, Text: line, Cause: s.sent, Why: why})
	t.auditStray(c, s, c.audit.message && len(w.asked.list) > 0)
	t.unheard(c, a.row)
	c.last = a
}

// settle finds out what is still open before a client goes on, before the
// connection ends, or because nothing more comes.
func (t *Tap) settle(c *tapped, in Input) {
	w := &c.watch
	if c.veil == veiled || in.Kind == Missing && in.From == Server && w.head != nil {
		return
	}
	t.replies(c, true)
	waited := in.Kind == Wait || in.Kind == Rest
	if head := w.head; head != nil && w.dec.Begun() && !waited {
		switch {
		case head.stray, head.asked >= 0 && c.lost >= 0 && w.dec.Torn() && in.From == Client && in.Kind == Octets && !w.counting():
			t.cutOff(c, in)
		default:
			t.endInLF(c, in)
		}
	} else if head != nil && head.stray && w.dec.Begun() && len(w.asked.list) > 0 {
		t.cutOff(c, in)
	}
	if c.maybe != nil {
		t.rec.step++
		s := *c.maybe
		c.maybe = nil
		t.oddly(c, s)
	}
	if in.Kind == Octets {
		t.spoken(c)
	}
}

// endInLF ends responses whose lines end in LF alone, if either side goes on
// behind them. They have come before now.
func (t *Tap) endInLF(c *tapped, in Input) {
	w := &c.watch
	defer func() { t.at = t.now }()
	for head := w.head; head != nil && head.shape.Frame == wire.Dotted && (in.Kind == Octets || w.dec.GoesOnInLF()); head = w.head {
		a := *head
		var ok bool
		if a.message, ok = w.dec.EndInLF(head.shape); !ok {
			return
		}
		t.at = max(t.latest, c.times.take(len(a.message.Octets)))
		w.answered(a)
		t.rec.step++
		t.reply(c, a)
		t.replies(c, true)
	}
}

// cutOff ends what is being read where it stands.
func (t *Tap) cutOff(c *tapped, in Input) {
	w := &c.watch
	a := *w.head
	a.message = w.dec.Break()
	c.times.take(len(a.message.Octets))
	w.answered(a)
	t.rec.step++
	if a.stray {
		t.strayed(c, a, true)
		return
	}
	t.reply(c, a)
	w.dec.Rim()
}

// auditStray says what is wrong with stray lines. Behind a message they are
// what a lone dot has cut off.
func (t *Tap) auditStray(c *tapped, s stray, message bool) {
	line, _ := firstLine(s.message)
	switch {
	case len(bytes.Trim(s.message.Octets, "\r\n")) == 0:
		t.breach(c, NoIndicator, Server, s.sent, "The server sends an empty line that belongs to no reply.",
			"A client takes the next line for the reply to its next command. This one begins with no status indicator, and it can only give up.")
	case t.profile.Speaks(strings.ToUpper(line)):
		t.breach(c, LowerCase, Server, s.sent, "The status indicator is not in upper case: "+quote(line),
			"A client need not understand it: for one that compares octets, this is no reply at all. What follows cannot be read with certainty.")
	case message:
		t.breach(c, NotStuffed, Server, s.sent, "After the termination octet the message goes on: "+quote(line),
			"A line of the message was a dot and nothing else. The server should have put another dot before it; as it stands, the client takes it for the end, and the rest of the message for a reply.")
	default:
		t.breach(c, NoIndicator, Server, s.sent, "The reply begins with no status indicator: "+quote(line),
			"The first word tells the client whether its command was carried out. Without it the client can only give up.")
	}
}
