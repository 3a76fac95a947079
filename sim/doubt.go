package sim

import "popscope/sim/wire"

// What is here is for a Tap that does not know which question a reply answers:
// between the two something was not heard. The order of what is missing tells
// where that can be. A reply may lie only in what is missing behind its question;
// and a client that speaks once its server has spoken has all its answers.

// spoken notes that the client says something, heard or not. If the server has
// spoken since it did last, what waited for an answer when something was missing
// waits no longer.
func (t *Tap) spoken(c *tapped) {
	if !c.turned {
		return
	}
	c.turned = false
	t.givenUp(c)
	if c.watch.idle() {
		c.skipped = false
	}
}

// givenUp: the client goes on, so that the replies for which it waited when
// something was not heard have been among that.
func (t *Tap) givenUp(c *tapped) {
	w := &c.watch
	if w.head != nil && w.head.asked >= 0 {
		c.lost = 0 // one of them is being answered
		return
	}
	for range min(max(c.lost, w.asked.doubts()), len(w.asked.list)) {
		a := w.answerTo(0)
		t.unheard(c, a.row)
		w.asked.drop(1)
		if x := a.row; x != nil && x.Exchange != nil && !x.Exchange.Dotted && !a.command.bare() {
			w.open, w.doubted, w.gapped = x, true, true // it may be going on
		}
	}
	c.lost = 0
}

// doubt: nobody can tell any more which of the questions that wait the next reply
// will answer.
func (t *Tap) doubt(c *tapped) {
	w := &c.watch
	for i := range w.asked.list {
		if head := w.head; head == nil || head.asked < 0 || i > head.skip {
			w.asked.doubt(i)
		}
	}
	t.forget(c)
}

// doubt marks the question at i.
func (q *questions) doubt(i int) {
	if q.list[i].unsure {
		return
	}
	q.list = append([]question{}, q.list...) // a copy may share it
	q.list[i].unsure = true
}

// doubts is how many questions stand up to the last that is in doubt.
func (q *questions) doubts() int {
	for n := len(q.list); n > 0; n-- {
		if q.list[n-1].unsure {
			return n
		}
	}
	return 0
}

// unfit reports whether a reply does not have the form that the question in doubt
// asks for; known is false if that cannot be told before more has come.
func (w *watcher) unfit(a *answer, first, second []byte, lines int, nothingMore bool) (unfit, known bool) {
	short := lines < 2 && a.shape.Frame == wire.Dotted && w.profile.Dialect.Outcome(first).Positive
	if short && !nothingMore {
		return false, false
	}
	return short || w.fits(a, first, second, lines) == no, true
}

// doubted is a reply that seems to answer a question, and may answer another that
// nobody has heard. Whatever it has brought about is not known.
func (t *Tap) doubted(c *tapped, a answer) answer {
	stray := a.astray() && c.lags
	if !stray && (!a.unsure || a.telling(c.watch.current) && a.row.Effect == NoEffect) {
		return a
	}
	t.lag(c)
	t.changes(c, a.row)
	return answer{message: a.message, asked: -1, shape: a.shape, lost: true}
}

// astray reports whether it is a challenge, and what it seems to answer asks for
// none.
func (a answer) astray() bool {
	return a.message.Reply.Goes && (a.row == nil || a.row.Exchange == nil)
}

// changes forgets what the answer to a command may have changed.
func (t *Tap) changes(c *tapped, row *Command) {
	if row == nil || row.Effect != NoEffect || row.To != "" || row.Enter != "" || row.Begins || row.Cursor != StayCursor {
		t.forget(c)
	}
}

// place says in what state a session stands of which the beginning was not heard,
// if a yes to a command tells: there is one in which that may be given.
func (t *Tap) place(c *tapped, a answer, sent int) {
	w := &c.watch
	if w.state != t.profile.listening() || a.row == nil || a.command.goes || !a.message.Reply.Positive {
		return
	}
	t.replace(c, a, sent)
}

// replace puts a session of which nobody knows the state into that in which the
// command may be given to which the server says yes. If there are several, the
// yes tells at the most to which it leads.
func (t *Tap) replace(c *tapped, a answer, sent int) {
	rows, states := 0, 0
	for _, x := range t.profile.AllCommands() {
		if x.Keyword == a.row.Keyword {
			rows++
			states += len(x.In)
		}
	}
	switch {
	case states == 1:
		t.change(c, sent, c.watch.state, a.row.In[0], a.row.Ref())
	case rows > 1 || states == 0 || a.row.To == "" || a.row.To == t.profile.listening():
		return
	}
	c.watch.state = a.row.In[0]
}

// stateAtNext is the state in which the server will read what the client says
// next; "" if that hangs on what has yet to be heard, or was not.
func (t *Tap) stateAtNext(c *tapped) State {
	if c.adrift || !c.spoke[1] || c.watch.state == t.profile.listening() || c.watch.asked.moves() {
		return ""
	}
	return c.watch.state
}

// moves reports whether the answer to one of the questions may lead to another
// state.
func (q *questions) moves() bool { return len(q.list) > 0 && q.mover > q.taken }

// moves reports whether the answer to the line may lead to another state.
func (c *parsed) moves() bool {
	switch {
	case c.row == nil:
		return true // nobody knows
	case c.row.Exchange != nil:
		return !c.row.Exchange.Dotted
	}
	return c.row.To != "" || c.row.Enter != "" || c.row.Else != ""
}

// leaves notes that the client has left an exchange of which not all was heard:
// what it says is a command that the table knows.
func (t *Tap) leaves(c *tapped, line wire.Line) {
	w := &c.watch
	if w.open == nil || w.open.Exchange.Dotted || !w.doubted || t.profile.parse(line, w.state).row == nil {
		return
	}
	w.open, w.doubted = nil, false
	t.forget(c)
}
