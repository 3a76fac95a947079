package pcap_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
)

// An answer that stands in the file before its question comes after it, and not
// at an earlier time; so does a whole side that stands before the other, and a
// file that is the wrong way round.
func TestTheAnswerComesAfterTheQuestion(t *testing.T) {
	c := newCraft()
	c.open()
	c.server("+OK ready\r\n")
	c.client("USER ada\r\n")
	c.server("+OK\r\n")
	c.client("QUIT\r\n")
	c.server("+OK bye\r\n")
	c.segment(sim.Server, fin|ackFlag, c.sent[sim.Server], c.sent[sim.Client], "")
	sided := func(side sim.Side) []frame {
		first := slices.DeleteFunc(slices.Clone(c.frames), func(f frame) bool { return fromServer(f.octets) != (side == sim.Server) })
		second := slices.DeleteFunc(slices.Clone(c.frames), func(f frame) bool { return fromServer(f.octets) == (side == sim.Server) })
		return append(first, second...)
	}
	reversed := slices.Clone(c.frames)
	slices.Reverse(reversed)
	swapped := slices.Clone(c.frames)
	swapped[4], swapped[5] = swapped[5], swapped[4]
	for name, order := range map[string][]frame{"swapped": swapped, "reversed": reversed, "the server first": sided(sim.Server), "the client first": sided(sim.Client)} {
		got, err := read(classic(binary.LittleEndian, 1000, 1, order))
		if err != nil {
			t.Fatal(err)
		}
		var said []string
		at := time.Duration(0)
		for _, in := range got.Inputs {
			said = append(said, string(in.From)+" "+string(in.Kind)+" "+string(in.Data))
			if in.At < at {
				t.Errorf("%s: time goes back", name)
			}
			at = in.At
		}
		want := []string{"client open ", "server octets +OK ready\r\n", "client octets USER ada\r\n", "server octets +OK\r\n", "client octets QUIT\r\n", "server octets +OK bye\r\n", "server close "}
		if !slices.Equal(said, want) {
			t.Errorf("%s: %q", name, said)
		}
		if a := accusations(got); len(a) > 0 {
			t.Errorf("%s: %s", name, strings.Join(a, "\n"))
		}
		if len(got.Notes) == 0 || !strings.Contains(got.Notes[0], "by their acknowledgement numbers") {
			t.Errorf("%s: no note of it in %q", name, got.Notes)
		}
	}
}

// However the packets of the two sides are put between one another, each side's
// in its order: the two say the same to one another as before.
func TestSidesPutTogetherAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCraft()
		c.open()
		c.server("+OK ready\r\n")
		for range rapid.IntRange(0, 12).Draw(t, "exchanges") {
			for range rapid.IntRange(1, 2).Draw(t, "commands") {
				c.client("NOOP\r\n")
			}
			c.segment(sim.Server, ackFlag, c.sent[sim.Server], c.sent[sim.Client], "")
			for range rapid.IntRange(1, 3).Draw(t, "segments") {
				c.server("+OK\r\n")
			}
			c.segment(sim.Client, ackFlag, c.sent[sim.Client], c.sent[sim.Server], "")
		}
		var sides [2][]frame
		for _, f := range c.frames {
			from := 0
			if fromServer(f.octets) {
				from = 1
			}
			sides[from] = append(sides[from], f)
		}
		var mixed []frame
		for len(sides[0])+len(sides[1]) > 0 {
			from := rapid.IntRange(0, 1).Draw(t, "side")
			if len(sides[from]) == 0 {
				from = 1 - from
			}
			n := min(rapid.IntRange(1, 9).Draw(t, "packets"), len(sides[from]))
			mixed = append(mixed, sides[from][:n]...)
			sides[from] = sides[from][n:]
		}
		want, err := read(c.file())
		if err != nil {
			t.Fatal(err)
		}
		got, err := read(classic(binary.LittleEndian, 1000, 1, mixed))
		if err != nil {
			t.Fatal(err)
		}
		if heard(want.Inputs) != heard(got.Inputs) {
			t.Fatalf("it was%s\nand is%s", heard(want.Inputs), heard(got.Inputs))
		}
		if !slices.IsSortedFunc(got.Inputs, func(a, b sim.Input) int { return int(a.At - b.At) }) {
			t.Fatal("time goes back")
		}
	})
}

// Acknowledgements that prove one another wrong lose nothing.
func TestAcknowledgementsInACircle(t *testing.T) {
	c := newCraft()
	c.open()
	c.segment(sim.Server, psh|ackFlag, 0, 6, "+OK ready\r\n")
	c.segment(sim.Client, psh|ackFlag, 0, 11, "NOOP\r\n")
	got, err := pcap.Read(c.file(), pcap.Recognized)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, got.Inputs, "0s client open", `0s server "+OK ready\r\n"`, `0s client "NOOP\r\n"`, "0s  wait")
}

// A reset stays behind what its sender said before it, and opens no second
// connection where it stands before the client's SYN.
func TestResetOfASideThatStandsFirst(t *testing.T) {
	c := newCraft()
	c.open()
	c.server("+OK ready\r\n")
	c.client("QUIT\r\n")
	c.server("+OK bye\r\n")
	c.segment(sim.Server, rst, c.sent[sim.Server], 0, "")
	slices.SortStableFunc(c.frames, func(a, b frame) int { return strings.Compare(string(b.octets[26:30]), string(a.octets[26:30])) })
	if !fromServer(c.frames[0].octets) {
		t.Fatal("the client's stand first")
	}
	got, err := read(c.file())
	if err != nil || len(got.Connections) != 1 {
		t.Fatal(err, got.Connections)
	}
	wantLines(t, got.Inputs, "0s client open", `1ms server "+OK ready\r\n"`, `2ms client "QUIT\r\n"`, `3ms server "+OK bye\r\n"`, "3ms server reset")
}

// What stands in the file in another order than it came in is shown when it came.
func TestTimesAreThoseOfArrival(t *testing.T) {
	c := newCraft()
	c.open()
	c.server("+OK ready\r\n")
	c.client("NOOP\r\n")
	c.server("+OK\r\n")
	want := []string{"0s client open", `1ms server "+OK ready\r\n"`, `2ms client "NOOP\r\n"`, `3ms server "+OK\r\n"`, "3ms  wait"}
	swapped := slices.Clone(c.frames)
	swapped[3], swapped[5] = swapped[5], swapped[3]
	reversed := slices.Clone(c.frames)
	slices.Reverse(reversed)
	for _, order := range [][]frame{c.frames, swapped, reversed} {
		got, err := read(classic(binary.LittleEndian, 1000, 1, order))
		if err != nil {
			t.Fatal(err)
		}
		wantLines(t, got.Inputs, want...)
		if !got.Began.Equal(time.Unix(0, 0)) {
			t.Error(got.Began)
		}
	}
}
