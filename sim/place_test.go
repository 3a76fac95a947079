package sim_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// Branches that leave one past are siblings, whichever of them is watched; also
// those of a tree that was saved before it was so.
func TestBranchesOfOnePastAreSiblings(t *testing.T) {
	l := sim.NewLog(world(40 * time.Millisecond))
	sim.Play(l, 1, []string{"USER ada", "PASS a secret", "STAT"})
	tree := sim.NewTree("as recorded", l)
	at := len(l.Events()) - 12
	id := 0
	for range 4 {
		var err error
		if id, _, err = tree.Act(id, at, "NOOP", func(l *sim.Log) { sim.Type(l, 1, "NOOP") }); err != nil {
			t.Fatal(err)
		}
	}
	// And one that leaves the last of them later on.
	later := len(tree.Branches()[id].Log.Events()) - 3
	if _, _, err := tree.Act(id, later, "QUIT", func(l *sim.Log) { sim.Type(l, 1, "QUIT") }); err != nil {
		t.Fatal(err)
	}
	want := []int{-1, 0, 0, 0, 0, 4}
	check := func(tree *sim.Tree) {
		t.Helper()
		for i, b := range tree.Branches() {
			if b.Parent != want[i] {
				t.Errorf("branch %d leaves %d, not %d", i, b.Parent, want[i])
			}
		}
	}
	check(tree)
	saved := tree.Save()
	for i := 2; i <= 4; i++ {
		saved.Branches[i].Parent = i - 1 // a staircase, as it used to be
	}
	r := sim.BeginRestore(saved, world(40*time.Millisecond).Clone)
	for !r.Next(1000) {
	}
	back, err := r.Tree()
	if err != nil {
		t.Fatal(err)
	}
	check(back)
}

// Wherever somebody types, the line is said where its Place has it: the course up
// to there is as it was, the message it takes the place of is not said, and the
// whole comes back from its inputs.
func TestPlace(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		l := sim.NewLog(world(time.Duration(rapid.IntRange(0, 1).Draw(t, "latency")) * 40 * time.Millisecond))
		sim.Connect(l, 1)
		for _, line := range rapid.SliceOfN(rapid.SampledFrom([]string{
			"USER ada", "PASS a secret", "STAT", "RETR 1", "DELE 1", "AUTH PLAIN", "*", "XYZZY", "RSET\r\nNOOP", "QUIT",
		}), 1, 8).Draw(t, "lines") {
			sim.Type(l, 1, line)
		}
		events := l.Events()
		seq := rapid.IntRange(0, len(events)-1).Draw(t, "seq")
		p := l.Place(seq, 1, sim.Client)
		before, bring := p.Seq, func(f *sim.Log) {
			if p.Until > 0 {
				f.Append(sim.Input{At: p.Until, Kind: sim.Wait})
			}
		}
		if p.Instead >= 0 {
			var err error
			if before, bring, err = l.Instead(p.Instead); err != nil {
				t.Fatal(err)
			}
		}
		f, err := l.Fork(before)
		if err != nil {
			t.Fatal(err)
		}
		bring(f)
		for i, e := range f.Events() {
			if p.Instead >= 0 && i >= p.Instead {
				// What was said at once with it, and before it, may be answered meanwhile.
				if e.Kind == sim.Sent && e.Side == sim.Client {
					t.Fatalf("event %d is said all the same", i)
				}
				continue
			}
			if e.Seq != events[i].Seq || e.Kind != events[i].Kind || e.At != events[i].At || string(e.Octets) != string(events[i].Octets) {
				t.Fatalf("event %d is another one: %+v, it was %+v", i, e, events[i])
			}
		}
		if p.Waits && seq < len(events)-1 {
			// All that was asked by then is answered.
			for _, e := range f.Events()[seq+1:] {
				if e.Kind == sim.Sent && e.Side == sim.Client {
					t.Fatalf("event %d is said while somebody waits", e.Seq)
				}
			}
		}
		sim.Type(f, 1, "NOOP")
		again := sim.NewLog(world(l.Machine().(*sim.World).Scenario().Latency))
		for _, in := range f.Inputs() {
			again.Append(in)
		}
		if len(again.Events()) != len(f.Events()) {
			t.Fatalf("it comes back with %d events, and had %d", len(again.Events()), len(f.Events()))
		}
	})
}

// A client's marks end with its session: what they have done is known when the
// connection ends, and without QUIT they are void.
func TestMarksEndWithTheSession(t *testing.T) {
	for _, c := range []struct {
		end              func(*sim.Log)
		deleted, removed bool
	}{
		{func(*sim.Log) {}, true, false},
		{func(l *sim.Log) { sim.Type(l, 1, "QUIT") }, false, true},
		{func(l *sim.Log) { sim.HangUp(l, 1) }, false, false},
		{func(l *sim.Log) { sim.Pass(l, 11*time.Minute) }, false, false},
		// Who is cut off does not know.
		{func(l *sim.Log) { l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Cut}) }, true, false},
	} {
		l := sim.NewLog(world(40 * time.Millisecond))
		sim.Play(l, 1, []string{"USER ada", "PASS a secret", "DELE 2"})
		c.end(l)
		v, err := l.View(len(l.Events()) - 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range v.Conns[0].Messages {
			if m.Message == 2 && (m.Deleted != c.deleted || m.Removed != c.removed) {
				t.Errorf("%+v, want %+v", m, c)
			}
		}
		if len(v.Conns[0].Messages) == 0 {
			t.Error("the client knows of no message")
		}
	}
}
