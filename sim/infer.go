package sim

import (
	"slices"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// reply works out what a reply means: what was sent, what the server must have
// done, where the session stands now, and what the client knows.
func (t *Tap) reply(c *tapped, a answer) {
	a = t.doubted(c, a)
	why := t.profile.Greeting.Ref
	if a.row != nil {
		why = a.row.Ref()
	}
	explain := c.watch.explain(a)
	if a.refused != nil && !a.message.Reply.Positive {
		why, explain = a.refused.Why, a.refused.Explain
	}
	sent := a.asked
	if m := a.message; m.Shown < len(m.Octets) {
		_, spans := cutSpans(m.Spans, m.Shown)
		c.sent = t.add(c, Event{Kind: Sent, Side: Server, Keyword: a.command.keyword, Cause: a.asked, Octets: m.Octets[m.Shown:], Spans: spans, Why: why})
		sent = c.sent
	} else if len(m.Octets) > 0 {
		sent = c.sent
	}
	if c.mayGoOn(a) {
		t.rest(c, stray{a.message, sent})
		return
	}
	replied := Event{
		Kind: Replied, Side: Server, Keyword: a.command.keyword, Cause: sent, Odd: a.odd(),
		OK: a.message.Reply.Positive, Goes: a.message.Reply.Goes, Text: a.message.Reply.Text, Explain: explain, Why: why,
		Partial: a.message.Lacks,
	}
	if a.lost || a.asked < 0 && !a.greets {
		if replied.OK {
			replied.Old = c.watch.state
		}
		if a.lost || a.asked < 0 && t.unheardOf(c) {
			replied.Explain = NotRecorded
		}
	}
	t.add(c, replied)
	c.lost = max(c.lost-1, 0)
	c.last = a
	c.last.message = wire.Message{Reply: wire.Reply{Positive: a.message.Reply.Positive}}
	if c.last.lost = replied.Explain == NotRecorded; c.last.lost && replied.OK {
		t.forget(c)
	}
	t.keepStep(c, a)
	t.auditForm(c, a, sent)
	if replied.Odd || a.astray() {
		return
	}
	t.place(c, a, sent)
	t.auditYes(c, a, sent)
	t.auditFields(c, a, sent)
	if a.early() {
		c.adrift = true // whether the client is logged in, what follows will tell
		c.watch.open, c.watch.exchange = nil, ""
		return
	}
	old, current := c.watch.state, c.watch.current
	to := c.watch.follow(a)
	if c.adrift && a.row != nil && !a.message.Reply.Positive && to == a.row.Else {
		to, c.watch.state = old, old // where a no leads from a state that nobody knows, nobody knows
	}
	last := t.profile.state(to).Last
	if last {
		t.change(c, sent, old, to, why)
	}
	if c.watch.open == nil {
		t.effects(c, a, sent, current, old)
	}
	if !last {
		t.change(c, sent, old, to, why)
	}
	facts := a.learned(c.watch.current)
	if facts != nil {
		if f := facts[0]; f.Counted && len(c.watch.marked) == 0 && len(c.watch.gone) == 0 && !c.adrift {
			c.watch.count = f.Count
		}
		t.add(c, Event{Kind: Learned, Side: Client, Keyword: a.command.keyword, Mailbox: c.watch.mailbox, Facts: facts, Explain: twins(facts), Cause: sent, Why: why})
	}
	var held *Event
	if e, ok := a.held(c.watch.current); ok {
		if c.retold {
			e.Facts[0].Octets, e.Facts[0].Sized = 0, false
		}
		e.Cause, e.Mailbox, e.Item = sent, c.watch.mailbox, e.Message
		t.add(c, e)
		held = &e
	}
	t.compare(c, a, facts, held, sent)
}

// mayGoOn reports whether what nobody has asked for may be a line of the answer
// before: to a command that the table does not know, of which nobody knows what
// form its answer has.
func (c *tapped) mayGoOn(a answer) bool {
	last := &c.last
	return a.asked < 0 && !a.greets && !a.lost && last.asked >= 0 && last.row == nil && !last.lost && last.message.Reply.Positive
}

// NotRecorded is why nobody knows what a reply answers, as Replied says it.
const NotRecorded = "What this answers was not recorded."

// unheardOf reports whether the client may have said what nobody has heard.
func (t *Tap) unheardOf(c *tapped) bool { return c.lags }

// effects gives what the server must have done to the maildrop.
func (t *Tap) effects(c *tapped, a answer, sent, current int, old State) {
	w := &c.watch
	if a.row == nil || !a.message.Reply.Positive && !a.row.releases(old, w.state) && !a.shuts() {
		return
	}
	about := func(k Kind, n int) {
		t.add(c, Event{Kind: k, Side: Server, Mailbox: w.mailbox, Message: n, Item: n, Cause: sent, Why: a.row.Ref()})
	}
	switch a.command.effect() {
	case LockDrop:
		if a.none() {
			return
		}
		c.locked, c.adrift = w.mailbox, c.blur
		t.add(c, Event{Kind: Locked, Side: Server, Mailbox: w.mailbox, Cause: sent, Why: t.profile.LockWhy})
	case MarkOne:
		if w.reads {
			return
		}
		n, ok := wire.Number(a.command.argument(wire.MessageNumber))
		if !ok {
			n = current
		}
		if n < 0 {
			return // nobody knows which
		}
		w.marked = insert(w.marked, n)
		about(Marked, n)
	case SecureLine:
		c.veil = max(c.veil, due)
		if c.veil == vain {
			c.veil = veiled // it could not wait for the answer
		}
		t.add(c, Event{Kind: Secured, Side: Server, Cause: sent, Why: a.row.Ref()})
	case UnmarkAll:
		for _, n := range w.marked {
			about(Unmarked, n)
		}
		w.marked = nil
	case UpdateDrop:
		for _, n := range w.marked {
			about(Removed, n)
		}
		w.marked = nil
	case ReleaseDrop:
		t.unlock(c, sent)
	case SwitchDrop, ReadDrop:
		now := w.mailbox
		w.mailbox = c.locked
		for _, n := range w.marked {
			about(Removed, n)
		}
		t.unlock(c, sent)
		w.mailbox = now
		if a.none() || a.row.Effect == ReadDrop {
			return
		}
		w.holds, c.locked = true, now
		t.add(c, Event{Kind: Locked, Side: Server, Mailbox: now, Cause: sent, Why: t.profile.LockWhy})
	case AddOne:
		if w.count >= 0 {
			w.count++
		}
	case TakeMany:
		for _, word := range a.command.every(wire.MessageNumber) {
			if n, ok := wire.Number(word); ok && !slices.Contains(w.gone, n) {
				w.gone = append(w.gone, n)
				about(Removed, n)
			}
		}
	case FlagOne:
		if a.message.Lacks {
			return
		}
		n, _ := wire.Number(a.command.argument(wire.MessageNumber))
		t.add(c, Event{Kind: Flagged, Side: Server, Mailbox: w.mailbox, Message: n, Item: n, Text: a.flags(), Cause: sent, Why: a.row.Ref()})
	default:
		if e := w.folder(a); e.Kind != "" {
			e.Side, e.Cause, e.Why = Server, sent, a.row.Ref()
			t.add(c, e)
		}
	}
}

// folder is the event of what a positive reply implies for a folder, the zero
// Event if it implies nothing.
func (w *watcher) folder(a answer) Event {
	if w.user == "" {
		return Event{} // whose folder it is nobody knows
	}
	names := append(a.command.every(wire.MailboxName), "", "")
	e := Event{Mailbox: w.path(names[0])}
	switch a.row.Effect {
	case MakeFolder:
		e.Kind = Created
	case DropFolder:
		e.Kind = Destroyed
	case NameFolder:
		e.Kind, e.Text = Renamed, w.path(names[1])
	case PlaceFolder:
		e.Kind, e.Text = Renamed, w.path(FolderIn(names[1], names[0]))
	}
	return e
}

// releases reports whether a negative reply, which has led from one state to
// another, has released the lock.
func (c *Command) releases(old, to State) bool {
	return c.Effect == ReleaseDrop && to != old && to == c.Else
}

// unlock gives the event of the lock being released, if the session held one.
func (t *Tap) unlock(c *tapped, cause int) {
	if c.locked != "" {
		t.add(c, Event{Kind: Unlocked, Side: Server, Mailbox: c.locked, Cause: cause})
	}
	c.locked, c.watch.marked, c.watch.gone, c.watch.holds = "", nil, nil, false
}

// insert keeps a list of numbers in order, each once.
func insert(list []int, n int) []int {
	if last := len(list) - 1; last < 0 || list[last] < n {
		return append(list, n)
	}
	for i, m := range list {
		if m == n {
			return list
		}
		if m > n {
			return append(list[:i:i], append([]int{n}, list[i:]...)...)
		}
	}
	return list
}

func (t *Tap) change(c *tapped, cause int, from, to State, why rfc.Ref) {
	if from != to {
		t.add(c, Event{Kind: Changed, Side: Server, Old: from, New: to, Cause: cause, Why: why})
	}
}
