package pcap_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pcap"
	"popscope/sim/pop3"
)

// read reads a file as if nobody said what is in it.
func read(file []byte) (pcap.Capture, error) { return pcap.Read(file, pcap.Recognized) }

// ada's maildrop has what makes trouble: dots, no final CRLF, NUL, 8-bit
// octets, nothing at all, and more than fits into one segment.
var ada = sim.Mailbox{Name: "ada", Password: "a secret", Messages: [][]byte{
	[]byte("Subject: one\r\n\r\nfirst\r\n.second\r\n.\r\n"),
	[]byte("Subject: two\n\nno final line end"),
	[]byte("Subject: three\r\n\r\nj\xf6rg \x00 \xff\r\n"),
	{},
	[]byte("Subject: long\r\n\r\n" + strings.Repeat("A line as long as lines of mail are at the most, by custom.\r\n", 150)),
}}

func world(latency time.Duration) *sim.World {
	return sim.NewWorld(pop3.Profile, sim.Scenario{
		Protocol: "POP3", Host: "dewey.example", Seed: 7, Epoch: 697170952, Latency: latency,
		Mailboxes: []sim.Mailbox{ada, {Name: "bob", Password: "tanstaaf"}},
	})
}

// session plays a script on connection 1.
func session(latency time.Duration, script ...string) []sim.Event {
	l := sim.NewLog(world(latency))
	sim.Play(l, 1, script)
	return l.Events()
}

// sessions are what several clients may do, orderly or not.
func sessions() *rapid.Generator[[]sim.Event] {
	return rapid.Custom(func(t *rapid.T) []sim.Event {
		ms := rapid.SampledFrom([]int{0, 1, 20, 300}).Draw(t, "latency")
		l := sim.NewLog(world(time.Duration(ms) * time.Millisecond))
		conns := rapid.IntRange(1, 4).Draw(t, "connections")
		for conn := 1; conn <= conns; conn++ {
			sim.Connect(l, conn)
			if rapid.Bool().Draw(t, "log in") {
				sim.Type(l, conn, "USER "+[]string{"ada", "bob"}[conn%2])
				sim.Type(l, conn, "PASS "+[]string{"a secret", "tanstaaf"}[conn%2])
			}
		}
		for range rapid.IntRange(0, 25).Draw(t, "inputs") {
			conn := rapid.IntRange(1, conns).Draw(t, "conn")
			in := sim.Input{At: l.Now(), Conn: conn, From: sim.Client, Kind: sim.Octets}
			switch rapid.IntRange(0, 13).Draw(t, "what") {
			case 10:
				in.Kind, in.From, in.N = sim.Cut, rapid.SampledFrom([]sim.Side{sim.Client, sim.Server}).Draw(t, "side"), rapid.IntRange(0, 100).Draw(t, "octets")
			case 11:
				in.Kind, in.Delay = sim.Pause, time.Second
			case 12:
				in.Kind, in.From, in.Delay = sim.Lose, sim.Server, time.Second
			case 13:
				in.Kind, in.N = sim.Segment, rapid.SampledFrom([]int{0, 1, 100, 2000}).Draw(t, "octets")
			case 0:
				in.Kind = sim.Close
			case 1:
				in.Kind = sim.Open
			case 2:
				in.Kind, in.At = sim.Wait, in.At+time.Duration(rapid.IntRange(1, 1000).Draw(t, "ms"))*time.Millisecond
			case 3:
				in.Data = rapid.SliceOfN(rapid.SampledFrom([]byte("NOP\r\n RETR1.\x00\xff")), 1, 8).Draw(t, "octets")
			case 4:
				in.Data = bytes.Repeat([]byte("NOOP\r\n"), rapid.IntRange(1, 400).Draw(t, "times"))
			default:
				line := rapid.SampledFrom([]string{"STAT", "LIST", "UIDL", "RETR 1", "RETR 2", "RETR 5", "TOP 5 3", "DELE 3", "RSET", "QUIT", "XYZZY", "NOOP"}).Draw(t, "line")
				in.Data = []byte(line + "\r\n")
			}
			l.Append(in)
			if rapid.Bool().Draw(t, "wait") {
				l.Settle()
			}
		}
		l.Settle()
		return l.Events()
	})
}

// flow is what one TCP connection carries each way, as the client's host sees
// it, and whether its end is orderly.
type flow struct {
	client, server []byte
	established    bool
	unheard        bool // the client said something to a server that had closed
}

// flows are the connections of a session in the order of their opening: one
// that is opened again is another.
func flows(events []sim.Event) []*flow {
	var all []*flow
	now := map[int]*flow{}
	heard := map[*flow]int{}
	for _, e := range events {
		f := now[e.Conn]
		switch {
		case e.Kind == sim.Opened:
			f = &flow{}
			now[e.Conn] = f
			all = append(all, f)
		case e.Kind == sim.TCP && e.Side == sim.Client:
			f.established = true
		case e.Kind == sim.Sent && e.Side == sim.Client:
			f.client = append(f.client, e.Octets...)
		case e.Kind == sim.Arrived && e.Side == sim.Client:
			f.server = append(f.server, e.Octets...)
		case e.Kind == sim.Arrived:
			heard[f] += len(e.Octets)
		}
	}
	for _, f := range all {
		if !f.established {
			f.client = nil // TCP never got to send it
		}
		f.unheard = heard[f] < len(f.client)
	}
	return all
}

// frame is a packet of a file.
type frame struct {
	at     uint64 // nanoseconds since 1970
	octets []byte
}

// frames takes a file of Write apart again, trusting it.
func frames(file []byte) []frame {
	var out []frame
	le := binary.LittleEndian
	for len(file) > 0 {
		size := le.Uint32(file[4:])
		if le.Uint32(file) == 6 {
			at := uint64(le.Uint32(file[12:]))<<32 | uint64(le.Uint32(file[16:]))
			out = append(out, frame{at, file[28 : 28+le.Uint32(file[20:])]})
		}
		file = file[size:]
	}
	return out
}

// order is a byte order that can also append.
type order interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// classic makes a pcap file. The unit is how many nanoseconds its fractions of
// a second count.
func classic(o order, unit uint64, link uint32, packets []frame) []byte {
	magic := uint32(0xA1B2C3D4)
	if unit == 1 {
		magic = 0xA1B23C4D
	}
	out := o.AppendUint16(o.AppendUint16(o.AppendUint32(nil, magic), 2), 4)
	out = o.AppendUint32(o.AppendUint32(o.AppendUint32(o.AppendUint32(out, 0), 0), 262144), link)
	for _, p := range packets {
		out = o.AppendUint32(out, uint32(p.at/1e9))
		out = o.AppendUint32(out, uint32(p.at%1e9/unit))
		out = o.AppendUint32(out, uint32(len(p.octets)))
		out = append(o.AppendUint32(out, uint32(len(p.octets))), p.octets...)
	}
	return out
}

// relinked gives every packet another link header instead of Ethernet's.
func relinked(packets []frame, header func(frame) []byte) []frame {
	out := make([]frame, len(packets))
	for i, p := range packets {
		out[i] = frame{p.at, append(header(p), p.octets[14:]...)}
	}
	return out
}

// heard writes Inputs down so that they can be compared, what one side says in
// a row as one.
func heard(inputs []sim.Input) string {
	var b strings.Builder
	conns := 0
	for _, in := range inputs {
		conns = max(conns, in.Conn)
	}
	for conn := 1; conn <= conns; conn++ {
		var last sim.Side
		for _, in := range inputs {
			if in.Conn != conn {
				continue
			}
			if in.Kind != sim.Octets || in.From != last {
				fmt.Fprintf(&b, "\n%d %s %s: ", conn, in.From, in.Kind)
			}
			last = in.From
			if in.Kind != sim.Octets {
				last = ""
			}
			fmt.Fprintf(&b, "%q ", in.Data)
		}
	}
	return strings.ReplaceAll(b.String(), `" "`, "")
}

func wantNotes(t *testing.T, got []string, want ...string) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%d notes, want %d:\n%s", len(got), len(want), strings.Join(got, "\n"))
		return
	}
	for i := range got {
		if !strings.Contains(got[i], want[i]) {
			t.Errorf("note %d:\n%s, want\n%s", i, got[i], want[i])
		}
	}
}
