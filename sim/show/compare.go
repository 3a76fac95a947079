package show

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
)

// ComparedStep is a step of a branch: one message on the wire and all that it
// brings about.
type ComparedStep struct {
	Step  int    `json:"step"`  // as in Event
	Seq   int    `json:"seq"`   // of its first event
	Last  int    `json:"last"`  // of its last event
	Conn  int    `json:"conn"`  // connection
	Side  string `json:"side"`  // who acts
	Label string `json:"label"` // short form: "RETR 1"
	Bring string `json:"bring"` // sentences of what it brings about
}

// ComparedRow is a line of two branches side by side. One of the two is missing
// where the other has no step like it.
type ComparedRow struct {
	A    *ComparedStep `json:"a,omitempty"`
	B    *ComparedStep `json:"b,omitempty"`
	Same bool          `json:"same"` // both, and the same happens
}

// ComparedTotal is what a branch comes to.
type ComparedTotal struct {
	Name         string   `json:"name"`         // of the branch
	RoundTrips   int      `json:"roundTrips"`   // times that something had to go and come before it went on
	ClientOctets int      `json:"clientOctets"` // octets that clients sent
	ServerOctets int      `json:"serverOctets"` // octets that the server sent
	Time         int64    `json:"time"`         // virtual, nanoseconds
	Ends         []string `json:"ends"`         // how each connection is in the end
}

// Comparison is two branches side by side.
type Comparison struct {
	Shared      int           `json:"shared"` // events that they have in common at the start; where they part, seq is this
	Rows        []ComparedRow `json:"rows"`
	A           ComparedTotal `json:"a"`
	B           ComparedTotal `json:"b"`
	Differences []string      `json:"differences"` // in the maildrops in the end, in sentences
}

// Compare puts two logs side by side.
func Compare(nameA string, a *sim.Log, nameB string, b *sim.Log) (Comparison, error) {
	out := Comparison{Shared: shared(a.Events(), b.Events()), A: total(nameA, a), B: total(nameB, b)}
	out.Rows = align(steps(a), steps(b))
	va, err := a.View(len(a.Events()) - 1)
	if err != nil {
		return out, err
	}
	vb, err := b.View(len(b.Events()) - 1)
	if err != nil {
		return out, err
	}
	out.A.Ends, out.B.Ends = ends(va), ends(vb)
	out.Differences = differences(va, vb)
	return out, nil
}

// shared counts the events that two courses begin with alike.
func shared(a, b []sim.Event) int {
	n := 0
	for n < len(a) && n < len(b) && like(a[n], b[n]) {
		n++
	}
	return n
}

// like reports whether two events tell the same. When it was does not matter.
func like(a, b sim.Event) bool {
	return a.Kind == b.Kind && a.Conn == b.Conn && a.Side == b.Side && a.OK == b.OK && a.Keyword == b.Keyword && a.Text == b.Text &&
		a.Old == b.Old && a.New == b.New && a.Mailbox == b.Mailbox && a.Message == b.Message && a.Item == b.Item && bytes.Equal(a.Octets, b.Octets)
}

// group is the events of one step.
type group struct {
	p      *sim.Profile
	events []sim.Event
}

func steps(l *sim.Log) []group {
	var all []group
	for _, e := range l.Events() {
		if n := len(all); n > 0 && all[n-1].events[0].Step == e.Step {
			all[n-1].events = append(all[n-1].events, e)
			continue
		}
		all = append(all, group{l.Machine().Profile(), []sim.Event{e}})
	}
	return all
}

// opens reports whether two steps begin alike: the same is said.
func (g group) opens(h group) bool { return like(g.head(), h.head()) }

// head is the event that a step is known by: what is sent, if anything is.
func (g group) head() sim.Event {
	for _, e := range g.events {
		if e.Kind == sim.Sent {
			return e
		}
	}
	return g.events[0]
}

// same reports whether all of two steps is the same.
func (g group) same(h group) bool {
	return len(g.events) == len(h.events) && shared(g.events, h.events) == len(g.events)
}

func (g group) show() *ComparedStep {
	h, last := g.head(), g.events[len(g.events)-1]
	var bring []string
	for _, e := range g.events {
		switch e.Kind {
		case sim.Sent, sim.Arrived, sim.Commanded, sim.Replied, sim.TCP:
		default:
			bring = append(bring, g.p.Narrate(e))
		}
	}
	return &ComparedStep{
		Step: h.Step, Seq: g.events[0].Seq, Last: last.Seq, Conn: h.Conn, Side: string(h.Side), Label: label(h), Bring: strings.Join(bring, " "),
	}
}

// most is how many pairs of steps are looked at to find those that belong
// together; beyond, they are taken as they come.
const most = 4 << 20

// align finds which steps belong together: as many as possible that begin
// alike, in their order.
func align(a, b []group) []ComparedRow {
	rows := []ComparedRow{}
	i, j := 0, 0
	both := func() {
		rows = append(rows, ComparedRow{A: a[i].show(), B: b[j].show(), Same: a[i].same(b[j])})
		i++
		j++
	}
	for i < len(a) && j < len(b) && a[i].opens(b[j]) {
		both()
	}
	n, m := len(a)-i, len(b)-j
	if n*m <= most {
		// left[x][y] is how many can be matched of what follows.
		left := make([][]int32, n+1)
		for x := range left {
			left[x] = make([]int32, m+1)
		}
		for x := n - 1; x >= 0; x-- {
			for y := m - 1; y >= 0; y-- {
				if a[i+x].opens(b[j+y]) {
					left[x][y] = left[x+1][y+1] + 1
				} else {
					left[x][y] = max(left[x+1][y], left[x][y+1])
				}
			}
		}
		fromA, fromB := i, j
		for i < len(a) && j < len(b) {
			x, y := i-fromA, j-fromB
			switch {
			case a[i].opens(b[j]):
				both()
			case left[x+1][y] >= left[x][y+1]:
				rows = append(rows, ComparedRow{A: a[i].show()})
				i++
			default:
				rows = append(rows, ComparedRow{B: b[j].show()})
				j++
			}
		}
	}
	for ; i < len(a); i++ {
		rows = append(rows, ComparedRow{A: a[i].show()})
	}
	for ; j < len(b); j++ {
		rows = append(rows, ComparedRow{B: b[j].show()})
	}
	return rows
}

// total is what a branch comes to. Replies that come together, because the
// commands went together, cost one round trip.
func total(name string, l *sim.Log) ComparedTotal {
	t := ComparedTotal{Name: name, Time: int64(l.Now())}
	last := map[int]sim.Side{} // who spoke last on a connection
	for _, e := range l.Events() {
		switch {
		case e.Kind == sim.Opened:
			delete(last, e.Conn)
		case e.Kind == sim.TCP && e.Text == "SYN, ACK":
			t.RoundTrips++
		case e.Kind == sim.Sent:
			if e.Side == sim.Client {
				t.ClientOctets += len(e.Octets)
			} else {
				t.ServerOctets += len(e.Octets)
				if last[e.Conn] != sim.Server {
					t.RoundTrips++
				}
			}
			last[e.Conn] = e.Side
		}
	}
	return t
}

func ends(v sim.View) []string {
	out := []string{}
	for _, c := range v.Conns {
		who := fmt.Sprintf("Connection %d", c.Conn)
		if c.Device != "" {
			who += " (" + c.Device + ")"
		}
		if c.Open {
			out = append(out, fmt.Sprintf("%s is open, its session in the %s state.", who, c.State))
		} else {
			out = append(out, who+" is closed.")
		}
	}
	return out
}

// differences says what is not the same in the maildrops, nor with the clients.
func differences(a, b sim.View) []string {
	out := []string{}
	say := func(what, inA, inB string) {
		if inA != inB {
			out = append(out, fmt.Sprintf("%s: %s in A, %s in B.", what, inA, inB))
		}
	}
	drop := func(v sim.View, name string) *sim.MaildropView {
		for i := range v.Maildrops {
			if v.Maildrops[i].Mailbox == name {
				return &v.Maildrops[i]
			}
		}
		return nil
	}
	names := []string{}
	for _, d := range a.Maildrops {
		names = append(names, d.Mailbox)
	}
	for _, d := range b.Maildrops {
		if drop(a, d.Mailbox) == nil {
			names = append(names, d.Mailbox)
		}
	}
	for _, name := range names {
		da, db := drop(a, name), drop(b, name)
		if da == nil || db == nil {
			there := map[bool]string{true: "not there", false: "there"}
			say("Maildrop "+name, there[da == nil], there[db == nil])
			continue
		}
		say("Maildrop "+name, lock(da), lock(db))
		for i, m := range mails(da.Messages, db.Messages) {
			say(m.title(i+1, name, len(names) > 1), m.fate(da.Messages), m.fate(db.Messages))
		}
	}
	for _, c := range conns(a, b) {
		ca, cb := holdings(a, c.Conn), holdings(b, c.Conn)
		who := fmt.Sprintf("The client of connection %d holds", c.Conn)
		if c.Device != "" {
			who = "The " + c.Device + " holds"
		}
		if ca != cb {
			out = append(out, fmt.Sprintf("%s %s in A, %s in B.", who, ca, cb))
		}
	}
	return out
}

func lock(d *sim.MaildropView) string {
	if d.Holder == 0 {
		return "not locked"
	}
	return fmt.Sprintf("locked by connection %d", d.Holder)
}

// mail is a message that is in either of two maildrops.
type mail struct{ sim.ServerMail }

// is reports whether a message is this one: what arrives once two branches have
// parted may have the same item in both.
func (m mail) is(x sim.ServerMail) bool {
	return m.Item == x.Item && m.Octets == x.Octets && m.Subject == x.Subject && m.At == x.At
}

// title is what it is called: the nth that came.
func (m mail) title(n int, of string, several bool) string {
	t := fmt.Sprintf("Message %d", n)
	if several {
		t += " of " + of
	}
	if m.Subject != "" {
		t += " (" + m.Subject + ")"
	}
	return t
}

func mails(a, b []sim.ServerMail) []mail {
	var all []mail
	for _, list := range [][]sim.ServerMail{a, b} {
		for _, x := range list {
			if !slices.ContainsFunc(all, func(m mail) bool { return m.is(x) }) {
				all = append(all, mail{x})
			}
		}
	}
	return all
}

// fate is how the message is in the end.
func (m mail) fate(list []sim.ServerMail) string {
	for _, x := range list {
		if !m.is(x) {
			continue
		}
		switch {
		case x.Gone:
			return "gone"
		case x.Marked:
			return "marked as deleted"
		case x.Flags != "":
			return "there, with the flags " + x.Flags
		}
		return "there"
	}
	return "never there"
}

func conns(a, b sim.View) []sim.ConnView {
	all := append([]sim.ConnView{}, a.Conns...)
	seen := map[int]bool{}
	for _, c := range a.Conns {
		seen[c.Conn] = true
	}
	for _, c := range b.Conns {
		if !seen[c.Conn] {
			all = append(all, c)
		}
	}
	return all
}

// holdings are the messages that a client has fetched.
func holdings(v sim.View, conn int) string {
	var held []string
	for _, c := range v.Conns {
		if c.Conn != conn {
			continue
		}
		if c.Held > 0 {
			held = append(held, fmt.Sprintf("a whole mailbox of %d octets", c.Held))
		}
		for _, m := range c.Messages {
			switch m.Holds {
			case "whole":
				held = append(held, fmt.Sprintf("message %d", m.Message))
			case "top":
				held = append(held, fmt.Sprintf("the top of message %d", m.Message))
			case "part":
				held = append(held, fmt.Sprintf("a part of message %d", m.Message))
			}
		}
	}
	if held == nil {
		return "nothing"
	}
	return strings.Join(held, ", ")
}
