package sim_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

// heard are what a Tap may be told, well or badly recorded: lines as both sides
// say them and octets that mean nothing, cut anywhere, on two connections.
func (l lab) heard() *rapid.Generator[[]sim.Input] {
	replies := []string{
		"+OK", "+OK ready", "+OK POP3 ready <1.2@x>", "-ERR no", "+ ", "+OK 2 320", "+OK 1 100", "1 100", "2 200", ".", "..", ".x", "", "text",
		"+ok", "250 fine", "+OK 2", "#3 messages", "=12", "+ POP2 here", "- no", "=0", "TOP", "+OKAY",
	}
	return rapid.Custom(func(t *rapid.T) []sim.Input {
		var list []sim.Input
		at := time.Duration(0)
		for range rapid.IntRange(0, 40).Draw(t, "inputs") {
			at += time.Duration(rapid.IntRange(0, 3).Draw(t, "ms")) * time.Millisecond
			in := sim.Input{At: at, Conn: rapid.SampledFrom([]int{1, 1, 1, 1, 2}).Draw(t, "conn"), Kind: sim.Octets}
			in.From = rapid.SampledFrom([]sim.Side{sim.Client, sim.Server}).Draw(t, "from")
			switch rapid.IntRange(0, 24).Draw(t, "kind") {
			case 0:
				in.Kind = sim.Open
			case 1:
				in.Kind = rapid.SampledFrom([]sim.InputKind{sim.Close, sim.Reset, sim.Refuse, sim.Retold}).Draw(t, "end")
			case 2:
				in.Kind, in.N = sim.Missing, rapid.SampledFrom([]int{0, 1, 12, 5000}).Draw(t, "n")
			case 3:
				in.Kind = sim.Wait
			case 4:
				in.Data = rapid.SliceOfN(rapid.Byte(), 0, 20).Draw(t, "octets")
			default:
				line := rapid.SampledFrom(replies).Draw(t, "reply")
				if in.From == sim.Client {
					line = l.command().Draw(t, "command")
				}
				line += rapid.SampledFrom([]string{"\r\n", "\r\n", "\r\n", "\r\n", "\n", ""}).Draw(t, "end")
				n := len(line)
				if rapid.IntRange(0, 3).Draw(t, "cut it") == 0 {
					n = rapid.IntRange(0, n).Draw(t, "cut")
				}
				in.Data = []byte(line[:n])
				list = append(list, in)
				in.Data = []byte(line[n:])
				if rapid.IntRange(0, 3).Draw(t, "between") == 0 {
					list = append(list, sim.Input{At: at, Conn: 1, Kind: sim.Wait})
				}
			}
			list = append(list, in)
		}
		return append(list, sim.Input{At: at + time.Second, Kind: sim.Wait})
	})
}

// holdNothingLost holds that each octet of the inputs is in exactly one event:
// in their order, when it came, with labels that tile, and those of two voices
// never in one event.
func holdNothingLost(t interface {
	Helper()
	Fatalf(string, ...any)
}, inputs []sim.Input, events []sim.Event) {
	t.Helper()
	type octet struct {
		at   time.Duration
		turn int
	}
	voice := func(conn int, side sim.Side) string { return fmt.Sprint(conn, side) }
	said, come := map[string][]byte{}, map[string][]octet{}
	turn, last := 0, ""
	for _, in := range inputs {
		if in.Kind != sim.Octets {
			if in.Kind != sim.Retold {
				last = ""
			}
			continue
		}
		if len(in.Data) == 0 {
			continue
		}
		v := voice(in.Conn, in.From)
		if v != last {
			turn++
			last = v
		}
		said[v] = append(said[v], in.Data...)
		for range in.Data {
			come[v] = append(come[v], octet{in.At, turn})
		}
	}
	shown := map[string]int{}
	turn = 0
	for _, e := range events {
		if e.Kind != sim.Sent {
			continue
		}
		v, n := voice(e.Conn, e.Side), len(e.Octets)
		from := shown[v]
		if n == 0 || from+n > len(said[v]) || !bytes.Equal(e.Octets, said[v][from:from+n]) {
			t.Fatalf("%s: %q was shown behind %d octets of %q", v, e.Octets, from, said[v])
		}
		first, end := come[v][from], come[v][from+n-1]
		if e.At != end.at {
			t.Fatalf("%s: %q came at %v and is shown at %v", v, e.Octets, end.at, e.At)
		}
		if first.turn != end.turn || first.turn < turn {
			t.Fatalf("%s: %q of turn %d to %d is shown after something of turn %d", v, e.Octets, first.turn, end.turn, turn)
		}
		turn = first.turn
		shown[v] += n
		at := 0
		for _, s := range e.Spans {
			if s.Off != at || s.Len <= 0 {
				t.Fatalf("spans %v do not tile %q", e.Spans, e.Octets)
			}
			at += s.Len
		}
		if at != n {
			t.Fatalf("spans %v end at %d of %q", e.Spans, at, e.Octets)
		}
	}
	for v, octets := range said {
		if shown[v] != len(octets) {
			t.Fatalf("%s: %q was never shown", v, octets[shown[v]:])
		}
	}
}

// Whatever is heard, and however badly, every octet of it is shown: once, in the
// order of the wire, when it came.
func TestTapLosesNothing(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		list := l.heard().Draw(t, "heard")
		log := play(sim.NewTap(l.Profile), list)
		holdNothingLost(t, log.Inputs(), log.Events())
		for i, e := range log.Events() {
			if e.Seq != i || e.Cause >= i || i > 0 && (e.At < log.Events()[i-1].At || e.Step < log.Events()[i-1].Step) {
				t.Fatalf("event %d is out of place: %+v", i, e)
			}
		}
	})
}

// A copy of a Tap goes its own way, and the Tap that was copied goes on as if it
// had not been.
func TestTapCopies(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		list := l.heard().Draw(t, "heard")
		n := rapid.IntRange(0, len(list)).Draw(t, "copied after")
		plain, copied := sim.NewTap(l.Profile), sim.NewTap(l.Profile)
		var want, got, other []string
		for i, in := range list {
			if i == n {
				c := copied.Clone()
				for _, more := range list[:n] {
					c.Step(more)
				}
				d := copied.Clone()
				for _, rest := range list[n:] {
					for _, e := range d.Step(rest) {
						other = append(other, fmt.Sprintf("%+v", e))
					}
				}
			}
			for _, e := range plain.Step(in) {
				want = append(want, fmt.Sprintf("%+v", e))
			}
			for _, e := range copied.Step(in) {
				got = append(got, fmt.Sprintf("%+v", e))
			}
		}
		if strings.Join(want, "\n") != strings.Join(got, "\n") || !strings.HasSuffix(strings.Join(want, "\n"), strings.Join(other, "\n")) {
			t.Fatalf("without a copy:\n%s\nwith:\n%s\nthe copy:\n%s", want, got, other)
		}
	})
}

// tapped lets a Tap listen to lines of "C: ", "S: " (with CRLF unless they end in
// \n), and to "M: " for octets that are missing of the server's, "m: " of the
// client's; "W: " is a wait.
func tapped(p *sim.Profile, dialogue ...string) *sim.Log {
	l := sim.NewLog(sim.NewTap(p))
	at := time.Duration(0)
	for _, line := range dialogue {
		at += time.Millisecond
		in := sim.Input{At: at, Conn: 1, Kind: sim.Octets, From: sim.Client}
		who, text := line[:1], strings.TrimPrefix(line[1:], ": ")
		if !strings.HasSuffix(text, "\n") && !strings.HasSuffix(text, "~") {
			text += "\r\n"
		}
		in.Data = []byte(strings.TrimSuffix(text, "~"))
		switch who {
		case "S":
			in.From = sim.Server
		case "O":
			in.Kind, in.Data = sim.Open, nil
		case "M", "m":
			in.Kind, in.Data = sim.Missing, nil
			if who == "M" {
				in.From = sim.Server
			}
			fmt.Sscan(text, &in.N)
		case "W":
			in.Kind, in.Data, in.From = sim.Wait, nil, ""
		case "R":
			in.Kind, in.Data, in.From = sim.Reset, nil, sim.Server
		case "X":
			in.Kind, in.Data = sim.Close, nil
		case "T":
			in.Kind, in.Data = sim.Retold, nil
		}
		l.Append(in)
	}
	return l
}

// told is what a Tap tells of a dialogue, each event a line.
func tells(l *sim.Log, p *sim.Profile) string {
	var b strings.Builder
	for _, e := range l.Events() {
		b.WriteString(p.Narrate(e) + "\n")
	}
	return b.String()
}

// What has begun and not ended is shown before what comes next, with all that
// can be told of it, and it is said that more has to come.
func TestIncompleteReplies(t *testing.T) {
	l := tapped(pop3.Profile, "O", "S: +OK ready", "C: USER ada", "S: +OK", "C: PASS x", "S: +OK", "C: LIST", "S: +OK", "S: 1 100", "S: 2 2~", "W")
	events := l.Events()
	last := events[len(events)-1]
	if last.Kind != sim.Sent || !last.Partial || string(last.Octets) != "+OK\r\n1 100\r\n2 2" || last.At != 10*time.Millisecond {
		t.Fatalf("%+v", last)
	}
	var labels []wire.Token
	for _, s := range last.Spans {
		labels = append(labels, s.Token)
	}
	if got := fmt.Sprint(labels); got != "[status indicator CRLF message-number space octets CRLF incomplete]" {
		t.Errorf("labels %s", got)
	}
	tap := l.Machine().(*sim.Tap)
	if v, _ := l.View(last.Seq); tap.Turn(1) != sim.ServerContinues || v.Conns[0].Goes != sim.Server {
		t.Errorf("turn %v, view %+v", tap.Turn(1), v.Conns[0])
	}
	l.Append(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("00\r\n.\r\n")})
	events = l.Events()
	if v, _ := l.View(len(events) - 1); tap.Turn(1) != sim.ClientSpeaks || v.Conns[0].Goes != "" || len(v.Conns[0].Messages) != 2 || v.Conns[0].Messages[1].Octets != 200 {
		t.Errorf("turn %v, view %+v", tap.Turn(1), v.Conns[0])
	}
}

// A reply that a reset cuts off is shown when it came, and not when it was cut
// off.
func TestResetCutsAReply(t *testing.T) {
	l := sim.NewLog(sim.NewTap(pop3.Profile))
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	l.Append(sim.Input{At: time.Second, Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte("+OK re")})
	l.Append(sim.Input{At: time.Minute, Conn: 1, From: sim.Server, Kind: sim.Reset})
	var got []string
	for _, e := range l.Events() {
		got = append(got, fmt.Sprintf("%v %s", e.At, pop3.Profile.Narrate(e)))
	}
	want := "0s The client opens a TCP connection to the server.\n" +
		"1s The server sends 6 octets, and more has to come: +OK re\n" +
		"1m0s The reply breaks off: the connection ended in the middle of it.\n" +
		"1m0s The server resets the TCP connection (RST): it is over at once, either way."
	if strings.Join(got, "\n") != want {
		t.Errorf("%s", strings.Join(got, "\n"))
	}
}
