package sim

import (
	"bytes"
	"slices"
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Tap reads both directions of connections it did not make: a real server's
// behind the relay, or a recorded one. It gives the Events it can infer, and
// marks them so. For any simulated run, what a Tap infers must equal what is
// true.
//
// Its Inputs are what is seen on the wire: Open, Octets of either side, Close.
type Tap struct {
	profile *Profile
	conns   []*tapped
	rec     recorder
	now     time.Duration
}

// tapped is one connection that is listened to.
type tapped struct {
	id     int
	watch  watcher
	locked string // unique name of the maildrop that the session has locked
	lines  wire.LineReader
	open   bool
	late   bool // it was open already when the Tap began to listen
	audit  audit
	tls    int // 0: in the clear; 1: TLS may begin; 2: nothing can be read any more
}

// NewTap makes a Tap for a protocol.
func NewTap(p *Profile) *Tap { return &Tap{profile: p, rec: recorder{input: -1}} }

// Clone copies the Tap.
func (t *Tap) Clone() Machine {
	c := *t
	c.rec = t.rec.clone()
	c.conns = make([]*tapped, len(t.conns))
	for i, x := range t.conns {
		c.conns[i] = &tapped{id: x.id, watch: x.watch.clone(), lines: x.lines.Clone(), open: x.open, late: x.late, audit: x.audit.clone(), tls: x.tls, locked: x.locked}
	}
	return &c
}

// Profile is the protocol's table.
func (t *Tap) Profile() *Profile { return t.profile }

// Now is the time of what was seen last.
func (t *Tap) Now() time.Duration { return t.now }

// Due is never: a Tap only sees.
func (t *Tap) Due() (time.Duration, bool) { return 0, false }

// View is empty: nothing has been seen.
func (t *Tap) View() View {
	return View{Conns: []ConnView{}, Maildrops: []MaildropView{}, Devices: []DeviceView{}}
}

// tapLineLimit is how much of a command line a Tap keeps. Whether that is too
// long is for the server to say.
const tapLineLimit = 64 << 10

// Step notes what was seen.
func (t *Tap) Step(in Input) []Event {
	t.rec.begin()
	t.now = max(t.now, in.At)
	c := t.conn(in.Conn)
	if c.late && !c.open && in.Kind == Octets {
		// No greeting will come, if the client speaks; and what the server says
		// first may be the rest of something.
		c.open, c.watch.greeted, c.audit.spilled = true, in.From == Client, true
	}
	switch {
	case in.Kind == Open:
		*c = tapped{id: in.Conn, watch: newWatcher(t.profile), lines: wire.LineReader{Limit: tapLineLimit}, open: true}
		t.rec.step++
		t.add(c, Event{Kind: Opened, Side: Client, Cause: -1, New: t.profile.Listening})
		if e, ok := c.watch.begin(); ok {
			t.add(c, e)
		}
	case in.Kind == Octets && t.hidden(c, in):
	case in.Kind == Octets && in.From == Client:
		t.fromClient(c, in.Data)
	case in.Kind == Octets:
		c.watch.dec.Feed(in.Data)
		t.replies(c)
	case in.Kind == Close:
		t.closed(c, in.From)
	}
	return t.rec.out
}

func (t *Tap) conn(id int) *tapped {
	for _, c := range t.conns {
		if c.id == id {
			return c
		}
	}
	c := &tapped{id: id, watch: newWatcher(t.profile), lines: wire.LineReader{Limit: tapLineLimit}, late: true}
	t.conns = append(t.conns, c)
	return c
}

func (t *Tap) add(c *tapped, e Event) int {
	e.Conn, e.At, e.Inferred = c.id, t.now, true
	return t.rec.add(e)
}

// place says in what state a session stands that the Tap found under way: one
// in which the command may be given that is the first to be seen.
func (t *Tap) place(c *tapped, line wire.Line) {
	cmd := c.watch.parse(line)
	if c.watch.state != t.profile.listening() || cmd.row == nil {
		return
	}
	t.rec.step++
	t.change(c, -1, c.watch.state, cmd.row.In[0], cmd.row.Ref())
	c.watch.state = cmd.row.In[0]
}

func (t *Tap) fromClient(c *tapped, data []byte) {
	for len(data) > 0 {
		line, rest, ok := c.lines.Next(data)
		data = rest
		if !ok {
			return
		}
		if c.late {
			t.place(c, line)
		}
		cmd := c.watch.parse(line)
		e := Event{Kind: Sent, Side: Client, Keyword: cmd.keyword, Octets: line.Octets, Spans: cmd.spans, Cause: -1}
		if cmd.row != nil {
			e.Why = cmd.row.Ref()
		}
		t.rec.step++
		seq := t.add(c, e)
		if change, ok := c.watch.ask(line, seq); ok {
			change.Cause = seq
			t.add(c, change)
		}
		if !cmd.goes || !cmd.row.Exchange.Dotted || string(line.Octets) == ".\r\n" {
			t.add(c, Event{Kind: Commanded, Side: Server, Keyword: cmd.keyword, Goes: cmd.goes, Old: c.watch.state, Cause: seq, Why: e.Why})
		}
		t.auditLine(c, line, cmd, seq)
	}
	t.replies(c) // one that has no octets comes without being seen
}

// tlsHandshake is the first octet of a TLS connection (RFC 8446 section 5.1).
const tlsHandshake = 0x16

// hidden notes octets that TLS hides, and reports whether it does.
func (t *Tap) hidden(c *tapped, in Input) bool {
	if c.tls == 1 && in.From == Client && len(in.Data) > 0 && in.Data[0] == tlsHandshake {
		c.tls = 2
	}
	if c.tls != 2 || len(in.Data) == 0 {
		return false
	}
	t.rec.step++
	t.add(c, Event{Kind: Sent, Side: in.From, Octets: in.Data, Spans: []wire.Span{{Off: 0, Len: len(in.Data), Token: wire.Ciphertext}}, Cause: -1})
	return true
}

// replies gives the events of every reply that has arrived as a whole.
func (t *Tap) replies(c *tapped) {
	for {
		a, ok := c.watch.next()
		if !ok {
			return
		}
		t.rec.step++
		t.reply(c, a)
	}
}

// reply works out what a reply means: what was sent, what the server must have
// done, where the session stands now, and what the client knows.
func (t *Tap) reply(c *tapped, a answer) {
	why := t.profile.Greeting.Ref
	if a.row != nil {
		why = a.row.Ref()
	}
	explain := c.watch.explain(a)
	if a.refused != nil && !a.message.Reply.Positive {
		why, explain = a.refused.Why, a.refused.Explain
	}
	sent := a.asked
	if len(a.message.Octets) > 0 {
		sent = t.add(c, Event{
			Kind: Sent, Side: Server, Keyword: a.command.keyword, Cause: a.asked,
			Octets: a.message.Octets, Spans: a.message.Spans, Why: why,
		})
	}
	var unasked State
	if a.asked < 0 && !a.greets && a.message.Reply.Positive {
		unasked = c.watch.state
	}
	t.add(c, Event{
		Kind: Replied, Side: Server, Keyword: a.command.keyword, Old: unasked, Cause: sent,
		OK: a.message.Reply.Positive, Goes: a.message.Reply.Goes, Text: a.message.Reply.Text, Explain: explain, Why: why,
	})
	t.auditForm(c, a, sent)
	t.auditYes(c, a, sent)
	t.auditFields(c, a, sent)
	old, current := c.watch.state, c.watch.current
	to := c.watch.follow(a)
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
		if f := facts[0]; f.Counted && len(c.watch.marked) == 0 && len(c.watch.gone) == 0 {
			c.watch.count = f.Count
		}
		t.add(c, Event{Kind: Learned, Side: Client, Keyword: a.command.keyword, Mailbox: c.watch.mailbox, Facts: facts, Cause: sent, Why: why})
	}
	var held *Event
	if e, ok := a.held(c.watch.current); ok {
		e.Cause, e.Mailbox, e.Item = sent, c.watch.mailbox, e.Message
		t.add(c, e)
		held = &e
	}
	t.compare(c, a, facts, held, sent)
}

// effects gives what the server must have done to the maildrop.
func (t *Tap) effects(c *tapped, a answer, sent, current int, old State) {
	w := &c.watch
	if a.row == nil || !a.message.Reply.Positive && !a.row.releases(old, w.state) && !a.shuts() {
		return
	}
	about := func(k Kind, n int) {
		t.add(c, Event{Kind: k, Side: Server, Mailbox: w.mailbox, Message: n, Item: n, Cause: sent, Why: a.row.Ref()})
	}
	switch a.row.effect(len(a.command.args)) {
	case LockDrop:
		if a.none() {
			return
		}
		c.locked = w.mailbox
		t.add(c, Event{Kind: Locked, Side: Server, Mailbox: w.mailbox, Cause: sent, Why: t.profile.LockWhy})
	case MarkOne:
		if w.reads {
			return
		}
		n, ok := wire.Number(a.command.argument(wire.MessageNumber))
		if !ok {
			n = current
		}
		w.marked = insert(w.marked, n)
		about(Marked, n)
	case SecureLine:
		c.tls = 1
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
	names := append(a.command.every(wire.MailboxName), "", "")
	e := Event{Mailbox: w.profile.path(w.user, names[0])}
	switch a.row.Effect {
	case MakeFolder:
		e.Kind = Created
	case DropFolder:
		e.Kind = Destroyed
	case NameFolder:
		e.Kind, e.Text = Renamed, w.profile.path(w.user, names[1])
	case PlaceFolder:
		e.Kind, e.Text = Renamed, w.profile.path(w.user, FolderIn(names[1], names[0]))
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
	for i, m := range list {
		if m == n {
			return list
		}
		if m > n {
			return append(list[:i:i], append([]int{n}, list[i:]...)...)
		}
	}
	return append(list[:len(list):len(list)], n)
}

func (t *Tap) change(c *tapped, cause int, from, to State, why rfc.Ref) {
	if from != to {
		t.add(c, Event{Kind: Changed, Side: Server, Old: from, New: to, Cause: cause, Why: why})
	}
}

// closed notes the end of the connection, and what was left unsaid.
func (t *Tap) closed(c *tapped, by Side) {
	if !c.open {
		return
	}
	c.open = false
	t.rec.step++
	if m, ok := c.watch.dec.Flush(); ok {
		sent := t.add(c, Event{Kind: Sent, Side: Server, Octets: m.Octets, Spans: m.Spans, Cause: -1})
		t.add(c, Event{Kind: Fault, Side: Server, Text: "The reply breaks off: " + m.Broken + ".", Cause: sent})
		if bytes.Contains(m.Octets, []byte("\n.\n")) {
			t.breach(c, BareLF, Server, sent, "Its lines end in LF alone, without CR.",
				"So the line with the termination octet is none, and a client that looks for CR and LF waits for it in vain.")
		}
	}
	if part := c.lines.Held(); len(part) > 0 {
		t.add(c, Event{Kind: Sent, Side: Client, Octets: bytes.Clone(part), Spans: c.watch.label(part, nil).spans, Cause: -1})
	}
	w := &c.watch
	hangup := Event{Kind: Hangup, Side: by, Cause: -1, Why: t.profile.LostWhy}
	if !w.farewell.IsZero() {
		hangup.Why = w.farewell
	}
	t.unlock(c, -1)
	seq := t.add(c, hangup)
	t.change(c, seq, w.state, t.profile.listening(), hangup.Why)
	w.state = t.profile.listening()
}
