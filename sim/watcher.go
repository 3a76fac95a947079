package sim

import (
	"bytes"
	"slices"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// watcher follows one connection from what goes over the wire alone. The
// client end uses it to learn from replies; a Tap uses it to work out the
// whole session. It never looks into a Session.
type watcher struct {
	profile  *Profile
	dec      wire.Decoder
	state    State  // of the session, as far as replies tell
	client   State  // of the client, where the document draws its states
	user     string // named by the last command that was let in with a name
	mailbox  string // unique name of the open maildrop, or of the one to be opened
	holds    bool   // the session holds the exclusive-access lock
	reads    bool   // the maildrop is open only to be read
	exchange string // keyword of the exchange that the last reply left open
	open     *Command
	doubted  bool     // whether open is still going on
	gapped   bool     // not all of the exchange was heard
	said     []string // command line of open, and the lines since
	heard    []string // challenges to them
	current  int      // the current message, where the protocol knows such; -1: nobody knows which
	count    int      // messages in the open maildrop; -1: nobody has said
	greeted  bool
	tls      bool      // TLS has begun
	farewell rfc.Ref   // why the server may close now; zero: it may not
	asked    questions // lines that wait for their reply
	hailed   bool      // the client has begun TLS, and nobody agreed
	hello    int       // seq of the event in which it did
	head     *answer   // what the reply being read answers; nil: not looked at yet
	marked   []int     // message-numbers marked as deleted
	gone     []int     // those of messages that were moved to another folder
}

func newWatcher(p *Profile) watcher {
	w := watcher{profile: p, dec: wire.Decoder{Dialect: &p.Dialect, Limit: 64 << 20}, state: p.listening(), count: -1}
	if len(p.Client) > 0 {
		w.client = p.Client[0].Name
	}
	return w
}

// clone is an independent copy. What both have is only ever added to, so that
// they share it.
func (w *watcher) clone() watcher {
	c := *w
	c.dec = w.dec.Clone()
	c.asked = w.asked.clone()
	c.said, c.heard = slices.Clip(w.said), slices.Clip(w.heard)
	c.marked, c.gone = slices.Clip(w.marked), slices.Clip(w.gone)
	return c
}

// begin is the event of the client's first state; ok is false if the document
// draws none.
func (w *watcher) begin() (e Event, ok bool) {
	return Event{Kind: Changed, Side: Client, New: w.client, Why: w.profile.Document}, w.client != ""
}

// exchanging is the command whose exchange the next line of the client belongs
// to, nil if that will be a command.
func (w *watcher) exchanging() *Command {
	switch {
	case w.open == nil:
	case w.open.Exchange.Dotted:
		if w.asked.ends == 0 {
			return w.open
		}
	case len(w.asked.list) == 0:
		return w.open
	}
	return nil
}

// parse says what a line means that the client sends now.
func (w *watcher) parse(l wire.Line) parsed {
	if row := w.exchanging(); row != nil {
		return parseExchange(l, row)
	}
	c := w.profile.parse(l, w.state)
	if c.row == nil {
		if row := w.ahead(); row != nil {
			return parseExchange(l, row)
		}
	}
	return c
}

// ahead is the command whose exchange a line may belong to that the client
// sends before it has its challenge, nil if there is none. Should the server
// refuse that command, the line is no response but a command that nobody knows;
// it may hold a password all the same.
func (w *watcher) ahead() *Command {
	row := w.asked.last()
	if row == nil {
		row = w.open
	}
	if row == nil || row.Exchange == nil || row.Exchange.Dotted || len(w.asked.list) == 0 {
		return nil
	}
	return row
}

// label says what the octets of a piece of a line are, of which the client has
// sent some before. Of one that does not end the line only secrets are labelled,
// so that they stay hidden: what it is, its end may still change.
func (w *watcher) label(piece, before []byte) parsed {
	whole := slices.Concat(before, piece)
	ends := bytes.HasSuffix(piece, []byte("\n"))
	if !ends {
		whole = append(whole, "\r\n"...)
	}
	r := wire.LineReader{Limit: len(whole)}
	l, _, _ := r.Next(whole)
	line := w.parse(l)
	_, line.spans = cutSpans(line.spans, len(before))
	line.spans, _ = cutSpans(line.spans, len(piece))
	if ends {
		return line
	}
	if slices.ContainsFunc(line.spans, func(s wire.Span) bool { return s.Token.Secret() }) {
		return parsed{spans: line.spans}
	}
	return parsed{spans: []wire.Span{{Off: 0, Len: len(piece), Token: wire.Incomplete}}}
}

// ask notes a line that the client has sent. If it brings the client into
// another state, that is the event.
func (w *watcher) ask(l wire.Line, seq int) (e Event, ok bool) {
	c := w.parse(l)
	row := c.row
	if c.goes {
		row = nil
	}
	w.asked.add(question{line: l, seq: seq}, row)
	if c.moves() {
		w.asked.mover = w.asked.taken + len(w.asked.list)
	}
	if w.client == "" || c.goes || c.row == nil || c.row.Client == "" || c.row.Client == w.client {
		return e, false
	}
	e = Event{Kind: Changed, Side: Client, Old: w.client, New: c.row.Client, Why: c.row.Ref()}
	w.client = c.row.Client
	return e, true
}

// next gives the next reply that has arrived as a whole.
func (w *watcher) next() (answer, bool) {
	if w.head == nil {
		w.head = w.expect()
	}
	a := *w.head
	if a.asked >= 0 && a.shape.Bare && !a.shape.Some && w.dec.Count() == 0 {
		a.message.Reply = wire.Reply{Positive: true, Count: -1} // no octets were promised, and none come
	} else {
		var ok bool
		if a.message, ok = w.dec.Next(a.shape); !ok {
			// A command sent meanwhile may be what the octets to come will answer.
			if len(w.dec.Rest()) == 0 && !w.dec.Begun() {
				w.head = nil
			}
			return a, false
		}
	}
	w.answered(a)
	return a, true
}

// answered notes that a reply has come: its question waits no longer.
func (w *watcher) answered(a answer) {
	if a.asked >= 0 {
		w.asked.drop(a.skip + 1)
	}
	w.greeted, w.head = true, nil
}

// expect says what the next reply answers, and so by what shape to read it. It
// changes nothing.
func (w *watcher) expect() *answer {
	if !w.greeted {
		return &answer{asked: -1, greets: true, shape: w.profile.Greeting.Shape}
	}
	skip := 0
	if w.open != nil && w.open.Exchange.Dotted {
		// The lines of a text have no reply of their own.
		skip = max(w.asked.text(), 0)
	}
	return w.answerTo(skip)
}

// answerTo is what the next reply is if it answers the question at i of those
// that wait.
func (w *watcher) answerTo(i int) *answer {
	a := &answer{asked: -1}
	if i >= len(w.asked.list) {
		if w.hailed {
			a.asked = w.hello // to a server that knows no TLS that is one line, or many
		}
		return a
	}
	q := w.asked.list[i]
	a.asked, a.line, a.skip, a.unsure = q.seq, string(q.line.Text), i, q.unsure
	switch {
	case q.lost:
		a.lost = true
		return a
	case w.open != nil:
		a.command = parsed{keyword: w.open.Keyword, row: w.open, goes: true}
		a.row, a.shape = w.open, w.open.Exchange.Shape
		return a
	}
	a.command = w.profile.parse(q.line, w.state)
	_, a.refused = w.profile.check(q.line, a.command, w.standing())
	if a.row = a.command.row; a.row != nil {
		a.shape = a.command.shape()
		if a.shape.Bare && w.dec.Count() < 0 {
			a.shape, a.unsure = wire.Shape{}, true // how many octets come, nobody has heard
		}
		if a.shape.Bare && (a.refused != nil || a.shape.Some && w.dec.Count() == 0) {
			a.shape = wire.Shape{} // a refusal is a line, even where octets would come alone
		}
	}
	return a
}

// standing is where the session stands, as far as replies tell.
func (w *watcher) standing() standing {
	return standing{w.state, w.exchange, w.count, func(n int) bool { return marked(w.marked, n) || slices.Contains(w.gone, n) }}
}

// follow gives the state that the reply leads to, and remembers what later
// replies are to be understood by.
func (w *watcher) follow(a answer) State {
	ok, row := a.message.Reply.Positive, a.row
	bare := a.command.bare()
	if row != nil && row.Exchange != nil && !bare && w.goesOn(a) {
		return w.state
	}
	if ok && row != nil {
		w.opens(a)
		w.move(a)
		if row.Effect == SecureLine {
			w.asked, w.tls = questions{}, true // what came behind it in the clear is never answered
		}
	}
	if a.shuts() {
		w.mailbox, w.holds, w.reads, w.count = "", false, false, 0
	}
	timely := row == nil || row.timely(w.exchange)
	w.exchange = ""
	if row != nil && row.Begins && ok {
		w.exchange = a.command.keyword
	}
	to := w.state
	switch {
	case a.greets && ok:
		to = w.profile.Initial
	case row == nil || !row.in(w.state):
	case row.Enter != "" && (ok || a.refused == nil):
		// A refusal that the table does not explain came from its Do: the state was entered.
		to = row.Enter
	case bare:
	case ok && row.To == w.profile.listening():
		// The session is over when the connection is.
		w.farewell = row.Ref()
	case ok && row.To != "":
		to = row.To
	case !ok && row.Else != "" && timely:
		to = row.Else
	}
	if row := w.profile.state(to); row.Last {
		w.farewell = row.Ref
	}
	w.state = to
	return to
}

// goesOn follows an exchange, and reports whether it is still going on.
func (w *watcher) goesOn(a answer) bool {
	x := a.row.Exchange
	if !a.command.goes {
		w.said, w.heard, w.gapped = nil, nil, false
	}
	w.said = append(w.said, a.line)
	if a.message.Reply.Goes {
		w.heard = append(w.heard, a.message.Reply.Text)
	}
	if a.message.Reply.Goes || x.Dotted && a.message.Reply.Positive && !a.command.goes {
		w.open, w.doubted = a.row, false
		return true
	}
	w.open = nil
	if x.Name != nil && a.message.Reply.Positive {
		if w.user = ""; !w.gapped {
			w.user = x.Name(w.said)
		}
		w.mailbox = w.user
	}
	return false
}

// explain says what a reply in the middle of an exchange, or at its good end,
// is about; empty where the table cannot tell.
func (w *watcher) explain(a answer) string {
	if a.row == nil || a.row.Exchange == nil || a.row.Exchange.Explain == nil || !a.message.Reply.Positive || a.command.goes && w.gapped {
		return ""
	}
	said, heard := []string{a.line}, []string(nil)
	if a.command.goes {
		said, heard = append(slices.Clone(w.said), a.line), slices.Clone(w.heard)
	}
	if a.message.Reply.Goes {
		heard = append(heard, a.message.Reply.Text)
	}
	return a.row.Exchange.Explain(said, heard)
}

// opens remembers whose maildrop it is, and which.
func (w *watcher) opens(a answer) {
	if name := a.command.argument(wire.Name); name != "" && !w.holds {
		w.user, w.mailbox = name, name
	}
	switch effect := a.command.effect(); effect {
	case LockDrop, SwitchDrop, ReadDrop:
		folder := a.command.argument(wire.MailboxName)
		if a.row.Inner != "" {
			folder += FolderSeparator + a.row.Inner
		}
		w.mailbox = w.path(folder)
		w.reads = effect == ReadDrop
		w.holds, w.count = !w.reads, -1
	}
}

// path is the unique name of a user's folder, "" if nobody knows whose it is.
func (w *watcher) path(folder string) string {
	if w.user == "" {
		return ""
	}
	return w.profile.path(w.user, folder)
}

// move changes the current message as the table says.
func (w *watcher) move(a answer) {
	switch a.row.Cursor {
	case FirstCursor:
		w.current = 1
	case NextCursor:
		if w.current >= 0 {
			w.current++
		}
	case GivenCursor:
		if n, ok := wire.Number(a.command.argument(wire.MessageNumber)); ok {
			w.current = n
		}
	}
}
