package pop3

import (
	"regexp"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// with is POP3 as a service has it.
func with(t *testing.T, s sim.Service) (*sim.Profile, *sim.Host) {
	t.Helper()
	p, err := Table.For(s)
	if err != nil {
		t.Fatal(err)
	}
	return p, sim.NewHost(sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 7, Epoch: 844164000, Service: s,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("one\n")}}},
	})
}

// begin opens a session of a service.
func begin(t *testing.T, service sim.Service) *sim.Session {
	p, h := with(t, service)
	s := sim.NewSession(p, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	s.Take()
	return s
}

// Each line of the list is a tag and its parameters, and has no more than 512
// octets, whatever the server is said to be (RFC 2449 sections 3 and 5).
func TestCapabilityLines(t *testing.T) {
	form := regexp.MustCompile(`^[\x21-\x2D\x2F-\x7E]+( [\x21-\x7E]+)*\r\n$`)
	for _, name := range []string{"", "Shlemazle-Plotz-v302", "three  words here", strings.Repeat("x", 900), "a\r\n.\r\nb", "v\xf6"} {
		reply := tell(begin(t, sim.Service{Implementation: name, With: []string{"STLS"}, LoginDelay: 1, Expire: 3}), "CAPA\r\n")
		lines := strings.SplitAfter(reply, "\r\n")
		if len(lines) != 16 || lines[14] != ".\r\n" {
			t.Fatalf("%q", lines)
		}
		for _, l := range lines[1:14] {
			if !form.MatchString(l) || len(l) > 512 {
				t.Errorf("%q is no capability", l)
			}
		}
	}
}

// Whatever is switched off is not announced, is not there, and takes nothing
// else with it.
func TestEachCapabilityCanBeOff(t *testing.T) {
	all := map[string]bool{}
	for _, c := range Table.AllCommands() {
		all[c.Keyword] = true
	}
	for _, c := range Table.AllCapabilities() {
		on, err := Table.For(sim.Service{With: []string{"STLS"}})
		if err != nil {
			t.Fatal(err)
		}
		off, err := Table.For(sim.Service{With: []string{"STLS"}, Without: []string{c.Tag}})
		if err != nil {
			t.Fatal(err)
		}
		for k := range all {
			row, now := on.Find(k, Authorization), off.Find(k, Authorization)
			if row != nil && (now == nil) != (row.Tag == c.Tag) {
				t.Errorf("without %s there is %s: %v", c.Tag, k, now != nil)
			}
		}
		if c.Tag == "CAPA" {
			continue
		}
		listed := regexp.MustCompile(`(?m)^` + c.Tag + `[ \r]`)
		service := sim.Service{With: []string{"STLS"}, LoginDelay: 1}
		if reply := tell(begin(t, service), "CAPA\r\n"); listed.MatchString(reply) == c.Secret {
			t.Errorf("%s is on, and CAPA says %q", c.Tag, reply)
		}
		service.Without = []string{c.Tag}
		if reply := tell(begin(t, service), "CAPA\r\n"); listed.MatchString(reply) {
			t.Errorf("%s is off, and CAPA says %q", c.Tag, reply)
		}
	}
}

// A command may have as many octets as RFC 2449 section 4 says and no more, the
// initial response of AUTH included (RFC 5034 section 4).
func TestLineLimit(t *testing.T) {
	for _, service := range []sim.Service{{}, {With: []string{"STLS"}}, {Without: []string{"SASL", "UTF8", "LANG"}}} {
		for _, command := range []string{"USER ", "AUTH PLAIN "} {
			if strings.HasPrefix(command, "AUTH") && service.Without != nil {
				continue
			}
			for size, fits := range map[int]bool{255: true, 256: false} {
				line := command + strings.Repeat("A", size-2-len(command)) + "\r\n"
				reply := tell(begin(t, service), line)
				if strings.Contains(reply, "too long") == fits {
					t.Errorf("%s with %d octets: %q", command, size, reply)
				}
			}
		}
	}
}

// A response may be much longer than a command (RFC 5034 section 4), and so may
// the challenge that repeats its nonce.
func TestLongResponse(t *testing.T) {
	long := strings.Repeat("n", 255)
	h := sim.NewHost(sim.Scenario{Host: "h", Mailboxes: []sim.Mailbox{{Name: long, Password: long}}})
	for _, m := range sasl.Mechanisms {
		s := sim.NewSession(Profile, h, 1)
		s.Step(sim.Input{Kind: sim.Open})
		s.Take()
		got := authenticate(t, s, m, sasl.Credentials{Name: long, Password: long, Nonce: long}, false)
		if last := got[len(got)-1]; !strings.HasPrefix(last, "S: +OK") {
			t.Errorf("%s: %q", m.Name, got)
		}
	}
}

// What begins with an open bracket is a response code, and nothing else is,
// whatever user and host are called (RFC 2449 section 6.4).
func TestBracketsAreCodes(t *testing.T) {
	h := sim.NewHost(sim.Scenario{Host: "[127.0.0.1]", Mailboxes: []sim.Mailbox{{Name: "[x]", Password: "y"}}})
	s := connect(h, 1)
	s.Take()
	for _, line := range []string{"USER [x]", "PASS z", "USER [x]", "PASS y", "LANG de", "LANG [x]", "[x]", "QUIT"} {
		reply := tell(s, line+"\r\n")
		if code := strings.Contains(reply, " ["); code != strings.HasPrefix(reply, "-ERR [AUTH] ") && !strings.Contains(reply, "- [") && line != "LANG [x]" && !strings.Contains(reply, "von [x]") {
			t.Errorf("%s: %q", line, reply)
		}
		if strings.HasPrefix(reply, "+OK [") {
			t.Errorf("%s: %q", line, reply)
		}
	}
}

// A client reads the code apart from the words for people.
func TestCodesAreApart(t *testing.T) {
	d := wire.Decoder{Dialect: &Table.Dialect}
	d.Feed([]byte("-ERR [SYS/TEMP] too busy\r\n+OK [x] y\r\n-ERR [in-use]\r\n-ERR no [code]\r\n"))
	for _, want := range []wire.Reply{
		{Code: "SYS/TEMP", Text: "too busy"}, {Code: "x", Text: "y"}, {Code: "in-use"}, {Text: "no [code]"},
	} {
		m, ok := d.Next(wire.Shape{})
		if !ok || m.Reply.Code != want.Code || m.Reply.Text != want.Text {
			t.Errorf("%q: %+v", m.Octets, m.Reply)
		}
	}
}

// A real server reads a piece of octets with STLS and more in it at once: the
// rest is thrown away, and what comes after is heard.
func TestWhatComesBehindSTLS(t *testing.T) {
	s := begin(t, sim.Service{With: []string{"STLS"}})
	if got := tell(s, "USER eve\r\nQUIX\r\nSTLS\r\nUSER ada\r\nPASS ses"); strings.Count(got, "\r\n") != 3 || !s.TLS {
		t.Errorf("%q", got)
	}
	if got := tell(s, "PASS sesame\r\nUSER ada\r\nPASS sesame\r\n"); !strings.HasPrefix(got, "-ERR PASS is not valid here\r\n+OK send PASS\r\n+OK ada's maildrop") {
		t.Errorf("%q", got)
	}
}

// A server that is too busy keeps nobody's maildrop from those that are in.
func TestBusy(t *testing.T) {
	h := host([]byte("one\n"))
	in := connect(h, 1, loggedIn...)
	in.Take()
	h.Busy = true
	s := sim.NewSession(Profile, h, 2)
	s.Step(sim.Input{Kind: sim.Open})
	if got := string(s.Take()); got != "-ERR [SYS/TEMP] too busy, try again later\r\n" || !s.Closed() {
		t.Errorf("%q", got)
	}
	if got := tell(in, "STAT\r\n"); got != "+OK 1 5\r\n" {
		t.Errorf("%q", got)
	}
}

// A name that begins with X is nobody's of the standard (RFC 2449 section 9);
// XTND is no capability there, but a command of RFC 1082, and not announced.
func TestNoCapabilityBeginsWithX(t *testing.T) {
	for _, c := range capabilities {
		if strings.HasPrefix(c.Tag, "X") && !c.Secret {
			t.Errorf("%s is announced", c.Tag)
		}
	}
	_, said, _ := talk(t, sim.Device{Agent: "leave on server", Plain: true}, sim.Memory{}, "+OK", "+OK\nX-MAGIC 7\nUSER\nUIDL\n.", "+OK", "+OK", "+OK\n.", "+OK")
	if got := strings.Join(said, " / "); got != "CAPA / USER ada / PASS sesame / UIDL / QUIT / " {
		t.Errorf("with a capability that it does not know the client says %q", got)
	}
}

// Only who can be told loses mail by it: a server without CAPA, or of a document
// before it, removes nothing that was not marked (RFC 2449 section 6.7).
func TestNothingStaysOnlyWhereItIsSaid(t *testing.T) {
	for _, c := range []struct {
		service sim.Service
		line    string // that fetches
		left    int
	}{
		{sim.Service{NothingStays: true}, "RETR 1", 1},
		{sim.Service{NothingStays: true, Expire: 7}, "RETR 1", 1},
		{sim.Service{NothingStays: true}, "TOP 1 99", 2},
		{sim.Service{NothingStays: true}, "LIST 1", 2},
		{sim.Service{NothingStays: true, Without: []string{"CAPA"}}, "RETR 1", 2},
		{sim.Service{NothingStays: true, Without: []string{"EXPIRE"}}, "RETR 1", 2},
		{sim.Service{NothingStays: true, Revision: "1725"}, "RETR 1", 2},
		{sim.Service{}, "RETR 1", 2},
	} {
		p, err := Table.For(c.service)
		if err != nil {
			t.Fatal(err)
		}
		w := sim.NewWorld(p, sim.Scenario{Protocol: "POP3", Service: c.service, Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("one\n"), []byte("two\n")}}}})
		l := sim.NewLog(w)
		sim.Play(l, 1, []string{"USER ada", "PASS sesame", c.line, "QUIT"})
		if got := len(l.Machine().(*sim.World).Host().Maildrop("ada").Messages()); got != c.left {
			t.Errorf("%+v: after %s and QUIT %d messages are left, should be %d", c.service, c.line, got, c.left)
		}
	}
}

// What a server calls itself is for people: a client behaves towards all alike
// (RFC 2449 section 6.9).
func TestImplementationChangesNothing(t *testing.T) {
	for _, agent := range []string{"download and delete", "leave on server", "headers first"} {
		said := func(service sim.Service) string {
			p, err := Table.For(service)
			if err != nil {
				t.Fatal(err)
			}
			log := sim.NewLog(sim.NewWorld(p, sim.Scenario{
				Protocol: "POP3", Host: "mail.example.org", Seed: 7, Service: service,
				Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("Subject: 1"), []byte("Subject: 2"), []byte("Subject: 3")}}},
				Devices:   []sim.Device{{Name: "phone", Agent: agent, User: "ada", Password: "sesame", Pipeline: true}},
			}))
			log.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "phone"})
			log.Append(sim.Input{Kind: sim.Rest})
			var all strings.Builder
			for _, e := range log.Events() {
				switch {
				case e.Kind != sim.Sent:
				case e.Side == sim.Client:
					all.Write(e.Octets)
				default:
					all.WriteString("(reply)\n") // where it comes between the commands tells of pipelining
				}
			}
			return all.String()
		}
		usual := said(sim.Service{Without: []string{"IMPLEMENTATION"}})
		if !strings.Contains(usual, "RETR 2\r\nRETR 3\r\n") {
			t.Errorf("%s does not do its errand:\n%s", agent, usual)
		}
		for _, name := range []string{"Popscope", "Dovecot-2.3", "BrokenServer UIDL-is-wrong"} {
			if got := said(sim.Service{Implementation: name}); got != usual {
				t.Errorf("%s: to %q the client says\n%s, and to others\n%s", agent, name, got, usual)
			}
		}
	}
}
