package pop3

import (
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
)

// Which commands each document has, and what else it changed.
func TestRevisions(t *testing.T) {
	want := map[string]string{
		"1081": "USER PASS RPOP STAT LIST RETR TOP DELE NOOP LAST RSET QUIT QUIT",
		"1225": "USER PASS RPOP STAT LIST RETR TOP DELE NOOP LAST RSET QUIT QUIT",
		"1460": "USER PASS APOP STAT LIST RETR TOP DELE NOOP LAST RSET QUIT QUIT",
		"1725": "USER PASS APOP AUTH STAT LIST UIDL RETR TOP DELE NOOP RSET QUIT QUIT",
		"1939": "USER PASS APOP AUTH CAPA UTF8 LANG STAT LIST UIDL RETR TOP DELE NOOP RSET QUIT QUIT",
	}
	optional := map[string]string{
		"1081": "RPOP TOP", "1225": "RPOP TOP", "1460": "APOP TOP", "1725": "APOP AUTH UIDL TOP", "1939": "USER PASS APOP AUTH CAPA UTF8 LANG UIDL TOP",
	}
	for _, r := range Table.Revisions {
		p, err := Table.For(sim.Service{Revision: r.Name, With: []string{"RPOP"}})
		if err != nil {
			t.Fatal(err)
		}
		var all, left []string
		for _, c := range p.AllCommands() {
			all = append(all, c.Keyword)
			if c.Optional {
				left = append(left, c.Keyword)
			}
		}
		if got := strings.Join(all, " "); got != want[r.Name] {
			t.Errorf("RFC %s has %s, should have %s", r.Name, got, want[r.Name])
		}
		if got := strings.Join(left, " "); got != optional[r.Name] {
			t.Errorf("in RFC %s optional are %s, should be %s", r.Name, got, optional[r.Name])
		}
		timer := map[bool]time.Duration{true: 10 * time.Minute}[r.Name >= "1725"]
		if p.Autologout != timer || p.LogoutWhy.IsZero() != (timer == 0) {
			t.Errorf("RFC %s has a timer of %v, because of %s", r.Name, p.Autologout, p.LogoutWhy)
		}
		if p.Document != r.Ref || p.Revision != r.Name || r.Meaning == "" {
			t.Errorf("RFC %s: %s, %s, %q", r.Name, p.Document, p.Revision, r.Meaning)
		}
		delete(want, r.Name)
	}
	if len(want) > 0 {
		t.Errorf("there is no revision for %v", want)
	}
}

// In each revision each command is defined by that document itself, if not by
// one about a single command; and to make one leaves the others as they are.
func TestRevisionsCiteThemselves(t *testing.T) {
	for _, r := range Table.Revisions {
		p, err := Table.For(sim.Service{Revision: r.Name, With: []string{"RPOP", "XTND"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range p.AllCommands() {
			extra := slices.Contains([]string{"SASL", "CAPA", "UTF8", "LANG", "XTND"}, c.Tag) && c.Keyword != "LIST"
			if c.Ref().Doc != r.Ref.Doc && !extra {
				t.Errorf("RFC %s: %s is defined by %s", r.Name, c.Keyword, c.Ref())
			}
		}
		if auth := p.Find("AUTH", Authorization); r.Name == "1725" && (len(auth.Refs) != 1 || auth.Ref().Doc != 1734) {
			t.Errorf("RFC 1725: AUTH is defined by %v", auth.Refs)
		}
		for _, s := range p.States {
			if s.Ref.Doc != r.Ref.Doc && s.Name != sim.Closed {
				t.Errorf("RFC %s: the %s state is defined by %s", r.Name, s.Name, s.Ref)
			}
		}
	}
	for _, c := range Profile.AllCommands() {
		if doc := c.Ref().Doc; doc < 1939 {
			t.Errorf("today %s is defined by RFC %d", c.Keyword, doc)
		}
	}
}

// A group's name is a letter, then letters, digits and hyphens (RFC 1082,
// Definition of Terms).
func TestGroupNames(t *testing.T) {
	for name, want := range map[string]bool{
		"unix-wizards": true, "a": true, "X1": true, "z-": true,
		"": false, "1x": false, "-x": false, "a b": false, "a/b": false, "a_b": false, "j\xf6rg": false,
	} {
		if properGroup(name) != want {
			t.Errorf("%q is a group's name: %v", name, !want)
		}
	}
}

// The maxima of a group grow with each message, and so do those in it.
func TestMaximaGrow(t *testing.T) {
	h := sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{
		{Name: "ada", Folders: []sim.Folder{{Name: "a", Messages: [][]byte{{}, {}}}}},
		{Name: "bob", Messages: [][]byte{{}}, Folders: []sim.Folder{{Name: "b"}, {Name: "c", Messages: [][]byte{{}, {}}}}},
	}})
	before := 0
	for _, d := range h.Maildrops() {
		for _, m := range d.Messages() {
			if m.Item <= before {
				t.Errorf("%s: %d after %d", d.Name, m.Item, before)
			}
			before = m.Item
		}
		if n := len(d.Messages()); n > 0 && maxima(d) != d.Messages()[n-1].Item || n == 0 && maxima(d) != 0 {
			t.Errorf("%s: %d", d.Name, maxima(d))
		}
	}
}

// A copy of a host remembers what was fetched, and what is fetched there does
// not show on the other.
func TestFetchedIsCopied(t *testing.T) {
	p, err := Table.For(sim.Service{Revision: "1225"})
	if err != nil {
		t.Fatal(err)
	}
	at := func(h *sim.Host, id int, lines string) string {
		s := sim.NewSession(p, h, id)
		s.Step(sim.Input{Kind: sim.Open})
		s.Step(sim.Input{Kind: sim.Octets, Data: []byte("USER ada\r\nPASS sesame\r\n" + lines)})
		all := strings.Split(string(s.Take()), "\r\n")
		s.Step(sim.Input{Kind: sim.Close, From: sim.Client})
		return all[len(all)-2]
	}
	h := host([]byte("1"), []byte("2"), []byte("3"))
	at(h, 1, "RETR 1\r\n")
	c := h.Clone()
	at(c, 2, "RETR 3\r\n")
	at(c, 3, "RETR 2\r\n")
	if a, b := at(h, 4, "LAST\r\n"), at(c, 5, "LAST\r\n"); a != "+OK 1" || b != "+OK 3" {
		t.Errorf("%q and %q", a, b)
	}
}

// The number that LAST gives says nothing about a message: neither its size, nor
// that there is such a one.
func TestLastTellsNoFact(t *testing.T) {
	sc := sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("1")}}}, Service: sim.Service{Revision: "1225"}}
	p, err := Table.For(sc.Service)
	if err != nil {
		t.Fatal(err)
	}
	log := sim.NewLog(sim.NewWorld(p, sc))
	sim.Connect(log, 1)
	replies := 0
	for _, line := range []string{"USER ada", "PASS sesame", "LAST", "RETR 1", "LAST"} {
		sim.Type(log, 1, line)
	}
	for _, e := range log.Events() {
		if e.Keyword == "LAST" && e.Kind == sim.Replied && e.OK {
			replies++
		}
		if e.Keyword == "LAST" && e.Kind == sim.Learned {
			t.Errorf("after LAST: %s", p.Narrate(e))
		}
	}
	if replies != 2 {
		t.Errorf("%d replies to LAST", replies)
	}
}

// Only RFC 2449 limits a command line; a server that is older, or does not know
// CAPA, has nothing to cite for that.
func TestWhoLimitsALine(t *testing.T) {
	for _, s := range []sim.Service{{Revision: "1081"}, {Revision: "1225"}, {Revision: "1460"}, {Revision: "1725"}, {Without: []string{"CAPA"}}, {}} {
		p, err := Table.For(s)
		if err != nil {
			t.Fatal(err)
		}
		r := p.Refusals[sim.LineTooLong]
		_, law := p.Laws[sim.LongCommand]
		if known := p.Offers("CAPA"); known != (r.Why.Doc == 2449 && r.Why.Standing == "") || known != law {
			t.Errorf("%+v: a line too long is refused by %s; it is a breach: %v", s, r.Why, law)
		}
	}
}

// That PASS comes immediately after USER is a word of RFC 1939.
func TestImmediatelyIsOf1939(t *testing.T) {
	for _, r := range revisions {
		p, err := Table.For(sim.Service{Revision: r.Name})
		if err != nil {
			t.Fatal(err)
		}
		if said := p.Refusals[sim.OutOfOrder].Explain; strings.Contains(said, "directly after") != (r.Name == "1939") {
			t.Errorf("RFC %s: %s", r.Name, said)
		}
	}
}
