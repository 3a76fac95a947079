package sim_test

import (
	"bytes"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

// FuzzSession sends any octets to a session of a protocol in one of its stages,
// both of which the input chooses. It must not panic or hang, keep more than a
// line, or say anything but well-formed replies.
func FuzzSession(f *testing.F) {
	all := labs(f)
	for i, octets := range attacks(f, all) {
		f.Add(octets, uint8(i%11), uint16(i*7919))
	}
	f.Fuzz(func(t *testing.T, octets []byte, chunk uint8, at uint16) {
		l := all[int(at)%len(all)]
		l.attack(t, l.stages[int(at)/len(all)%len(l.stages)], octets, int(chunk)+1)
	})
}

// Every command that is known is tried on every protocol in every stage, well and
// badly formed.
func TestEveryStageIsAttacked(t *testing.T) {
	all := labs(t)
	for _, octets := range attacks(t, all) {
		for _, l := range all {
			for _, stage := range l.stages {
				l.attack(t, stage, octets, 4)
			}
		}
	}
}

// attacks are what a session is sent at first.
func attacks(t testing.TB, all []lab) [][]byte {
	t.Helper()
	list := [][]byte{
		[]byte("\n\r\n\r\r\n"), []byte("DELE 2\r\nLIST\r\nRSET\r\nRETR 2\r\nQUIT\r\nNOOP\r\n"),
		bytes.Repeat([]byte("A"), 600), []byte("\x00\xff\x80 \t\r\n"),
	}
	known := map[string]bool{} // each is tried on all of them: none need be there twice
	for _, l := range all {
		for _, c := range l.AllCommands() {
			if known[c.Keyword] {
				continue
			}
			known[c.Keyword] = true
			for _, args := range []string{"", " 1", " 1 1", " 99", " x", " 1 ", "  1", " ada 00000000000000000000000000000000"} {
				list = append(list, []byte(c.Keyword+args+"\r\n"))
			}
		}
		list = append(list, []byte(strings.Join(slices.Concat(l.login, l.then, l.login), "\r\n")))
	}
	return list
}

// attack hands octets, so many at a time, to a session that has come to a
// stage, and to a Tap on both sides of its connection.
func (l lab) attack(t *testing.T, stage []string, octets []byte, chunk int) {
	s := sim.NewSession(l.Profile, l.world(0).Host(), 1)
	s.Trace = true
	tap := sim.NewTap(l.Profile)
	s.Step(sim.Input{Kind: sim.Open})
	tap.Step(sim.Input{Kind: sim.Open})
	for _, c := range stage {
		s.Step(line(0, 1, c))
	}
	s.Take()
	for rest := octets; len(rest) > 0; {
		n := min(len(rest), chunk)
		in := sim.Input{At: time.Second, Kind: sim.Octets, From: sim.Client, Data: rest[:n]}
		rest = rest[n:]
		l.answer(t, s, in)
		tap.Step(in)
		tap.Step(sim.Input{Kind: sim.Octets, From: sim.Server, Data: in.Data})
	}
	tap.Step(sim.Input{Kind: sim.Close, From: sim.Server})
	s.Step(sim.Input{At: time.Minute, Kind: sim.Close, From: sim.Client})
	if !s.Closed() || s.Mailbox() != "" {
		t.Fatalf("%s, after %q: the client has gone and the session still is %s, holding %q", l.title, stage, s.State(), s.Mailbox())
	}
}

// answer lets the session work off one input, and looks at each reply.
func (l lab) answer(t *testing.T, s *sim.Session, in sim.Input) {
	for {
		for _, e := range s.Step(in) {
			if e.Kind == sim.Sent {
				l.wellFormed(t, e)
			}
		}
		s.Take()
		if !s.Pending() {
			return
		}
		in = sim.Input{At: in.At, Kind: sim.Wait}
	}
}

// wellFormed holds that a reply is a line of printable characters, no longer than
// allowed, that begins with a status indicator; data may follow. Where the
// table says that data come alone, there is no such line.
func (l lab) wellFormed(t *testing.T, e sim.Event) {
	if len(e.Spans) == 0 || e.Spans[0].Token != wire.StatusIndicator {
		if !l.bare(e.Keyword) {
			t.Fatalf("%s answers %s, and not with a reply: %q", l.title, e.Keyword, e.Octets)
		}
		return
	}
	first, _, ok := bytes.Cut(e.Octets, []byte("\r\n"))
	challenge := bytes.HasPrefix(first, []byte("+ ")) // may have any length (RFC 5034 section 4)
	if limit := l.Dialect.LineLimit; !ok || limit > 0 && len(first)+2 > limit && !challenge {
		t.Fatalf("%s: no line, or one too long: %q", l.title, e.Octets)
	}
	if !utf8.Valid(first) || bytes.IndexFunc(first, unicode.IsControl) >= 0 {
		t.Fatalf("%s: an octet in %q cannot be printed", l.title, first)
	}
}

// bare reports whether a positive reply to the command is data and no more.
func (l lab) bare(keyword string) bool {
	return slices.ContainsFunc(l.AllCommands(), func(c *sim.Command) bool {
		return c.Keyword == keyword && c.Shape.Bare
	})
}

// A client that asks for much and reads nothing must not make the server hoard
// replies: the session stops until what it has said is taken.
func TestPipeliningDoesNotHoard(t *testing.T) {
	big := bytes.Repeat([]byte("0123456789abcdef\r\n"), 5000)
	for _, c := range []struct {
		command string
		asked   int
		reply   int // octets
		trace   bool
	}{
		{"RETR 1", 500, len(big), false}, {"RETR 1", 5, len(big), true}, // a large reply: one is there at a time
		{"NOOP", 15_000, len("+OK\r\n"), false}, {"NOOP", 15_000, len("+OK\r\n"), true}, // small ones: they add up
	} {
		h := sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{big}}}})
		s := sim.NewSession(pop3.Profile, h, 1)
		s.Trace = c.trace
		s.Step(sim.Input{Kind: sim.Open})
		s.Step(sim.Input{Kind: sim.Octets, Data: []byte("USER ada\r\nPASS x\r\n")})
		s.Take()
		s.Step(sim.Input{Kind: sim.Octets, Data: bytes.Repeat([]byte(c.command+"\r\n"), c.asked)})
		got := 0
		for waits := true; waits; s.Step(sim.Input{Kind: sim.Wait}) {
			waits = s.Pending() // commands, until this is taken
			out := s.Take()
			if len(out) > c.reply+64<<10+1000 {
				t.Fatalf("%+v: %d octets wait to be sent", c, len(out))
			}
			got += bytes.Count(out, []byte("+OK"))
		}
		if got != c.asked {
			t.Errorf("%+v: %d commands were answered", c, got)
		}
	}
}

// A line of 10 MB is thrown away as it comes, answered once with a no, and
// forgotten.
func TestLongLineIsNotKept(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		s := sim.NewSession(l.Profile, l.world(0).Host(), 1)
		s.Step(sim.Input{Kind: sim.Open})
		s.Take()
		chunk := bytes.Repeat([]byte("x"), 4096)
		before := held()
		for range 2560 {
			s.Step(sim.Input{Kind: sim.Octets, Data: chunk})
		}
		if more := held() - before; more > 1<<20 {
			t.Errorf("%d octets are held", more)
		}
		if out := s.Take(); len(out) > 0 {
			t.Errorf("answered before the line ended: %q", out)
		}
		s.Trace = true
		var replies []sim.Event
		for _, e := range s.Step(sim.Input{Kind: sim.Octets, Data: []byte("\r\n")}) {
			if e.Kind == sim.Replied {
				replies = append(replies, e)
			}
		}
		if len(replies) != 1 || replies[0].OK {
			t.Errorf("answered with %+v", replies)
		}
	})
}

// held is how much memory is in use.
func held() int64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
