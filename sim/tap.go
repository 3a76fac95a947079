package sim

import (
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
// Its Inputs are what is seen on the wire: Open, Octets of either side, Close,
// Reset, Refuse; how well it hears: Retold, Missing; and Wait. Every octet is in
// exactly one Sent event, in the order and at the time in which it was seen,
// whether or not it makes a whole reply.
type Tap struct {
	profile *Profile
	bare    bool // some replies of the protocol are octets and nothing else
	conns   []*tapped
	own     *int // names this Tap, and none of its copies
	rec     recorder
	now     time.Duration
	at      time.Duration // of what is being told: it may have happened before now
	latest  time.Duration // of the event that was told last
	hears   bool          // nothing that either side says can escape it
	last    voice         // who was heard last; only of that side octets may wait to be shown
}

// voice is a side of a connection.
type voice struct {
	conn int
	side Side
}

// tapped is one connection that is listened to.
type tapped struct {
	id     int
	own    *int // of the one Tap that may change it; nil: it is shared
	watch  watcher
	times  arrivals
	locked string // unique name of the maildrop that the session has locked
	line   typed
	open   bool
	late   bool // it was open already when the Tap began to listen
	veil   veil
	blamed bool // for TLS that nobody agreed on
	sent   int  // seq of what the server was last seen to send; -1: nothing
	last   answer
	maybe  *stray // lines that may be the answer to the question that waits

	retold bool   // somebody wrote it down
	adrift bool   // the session may be in another state than seems
	blur   bool   // something was not heard, and nobody knows yet which reply belongs to what
	lags   bool   // the replies may belong to other questions than those that seem to wait
	fitted string // keyword of a question that a reply since then fits
	lost   int    // questions that waited when something of the server's was not heard

	missed  bool // something was not heard
	turned  bool // the server has spoken, heard or not, since the client did
	skipped bool // of what the client has said since it had all its answers, something was not heard

	spoke    [2]bool // the client, the server
	audit    audit
	withheld []Event // breaches on evidence of one side alone
}

// NewTap makes a Tap for a protocol.
func NewTap(p *Profile) *Tap {
	bare := slices.ContainsFunc(p.AllCommands(), func(c *Command) bool { return c.Shape.Bare })
	return &Tap{profile: p, bare: bare, own: new(int), rec: recorder{input: -1}}
}

// Clone copies the Tap. Connections that have ended are shared, until one of the
// two hears of them again.
func (t *Tap) Clone() Machine {
	c := *t
	c.own, c.rec = new(int), t.rec.clone()
	c.conns = make([]*tapped, len(t.conns))
	for i, x := range t.conns {
		if !x.open {
			c.conns[i], x.own = x, nil
			continue
		}
		c.conns[i] = x.clone()
		c.conns[i].own = c.own
	}
	return &c
}

func (c *tapped) clone() *tapped {
	d := *c
	d.watch, d.audit, d.times = c.watch.clone(), c.audit.clone(), c.times.clone()
	d.line.kept = d.line.kept[:len(d.line.kept):len(d.line.kept)]
	d.withheld = d.withheld[:len(d.withheld):len(d.withheld)]
	return &d
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

// Step notes what was seen.
func (t *Tap) Step(in Input) []Event {
	t.rec.begin()
	if in.Kind == Octets && len(in.Data) == 0 {
		return nil
	}
	t.pause(in)
	t.now = max(t.now, in.At)
	t.at = t.now
	switch in.Kind {
	case Open:
		c := t.conn(in.Conn)
		retold := c.retold
		*c = *t.fresh(in.Conn)
		c.open, c.retold = true, retold
		t.opened(c)
	case Octets:
		t.hear(t.conn(in.Conn), in)
	case Retold:
		t.conn(in.Conn).retold = true
	case Missing:
		t.missing(t.conn(in.Conn), in)
	case Close, Reset, Refuse:
		t.closed(t.conn(in.Conn), in)
	}
	return t.rec.out
}

func (t *Tap) opened(c *tapped) {
	t.rec.step++
	t.add(c, Event{Kind: Opened, Side: Client, Cause: -1, New: t.profile.Listening})
	if e, ok := c.watch.begin(); ok {
		t.add(c, e)
	}
}

// find gives the place of a connection in conns, -1 if it is not there. They
// are mostly numbered as they come.
func (t *Tap) find(id int) int {
	if id >= 1 && id <= len(t.conns) && t.conns[id-1].id == id {
		return id - 1
	}
	for i, c := range t.conns {
		if c.id == id {
			return i
		}
	}
	return -1
}

// conn is a connection, to be changed.
func (t *Tap) conn(id int) *tapped {
	i := t.find(id)
	if i < 0 {
		t.conns = append(t.conns, t.unknown(id))
		return t.conns[len(t.conns)-1]
	}
	if t.conns[i].own != t.own {
		t.conns[i] = t.conns[i].clone()
		t.conns[i].own = t.own
	}
	return t.conns[i]
}

// unknown is a connection that nobody has seen opened.
func (t *Tap) unknown(id int) *tapped {
	c := t.fresh(id)
	c.late, c.lags = true, true
	t.forget(c)
	return c
}

func (t *Tap) fresh(id int) *tapped {
	return &tapped{id: id, own: t.own, watch: newWatcher(t.profile), sent: -1, last: answer{asked: -1}}
}

func (t *Tap) add(c *tapped, e Event) int {
	e.Conn, e.At, e.Inferred = c.id, t.at, true
	t.latest = t.at
	return t.rec.add(e)
}

// joined notes that a connection is open that nobody has seen opened.
func (t *Tap) joined(c *tapped) { c.open = c.open || c.late }

// closed notes the end of the connection, and what was left unsaid.
func (t *Tap) closed(c *tapped, in Input) {
	if !c.open && in.Kind != Refuse {
		return
	}
	c.open = false
	t.rec.step++
	t.speaks(c, in.From)
	t.breaksOff(c, in)
	w := &c.watch
	hangup := Event{Kind: Hangup, Side: in.From, Cause: -1, Why: t.profile.LostWhy, Text: ends[in.Kind]}
	if !w.farewell.IsZero() && in.Kind == Close {
		hangup.Why = w.farewell
	}
	if in.Kind == Refuse { // there was no session that could be lost
		hangup.Why = rfc.Ref{}
	}
	t.unlock(c, -1)
	seq := t.add(c, hangup)
	t.change(c, seq, w.state, t.profile.listening(), hangup.Why)
	w.state = t.profile.listening()
}

// ends is how a connection ends, as a Hangup says it.
var ends = map[InputKind]string{Reset: ByReset, Refuse: ByRefusal}

// breaksOff says that the connection ends in the middle of a reply. All that has
// come of it is shown already.
func (t *Tap) breaksOff(c *tapped, in Input) {
	rest := c.watch.dec.Rest()
	if len(rest) == 0 || c.veil == veiled || c.lags {
		return // it may have ended in what was not heard
	}
	e := Event{Kind: Fault, Side: in.From, Cause: c.sent, Text: "The reply breaks off: the connection ended in the middle of it."}
	switch {
	case in.From == Client && !t.hears: // the server may have gone on for a while
		e.Text = "The reply breaks off here: the client ended the connection in the middle of it, or the rest was not recorded."
	case in.From == Client && in.Kind == Close:
		e.Text = "The reply breaks off: the client ended the connection in the middle of it."
	}
	t.add(c, e)
	if head := c.watch.head; head != nil && head.shape.Frame == wire.Dotted && c.watch.dec.EndsInLF() {
		t.breach(c, BareLF, Server, c.sent, "Its lines end in LF alone, without CR.",
			"So the line with the termination octet is none, and a client that looks for CR and LF waits for it in vain.")
	}
}
