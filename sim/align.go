package sim

import (
	"slices"
	"strings"

	"popscope/sim/wire"
)

// align finds out what the reply answers that begins now, from its form and from
// what stands behind it, and sets head. It reports false if that cannot be told
// before more has come; nothingMore says that nothing will.
//
// Mostly there is one question, and one answer. But a server may not greet, or
// leave a command without a reply; and of what was recorded some may be missing.
// Then one reply must not be taken for another's, from there to the end.
func (t *Tap) align(c *tapped, nothingMore bool) bool {
	w := &c.watch
	next := w.expect()
	if next.shape.Bare {
		w.head = next
		return true
	}
	first, second, lines := w.dec.Peek()
	if lines == 0 {
		return false
	}
	t.at = max(t.latest, c.times.next(len(first)+1)) // what follows from it happened then
	if !t.profile.Dialect.Speaks(first) {
		if next.greets && !c.late {
			w.head, c.adrift = next, true
			return true
		}
		w.dec.Stray()
		w.head = &answer{asked: -1, stray: true}
		w.greeted = true
		return true
	}
	w.dec.Heard()
	if c.maybe != nil {
		s := *c.maybe
		c.maybe = nil
		t.rec.step++
		t.rest(c, s)
	}
	if next.greets {
		switch t.greets(c, first, second, lines, nothingMore) {
		case perhaps:
			return false
		case yes:
			w.head = next
			return true
		}
		t.ungreeted(c)
		next = w.expect()
	}
	if next.asked < 0 && c.retold && !w.farewell.IsZero() && t.profile.Dialect.Outcome(first).Positive {
		t.again(c)
		c.watch.head = c.watch.expect()
		return true
	}
	if next.unsure {
		unfit, known := w.unfit(next, first, second, lines, nothingMore)
		if unfit {
			next = &answer{asked: -1}
		}
		if w.head = next; !known {
			w.head = nil
		}
		return known
	}
	i, known := w.match(next, first, second, lines, nothingMore)
	if !known {
		return false
	}
	switch {
	case i < 0:
		next = &answer{asked: -1}
	case i > next.skip:
		t.unanswered(c, i)
		next = w.expect()
	}
	w.head = next
	return true
}

// fit says how well a reply fits a question.
type fit int

const (
	no      fit = iota - 1
	perhaps     // its form tells nothing
	yes         // it has what the question asks for
)

// greets reports whether a line is the greeting. If the client has spoken before
// it, the server may have left that out.
func (t *Tap) greets(c *tapped, first, second []byte, lines int, nothingMore bool) fit {
	text := strings.ToUpper(string(first))
	from, to := wire.FindTimestamp(text)
	switch {
	case from < to, slices.ContainsFunc(salutes, func(s string) bool { return strings.Contains(text, s) }):
		return yes
	case c.late:
		return no
	case len(c.watch.asked.list) == 0:
		return yes
	case lines == 2 && t.profile.Dialect.Speaks(second):
		return yes
	case lines == 2:
		a := c.watch.answerTo(0)
		if a.row == nil || a.shape.Frame == wire.Dotted {
			return no
		}
		return yes
	case nothingMore:
		return no
	}
	return perhaps
}

// salutes are words of greetings.
var salutes = []string{"POP", "READY", "WELCOME", "SERVER", "HELLO", "SERVICE"}

// ungreeted goes on without a greeting.
func (t *Tap) ungreeted(c *tapped) {
	w := &c.watch
	w.greeted = true
	if c.late || c.blur {
		return
	}
	first := w.asked.list[0].seq
	t.rec.step++
	t.change(c, first, w.state, t.profile.Initial, t.profile.Greeting.Ref)
	w.state = t.profile.Initial
	t.breach(c, NoGreeting, Server, first, "The server does not greet.",
		"A client waits for the greeting before it speaks, and one that has spoken takes the answer for it.")
}

// again begins another session in what somebody has written down: who has said
// good-bye greets again.
func (t *Tap) again(c *tapped) {
	dec, times, spoke := c.watch.dec, c.times, c.spoke
	c.watch.dec = wire.Decoder{} // what has come belongs to the next
	t.closed(c, Input{Kind: Close, From: Server})
	*c = *t.fresh(c.id)
	c.open, c.retold, c.watch.dec, c.times, c.spoke = true, true, dec, times, spoke
	t.rec.step++
	t.opened(c)
}

// unanswered skips questions that the server has not answered.
func (t *Tap) unanswered(c *tapped, n int) {
	w := &c.watch
	for range n {
		a := w.answerTo(0)
		w.asked.drop(1)
		c.lost = max(c.lost-1, 0)
		if a.row != nil {
			t.breach(c, NoReply, Server, a.asked, "The server does not answer "+a.command.keyword+".",
				"To each command comes one reply. A client that waits for it waits in vain, and one that goes on takes each answer for that of another.")
		}
		t.unheard(c, a.row)
	}
}

// most is how many questions a reply is held against.
const most = 16

// match finds the question that a reply belongs to, as an index into those that
// wait: -1 if it is none's.
func (w *watcher) match(next *answer, first, second []byte, lines int, nothingMore bool) (i int, known bool) {
	if next.asked < 0 || w.open != nil || w.fits(next, first, second, lines) >= perhaps || len(first) > w.profile.Dialect.LineLimit {
		return next.skip, true
	}
	for j := next.skip + 1; j < min(len(w.asked.list), most); j++ {
		if w.fits(w.answerTo(j), first, second, lines) == yes {
			return j, true
		}
	}
	switch {
	case lines == 2 && w.profile.Dialect.Outcome(second).Positive && next.shape.Frame == wire.OneLine && w.fits(next, second, nil, 1) == yes:
		return -1, true
	case lines < 2 && !nothingMore:
		return 0, false
	}
	return next.skip, true
}

// fits says how well a reply fits a question.
func (w *watcher) fits(a *answer, first, second []byte, lines int) fit {
	r := w.profile.Dialect.Outcome(first)
	switch {
	case !r.Positive || a.shape.Bare || a.shape.Frame == wire.Counted || r.Count >= 0:
		return perhaps
	case r.Goes:
		if a.row != nil && a.row.Exchange != nil {
			return yes
		}
		return no
	case a.row == nil:
		return perhaps
	}
	follows := perhaps // whether more lines follow, as they should
	if lines == 2 {
		if speaks := w.profile.Dialect.Speaks(second); speaks == (a.shape.Frame == wire.Dotted) {
			follows = no
		} else if !speaks {
			follows = listed(second, a.shape.Each)
		}
	}
	if follows == no || len(a.shape.Line) == 0 {
		return follows
	}
	words := strings.Fields(r.Text)
	n, asked := wire.Number(a.command.argument(wire.MessageNumber))
	for k, field := range a.shape.Line {
		if !told(field) {
			return perhaps
		}
		if k >= len(words) {
			return no
		}
		m, ok := wire.Number(words[k])
		if field != wire.UniqueID && !ok || field == wire.MessageNumber && asked && m != n {
			return no
		}
	}
	return yes
}

// listed says how well a line fits a list of lines with such fields.
func listed(line []byte, each []wire.Token) fit {
	if string(line) == "." || len(each) == 0 || each[0] != wire.MessageNumber {
		return yes
	}
	word, _, _ := strings.Cut(string(line), " ")
	if _, ok := wire.Number(word); ok {
		return yes
	}
	return no
}
