package pcap_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
	"popscope/sim/pop3"
)

// heardBy is what a Tap makes of a capture.
func heardBy(c pcap.Capture) []sim.Event {
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	for _, in := range c.Inputs {
		l.Append(in)
	}
	return l.Events()
}

// accusations are what a Tap reproaches either side with, by connection.
func accusations(c pcap.Capture) []string {
	var out []string
	for _, e := range heardBy(c) {
		if e.Kind == sim.Fault && e.Explain != "" {
			out = append(out, fmt.Sprintf("%s, %s: %s", c.Connections[e.Conn-1].Client, e.Side, e.Text))
		}
	}
	return out
}

// deletions are the messages that a Tap says were marked or removed, by connection.
func deletions(c pcap.Capture) []string {
	var out []string
	for _, e := range heardBy(c) {
		if e.Kind == sim.Marked || e.Kind == sim.Removed {
			out = append(out, fmt.Sprintf("%s: %s %d", c.Connections[e.Conn-1].Client, e.Kind, e.Message))
		}
	}
	return out
}

// What a cut capture is accused of, the whole one is accused of too, and what was
// deleted by it, was deleted.
func TestNoBreachOutOfACut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := frames(pcap.Write(sessions().Draw(t, "session"), pcap.Options{}))
		for range rapid.IntRange(0, 3).Draw(t, "mistakes") { // of either side
			f := all[rapid.IntRange(0, len(all)-1).Draw(t, "packet")]
			if n := len(f.octets); n > 54 && f.octets[47]&2 == 0 {
				f.octets[rapid.IntRange(54, n-1).Draw(t, "octet")] = rapid.SampledFrom([]byte("\r\n .+-019A\x00")).Draw(t, "value")
			}
		}
		whole, err := read(classic(binary.LittleEndian, 1, 1, all))
		if err != nil {
			t.Fatal(err)
		}
		cut := slices.Clone(all)
		from := rapid.IntRange(0, len(cut)-1).Draw(t, "from")
		to := rapid.IntRange(from, len(cut)).Draw(t, "to")
		how := rapid.SampledFrom([]string{"inside", "outside", "one", "some", "snaplen", "server", "client"}).Draw(t, "how")
		switch how {
		case "inside":
			cut = slices.Delete(cut, from, to)
		case "one":
			cut = slices.Delete(cut, from, from+1)
		case "some":
			lost := rapid.SliceOfN(rapid.IntRange(0, len(all)-1), 1, 6).Draw(t, "lost")
			cut = nil
			for i, f := range all {
				if !slices.Contains(lost, i) {
					cut = append(cut, f)
				}
			}
		case "outside":
			cut = cut[from:to]
		case "snaplen":
			n := rapid.IntRange(48, 150).Draw(t, "octets")
			for i := range cut {
				cut[i].octets = cut[i].octets[:min(n, len(cut[i].octets))]
			}
		default:
			cut = slices.DeleteFunc(cut, func(f frame) bool { return fromServer(f.octets) == (how == "server") })
		}
		got, err := read(classic(binary.LittleEndian, 1, 1, cut))
		if err != nil {
			t.Skip("nothing is left")
		}
		was := deletions(whole)
		for _, d := range deletions(got) {
			if !slices.Contains(was, d) {
				t.Errorf("%s %d to %d of %d packets: %s\nfrom\n%s", how, from, to, len(all), d, strings.Join(lines(got.Inputs), "\n"))
			}
		}
		just := accusations(whole)
		for _, a := range accusations(got) {
			if !slices.Contains(just, a) {
				t.Errorf("%s %d to %d of %d packets: %s\nthe whole one:\n%s\nfrom\n%s", how, from, to, len(all), a, strings.Join(just, "\n"), strings.Join(lines(got.Inputs), "\n"))
			}
		}
	})
}

// What a Tap hears, written and read again, it hears the same.
func TestATapHearsItsExport(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, err := read(classic(binary.LittleEndian, 1000, 1, recorded().Draw(t, "capture")))
		if err != nil || summary(first) == "" {
			t.Skip("nobody says anything")
		}
		events := heardBy(first)
		again := pcap.Capture{Inputs: inputsOf(events), Began: first.Began}
		if len(again.Inputs) == 0 {
			t.Skip("a Tap does not tell of the end of what it has not seen begin")
		}
		second, err := read(pcap.Write(events, pcap.Options{Began: first.Began}))
		if err != nil {
			t.Fatal(err)
		}
		if summary(again) != summary(second) {
			t.Errorf("it was\n%s\nand is\n%s", summary(again), summary(second))
		}
	})
}

// inputsOf is what a Tap must have been shown.
func inputsOf(events []sim.Event) []sim.Input {
	var out []sim.Input
	for _, e := range events {
		in := sim.Input{At: e.At, Conn: e.Conn, From: e.Side}
		switch {
		case e.Kind == sim.Opened:
			in.Kind = sim.Open
		case e.Kind == sim.Sent:
			in.Kind, in.Data = sim.Octets, e.Octets
		case e.Kind == "gap":
			in.Kind, in.N = sim.Missing, e.Facts[0].Octets
		case e.Kind == sim.Hangup:
			in.Kind = map[string]sim.InputKind{"": sim.Close, sim.ByReset: sim.Reset, sim.ByRefusal: sim.Refuse}[e.Text]
		default:
			continue
		}
		out = append(out, in)
	}
	return out
}
