package sim_test

import (
	"bytes"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
)

// stages bring a session into each of its states.
var stages = []struct {
	name  string
	lines string
}{
	{"greeted", ""},
	{"user given", "USER ada\r\n"},
	{"logged in", "USER ada\r\nPASS a secret\r\n"},
	{"marked", "USER ada\r\nPASS a secret\r\nDELE 1\r\nDELE 6\r\n"},
	{"empty maildrop", "USER bob\r\nPASS tanstaaf\r\n"},
	{"closed", "QUIT\r\n"},
}

// FuzzSession sends any octets to a session in each state. It must not panic
// or hang, keep more than a line, or say anything but well-formed replies.
func FuzzSession(f *testing.F) {
	for _, c := range pop3.Profile.AllCommands() {
		for _, args := range []string{"", " 1", " 1 1", " 99", " x", " 1 ", "  1", " ada 00000000000000000000000000000000"} {
			f.Add([]byte(c.Keyword+args+"\r\n"), uint8(3))
		}
	}
	f.Add([]byte("\n\r\n\r\r\n"), uint8(1))
	f.Add([]byte("DELE 2\r\nLIST\r\nRSET\r\nRETR 2\r\nQUIT\r\nNOOP\r\n"), uint8(7))
	f.Add(bytes.Repeat([]byte("A"), 600), uint8(9))
	f.Add([]byte("\x00\xff\x80 \t\r\n"), uint8(2))
	f.Fuzz(func(t *testing.T, octets []byte, chunk uint8) {
		for _, stage := range stages {
			s := sim.NewSession(pop3.Profile, world(0).Host(), 1)
			s.Trace = true
			s.Step(sim.Input{Kind: sim.Open})
			s.Step(sim.Input{Kind: sim.Octets, From: sim.Client, Data: []byte(stage.lines)})
			s.Take()
			tap := sim.NewTap(pop3.Profile)
			tap.Step(sim.Input{Kind: sim.Open})
			for rest := octets; len(rest) > 0; {
				n := min(len(rest), int(chunk)+1)
				in := sim.Input{At: time.Second, Kind: sim.Octets, From: sim.Client, Data: rest[:n]}
				rest = rest[n:]
				answer(t, s, in)
				tap.Step(in)
				tap.Step(sim.Input{Kind: sim.Octets, From: sim.Server, Data: in.Data})
			}
			tap.Step(sim.Input{Kind: sim.Close, From: sim.Server})
			s.Step(sim.Input{At: time.Minute, Kind: sim.Close, From: sim.Client})
			if !s.Closed() || s.Mailbox() != "" {
				t.Fatalf("%s: the client has gone and the session still is %s, holding %q", stage.name, s.State(), s.Mailbox())
			}
		}
	})
}

// answer lets the session work off one input, and looks at each reply.
func answer(t *testing.T, s *sim.Session, in sim.Input) {
	for {
		for _, e := range s.Step(in) {
			if e.Kind != sim.Sent {
				continue
			}
			first, _, ok := bytes.Cut(e.Octets, []byte("\r\n"))
			if !ok || len(first) > 510 || !bytes.HasPrefix(first, []byte("+OK")) && !bytes.HasPrefix(first, []byte("-ERR")) {
				t.Fatalf("not a reply: %q", e.Octets)
			}
			for _, c := range first {
				if c < 0x20 || c > 0x7E {
					t.Fatalf("unprintable octet in %q", first)
				}
			}
		}
		s.Take()
		if !s.Pending() {
			return
		}
		in = sim.Input{At: in.At, Kind: sim.Wait}
	}
}

// A client that asks for much and reads nothing must not make the server hoard
// replies: the session stops until what it has said is taken.
func TestPipeliningDoesNotHoard(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789abcdef\r\n"), 5000)
	h := sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{big}}}})
	s := sim.NewSession(pop3.Profile, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	s.Step(sim.Input{Kind: sim.Octets, Data: []byte("USER ada\r\nPASS x\r\n")})
	s.Take()
	const asked = 500
	s.Step(sim.Input{Kind: sim.Octets, Data: bytes.Repeat([]byte("RETR 1\r\n"), asked)})
	got := 0
	for s.Pending() {
		out := s.Take()
		if len(out) > len(big)+64<<10+1000 {
			t.Fatalf("%d octets wait to be sent", len(out))
		}
		got += bytes.Count(out, []byte("+OK"))
		s.Step(sim.Input{Kind: sim.Wait})
	}
	got += bytes.Count(s.Take(), []byte("+OK"))
	if got != asked {
		t.Errorf("%d of %d commands were answered", got, asked)
	}
}

// A line of 10 MB is thrown away as it comes, answered once, and forgotten.
func TestLongLineIsNotKept(t *testing.T) {
	s := sim.NewSession(pop3.Profile, world(0).Host(), 1)
	s.Step(sim.Input{Kind: sim.Open})
	s.Take()
	chunk := bytes.Repeat([]byte("x"), 4096)
	allocated := testing.AllocsPerRun(1, func() {
		for range 2560 {
			s.Step(sim.Input{Kind: sim.Octets, Data: chunk})
		}
	})
	if out := s.Take(); len(out) > 0 {
		t.Errorf("answered before the line ended: %q", out)
	}
	s.Step(sim.Input{Kind: sim.Octets, Data: []byte("\r\nQUIT\r\n")})
	if got, want := string(s.Take()), "-ERR command line too long\r\n+OK dewey.example POP3 server signing off\r\n"; got != want {
		t.Errorf("got %q, want %q (%v allocations)", got, want, allocated)
	}
}
