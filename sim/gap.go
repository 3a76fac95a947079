package sim

import "popscope/sim/wire"

// missing notes that octets were not recorded. What is on both sides of them is
// never put together, and nothing is inferred that would rest on them.
func (t *Tap) missing(c *tapped, in Input) {
	t.rec.step++
	t.add(c, Event{Kind: Gap, Side: in.From, Cause: -1, Facts: []Fact{{Octets: in.N, Sized: in.N > 0}}})
	t.joined(c)
	if c.veil == veiled {
		return
	}
	if c.veil == vain && in.From == Client {
		return
	}
	c.blur, c.missed = true, true
	t.lag(c)
	defer func() {
		if c.watch.open != nil {
			c.watch.doubted, c.watch.gapped = true, true
		}
	}()
	if in.From == Client {
		t.spoken(c)
		c.skipped = true
		if c.line.size > 0 {
			c.line.torn = true
		} else {
			c.line.rim = true
		}
		t.forget(c)
		return
	}
	t.missed(c, in.N)
}

// missed notes that n octets of the server's were not heard; 0: nobody knows how
// many.
func (t *Tap) missed(c *tapped, n int) {
	w := &c.watch
	if w.head == nil && len(w.dec.Rest()) == 0 {
		if next := w.expect(); next.shape.Bare && w.dec.Count() > 0 {
			w.head = next
		}
	}
	if !w.counting() || n > w.dec.Left() || n == 0 {
		defer w.dec.Uncount()
	}
	switch {
	case w.counting() && n > 0 && n <= w.dec.Left():
		w.dec.Skip(n)
		t.replies(c, false)
	case w.dec.Begun() && !w.counting():
		w.dec.Tear()
	case w.counting() || len(w.dec.Rest()) > 0:
		t.torn(c)
		w.dec.Rim()
	default:
		w.dec.Rim()
		c.adrift = c.adrift || !w.greeted // no greeting may come any more
		w.greeted = true
	}
	c.turned = true
	if c.skipped {
		t.forget(c)
	}
	c.lost = len(w.asked.list)
	answering := w.head != nil && w.head.asked >= 0
	if answering {
		c.lost--
	}
	if c.lost > 1 || c.lost > 0 && (answering || c.skipped) {
		t.doubt(c)
	}
}

// counting reports whether the octets to come were counted before.
func (w *watcher) counting() bool {
	return w.head != nil && (w.head.shape.Bare || w.head.shape.Frame == wire.Counted && w.dec.Begun())
}

// torn ends the reply that is being read where it stands. Whether it says yes
// or no may be known.
func (t *Tap) torn(c *tapped) {
	w := &c.watch
	a := w.head
	if a == nil {
		a = w.expect()
	}
	a.message = w.dec.Break()
	c.times.take(len(a.message.Octets))
	w.answered(*a)
	if r := a.message.Reply; r.Indicator == "" && !a.shape.Bare {
		t.unheard(c, a.row)
		return
	}
	t.rec.step++
	t.reply(c, *a)
	if a.message.Lacks && a.message.Reply.Positive && a.shape.Frame != wire.OneLine {
		w.dec.Stray()
		w.head = &answer{asked: -1, stray: true}
	}
}

// unheard notes that nobody has heard how a command was answered. The answer may
// still come.
func (t *Tap) unheard(c *tapped, row *Command) {
	t.changes(c, row)
	c.audit.owed++
}

// answeredTorn notes that the server has read a line of which the end was not
// heard.
func (t *Tap) answeredTorn(c *tapped) {
	c.watch.asked.add(question{seq: c.line.seq, lost: true, unsure: true}, nil)
	c.line = typed{}
}

// lag: from here on a reply may belong to another question than the one that
// seems to wait, until two questions of different kinds get just what they ask for.
// A client that speaks ahead keeps as far ahead as it was, so that all since then
// was in step.
func (t *Tap) lag(c *tapped) { c.lags, c.fitted = true, "" }

// keepStep looks whether a reply shows that the Tap is in step.
func (t *Tap) keepStep(c *tapped, a answer) {
	switch {
	case !c.lags:
	case a.asked < 0 && !a.greets:
		t.lag(c)
		t.forget(c)
	case !a.telling(c.watch.current) || c.fitted == a.command.keyword:
	case c.fitted == "":
		c.fitted = a.command.keyword
	default:
		c.lags, c.blur = false, false
	}
}

// telling reports whether the reply has what its question asks for, and hardly
// another.
func (a answer) telling(current int) bool {
	facts := a.learned(current)
	if a.row == nil || len(facts) == 0 {
		return false
	}
	if len(a.shape.Each) > 0 {
		return facts[0].Message > 0
	}
	n, asked := wire.Number(a.command.argument(wire.MessageNumber))
	return facts[0].Counted && facts[0].Sized || asked && facts[0].Message == n
}

// forget gives up all that is known of the maildrop and of the state: something
// may have happened that nobody has seen.
func (t *Tap) forget(c *tapped) {
	w := &c.watch
	w.marked, w.gone, w.count = nil, nil, -1
	for _, x := range t.profile.AllCommands() {
		if x.Cursor != StayCursor {
			w.current = -1
		}
		switch x.Effect {
		case ReadDrop:
			w.reads, c.locked = true, "" // as far as anybody knows
		case SwitchDrop, ReleaseDrop:
			c.locked = ""
		}
	}
	if w.mailbox = c.locked; c.locked == "" {
		w.user = ""
	}
	c.audit.afresh()
	c.adrift = true
}
