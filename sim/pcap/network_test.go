package pcap_test

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
)

// recorded is a capture of a session over a network that does what networks do,
// by a program that does not see all of it.
func recorded() *rapid.Generator[[]frame] {
	return rapid.Custom(func(t *rapid.T) []frame {
		all := frames(pcap.Write(sessions().Draw(t, "session"), pcap.Options{}))
		for range rapid.IntRange(0, 4).Draw(t, "troubles") {
			if len(all) < 2 {
				break
			}
			i := rapid.IntRange(0, len(all)-1).Draw(t, "packet")
			switch rapid.SampledFrom([]string{"drop", "drop", "double", "swap", "begin", "end", "side", "cut", "reset"}).Draw(t, "trouble") {
			case "drop":
				all = slices.Delete(all, i, min(i+rapid.IntRange(1, 3).Draw(t, "packets"), len(all)))
			case "double":
				if again := all[rapid.IntRange(0, i).Draw(t, "before")].octets; again[47]&syn == 0 || i < 4 {
					all = slices.Insert(all, i, frame{all[i].at, again})
				}
			case "swap":
				if i > 0 {
					all[i].octets, all[i-1].octets = all[i-1].octets, all[i].octets
				}
			case "begin":
				all = all[i:]
			case "end":
				all = all[:i]
			case "side":
				if rapid.IntRange(0, 3).Draw(t, "really") == 0 {
					all = slices.DeleteFunc(all, func(f frame) bool { return fromServer(f.octets) })
				}
			case "cut":
				keep := rapid.IntRange(48, 120).Draw(t, "snaplen")
				for j := range all {
					all[j].octets = all[j].octets[:min(keep, len(all[j].octets))]
				}
			case "reset":
				if len(all[i].octets) >= 54 && all[i].octets[47]&2 == 0 {
					torn := slices.Clone(all[i].octets[:54])
					binary.BigEndian.PutUint16(torn[16:], 40)
					torn[46], torn[47] = 5<<4, 4|16
					all = append(all[:i:i], slices.Insert(all[i:], 0, frame{all[i].at, torn})...)
				}
			}
		}
		return all
	})
}

// fromServer reports whether a frame of Write comes from the server.
func fromServer(p []byte) bool { return binary.BigEndian.Uint16(p[34:]) == 110 }

// eventsOf is what anybody must have seen who was shown the Inputs.
func eventsOf(inputs []sim.Input) []sim.Event {
	var out []sim.Event
	for _, in := range inputs {
		e := sim.Event{Seq: len(out), Cause: -1, At: in.At, Conn: in.Conn, Side: in.From}
		switch in.Kind {
		case sim.Open:
			e.Kind = sim.Opened
		case sim.Octets:
			e.Kind, e.Octets = sim.Sent, in.Data
		case sim.Missing:
			e.Kind, e.Facts = "gap", []sim.Fact{{Octets: in.N}}
		case sim.Close:
			e.Kind = sim.Hangup
		case sim.Reset:
			e.Kind, e.Text = sim.Hangup, sim.ByReset
		case sim.Refuse:
			e.Kind, e.Text = sim.Hangup, sim.ByRefusal
		default:
			continue
		}
		out = append(out, e)
	}
	return out
}

// summary writes Inputs down by connection, what one side says at a time as one.
// A single octet that is missing at the end may be a close as well.
func summary(c pcap.Capture) string {
	var all []sim.Input
	inputs := slices.Clone(c.Inputs)
	slices.SortStableFunc(inputs, func(a, b sim.Input) int { return cmp.Compare(a.Conn, b.Conn) })
	for _, in := range inputs {
		if k := len(all) - 1; k >= 0 && all[k].Conn == in.Conn && all[k].From == in.From && all[k].At == in.At && all[k].Kind == in.Kind {
			all[k].N += in.N
			all[k].Data = slices.Concat(all[k].Data, in.Data)
			continue
		}
		all = append(all, in)
	}
	said := map[int]string{} // by connection; one of which nothing is known but that it is there has none
	for i, in := range all {
		if in.Kind == sim.Wait || in.Kind == sim.Missing && in.N == 1 && !slices.ContainsFunc(all[i+1:], func(m sim.Input) bool { return m.Conn == in.Conn && m.From == in.From }) {
			continue
		}
		said[in.Conn] += fmt.Sprintf("%d %s %s %d %q\n", c.Began.Add(in.At).UnixMicro(), in.From, in.Kind, in.N, in.Data)
	}
	return strings.Join(slices.Sorted(maps.Values(said)), "\n")
}

// Whatever was read, written and read again is the same: kinds, sides, octets,
// and times.
func TestReadWriteRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, err := read(classic(binary.LittleEndian, 1000, 1, recorded().Draw(t, "capture")))
		if err != nil || summary(first) == "" {
			t.Skip("nobody says anything")
		}
		second, err := read(pcap.Write(eventsOf(first.Inputs), pcap.Options{Began: first.Began}))
		if err != nil {
			t.Fatalf("%v, after\n%s", err, summary(first))
		}
		if summary(first) != summary(second) {
			t.Errorf("it was\n%s\nand is\n%s\n%s", summary(first), summary(second), strings.Join(second.Notes, "\n"))
		}
	})
}
