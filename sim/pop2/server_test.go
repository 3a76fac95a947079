package pop2

import (
	"strings"
	"testing"
	"time"

	"popscope/sim"
)

// serverDecisions is the Server Decision Table of RFC 937, as printed on its
// page 22.
const serverDecisions = `
          |              STATE
   -------+-----------------------------------------
   INPUT  | LSTN | AUTH | MBOX | ITEM | NEXT | DONE |
   -------+-----------------------------------------|
   Open   |  2   |  1   |  1   |  1   |  1   |  1   |
   -------+-----------------------------------------|
   HELO   |  1   |  3   |  1   |  1   |  1   |  1   |
   -------+-----------------------------------------|
   FOLD   |  1   |  1   |  5   |  5   |  1   |  1   |
   -------+-----------------------------------------|
   READ   |  1   |  1   |  6   |  6   |  1   |  1   |
   -------+-----------------------------------------|
   RETR   |  1   |  1   |  1   |  7   |  1   |  1   |
   -------+-----------------------------------------|
   ACKS   |  1   |  1   |  1   |  1   |  8   |  1   |
   -------+-----------------------------------------|
   ACKD   |  1   |  1   |  1   |  1   |  8   |  1   |
   -------+-----------------------------------------|
   NACK   |  1   |  1   |  1   |  1   |  8   |  1   |
   -------+-----------------------------------------|
   QUIT   |  1   |  4   |  4   |  4   |  1   |  1   |
   -------+-----------------------------------------|
   Close  |  1   |  1   |  1   |  1   |  1   |  9   |
   -------+-----------------------------------------|
   other  |  1   |  1   |  1   |  1   |  1   |  1   |
   -------+-----------------------------------------|
   Timeout|      |  1   |  1   |  1   |  1   |  1   |
   -------+-----------------------------------------|
`

// cell is one of a decision table.
type cell struct {
	input  string
	state  sim.State
	action string
}

// cells reads a decision table as it is printed.
func cells(t *testing.T, printed string) []cell {
	t.Helper()
	var states []sim.State
	var all []cell
	for line := range strings.Lines(printed) {
		f := strings.Split(strings.TrimSpace(line), "|")
		for i := range f {
			f[i] = strings.TrimSpace(f[i])
		}
		switch {
		case len(f) < 4:
		case f[0] == "INPUT":
			for _, s := range f[1 : len(f)-1] {
				states = append(states, sim.State(s))
			}
		default:
			for i, action := range f[1 : len(f)-1] {
				all = append(all, cell{f[0], states[i], action})
			}
		}
	}
	return all
}

// host has ada's mailbox, with two messages, and a folder of hers with one.
func host() *sim.Host {
	return sim.NewHost(sim.Scenario{Host: "mail.example.org", Mailboxes: []sim.Mailbox{{
		Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("Subject: One\n\n1.\n"), []byte("Subject: Two\n\n2.\n")},
		Folders: []sim.Folder{{Name: "work", Messages: [][]byte{[]byte("Subject: Work\n")}}},
	}}})
}

// paths are the lines that bring a session to a state, once it is open.
var paths = map[sim.State][]string{
	Auth: {},
	Mbox: {"HELO ada sesame"},
	Item: {"HELO ada sesame", "READ"},
	Next: {"HELO ada sesame", "READ", "RETR"},
	Done: {"HELO ada sesame", "QUIT"},
}

// inState is a session in a state. DONE is over in an instant: what is given is
// the session after it.
func inState(h *sim.Host, state sim.State) *sim.Session {
	s := sim.NewSession(Profile, h, 1)
	s.Trace = true
	if state == Listen {
		return s
	}
	s.Step(sim.Input{Kind: sim.Open})
	for _, l := range paths[state] {
		tell(s, l)
	}
	s.Take()
	return s
}

// tell hands a session a line, and gives what it sends and what happens.
func tell(s *sim.Session, line string) (string, []sim.Event) {
	events := s.Step(sim.Input{Kind: sim.Octets, Data: []byte(line + "\r\n")})
	return string(s.Take()), events
}

// lines are inputs that are commands.
var lines = map[string]string{
	"HELO": "HELO ada sesame", "FOLD": "FOLD work", "READ": "READ 2", "RETR": "RETR",
	"ACKS": "ACKS", "ACKD": "ACKD", "NACK": "NACK", "QUIT": "QUIT", "other": "NOOP",
}

// give gives a session an input of the table.
func give(s *sim.Session, input string) (string, []sim.Event) {
	in := sim.Input{}
	switch input {
	case "Open":
		in.Kind = sim.Open
	case "Close":
		in.Kind = sim.Close
	case "Timeout":
		in.Kind, in.At = sim.Wait, 10*time.Minute
	default:
		return tell(s, lines[input])
	}
	events := s.Step(in)
	return string(s.Take()), events
}

// cannot says why an input cannot come in a state, or its reply cannot be sent,
// over TCP; and in which state the session is then.
func cannot(c cell) (why string, after sim.State) {
	switch {
	case c.state == Done && c.input == "Open":
		return "the server has closed by itself, and listens again", Auth
	case c.state == Done:
		return "the server has closed by itself", Listen
	case c.state == Listen && c.input != "Open":
		return "nobody is connected", Listen
	case c.input == "Close":
		return "there is nobody to whom - error could be sent", Listen
	case c.input == "Open" && c.state != Listen:
		return "another Open is another connection", c.state
	}
	return "", ""
}

// outcomes are what each action sends, and the state after it.
var outcomes = map[string]struct {
	reply string
	state sim.State
}{
	"1": {"- error", Listen},
	"2": {"+ POP2 mail.example.org server ready\r\n", Auth},
	"3": {"#2 messages\r\n", Mbox},
	"4": {"+ Bye\r\n", Listen}, // DONE is over by then
	"5": {"#1 message\r\n", Mbox},
	"6": {"=20 characters in that message\r\n", Item},
	"7": {"Subject: One\r\n\r\n1.\r\n", Next},
	"8": {"=20 characters in that message\r\n", Item},
}

// Every cell of the Server Decision Table.
func TestServerDecisionTable(t *testing.T) {
	all := cells(t, serverDecisions)
	if len(all) != 12*6 {
		t.Fatalf("%d cells", len(all))
	}
	for _, c := range all {
		h := host()
		s := inState(h, c.state)
		if c.state == Done {
			doneIsLeft(t, c)
		} else if s.State() != c.state {
			t.Fatalf("the way to %s leads to %s", c.state, s.State())
		}
		reply, events := give(s, c.input)
		messages := len(h.Maildrop("ada").Messages())
		if messages != 2 { // no action but 5 and 4 deletes, and nothing is marked
			t.Errorf("%s in %s: %d messages are left", c.input, c.state, messages)
		}
		if why, after := cannot(c); why != "" {
			if c.state != Done && reply != "" || s.State() != after {
				t.Errorf("%s in %s: %s, and yet %q, and %s", c.input, c.state, why, reply, s.State())
			}
			continue
		}
		want := outcomes[c.action]
		if !strings.HasPrefix(reply, want.reply) || c.action != "1" && reply != want.reply || s.State() != want.state {
			t.Errorf("%s in %s is action %s: %q; got %q, %s", c.input, c.state, c.action, want, reply, s.State())
		}
		if c.action == "1" && !closed(events) {
			t.Errorf("%s in %s is action 1, and the server does not close", c.input, c.state)
		}
	}
}

// doneIsLeft holds that the server closes as soon as it is in DONE: action 9.
func doneIsLeft(t *testing.T, c cell) {
	t.Helper()
	_, events := tell(inState(host(), Mbox), "QUIT")
	var seen []string
	for _, e := range events {
		switch e.Kind {
		case sim.Changed:
			seen = append(seen, string(e.New))
		case sim.Sent, sim.Hangup:
			seen = append(seen, string(e.Kind))
		}
	}
	if got := strings.Join(seen, " "); got != "sent DONE closed LSTN" {
		t.Errorf("%s: QUIT goes %s", c.input, got)
	}
}

func closed(events []sim.Event) bool {
	for _, e := range events {
		if e.Kind == sim.Hangup {
			return true
		}
	}
	return false
}

// The ways out of an action, where the table has more than one.
func TestServerActions(t *testing.T) {
	for _, c := range []struct {
		action string
		state  sim.State
		line   string
		reply  string
		after  sim.State
	}{
		{"3b", Auth, "HELO ada open", "- error: no such user, or another password\r\n", Listen},
		{"5, no such mailbox", Mbox, "FOLD play", "#0 no messages\r\n", Mbox},
		{"6, no such message", Mbox, "READ 3", "=0 no such message\r\n", Item},
		{"8, ACKS", Next, "ACKS", "=20 characters in that message\r\n", Item},
		{"8, ACKD", Next, "ACKD", "=20 characters in that message\r\n", Item},
		{"8, NACK", Next, "NACK", "=20 characters in that message\r\n", Item},
	} {
		s := inState(host(), c.state)
		if reply, _ := tell(s, c.line); reply != c.reply || s.State() != c.after {
			t.Errorf("action %s: %q, %s", c.action, reply, s.State())
		}
	}
	s := inState(host(), Mbox)
	tell(s, "READ 3")
	if reply, events := tell(s, "RETR"); reply != "" || !closed(events) || s.State() != Listen {
		t.Errorf("action 7, no such message: %q, %s", reply, s.State())
	}
}

// The arrows of the Server State Diagram, page 18, and no others lead from one
// state to another.
func TestServerStateDiagram(t *testing.T) {
	want := map[string]bool{
		"LSTN greeting AUTH": true, "AUTH HELO MBOX": true, "AUTH QUIT DONE": true,
		"MBOX FOLD MBOX": true, "MBOX READ ITEM": true, "MBOX QUIT DONE": true,
		"ITEM READ ITEM": true, "ITEM FOLD MBOX": true, "ITEM RETR NEXT": true, "ITEM QUIT DONE": true,
		"NEXT ACKS ITEM": true, "NEXT ACKD ITEM": true, "NEXT NACK ITEM": true,
		"DONE connection closed LSTN": true,
	}
	for _, e := range Profile.Edges() {
		if e.By != "" { // the diagram has none for what ends a session without a command
			continue
		}
		arrow := string(e.From) + " " + e.Label + " " + string(e.To)
		if !want[arrow] {
			t.Errorf("nobody has drawn %s", arrow)
		}
		delete(want, arrow)
	}
	for arrow := range want {
		t.Errorf("%s is missing", arrow)
	}
}
