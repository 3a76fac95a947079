package show_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// fetching is how a client fetches message 1 in each protocol, having asked for
// its size, and then what is only a part of it.
var fetching = map[string][]string{
	"POP1": {"USER ada", "PASS secret", "RETR ada", "RCEV"},
	"POP2": {"HELO ada secret", "READ 1", "RETR", "ACKS"},
	"POP3": {"USER ada", "PASS secret", "LIST", "RETR 1", "TOP 1 1"},
	"POP4": {"USER ada", "PASS secret", "LIST 1", "RETR 1", "XSTR 1", "XPRT 1 0", "STAT"},
}

// played is a session of a protocol, and the same as a Tap reads it.
func played(t interface{ Fatal(...any) }, protocol string, segment int, lines []string, messages ...[]byte) (world, tap *sim.Log) {
	w, err := scenario.NewWorld(sim.Scenario{
		Protocol: protocol, Host: "post.example", Segment: segment,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "secret", Messages: messages}},
	})
	if err != nil {
		t.Fatal(err)
	}
	world = sim.NewLog(w)
	sim.Play(world, 1, lines)
	return world, tapped(world)
}

// tapped is what a Tap makes of a session.
func tapped(l *sim.Log) *sim.Log {
	tap := sim.NewLog(sim.NewTap(l.Machine().Profile()))
	kinds := map[sim.Kind]sim.InputKind{sim.Opened: sim.Open, sim.Sent: sim.Octets, sim.Hangup: sim.Close}
	for _, e := range l.Events() {
		if kind, ok := kinds[e.Kind]; ok {
			tap.Append(sim.Input{At: e.At, Conn: e.Conn, From: e.Side, Kind: kind, Data: e.Octets})
		}
	}
	return tap
}

// sums holds that the rows of a sum come to what it says.
func sums(t interface{ Fatalf(string, ...any) }, s *show.Sum) {
	n := 0
	for _, r := range s.Rows {
		n += r.Sign * r.Octets
		if r.Label == "" || r.Explain == "" || r.Why == nil || r.Octets < 0 {
			t.Fatalf("%s: the row %+v says too little", s.Name, r)
		}
	}
	if n != s.Octets {
		t.Fatalf("%s: the rows come to %d, not %d", s.Name, n, s.Octets)
	}
}

// sum is what somebody counts; -1 if they do not count at all.
func sum(a *show.Account, name string) int {
	for _, s := range a.Sums {
		if s.Name == name {
			return s.Octets
		}
	}
	return -1
}

// message is any message: all octets, and often what makes trouble.
func message() *rapid.Generator[[]byte] {
	return rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom([]byte("\r\n\r\n\n..:- ax")), rapid.Byte()), 1, 60)
}

// Whatever the message, the accounts come out even at every event: the parts
// are what went over the wire, the message is what the server announced, and
// the disk holds it with LF alone. Who only listens gets the same accounts.
func TestAccountsComeOutEven(t *testing.T) {
	for protocol, lines := range fetching {
		t.Run(protocol, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				raw := message().Draw(t, "message")
				world, tap := played(t, protocol, rapid.IntRange(0, 9).Draw(t, "segment"), lines, raw)
				stored := sim.Canonical(raw)
				last := [2]*show.Account{{}, {}}
				for i, l := range []*sim.Log{world, tap} {
					p, events, seen := l.Machine().Profile(), l.Events(), 0
					for seq := range events {
						a := show.AccountOf(p, events, seq)
						if a.Seq < 0 {
							continue
						}
						if all := len(events[a.Seq].Octets); a.Arrived > all || seq == len(events)-1 && a.Arrived != all || seq < a.Seq && i == 0 && a.Arrived > 0 {
							t.Fatalf("at event %d, %d octets of %d have arrived", seq, a.Arrived, all)
						}
						seen++
						last[i] = a
						for _, s := range a.Sums {
							sums(t, &s)
						}
						if sum(a, show.OnWire) != len(events[a.Seq].Octets) || !a.Agrees {
							t.Fatalf("%+v is not %q", a, events[a.Seq].Octets)
						}
						if sum(a, show.OnDisk) < 0 {
							continue
						}
						if sum(a, show.Announced) != len(stored) || sum(a, show.Kept) != len(stored) || sum(a, show.OnDisk) != len(bytes.ReplaceAll(stored, []byte("\r\n"), []byte("\n"))) {
							t.Fatalf("%q: announced %d, kept %d, on disk %d", stored, sum(a, show.Announced), sum(a, show.Kept), sum(a, show.OnDisk))
						}
					}
					refused := slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.Replied && !e.OK })
					if seen == 0 && !refused { // a message in UTF-8 is not for every client
						t.Fatal("no message was accounted for")
					}
				}
				if a, b := text(last[0]), text(last[1]); a != b {
					t.Fatalf("the world's account:\n%s\nthe Tap's:\n%s", a, b)
				}
			})
		})
	}
}

// text is an account as one reads it.
func text(a *show.Account) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n", a.Sentence)
	for _, s := range a.Sums {
		fmt.Fprintf(&b, "%s %d:", s.Name, s.Octets)
		for _, r := range s.Rows {
			fmt.Fprintf(&b, " %+d %s;", r.Sign*r.Octets, r.Label)
		}
		b.WriteByte('\n')
	}
	b.WriteString(a.Verdict)
	return b.String()
}

const dotted = "From: a\r\n\r\n.dot\r\n"

// The accounts of one small message in each protocol, and of its parts.
func TestAccounts(t *testing.T) {
	for _, c := range []struct {
		protocol string
		lines    []string
		want     string
	}{
		{"POP3", []string{"USER ada", "PASS secret"}, "No message has been sent yet: there is nothing to count. Log in and fetch one, and come back.\n"},
		{"POP3", []string{"USER ada", "PASS secret", "STAT", "RETR 1"}, `RETR brings message 1, in 36 octets on the wire.
announced 17: +17 the reply to STAT;
on the wire 36: +15 status line; +9 header; +2 blank line; +6 body; +1 stuffed octets; +3 line with the termination octet;
kept 17: +36 on the wire; -15 status line; -1 stuffed octets; -3 line with the termination octet;
on disk 14: +17 the message; -3 CR of each line;
The books agree: what was announced is the message, and what more went over the wire belongs to the protocol.`},
		{"POP3", []string{"USER ada", "PASS secret", "RETR 1"}, `announced 17: +17 the reply to RETR;`},
		{"POP3", []string{"USER ada", "PASS secret", "LIST 1", "TOP 1 0"}, "brings the top of message 1,"},
		{"POP3", []string{"USER ada", "PASS secret", "LIST 1", "RETR 1", "DELE 1", "RSET", "STAT", "RETR 1"}, "the reply to STAT;"},
		{"POP3", []string{"USER ada", "PASS secret", "STAT", "DELE 1", "RSET", "RETR 1"}, "the reply to RETR;"},
		{"POP2", []string{"HELO ada secret", "READ", "RETR"}, `RETR brings message 1, in 17 octets on the wire.
announced 17: +17 the reply to READ;
on the wire 17: +9 header; +2 blank line; +6 body;
kept 17: +17 on the wire;
on disk 14: +17 the message; -3 CR of each line;
The books agree`},
		{"POP1", []string{"USER ada", "PASS secret", "RETR ada", "RCEV"}, "RCEV brings the whole mailbox, in 17 octets"},
		{"POP4", []string{"USER ada", "PASS secret", "XSTR 1", "XPRT 1 0"}, "announced 17: +17 the reply to XSTR 1;"},
	} {
		l, _ := played(t, c.protocol, 0, c.lines, []byte(dotted))
		got := text(show.AccountOf(l.Machine().Profile(), l.Events(), len(l.Events())-1))
		if !strings.Contains(got, c.want) {
			t.Errorf("%s %v:\n%s\nwant\n%s", c.protocol, c.lines, got, c.want)
		}
	}
}

// Of a real server that miscounts the account says how.
func TestWhoMiscounted(t *testing.T) {
	p, err := scenario.Profile("POP3")
	if err != nil {
		t.Fatal(err)
	}
	for announced, want := range map[int]string{
		17: "The books agree", 18: "the stuffed octets: the server seems to count them", 14: "the end of a line as one octet",
		15: "some servers do not count it", 99: "announced 99 octets, and sent 17. The size is that",
	} {
		l := sim.NewLog(sim.NewTap(p))
		say := func(side sim.Side, octets string) {
			l.Append(sim.Input{Conn: 1, From: side, Kind: sim.Octets, Data: []byte(octets)})
		}
		l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
		say(sim.Server, "+OK\r\n")
		for _, line := range []string{"USER ada", "PASS secret"} {
			say(sim.Client, line+"\r\n")
			say(sim.Server, "+OK\r\n")
		}
		say(sim.Client, "LIST 1\r\n")
		say(sim.Server, fmt.Sprintf("+OK 1 %d\r\n", announced))
		say(sim.Client, "RETR 1\r\n")
		say(sim.Server, "+OK\r\nFrom: a\r\n\r\n..dot\r\n.\r\n")
		a := show.AccountOf(p, l.Events(), len(l.Events())-1)
		if !strings.Contains(a.Verdict, want) || a.Agrees != (announced == 17 || announced == 15) || a.Why == nil {
			t.Errorf("%d announced: %v %s", announced, a.Agrees, a.Verdict)
		}
	}
}
