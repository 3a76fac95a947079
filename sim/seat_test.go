package sim_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
)

var update = flag.Bool("update", false, "write what was played into testdata/seat")

// seat is a World whose server the learner plays, and whose client is the
// first agent of the protocol, or one by its name.
func seat(t testing.TB, protocol, agent string) *sim.Log {
	t.Helper()
	p, err := scenario.Profile(protocol)
	if err != nil {
		t.Fatal(err)
	}
	if agent == "" {
		agent = p.AllAgents()[0].Name
	}
	w, err := scenario.NewWorld(sim.Scenario{
		Protocol: protocol, Host: "here.example", Latency: 20 * time.Millisecond, Seat: sim.Server,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("Subject: one\n\n.dot\n"), []byte("Subject: two\n\nbye\n")}}},
		Devices:   []sim.Device{{Name: "phone", Agent: agent, User: "ada", Password: "sesame", Plain: true}},
	})
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.RunDevice(l, 1, "phone")
	return l
}

// say sends a line from the server's seat.
func say(l *sim.Log, line string) {
	switch line {
	case "<close>":
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Server, Kind: sim.Close})
	case "<wait>":
		sim.Pass(l, 11*time.Minute)
	default:
		l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Server, Kind: sim.Octets, Data: []byte(line + "\r\n")})
	}
	l.Settle()
}

// told is a session in C: and S: lines, with what follows from them.
func told(l *sim.Log) string {
	var b strings.Builder
	for _, e := range l.Events() {
		switch e.Kind {
		case sim.Arrived, sim.TCP, sim.Commanded, sim.Opened:
		case sim.Sent:
			fmt.Fprintf(&b, "%s: %s\n", strings.ToUpper(string(e.Side[:1])), strings.TrimSuffix(string(e.Octets), "\r\n"))
		default:
			fmt.Fprintf(&b, "   | %s %s\n", l.Machine().Profile().Narrate(e), e.Explain)
		}
	}
	lines := strings.Split(b.String(), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return strings.Join(lines, "\n")
}

// What the learner says from the server's seat, well and badly, comes out as
// in testdata/seat; -update writes it anew.
func TestSeat(t *testing.T) {
	for _, x := range []struct {
		name, protocol, agent string
		says                  []string
	}{
		{"pop3-well-answered", "POP3", "download and delete", []string{
			"+OK POP3 ready", "-ERR no such command", "+OK", "+OK 2 messages", "+OK 2 43", "+OK", "1 22", "2 21", ".",
			"+OK 22 octets", "Subject: one", "", "..dot", ".", "+OK", "+OK 21 octets", "Subject: two", "", "bye", ".", "+OK", "+OK bye", "<close>",
		}},
		{"pop3-mistakes", "POP3", "leave on server", []string{
			"+OK ready", "-ERR", "+OK", "+OK", "+OK here you are", "1 a", "b", "2 c", ".", "+OK", "Subject: one", "", "one", ".", "+OK", ".",
			"+OK", "+OK bye",
		}},
		{"pop3-dot-not-stuffed", "POP3", "leave on server", []string{
			"+OK ready", "-ERR", "+OK", "+OK", "+OK", "1 a", "2 a", ".",
			"+OK 22 octets", "Subject: one", "", ".dot", ".", "what comes now is unasked", "ok",
		}},
		{"pop3-no-welcome", "POP3", "leave on server", []string{"Welcome!", "<wait>"}},
		{"pop3-no-numbers", "POP3", "download and delete", []string{"+OK ready", "-ERR", "+OK", "+OK", "+OK some mail"}},
		{"pop3-silence", "POP3", "download and delete", []string{"+OK ready", "<wait>"}},
		{"pop1-well-answered", "POP1", "", []string{"+OK ready", "+OK", "+OK", "#5 octets of mail", "abc", "+OK", "+OK", "<close>"}},
		{"pop2-well-answered", "POP2", "", []string{"+ POP2 here", "#1 in it", "=5 octets", "abc", "=0 no more", "+ bye"}},
	} {
		t.Run(x.name, func(t *testing.T) {
			l := seat(t, x.protocol, x.agent)
			for _, line := range x.says {
				say(l, line)
			}
			for _, e := range l.Events() {
				if e.Kind == sim.Fault && strings.HasSuffix(x.name, "well-answered") {
					t.Errorf("nothing was wrong, but: %s %s", e.Text, e.Explain)
				}
			}
			got, file := told(l), filepath.Join("testdata", "seat", x.name+".txt")
			if *update {
				if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if got != string(want) {
				t.Errorf("%s\nwant\n%s", got, want)
			}
		})
	}
}

// Whatever a learner answers, no client and no Tap panics, the octets are
// labelled, and playing it again gives the same.
func TestAnythingMayBeSaidFromTheSeat(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		agents := l.AllAgents()
		rapid.Check(t, func(t *rapid.T) {
			agent := rapid.SampledFrom(agents).Draw(t, "agent").Name
			sc := sim.Scenario{
				Protocol: l.Name, Latency: 5 * time.Millisecond, Seat: sim.Server, Service: l.service, Mailboxes: []sim.Mailbox{ada, bob},
				Devices: []sim.Device{{Name: "phone", Agent: agent, User: "ada", Password: "a secret", Pipeline: rapid.Bool().Draw(t, "pipeline")}},
			}
			log := sim.NewLog(sim.NewWorld(l.Profile, sc))
			sim.RunDevice(log, 1, "phone")
			line := rapid.SampledFrom([]string{"+OK", "+OK", "+OK 2 300", "+OK 1 a", "1 20", "2 b", "3", ".", ".", "..x", "-ERR no", "+ aGVsbG8=", "+ POP2 here", "#3", "#0", "=12", "=0", "#2 messages", "", "Subject: x", "TOP", "UIDL", "<wait>", "<close>"})
			for range rapid.IntRange(0, 14).Draw(t, "lines") {
				say(log, line.Draw(t, "line"))
				log.Machine().(*sim.World).Awaits()
			}
			again := sim.NewLog(sim.NewWorld(l.Profile, sc))
			for _, in := range log.Inputs() {
				again.Append(in)
			}
			if told(again) != told(log) {
				t.Fatal("played again it is another session")
			}
			for _, e := range log.Events() {
				at := 0
				for _, s := range e.Spans {
					if s.Off != at {
						t.Fatalf("spans %v do not tile %q", e.Spans, e.Octets)
					}
					at += s.Len
				}
				if at != len(e.Octets) && e.Kind == sim.Sent {
					t.Fatalf("spans %v end at %d of %q", e.Spans, at, e.Octets)
				}
			}
			if seq := rapid.IntRange(0, len(log.Events())-1).Draw(t, "fork"); true {
				f, err := log.Fork(seq)
				if err != nil || !slices.EqualFunc(f.Events(), log.Events()[:len(f.Events())], func(a, b sim.Event) bool { return a.Seq == b.Seq && a.Kind == b.Kind && a.Text == b.Text }) {
					t.Fatalf("forked at %d: %v", seq, err)
				}
			}
		})
	})
}

// What a client waits for is said in the table's own words.
func TestAwaits(t *testing.T) {
	l := seat(t, "POP3", "leave on server")
	awaited := func() string {
		all := l.Machine().(*sim.World).Awaits()
		if len(all) == 0 {
			return "nothing"
		}
		a := all[0]
		return fmt.Sprintf("%q %v %v %s", a.Line, a.Begins, a.Fields, a.Then)
	}
	for _, x := range []struct{ say, want string }{
		{"", `"" [+OK] [text] `},
		{"+OK", `"CAPA" [+OK] [] lines of capability and parameter, and at the end a line with a dot alone`},
		{"+OK", `"CAPA" [+OK] [] the rest of lines of capability and parameter, and at the end a line with a dot alone`},
		{"USER", `"CAPA" [+OK] [] the rest of lines of capability and parameter, and at the end a line with a dot alone`},
		{".", `"USER ada" [+OK] [] `},
		{"-ERR", `"QUIT" [+OK] [] `},
		{"+OK", "nothing"},
		{"<close>", "nothing"},
	} {
		if x.say != "" {
			say(l, x.say)
		}
		if got := awaited(); got != x.want {
			t.Errorf("after %q: %s, want %s", x.say, got, x.want)
		}
	}
}
