package sim_test

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
)

// countOf is what a Tap tells of a reply that states a count.
func countOf(mailbox string, n int) sim.Event {
	return sim.Event{Kind: sim.Learned, Side: sim.Client, Conn: 1, Inferred: true, Mailbox: mailbox, Facts: []sim.Fact{{Count: n, Counted: true}}}
}

// A count is a few octets, and may be said of as many mailboxes as there are lines:
// what it makes room for is bounded in all.
func TestCountsMakeBoundedRoom(t *testing.T) {
	var v sim.View
	for i := range 50 {
		v.Apply(countOf("folder"+strconv.Itoa(i), 83299))
		v.Apply(countOf("ada", 3))
	}
	all := 0
	for _, d := range v.Maildrops {
		all += len(d.Messages)
	}
	if all != 10000 {
		t.Errorf("there is room for %d messages", all)
	}
	again := countOf("folder0", 83299)
	if n := testing.AllocsPerRun(10, func() { v.Apply(again) }); n > 0 {
		t.Errorf("a count that says nothing new costs %v allocations", n)
	}
}

// A count makes room for each message that it counts, once, and changes none
// that was named before.
func TestCountsMakeRoomOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var v sim.View
		want := map[int]int{} // octets, by number
		for range rapid.IntRange(1, 12).Draw(t, "replies") {
			n := rapid.IntRange(0, 30).Draw(t, "number")
			if rapid.Bool().Draw(t, "count") {
				v.Apply(countOf("ada", n))
				for i := 1; i <= n; i++ {
					if _, ok := want[i]; !ok {
						want[i] = -1
					}
				}
				continue
			}
			v.Apply(sim.Event{Kind: sim.Marked, Side: sim.Server, Conn: 1, Inferred: true, Mailbox: "ada", Message: n, Item: n})
			if _, ok := want[n]; !ok {
				want[n] = -1
			}
			if n > 0 {
				e := countOf("ada", 0)
				e.Facts[0] = sim.Fact{Message: n, Octets: 7, Sized: true}
				v.Apply(e)
				want[n] = 7
			}
		}
		have := map[int]int{}
		for _, d := range v.Maildrops {
			for _, m := range d.Messages {
				have[m.Item] = m.Octets
			}
			if len(have) != len(d.Messages) || !slices.IsSortedFunc(d.Messages, func(a, b sim.ServerMail) int { return a.Item - b.Item }) {
				t.Fatalf("out of order: %v", d.Messages)
			}
		}
		if len(have) != len(want) {
			t.Fatalf("%v, and not %v", have, want)
		}
		for n, octets := range want {
			if have[n] != octets {
				t.Fatalf("%v, and not %v", have, want)
			}
		}
	})
}
