package sim_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// conversation is a session of a client that says one line at a time, or
// several, and then waits for all answers, as a Tap is shown it.
func (l lab) conversation(t *rapid.T) []sim.Input {
	log := sim.NewLog(l.world(0))
	sim.Connect(log, 1)
	for rest := l.commands(10).Draw(t, "lines"); len(rest) > 0; {
		n := rapid.SampledFrom([]int{1, 1, 1, 2, 3}).Draw(t, "at once")
		var octets []byte
		for _, c := range rest[:min(n, len(rest))] {
			octets = append(octets, c+"\r\n"...)
		}
		rest = rest[min(n, len(rest)):]
		log.Append(sim.Input{At: log.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: octets})
		log.Settle()
	}
	if rapid.Bool().Draw(t, "hang up") {
		sim.HangUp(log, 1)
	}
	var inputs []sim.Input
	for _, e := range log.Events() {
		in := sim.Input{At: e.At, Conn: 1, From: e.Side, Data: e.Octets}
		switch e.Kind {
		case sim.Opened:
			in.Kind = sim.Open
		case sim.Hangup:
			in.Kind = sim.Close
		case sim.Sent:
			in.Kind = sim.Octets
		default:
			continue
		}
		inputs = append(inputs, in)
	}
	return inputs
}

// without leaves out what both sides said from one octet of a session up to
// another, counted over both. As in a capture it shows by what comes behind it:
// who speaks next has heard what the other said before.
func without(inputs []sim.Input, from, to int) []sim.Input {
	var out []sim.Input
	at := 0
	gone, shown := map[sim.Side]int{}, false
	show := func(next sim.Input) {
		if shown {
			return
		}
		shown = true
		for _, side := range []sim.Side{next.To(), next.From} {
			if gone[side] > 0 {
				out = append(out, sim.Input{At: next.At, Conn: 1, From: side, Kind: sim.Missing, N: gone[side]})
			}
		}
	}
	for _, in := range inputs {
		if in.Kind != sim.Octets {
			if at >= to {
				show(in)
			}
			out = append(out, in)
			continue
		}
		n := len(in.Data)
		first, last := min(max(from-at, 0), n), min(max(to-at, 0), n)
		at += n
		gone[in.From] += last - first
		if first > 0 {
			head := in
			head.Data = in.Data[:first:first]
			out = append(out, head)
		}
		if last < n {
			if last > 0 || at-n >= to {
				show(in)
			}
			in.Data = in.Data[last:]
			if first < n {
				out = append(out, in)
			}
		}
	}
	return out
}

// done is what a Tap says that a server has done, and how often.
func done(events []sim.Event) map[string]int {
	all := map[string]int{}
	for _, e := range events {
		switch e.Kind {
		case sim.Changed:
			if e.Side == sim.Server {
				all["in state "+string(e.New)] = 1
			}
		case sim.Locked, sim.Unlocked, sim.Marked, sim.Unmarked, sim.Removed, sim.Created, sim.Destroyed, sim.Renamed, sim.Stored, sim.Flagged, sim.Secured:
			if e.Mailbox != "" {
				all[fmt.Sprintf("%s %d %s of %s", e.Kind, e.Message, e.Text, e.Mailbox)]++
			}
			all[fmt.Sprintf("%s %d %s", e.Kind, e.Message, e.Text)]++
		}
	}
	return all
}

// Whatever both sides said from one octet to another was not recorded: nothing
// is told to have been done that was not, and nobody is accused of anything.
func TestNothingIsDoneOutOfAGap(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		inputs := l.conversation(t)
		size := 0
		edges := []int{0}
		for _, in := range inputs {
			if in.Kind == sim.Octets {
				size += len(in.Data)
				edges = append(edges, size)
			}
		}
		edge := func(label string) int {
			if rapid.IntRange(0, 3).Draw(t, label+" anywhere") == 0 {
				return rapid.IntRange(0, size).Draw(t, label)
			}
			return rapid.SampledFrom(edges).Draw(t, label)
		}
		from, to := edge("from"), edge("to")
		from, to = min(from, to), max(from, to)
		torn := append(without(inputs, from, to), sim.Input{At: inputs[len(inputs)-1].At + time.Second, Kind: sim.Wait})
		log := play(sim.NewTap(l.Profile), torn)
		whole := play(sim.NewTap(l.Profile), inputs).Events()
		was, blamed := done(whole), accused(whole)
		for what, n := range done(log.Events()) {
			if n > was[what] {
				t.Fatalf("without octets %d to %d of %d, %d times: %s\n%s", from, to, size, n, what, tells(log, l.Profile))
			}
		}
		for b := range accused(log.Events()) {
			if !blamed[b] {
				t.Fatalf("without octets %d to %d of %d: %s\n%s", from, to, size, b, tells(log, l.Profile))
			}
		}
		holdNothingLost(t, log.Inputs(), log.Events())
	})
}

// What is left out is left out once, and shown to be missing.
func TestWithout(t *testing.T) {
	say := func(side sim.Side, text string) sim.Input {
		return sim.Input{At: time.Second, Conn: 1, From: side, Kind: sim.Octets, Data: []byte(text)}
	}
	all := []sim.Input{say(sim.Client, "abc"), say(sim.Server, "def"), say(sim.Client, "ghi"), say(sim.Server, "jkl")}
	got := ""
	for _, in := range without(all, 1, 7) {
		got += fmt.Sprintf("%s %s %q %d\n", in.From, in.Kind, in.Data, in.N)
	}
	want := "client octets \"a\" 0\nserver missing \"\" 3\nclient missing \"\" 3\nclient octets \"hi\" 0\nserver octets \"jkl\" 0\n"
	if got != want || slices.ContainsFunc(without(all, 3, 3), func(in sim.Input) bool { return in.Kind == sim.Missing }) {
		t.Errorf("%s", got)
	}
}
