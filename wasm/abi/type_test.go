package abi

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/scenario/samples"
	"popscope/sim/show"
)

// typing is a session, and what its client sends.
type typing struct {
	*testing.T
	e  *Engine
	id int
	s  show.Session
}

func script(t *testing.T, box, protocol string, lines ...string) typing {
	t.Helper()
	sc, err := samples.Scenario(box)
	if err != nil {
		t.Fatal(err)
	}
	sc.Protocol = protocol
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, show.Request{Kind: "simulated", Scenario: &sc, Lines: lines})))
	return typing{t, e, s.ID, s}
}

// at is the last event of the step in which one side sends a line.
func (x typing) at(events []show.Event, side, label string) int {
	x.Helper()
	for i, e := range events {
		if e.Kind == "sent" && e.Side == side && e.Label == label {
			for i+1 < len(events) && events[i+1].Step == e.Step {
				i++
			}
			return i
		}
	}
	x.Fatalf("nobody sends %q", label)
	return 0
}

// talk is what was said in the branch that is watched: "C: …", "S: …".
func (x typing) talk(branch int) []string {
	x.Helper()
	var all []string
	for _, e := range read[show.Session](x.T, x.e.Pick(x.id, branch)).Events {
		if e.Kind == "sent" && e.Conn == 1 {
			all = append(all, strings.ToUpper(e.Side[:1])+": "+e.Label)
		}
	}
	return all
}

func (x typing) wants(branch int, tail ...string) {
	x.Helper()
	got := x.talk(branch)
	if len(got) < len(tail) || !slices.Equal(got[len(got)-len(tail):], tail) {
		x.Errorf("branch %d: %q should end with %q", branch, got, tail)
	}
}

// On a client's step a line takes the place of what the client sends there, and
// the script after it ends; in every protocol, and in the middle of an exchange.
func TestTypedInTheClientsPlace(t *testing.T) {
	for _, c := range []struct {
		box, protocol string
		lines         []string
		at, typed     string
		reply         string
	}{
		{"ada", "POP3", []string{"USER ada", "PASS analytical", "STAT"}, "PASS analytical", "PASS wrong", "-ERR"},
		{"ada", "POP3", []string{"AUTH PLAIN", "AGFkYQBhbmFseXRpY2Fs", "STAT"}, "AGFkYQBhbmFseXRpY2Fs", "*", "-ERR"},
		{"ada", "POP3", []string{"USER ada", "PASS analytical", "RETR 1", "QUIT"}, "RETR 1", "TOP 1 0", "+OK"},
		{"fred", "POP1", []string{"USER fred", "PASS cider", "RETR mailbox"}, "PASS cider", "PASS wrong", "-"},
		{"smith", "POP2", []string{`HELO Smith dog\ biscuit`, "READ 1", "RETR", "ACKD", "QUIT"}, "READ 1", "READ 2", "="},
		{"grace", "POP4", []string{"USER grace", "PASS harbour", "DELE 1", "QUIT"}, "DELE 1", "DELE 3", "+OK"},
	} {
		x := script(t, c.box, c.protocol, c.lines...)
		seq := x.at(x.s.Events, "client", c.at)
		if p := read[show.Typing](t, x.e.Typing(x.id, seq)).Place; p.Instead < 0 || x.s.Events[p.Instead].Label != c.at || p.Waits || p.Program {
			t.Errorf("%s: %+v", c.at, p)
		}
		ch := read[show.Change](t, x.e.Type(x.id, seq, c.typed))
		if ch.Branch != 1 || !strings.HasSuffix(ch.Branches[1].Name, " instead") || ch.From > seq {
			t.Errorf("%s: %+v", c.typed, ch.Branches)
		}
		talk := x.talk(1)
		n := len(talk)
		if slices.Contains(talk, "C: "+c.at) || talk[n-2] != "C: "+c.typed || !strings.HasPrefix(talk[n-1], "S: "+c.reply) {
			t.Errorf("%s: %q", c.typed, talk)
		}
		// The old course is what it was; and another one from there stands beside the first.
		if !slices.Contains(x.talk(0), "C: "+c.at) {
			t.Errorf("the old course: %q", x.talk(0))
		}
	}
}

// On a reply, and before it, a line waits until that has arrived; before the
// greeting it waits for the greeting. At once it goes only if that is asked for.
func TestTypedWhileAReplyIsDue(t *testing.T) {
	x := script(t, "ada", "POP3", "USER ada", "PASS analytical", "STAT", "QUIT")
	events := x.s.Events
	end := x.at(events, "server", "+OK send PASS")
	for seq := range events[:end+1] {
		if events[seq].Step != events[end].Step {
			continue
		}
		p := read[show.Typing](t, x.e.Typing(x.id, seq)).Place
		if waits := events[seq].Kind != "arrived"; p.Waits != waits || waits && events[p.Asked].Label != "USER ada" || p.Instead >= 0 {
			t.Errorf("event %d, %s: %+v", seq, events[seq].Kind, p)
		}
		read[show.Session](t, x.e.Pick(x.id, 0))
		ch := read[show.Change](t, x.e.Type(x.id, seq, "PASS wrong"))
		if at := ch.Branches[ch.Branch].At; at != end {
			t.Errorf("event %d: it leaves after event %d, not %d", seq, at, end)
		}
		x.wants(ch.Branch, "C: USER ada", "S: +OK send PASS", "C: PASS wrong", "S: -ERR [AUTH] invalid name or password")
		read[show.Session](t, x.e.Pick(x.id, 0))
	}
	// Before the greeting.
	if p := read[show.Typing](t, x.e.Typing(x.id, 2)).Place; !p.Waits || p.Asked >= 0 {
		t.Errorf("before the greeting: %+v", p)
	}
	ch := read[show.Change](t, x.e.Type(x.id, 2, "CAPA"))
	talk := x.talk(ch.Branch)
	if len(talk) != 3 || talk[1] != "C: CAPA" {
		t.Errorf("after the greeting: %q", talk)
	}
	read[show.Session](t, x.e.Pick(x.id, 0))
	ch = read[show.Change](t, x.e.Act(x.id, 2, "send CAPA"))
	if talk = x.talk(ch.Branch); talk[0] != "C: CAPA" || ch.Branches[ch.Branch].Name != "CAPA at once" {
		t.Errorf("at once: %q, %+v", talk, ch.Branches)
	}
	// What was sent at once in a course is not sent when somebody waits in it.
	ch = read[show.Change](t, x.e.Type(x.id, 2, "QUIT"))
	if talk = x.talk(ch.Branch); len(talk) != 3 || talk[1] != "C: QUIT" {
		t.Errorf("another line: %q", talk)
	}
	// Behind the client's own line, at once.
	read[show.Session](t, x.e.Pick(x.id, 0))
	ch = read[show.Change](t, x.e.Act(x.id, x.at(events, "client", "PASS analytical"), "send LIST"))
	x.wants(ch.Branch, "C: PASS analytical", "S: +OK ada's maildrop has 3 messages (1029 octets)", "C: LIST", "S: +OK 3 messages (1029 octets)")
	all := read[show.Session](t, x.e.Pick(x.id, ch.Branch)).Events
	sent := slices.IndexFunc(all, func(e show.Event) bool { return e.Kind == "sent" && e.Label == "LIST" })
	heard := slices.IndexFunc(all, func(e show.Event) bool {
		return e.Kind == "arrived" && e.Label == "+OK ada's maildrop has 3 messages (1029 octets)"
	})
	if sent > heard {
		t.Errorf("LIST waited for the reply")
	}
}

// Several lines that are typed in the client's place replace it once.
func TestManyTypedInTheClientsPlace(t *testing.T) {
	x := script(t, "ada", "POP3", "USER ada", "PASS analytical", "STAT", "QUIT")
	ch := read[show.Change](t, x.e.TypeAll(x.id, x.at(x.s.Events, "client", "STAT"), `["LIST 1","UIDL 1","RSET"]`))
	var said []string
	for _, line := range x.talk(ch.Branch)[5:] {
		if strings.HasPrefix(line, "C: ") {
			said = append(said, line)
		}
	}
	if !slices.Equal(said, []string{"C: LIST 1", "C: UIDL 1", "C: RSET"}) {
		t.Errorf("%q", said)
	}
}

// A program's client is taken over from it: it does no more, and the line goes
// in the place of its own. Its session comes back as it was.
func TestTypedInAProgramsPlace(t *testing.T) {
	for _, pipeline := range []bool{false, true} {
		for _, latency := range []bool{true, false} {
			sc, err := samples.Scenario("ada")
			if err != nil {
				t.Fatal(err)
			}
			sc.Devices = []sim.Device{{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical", Plain: true, Pipeline: pipeline}}
			if !latency {
				sc.Latency = 0
			}
			r := show.Request{Kind: "simulated", Scenario: &sc, Lines: []string{}}
			e := New()
			s := read[show.Session](t, e.Open(marshal(t, r)))
			c := read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "hangup"))
			c = read[show.Change](t, e.Act(s.ID, c.From+len(c.Events)-1, "run laptop"))
			s = read[show.Session](t, e.Pick(s.ID, 0))
			x := typing{t, e, s.ID, s}
			for _, at := range []string{"CAPA", "PASS analytical", "RETR 2", "DELE 1", "QUIT"} {
				seq := x.at(s.Events, "client", at)
				if p := read[show.Typing](t, e.Typing(s.ID, seq)).Place; p.Instead < 0 || s.Events[p.Instead].Label != at || !p.Program {
					t.Errorf("%s: %+v", at, p)
				}
				ch := read[show.Change](t, e.Type(s.ID, seq, "NOOP"))
				talk := x.talk(ch.Branch)
				n := slices.Index(talk, "C: NOOP")
				if n < 0 || slices.Contains(talk, "C: "+at) || strings.Contains(strings.Join(talk[n+1:], "\n"), "C: ") {
					t.Errorf("pipeline %v, latency %v, %s: %q", pipeline, latency, at, talk)
				}
				if !strings.Contains(said(ch.Events), "takes the client over from its program") {
					t.Errorf("%s: nobody says so: %s", at, said(ch.Events))
				}
				// From then on whoever types is the client.
				more := read[show.Change](t, e.Type(s.ID, ch.From+len(ch.Events)-1, "QUIT"))
				if more.Branch != ch.Branch {
					t.Errorf("%s: %+v", at, more.Branches)
				}
				saved := r
				saved.Saved = e.Save(s.ID)
				want := read[show.Session](t, e.Pick(s.ID, ch.Branch))
				back := read[show.Session](t, New().Open(marshal(t, saved)))
				if marshal(t, back.Events) != marshal(t, want.Events) {
					t.Errorf("%s: it comes back different", at)
				}
				read[show.Session](t, e.Pick(s.ID, 0))
			}
		}
	}
}

// On a program's reply, where it would go on at once, it is taken over too.
func TestTypedAfterTheReplyToAProgram(t *testing.T) {
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	sc.Devices = []sim.Device{{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical", Plain: true}}
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, show.Request{Kind: "simulated", Scenario: &sc, Lines: []string{}})))
	read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "hangup"))
	s = read[show.Session](t, e.Pick(s.ID, 0))
	read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "run laptop"))
	s = read[show.Session](t, e.Pick(s.ID, 0))
	x := typing{t, e, s.ID, s}
	seq := x.at(s.Events, "server", "+OK send PASS")
	ch := read[show.Change](t, e.Type(s.ID, seq, "QUIT"))
	if talk := x.talk(ch.Branch); slices.Contains(talk, "C: PASS analytical") || !slices.Contains(talk, "C: QUIT") {
		t.Errorf("%q", talk)
	}
}

// What a line is called never gives a password away, wherever it is typed.
func TestNamesOfTypedLinesAreMasked(t *testing.T) {
	x := script(t, "ada", "POP3", "AUTH PLAIN", "AGFkYQBhbmFseXRpY2Fs", "STAT")
	for _, seq := range []int{0, 2, 4, x.at(x.s.Events, "client", "AGFkYQBhbmFseXRpY2Fs")} {
		for _, line := range []string{"PASS secretive", "AGFkYQBzZWNyZXRpdmU="} {
			read[show.Session](t, x.e.Pick(x.id, 0))
			for _, ch := range []show.Change{read[show.Change](t, x.e.Type(x.id, seq, line)), read[show.Change](t, x.e.Act(x.id, seq, "send "+line))} {
				if name := ch.Branches[ch.Branch].Name; strings.Contains(name, "secretive") || strings.Contains(name, "AGF") {
					t.Errorf("at event %d: %s", seq, name)
				}
			}
		}
	}
}

// What would be refused because of what was said before is told, in the words of
// the table: PASS without USER; and in an exchange no line is a command.
func TestUntimely(t *testing.T) {
	x := script(t, "ada", "POP3", "USER ada", "PASS wrong", "AUTH PLAIN", "*", "USER ada", "PASS analytical", "STAT")
	for _, c := range []struct {
		side, label string
		pass        bool // it may be sent
		amid        string
	}{
		{"server", "+OK send PASS", true, ""},
		{"client", "PASS wrong", true, ""},
		{"server", "-ERR [AUTH] invalid name or password", false, ""},
		{"client", "AUTH PLAIN", false, ""},
		{"server", "+ ", true, "AUTH"},
		{"client", "*", true, "AUTH"},
	} {
		p := read[show.Typing](t, x.e.Typing(x.id, x.at(x.s.Events, c.side, c.label)))
		if p.Amid != c.amid || slices.Contains(p.Untimely, "PASS") == c.pass {
			t.Errorf("%s: %+v", c.label, p)
		}
	}
	// What is said to be refused is, and nothing else because of its moment.
	login := x.at(x.s.Events, "client", "PASS analytical")
	for seq := range login + 1 {
		p := read[show.Typing](t, x.e.Typing(x.id, seq))
		read[show.Change](t, x.e.Type(x.id, seq, "PASS"))
		branch := read[show.Session](t, x.e.Pick(x.id, 1))
		refused := false
		for _, e := range branch.Events {
			refused = refused || e.Kind == "reply" && strings.Contains(e.Sentence, "PASS") && strings.Contains(e.Explain, "directly after")
		}
		if refused != slices.Contains(p.Untimely, "PASS") && p.Amid == "" {
			t.Errorf("event %d: %+v, refused %v", seq, p, refused)
		}
		x = script(t, "ada", "POP3", "USER ada", "PASS wrong", "AUTH PLAIN", "*", "USER ada", "PASS analytical", "STAT")
	}
}
