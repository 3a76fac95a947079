package sim_test

import (
	"bytes"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// timeline is what happens on the network, one line for each event, with the
// virtual time in milliseconds.
func timeline(events []sim.Event, kinds ...sim.Kind) string {
	var b strings.Builder
	for _, e := range events {
		if slices.Contains(kinds, e.Kind) {
			fmt.Fprintf(&b, "%d %s %s %s%s\n", e.At.Milliseconds(), e.Side, e.Kind, e.Text, strings.TrimSpace(string(e.Octets)))
		}
	}
	return b.String()
}

// A connection opens with three segments before anybody speaks, and closes
// with three more, each a latency apart.
func TestHandshake(t *testing.T) {
	l := sim.NewLog(world(20 * time.Millisecond))
	sim.Connect(l, 1)
	sim.Type(l, 1, "QUIT")
	want := `0 client opened 
20 server tcp SYN, ACK
40 client tcp ACK
60 server sent +OK POP3 server ready <1008.697170952@dewey.example>
80 client sent QUIT
100 server sent +OK dewey.example POP3 server signing off
100 server closed 
120 client tcp FIN, ACK
140 server tcp ACK
`
	if got := timeline(l.Events(), sim.Opened, sim.TCP, sim.Sent, sim.Hangup); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func TestClientCloses(t *testing.T) {
	l := sim.NewLog(world(20 * time.Millisecond))
	sim.Connect(l, 1)
	sim.HangUp(l, 1)
	want := "80 client closed \n100 server tcp FIN, ACK\n120 client tcp ACK\n"
	if got := timeline(l.Events(), sim.TCP, sim.Hangup)[len("20 server tcp SYN, ACK\n40 client tcp ACK\n"):]; got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// If each end closes before it hears that the other has, each sends one FIN,
// and confirms the other's (RFC 9293 section 3.6, case 3).
func TestBothCloseAtOnce(t *testing.T) {
	for _, wait := range []time.Duration{0, 30 * time.Millisecond} {
		l := sim.NewLog(world(20 * time.Millisecond))
		sim.Connect(l, 1)
		at := l.Now()
		l.Append(sim.Input{At: at, Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("QUIT\r\n")})
		l.Append(sim.Input{At: at + wait, Conn: 1, From: sim.Client, Kind: sim.Close})
		l.Settle()
		fins, acks := map[sim.Side]int{}, map[sim.Side]int{}
		for _, e := range l.Events() {
			switch {
			case e.Kind == sim.Hangup, e.Text == "FIN, ACK":
				fins[e.Side]++
			case e.Kind == sim.TCP && e.Text == "ACK" && e.At > at:
				acks[e.Side]++
			}
		}
		for _, side := range []sim.Side{sim.Client, sim.Server} {
			if fins[side] != 1 || acks[side] != 1 {
				t.Errorf("closed after %v: the %s sends %d FIN and %d ACK", wait, side, fins[side], acks[side])
			}
		}
	}
}

// A line that is cut lets exactly so many octets through, wherever that is,
// and the server never does on half a command what the whole one asks for.
func TestCutAtEveryOctet(t *testing.T) {
	const lines = "USER ada\r\nPASS a secret\r\nDELE 1\r\nQUIT\r\n"
	for n := range len(lines) + 1 {
		l := sim.NewLog(world(20 * time.Millisecond))
		sim.Connect(l, 1)
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Cut, N: n})
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte(lines)})
		l.Settle()
		if n == 0 && last(t, l, sim.Fault).Text != "There is no connection: nothing was sent." {
			t.Error("a line that is cut carries octets")
		}
		var through []byte
		for _, e := range l.Events() {
			if e.Kind == sim.Arrived && e.Side == sim.Server {
				through = append(through, e.Octets...)
			}
		}
		if string(through) != lines[:n] {
			t.Errorf("cut after %d octets, %q came through", n, through)
		}
		broken := slices.ContainsFunc(l.Events(), func(e sim.Event) bool { return e.Kind == sim.Broken })
		gone := slices.ContainsFunc(l.Events(), func(e sim.Event) bool { return e.Kind == sim.Removed })
		if gone != (n == len(lines)) || !broken {
			t.Errorf("cut after %d of %d octets: removed %v, broken %v", n, len(lines), gone, broken)
		}
		host := l.Machine().(*sim.World).Host()
		if h := host.Maildrop("ada").Holder(); h != 0 {
			t.Errorf("cut after %d octets: connection %d still holds the lock", n, h)
		}
	}
}

// The other way it is the same: of a reply so many octets arrive, and the client
// holds a message only when its termination octet has come.
func TestCutAtEveryOctetOfAReply(t *testing.T) {
	whole := after("RETR 1")
	reply := last(t, whole, sim.Arrived).Octets
	for n := 1; n <= len(reply); n++ {
		l := after()
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Server, Kind: sim.Cut, N: n})
		sim.Type(l, 1, "RETR 1")
		if e := last(t, l, sim.Arrived); e.Side != sim.Client || !bytes.Equal(e.Octets, reply[:n]) {
			t.Errorf("cut after %d octets, %q came through", n, e.Octets)
		}
		held := slices.ContainsFunc(l.Events(), func(e sim.Event) bool { return e.Kind == sim.Held })
		if held != (n == len(reply)) {
			t.Errorf("cut after %d of %d octets, the client holds the message: %v", n, len(reply), held)
		}
	}
}

// A reply that the line cuts short reaches the client in part, and the client
// does not take the part for the whole.
func TestCutInsideAReply(t *testing.T) {
	l := sim.NewLog(world(0))
	sim.Play(l, 1, login)
	l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Server, Kind: sim.Cut, N: 30})
	sim.Type(l, 1, "RETR 1")
	if e := last(t, l, sim.Arrived); len(e.Octets) != 30 || e.Side != sim.Client {
		t.Errorf("the client got %q", e.Octets)
	}
	if slices.ContainsFunc(l.Events(), func(e sim.Event) bool { return e.Kind == sim.Held }) {
		t.Error("the client holds a message of which it got a part")
	}
	v, _ := l.View(len(l.Events()) - 1)
	if v.Conns[0].Open || v.Conns[0].State != sim.Closed || v.Maildrops[0].Holder != 0 {
		t.Errorf("after the cut: %+v", v.Conns[0])
	}
}

// However small the segments are, the same is said and done.
func TestSegmentsChangeNothing(t *testing.T) {
	play := func(size int) *sim.Log {
		l := sim.NewLog(world(10 * time.Millisecond))
		l.Append(sim.Input{Kind: sim.Segment, N: size})
		sim.Play(l, 1, append(slices.Clone(login), "RETR 1", "DELE 1", "LIST", "QUIT"))
		return l
	}
	whole := play(0)
	for _, size := range []int{1, 2, 7, 100} {
		cut := play(size)
		kinds := []sim.Kind{sim.Sent, sim.Commanded, sim.Replied, sim.Changed, sim.Removed, sim.Learned, sim.Held, sim.Hangup}
		if a, b := facts(whole.Events(), kinds...), facts(cut.Events(), kinds...); a != b {
			t.Errorf("in segments of %d octets:\n%s\nwhole:\n%s", size, b, a)
		}
		for _, e := range cut.Events() {
			if e.Kind != sim.Arrived {
				continue
			}
			at := 0
			for _, s := range e.Spans {
				if s.Off != at || s.Len < 1 {
					t.Fatalf("spans %v do not tile %q", e.Spans, e.Octets)
				}
				at += s.Len
			}
			if at != len(e.Octets) || len(e.Octets) > size {
				t.Fatalf("a segment of %d octets with spans to %d: %q", len(e.Octets), at, e.Octets)
			}
		}
	}
}

func TestLostSegmentHoldsBackWhatFollows(t *testing.T) {
	l := sim.NewLog(world(20 * time.Millisecond))
	sim.Connect(l, 1)
	start := l.Now()
	l.Append(sim.Input{At: start, Conn: 1, From: sim.Client, Kind: sim.Lose, Delay: time.Second})
	l.Append(sim.Input{At: start, Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("USER ada\r\nPASS a secret\r\n")})
	l.Settle()
	var at []time.Duration
	for _, e := range l.Events() {
		if e.Kind == sim.Arrived && e.Side == sim.Server {
			at = append(at, e.At-start)
		}
	}
	if want := []time.Duration{1020 * time.Millisecond, 1020 * time.Millisecond}; !slices.Equal(at, want) {
		t.Errorf("the two lines arrive after %v, want %v", at, want)
	}
}

func TestPauseHoldsBackBothWays(t *testing.T) {
	l := sim.NewLog(world(20 * time.Millisecond))
	sim.Connect(l, 1)
	start := l.Now()
	l.Append(sim.Input{At: start, Conn: 1, From: sim.Client, Kind: sim.Octets, Data: []byte("USER ada\r\n")})
	l.Append(sim.Input{At: start, Conn: 1, Kind: sim.Pause, Delay: time.Minute})
	l.Settle()
	if e := last(t, l, sim.Arrived); e.At-start < time.Minute || e.At-start > time.Minute+time.Second {
		t.Errorf("the reply arrives after %v", e.At-start)
	}
}

func TestLatencyCanChange(t *testing.T) {
	l := sim.NewLog(world(0))
	sim.Connect(l, 1)
	l.Append(sim.Input{Kind: sim.Latency, Delay: 300 * time.Millisecond})
	start := l.Now()
	sim.Type(l, 1, "USER ada")
	if took := l.Now() - start; took != 600*time.Millisecond {
		t.Errorf("there and back takes %v", took)
	}
}

// A server whose disk is full says so, and removes nothing.
func TestFullDisk(t *testing.T) {
	l := sim.NewLog(world(0))
	sim.Play(l, 1, append(slices.Clone(login), "DELE 1", "DELE 2"))
	l.Append(sim.Input{Kind: sim.Fill, N: 1})
	sim.Type(l, 1, "QUIT")
	if e := last(t, l, sim.Replied); e.OK || !strings.Contains(e.Text, "not removed") {
		t.Errorf("QUIT with a full disk: %v %q", e.OK, e.Text)
	}
	l.Append(sim.Input{Kind: sim.Fill})
	sim.Play(l, 1, append(slices.Clone(login), "STAT", "DELE 1", "QUIT"))
	if e := last(t, l, sim.Replied); !e.OK {
		t.Errorf("QUIT with room again: %q", e.Text)
	}
}

func TestFaultsOfNoConnection(t *testing.T) {
	l := sim.NewLog(world(0))
	for _, k := range []sim.InputKind{sim.Cut, sim.Pause, sim.Lose} {
		l.Append(sim.Input{Conn: 9, Kind: k})
		if e := last(t, l, sim.Fault); e.Text != "There is no connection to disturb." {
			t.Errorf("%s: %q", k, e.Text)
		}
	}
	l.Append(sim.Input{Conn: 9, From: sim.Server, Kind: sim.Cut, N: 3})
	if e := last(t, l, sim.Fault); !strings.HasPrefix(e.Text, "Once there is a connection") {
		t.Errorf("%q", e.Text)
	}
	sim.Connect(l, 9)
	if e := last(t, l, sim.Arrived); string(e.Octets) != "+OK" {
		t.Errorf("the line is cut after %q", e.Octets)
	}
	l.Append(sim.Input{Kind: "earthquake"})
	if e := last(t, l, sim.Fault); !strings.Contains(e.Text, "earthquake") {
		t.Errorf("%q", e.Text)
	}
}

// Whatever is put in the way, a World is a function of its Inputs, going back
// is replaying, no lock outlives its connection, and what was sent first
// arrives first.
func TestWorldsUnderFaults(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := faulty().Draw(t, "inputs")
		l := play(world(20*time.Millisecond), list)
		if again := play(world(20*time.Millisecond), list); !reflect.DeepEqual(l.Events(), again.Events()) {
			t.Fatal("the same inputs gave other events")
		}
		seq := rapid.IntRange(0, len(l.Events())-1).Draw(t, "seq")
		f, err := l.Fork(seq)
		if err != nil || len(f.Events()) <= seq || !reflect.DeepEqual(f.Events()[:seq+1], l.Events()[:seq+1]) {
			t.Fatalf("the fork at %d differs (%v)", seq, err)
		}
		latest := l.Events()
		for i, e := range l.Events() {
			if e.Kind == sim.Opened {
				latest = l.Events()[i:] // what an earlier connection lost is lost
			}
		}
		for _, from := range []sim.Side{sim.Client, sim.Server} {
			sent, _ := stream(latest, 1, from)
			var came []byte
			for _, e := range latest {
				if e.Kind == sim.Arrived && e.Side != from {
					came = append(came, e.Octets...)
				}
			}
			if !bytes.HasPrefix(sent, came) {
				t.Fatalf("the %s sent %q, and %q arrived", from, sent, came)
			}
		}
		v, _ := l.View(len(l.Events()) - 1)
		for _, d := range v.Maildrops {
			open := slices.ContainsFunc(v.Conns, func(c sim.ConnView) bool { return c.Conn == d.Holder && c.State != sim.Closed })
			if d.Holder != 0 && !open {
				t.Fatalf("connection %d is over and holds %s", d.Holder, d.Mailbox)
			}
		}
	})
}

// faulty are inputs with faults among them.
func faulty() *rapid.Generator[[]sim.Input] {
	return rapid.Custom(func(t *rapid.T) []sim.Input {
		list := []sim.Input{{Conn: 1, From: sim.Client, Kind: sim.Open}}
		var at time.Duration
		for range rapid.IntRange(0, 15).Draw(t, "inputs") {
			at += time.Duration(rapid.SampledFrom([]int{0, 1, 20, 40, 1000}).Draw(t, "ms")) * time.Millisecond
			side := rapid.SampledFrom([]sim.Side{sim.Client, sim.Server}).Draw(t, "side")
			n := rapid.SampledFrom([]int{0, 1, 3, 10, 50}).Draw(t, "n")
			in := sim.Input{At: at, Conn: 1, From: side, N: n, Delay: time.Duration(n) * 10 * time.Millisecond}
			switch in.Kind = rapid.SampledFrom([]sim.InputKind{
				sim.Cut, sim.Pause, sim.Lose, sim.Latency, sim.Segment, sim.Fill, sim.Open, sim.Octets, sim.Octets, sim.Octets, sim.Octets,
			}).Draw(t, "kind"); in.Kind {
			case sim.Octets:
				in.From = sim.Client
				in.Data = []byte(rapid.SampledFrom([]string{"USER ada\r\nPASS a secret\r\n", "RETR 1\r\nRETR 2\r\n", "DELE 1\r\n", "QUIT\r\n", "STAT\r\n"}).Draw(t, "lines"))
			case sim.Open:
				in.From = sim.Client
			}
			list = append(list, in)
		}
		return append(list, sim.Input{Kind: sim.Rest})
	})
}
