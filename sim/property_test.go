package sim_test

import (
	"bytes"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// The same inputs give the same events, each in its place.
func TestReplayGivesTheSameEvents(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		list := l.inputs().Draw(t, "inputs")
		first := play(l.world(20*time.Millisecond), list)
		again := play(l.world(20*time.Millisecond), first.Inputs())
		if !reflect.DeepEqual(first.Events(), again.Events()) {
			t.Fatalf("the same inputs gave other events:\n%v\n%v", first.Events(), again.Events())
		}
		for i, e := range first.Events() {
			if e.Seq != i || e.Cause >= i || i > 0 && (e.At < first.Events()[i-1].At || e.Step < first.Events()[i-1].Step) {
				t.Fatalf("event %d is out of place: %+v", i, e)
			}
		}
	})
}

// A fork has exactly the past of what it left, and going on there as before
// brings the same future.
func TestForkKeepsThePast(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		log := play(l.world(20*time.Millisecond), l.inputs().Draw(t, "inputs"))
		seq := rapid.IntRange(0, len(log.Events())-1).Draw(t, "seq")
		f, err := log.Fork(seq)
		if err != nil {
			t.Fatal(err)
		}
		n := len(f.Events())
		if n <= seq || !reflect.DeepEqual(f.Events(), log.Events()[:n]) {
			t.Fatalf("forked at %d of %d: the past has %d events and differs", seq, len(log.Events()), n)
		}
		a, _ := log.View(n - 1)
		b, _ := f.View(n - 1)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("the views differ:\n%+v\n%+v", a, b)
		}
		kept := slices.Clone(log.Events())
		sim.Type(f, 1, "XYZZY")
		if !reflect.DeepEqual(kept, log.Events()) {
			t.Fatal("the old future has changed")
		}
		m, err := log.At(seq)
		if err != nil {
			t.Fatal(err)
		}
		rest := sim.Input{At: m.Now(), Kind: sim.Rest}
		x, y := m.Clone().Step(rest), m.Clone().Step(rest)
		if !reflect.DeepEqual(x, y) {
			t.Fatal("two copies of one world went different ways")
		}
	})
}

// Every view can be made anew from the events before it.
func TestViewsAgree(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		w := l.world(0)
		log := play(w.Clone(), l.inputs().Draw(t, "inputs"))
		v := w.View()
		for i, e := range log.Events() {
			v.Apply(e)
			got, err := log.View(i)
			if err != nil || !reflect.DeepEqual(got, v) {
				t.Fatalf("after event %d (%v):\n%+v\n%+v", i, err, got, v)
			}
		}
		// And the last of them is what the server really holds.
		host := log.Machine().(*sim.World).Host()
		for i, d := range host.Maildrops() {
			var shown, there []string
			for _, m := range v.Maildrops[i].Messages {
				if !m.Gone {
					shown = append(shown, m.UniqueID)
				}
			}
			for _, m := range d.Messages() {
				there = append(there, m.UniqueID)
			}
			if !slices.Equal(shown, there) {
				t.Fatalf("maildrop %s shows %v and holds %v", d.Name, shown, there)
			}
		}
	})
}

// Every octet is labelled, once, and the table explains every label.
func TestSpansTile(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		log := play(l.world(20*time.Millisecond), l.inputs().Draw(t, "inputs"))
		for _, e := range log.Events() {
			at := 0
			for _, s := range e.Spans {
				if s.Off != at || s.Len <= 0 {
					t.Fatalf("spans %v do not tile %q", e.Spans, e.Octets)
				}
				at += s.Len
				if _, ok := l.Explain(s.Token); !ok {
					t.Fatalf("the glossary does not explain %q", s.Token)
				}
			}
			if at != len(e.Octets) {
				t.Fatalf("spans %v end at %d of %q", e.Spans, at, e.Octets)
			}
		}
	})
}

// Each reply cites the rule that decided it, each no says why in words, and no
// word in braces is left for somebody to fill in.
func TestRepliesGiveReasons(t *testing.T) {
	blank := regexp.MustCompile(`\{[a-z]+\}`)
	check(t, func(t *rapid.T, l lab) {
		for _, e := range l.session(l.commands(12).Draw(t, "lines")...).Events() {
			if e.Kind != sim.Replied {
				continue
			}
			if e.Why.IsZero() || !e.OK && len(e.Explain) < 20 || blank.MatchString(e.Text+e.Explain) {
				t.Fatalf("%q to %s: %q, %s", e.Text, e.Keyword, e.Explain, e.Why)
			}
		}
	})
}

// Whether a client's octets come one by one, in lumps, or all at once makes no
// difference to what the server understands, decides and sends.
func TestCuttingChangesNothing(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		var octets []byte
		for _, c := range l.commands(12).Draw(t, "lines") {
			if l.secures(c) {
				continue // what comes in one piece with it is thrown away
			}
			octets = append(octets, c+rapid.SampledFrom([]string{"\r\n", "\r\n", "\r\n", "\n"}).Draw(t, "end")...)
		}
		open := sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open}
		whole := []sim.Input{open, {Conn: 1, From: sim.Client, Kind: sim.Octets, Data: octets}, {Kind: sim.Rest}}
		cut := []sim.Input{open}
		for rest := octets; len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			cut = append(cut, sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: rest[:n]})
			rest = rest[n:]
		}
		cut = append(cut, sim.Input{Kind: sim.Rest})
		a, b := serverStates(play(l.world(0), whole).Events()), serverStates(play(l.world(0), cut).Events())
		kinds := []sim.Kind{sim.Commanded, sim.Replied, sim.Changed, sim.Locked, sim.Unlocked, sim.Marked, sim.Unmarked, sim.Removed, sim.Learned, sim.Held, sim.Created, sim.Destroyed, sim.Renamed, sim.Stored, sim.Flagged, sim.Hangup}
		if x, y := facts(a, kinds...), facts(b, kinds...); x != y {
			t.Fatalf("%q all at once:\n%s\ncut:\n%s", octets, x, y)
		}
		xo, xl := stream(a, 1, sim.Server)
		yo, yl := stream(b, 1, sim.Server)
		if !bytes.Equal(xo, yo) || !slices.Equal(xl, yl) {
			t.Fatalf("%q all at once:\n%q\ncut:\n%q", octets, xo, yo)
		}
	})
}

// secures reports whether TLS begins after the command.
func (l lab) secures(line string) bool {
	word, _, _ := strings.Cut(strings.ToUpper(line), " ")
	row := l.Find(word, l.Initial)
	return row != nil && row.Effect == sim.SecureLine
}

// What a Tap reads off the wire, cut anywhere, is what is true.
func TestTapInfersWhatIsTrue(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		log := sim.NewLog(l.world(0))
		sim.Connect(log, 1)
		for _, c := range l.commands(12).Draw(t, "lines") {
			sim.Type(log, 1, c)
		}
		if rapid.Bool().Draw(t, "hang up") {
			sim.HangUp(log, 1)
		}
		tap := sim.NewLog(sim.NewTap(l.Profile))
		for _, e := range log.Events() {
			switch e.Kind {
			case sim.Opened:
				tap.Append(sim.Input{At: e.At, Conn: 1, From: e.Side, Kind: sim.Open})
			case sim.Hangup:
				tap.Append(sim.Input{At: e.At, Conn: 1, From: e.Side, Kind: sim.Close})
			case sim.Sent:
				for rest := e.Octets; len(rest) > 0; {
					n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
					tap.Append(sim.Input{At: e.At, Conn: 1, From: e.Side, Kind: sim.Octets, Data: rest[:n]})
					rest = rest[n:]
				}
			}
		}
		// Typing into a closed connection is the client's own affair.
		kinds := []sim.Kind{sim.Opened, sim.Commanded, sim.Replied, sim.Changed, sim.Locked, sim.Unlocked, sim.Marked, sim.Unmarked, sim.Removed, sim.Learned, sim.Held, sim.Created, sim.Destroyed, sim.Renamed, sim.Flagged, sim.Secured, sim.Hangup}
		kinds = slices.DeleteFunc(kinds, func(k sim.Kind) bool { return slices.Contains(l.hides, k) })
		if x, y := facts(log.Events(), kinds...), facts(tap.Events(), kinds...); x != y {
			t.Fatalf("true:\n%s\ninferred:\n%s", x, y)
		}
		for _, side := range []sim.Side{sim.Client, sim.Server} {
			xo, xl := stream(log.Events(), 1, side)
			yo, yl := stream(tap.Events(), 1, side)
			if !bytes.Equal(xo, yo) || !slices.Equal(xl, yl) {
				t.Fatalf("%s sent:\n%q %v\nseen:\n%q %v", side, xo, xl, yo, yl)
			}
		}
		for _, e := range tap.Events() {
			if e.Kind == sim.Replied && e.Explain != "" && !explained(log.Events(), e) {
				t.Fatalf("the Tap explains %q by %q, which is not true", e.Text, e.Explain)
			}
			if e.Kind == sim.Fault && e.Side == sim.Server {
				t.Fatalf("the server did nothing wrong: %s %s", e.Text, e.Explain)
			}
			if !e.Inferred {
				t.Fatalf("a Tap knows nothing from inside: %+v", e)
			}
		}
		a, _ := log.View(len(log.Events()) - 1)
		b, _ := tap.View(len(tap.Events()) - 1)
		if !reflect.DeepEqual(a.Conns[0].Messages, b.Conns[0].Messages) || a.Conns[0].State != b.Conns[0].State {
			t.Fatalf("the client's view:\n%+v\n%+v", a.Conns, b.Conns)
		}
	})
}

// What is saved comes back event for event, with every branch.
func TestSavedTreesComeBack(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		fresh := func() sim.Machine { return world(20 * time.Millisecond) }
		tree := sim.NewTree("as recorded", play(fresh(), l.inputs().Draw(t, "inputs")))
		for range rapid.IntRange(0, 3).Draw(t, "branches") {
			from := rapid.IntRange(0, len(tree.Branches())-1).Draw(t, "from")
			seq := rapid.IntRange(0, len(tree.Branches()[from].Log.Events())-1).Draw(t, "seq")
			id, err := tree.From(from, seq, "another")
			if err != nil {
				t.Fatal(err)
			}
			sim.Type(tree.Branches()[id].Log, 1, l.command().Draw(t, "command"))
		}
		back, err := sim.Restore(tree.Save(), fresh)
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range tree.Branches() {
			c := back.Branches()[i]
			if b.Parent != c.Parent || b.At != c.At || b.Name != c.Name || !reflect.DeepEqual(b.Log.Events(), c.Log.Events()) {
				t.Fatalf("branch %d came back different", i)
			}
		}
	})
}

// serverStates leaves out the states of the client, which does not wait for
// anybody when it says all at once.
func serverStates(events []sim.Event) []sim.Event {
	return slices.DeleteFunc(slices.Clone(events), func(e sim.Event) bool { return e.Kind == sim.Changed && e.Side == sim.Client })
}

// explained reports whether the server itself gave such a reply for that reason.
func explained(events []sim.Event, inferred sim.Event) bool {
	return slices.ContainsFunc(events, func(e sim.Event) bool {
		return e.Kind == sim.Replied && e.Text == inferred.Text && e.Explain == inferred.Explain && e.Why == inferred.Why
	})
}
