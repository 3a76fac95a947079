package sim_test

import (
	"bytes"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// From the moment before an event, the same inputs bring the same event about.
func TestUntilComesBeforeAndGoesOnAlike(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		latency := rapid.SampledFrom([]time.Duration{0, 20 * time.Millisecond}).Draw(t, "latency")
		log := play(l.world(latency), l.inputs().Draw(t, "inputs"))
		seq := rapid.IntRange(0, len(log.Events())-1).Draw(t, "seq")
		before, inputs, err := log.Until(seq)
		if err != nil {
			t.Fatal(err)
		}
		f, err := log.Fork(before)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(f.Events()); n > seq {
			t.Fatalf("event %d has happened already after event %d: there are %d", seq, before, n)
		}
		for _, in := range inputs {
			f.Append(in)
		}
		if len(f.Events()) <= seq || !reflect.DeepEqual(unnumbered(f.Events()[:seq+1]), unnumbered(log.Events()[:seq+1])) {
			t.Fatalf("from event %d on, %v brought something else about", before, inputs)
		}
	})
}

// A cut within a message lets exactly so many of its octets through, whatever
// its side sent just before, and its past is the old one.
func TestCutWithinLetsSoManyOctetsThrough(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		w := l.world(rapid.SampledFrom([]time.Duration{0, 20 * time.Millisecond}).Draw(t, "latency"))
		log := sim.NewLog(w)
		sim.Connect(log, 1)
		lines := l.commands(6).Draw(t, "lines")
		if rapid.Bool().Draw(t, "at once") {
			var all []byte
			for _, c := range lines {
				all = append(all, c+"\r\n"...)
			}
			log.Append(sim.Input{At: log.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: all})
			log.Settle()
		} else {
			for _, c := range lines {
				sim.Type(log, 1, c)
			}
		}
		var sent []int
		for _, e := range log.Events() {
			// What is under way when a side closes is lost with the line anyway.
			if e.Kind == sim.Sent && arrives(log.Events(), e) {
				sent = append(sent, e.Seq)
			}
		}
		seq := rapid.SampledFrom(sent).Draw(t, "seq")
		e := log.Events()[seq]
		n := rapid.IntRange(1, len(e.Octets)).Draw(t, "octets")
		before, cut, err := log.CutWithin(seq, n)
		if err != nil {
			t.Fatal(err)
		}
		f, err := log.Fork(before)
		if err != nil {
			t.Fatal(err)
		}
		cut(f)
		var came []byte
		for _, x := range f.Events() {
			if x.Kind == sim.Arrived && x.Cause == message(f.Events(), e.Side, len(of(log.Events()[:seq], e.Side))) {
				came = append(came, x.Octets...)
			}
		}
		if !bytes.Equal(came, e.Octets[:n]) {
			t.Fatalf("of %q there came %q, want %d octets", e.Octets, came, n)
		}
		if !slices.ContainsFunc(f.Events(), func(x sim.Event) bool { return x.Kind == sim.Broken }) {
			t.Fatal("the line did not break")
		}
	})
}

// unnumbered leaves out which Input it was: time may stop in the middle of one.
func unnumbered(events []sim.Event) []sim.Event {
	events = slices.Clone(events)
	for i := range events {
		events[i].Input = 0
	}
	return events
}

// of are the seqs of the messages that one side sends.
func of(events []sim.Event, from sim.Side) (seqs []int) {
	for _, e := range events {
		if e.Kind == sim.Sent && e.Side == from {
			seqs = append(seqs, e.Seq)
		}
	}
	return seqs
}

// message is the seq of message n of a side, from 0; -2 if it sends fewer.
func message(events []sim.Event, from sim.Side, n int) int {
	if all := of(events, from); n < len(all) {
		return all[n]
	}
	return -2
}

func arrives(events []sim.Event, sent sim.Event) bool {
	n := 0
	for _, e := range events {
		if e.Kind == sim.Arrived && e.Cause == sent.Seq {
			n += len(e.Octets)
		}
	}
	return n == len(sent.Octets)
}

// Whatever the protocol: who comes while another computer holds the maildrop
// is turned away, and let in once that has gone.
func TestHeldElsewhere(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		log := sim.NewLog(l.world(5 * time.Millisecond))
		hold := func(n int) {
			log.Append(sim.Input{At: log.Now(), Conn: 2, Kind: sim.Hold, Mailbox: "ada", N: n})
			log.Settle()
		}
		hold(1)
		v, _ := log.View(len(log.Events()) - 1)
		if v.Maildrops[0].Holder != 2 || v.Conns[0].Device != "other computer" {
			t.Fatalf("nobody holds it: %+v", v.Conns)
		}
		locked := func() bool {
			sim.Connect(log, 1)
			for _, c := range l.login {
				sim.Type(log, 1, c)
			}
			v, _ := log.View(len(log.Events()) - 1)
			return v.Maildrops[0].Holder == 1
		}
		if locked() {
			t.Fatal("two have the lock")
		}
		sim.HangUp(log, 1)
		hold(0)
		if !locked() {
			t.Fatal("the lock was let go, and does not come back")
		}
	})
}
