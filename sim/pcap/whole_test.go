package pcap_test

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
)

// octet is one that a capture has, and when it has it for the first time.
type octet struct {
	value byte
	at    time.Duration
}

// direction is what one host sends in one connection.
type direction struct {
	port uint16 // the client's
	side sim.Side
}

// octetsOf takes frames of Write apart in the plainest way: each octet by its
// sequence number.
func octetsOf(all []frame) map[direction]map[uint32]octet {
	out := map[direction]map[uint32]octet{}
	be := binary.BigEndian
	for _, f := range all {
		p := f.octets
		d := direction{be.Uint16(p[34:]), sim.Client}
		if fromServer(p) {
			d = direction{be.Uint16(p[36:]), sim.Server}
		}
		if out[d] == nil {
			out[d] = map[uint32]octet{}
		}
		head := 34 + int(p[46]>>4)*4
		for i := head; i < min(len(p), 14+int(be.Uint16(p[16:]))); i++ {
			n := be.Uint32(p[38:]) + uint32(i-head)
			if _, twice := out[d][n]; !twice {
				out[d][n] = octet{p[i], time.Duration(f.at-all[0].at) / 1000 * 1000}
			}
		}
	}
	return out
}

// Every octet that was captured is in the Inputs exactly once, in its place and
// at the time at which it and all before it are there, or later if it stands
// before what it answers; and where octets are
// missing between others, just so many are said to be.
func TestEveryOctetOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := recorded().Draw(t, "capture")
		got, err := read(classic(binary.LittleEndian, 1000, 1, all))
		if err != nil {
			if len(all) > 0 {
				t.Fatal(err)
			}
			return
		}
		if strings.Contains(strings.Join(got.Notes, "\n"), "that only tried") {
			t.Skip("a lone octet is taken for a probe")
		}
		want := octetsOf(all)
		late := strings.Contains(strings.Join(got.Notes, "\n"), "by their acknowledgement numbers")
		for conn, c := range got.Connections {
			for _, side := range []sim.Side{sim.Client, sim.Server} {
				var port uint16
				fmt.Sscanf(c.Client, "192.0.2.1:%d", &port)
				octets := want[direction{port, side}]
				if wrong := place(got.Inputs, conn+1, side, octets, late); wrong != "" {
					t.Fatalf("connection %d, %s: %s\n%s", conn+1, side, wrong, strings.Join(lines(got.Inputs), "\n"))
				}
			}
		}
	})
}

// place compares what one side says in the Inputs with the octets that are
// there. If late is true, they may come later.
func place(inputs []sim.Input, conn int, side sim.Side, octets map[uint32]octet, late bool) string {
	numbers := slices.Sorted(maps.Keys(octets))
	latest := time.Duration(0)
	missing := uint64(math.MaxUint64) // before the first octet nobody counts
	next := uint32(0)
	for _, in := range inputs {
		if in.Conn != conn || in.From != side {
			continue
		}
		if in.Kind == sim.Missing && missing != math.MaxUint64 {
			missing += uint64(in.N)
		}
		for _, b := range in.Data {
			if len(numbers) == 0 {
				return fmt.Sprintf("%q was never captured", in.Data)
			}
			n := numbers[0]
			numbers = numbers[1:]
			if missing != math.MaxUint64 && uint64(n-next) != missing {
				return fmt.Sprintf("%d octets are missing before %q, not %d", n-next, in.Data, missing)
			}
			missing, next = 0, n+1
			latest = max(latest, octets[n].at)
			if octets[n].value != b || in.At < latest || in.At > latest && !late {
				return fmt.Sprintf("at %v there is %q, and it should be %q at %v", in.At, b, octets[n].value, latest)
			}
		}
	}
	if len(numbers) > 0 {
		return fmt.Sprintf("%d octets are not there", len(numbers))
	}
	return ""
}

// A file that is cut at whatever octet tells what its whole packets tell, and
// says that it was cut.
func TestCutAtAnyOctet(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := recorded().Draw(t, "capture")
		if len(all) == 0 {
			return
		}
		ends := []int{24}
		for _, f := range all {
			ends = append(ends, ends[len(ends)-1]+16+len(f.octets))
		}
		file := classic(binary.LittleEndian, 1000, 1, all)
		n := rapid.IntRange(0, len(file)).Draw(t, "octets")
		whole := 0 // packets
		for whole < len(all) && ends[whole+1] <= n {
			whole++
		}
		got, err := read(file[:n])
		if whole == 0 {
			if err == nil {
				t.Fatal("something is read out of nothing")
			}
			return
		}
		want, _ := read(classic(binary.LittleEndian, 1000, 1, all[:whole]))
		if err != nil || summary(got) != summary(want) {
			t.Fatalf("%v\n%s\nwant\n%s", err, summary(got), summary(want))
		}
		notes := want.Notes
		if n > ends[whole] {
			notes = append(notes, "The file is read up to packet ")
		}
		if len(got.Notes) != len(notes) || len(notes) > 0 && !strings.HasPrefix(got.Notes[len(notes)-1], notes[len(notes)-1]) {
			t.Fatalf("notes:\n%s\nwant\n%s", strings.Join(got.Notes, "\n"), strings.Join(notes, "\n"))
		}
	})
}

// So is a pcapng file.
func TestCutAtAnyOctetNG(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		file := pcap.Write(sessions().Draw(t, "session"), pcap.Options{})
		n := rapid.IntRange(0, len(file)).Draw(t, "octets")
		whole := frames(file)
		got, err := read(file[:n])
		for len(whole) > 0 && !strings.Contains(string(file[:n]), string(whole[len(whole)-1].octets)) {
			whole = whole[:len(whole)-1]
		}
		if err != nil {
			if len(whole) > 1 {
				t.Fatal(err)
			}
			return
		}
		// The last packet may be there and its block not.
		for _, packets := range [][]frame{whole, whole[:len(whole)-1]} {
			if want, _ := read(classic(binary.LittleEndian, 1, 1, packets)); summary(got) == summary(want) {
				return
			}
		}
		t.Fatalf("of %d packets there is\n%s", len(whole), summary(got))
	})
}
