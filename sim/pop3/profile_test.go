package pop3

import (
	"bytes"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
)

// The example of RFC 1939 section 7.
func TestDigest(t *testing.T) {
	const want = "c4c9334bac560ecc979e58001b3e22fb"
	if got := Digest("<1896.697170952@dbc.mtview.ca.us>", "tanstaaf"); got != want {
		t.Errorf("the digest is %s, should be %s", got, want)
	}
}

// host makes a server host with one mailbox, ada, whose password is "sesame".
func host(messages ...[]byte) *sim.Host {
	return sim.NewHost(sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 7, Epoch: 844164000,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: messages}},
	})
}

// connect opens a session on a host; after is what it has been told since.
func connect(h *sim.Host, id int, after ...string) *sim.Session {
	s := sim.NewSession(Profile, h, id)
	s.Step(sim.Input{Kind: sim.Open})
	for _, line := range after {
		tell(s, line+"\r\n")
	}
	return s
}

// tell hands octets to a session, and gives all that it answers.
func tell(s *sim.Session, octets string) string {
	s.Step(sim.Input{Kind: sim.Octets, Data: []byte(octets)})
	out := string(s.Take())
	for s.Pending() {
		s.Step(sim.Input{Kind: sim.Wait})
		out += string(s.Take())
	}
	return out
}

var loggedIn = []string{"USER ada", "PASS sesame"}

// Whatever the line, and whatever the state, there is one reply, whose first
// line begins with a status indicator in upper case, ends with CRLF, and has no
// more than 512 octets; an -ERR ends with that line.
func TestEveryReplyIsWellFormed(t *testing.T) {
	before := map[string][]string{
		"after the greeting": nil, "after USER": {"USER ada"}, "TRANSACTION": loggedIn, "with a mark": append(slices.Clone(loggedIn), "DELE 1"),
	}
	form := regexp.MustCompile(`^(?:\+OK|-ERR)(?: [\x20-\x7E]*)?\r\n`)
	keywords := []string{""}
	for _, c := range Profile.AllCommands() {
		keywords = append(keywords, c.Keyword+" ", strings.ToLower(c.Keyword))
	}
	rapid.Check(t, func(t *rapid.T) {
		state := rapid.SampledFrom([]string{"after the greeting", "after USER", "TRANSACTION", "with a mark"}).Draw(t, "state")
		s := connect(host([]byte("Subject: x\n\n.\n"), []byte("\xff\x00")), 1, before[state]...)
		s.Take()
		line := rapid.SampledFrom(keywords).Draw(t, "keyword") +
			string(rapid.SliceOfN(rapid.OneOf(rapid.ByteRange('0', '3'), rapid.Just(byte(' ')), rapid.Byte()), 0, 300).Draw(t, "rest"))
		line = strings.ReplaceAll(line, "\n", "")
		reply := tell(s, line+"\r\n")
		first := form.FindString(reply)
		if first == "" || len(first) > Profile.Dialect.LineLimit {
			t.Fatalf("%q is answered with %q", line, reply)
		}
		if rest := reply[len(first):]; rest != "" && (first[0] == '-' || !strings.HasSuffix(reply, "\r\n.\r\n")) {
			t.Fatalf("%q is answered with %q", line, reply)
		}
	})
}

// The longest names that can be, in the replies that repeat them.
func TestLongNamesFit(t *testing.T) {
	name := strings.Repeat("n", 40)
	h := sim.NewHost(sim.Scenario{
		Host: strings.Repeat("h", 255), Seed: 1 << 62, Epoch: 1 << 40,
		Mailboxes: []sim.Mailbox{{Name: name, Password: "x", Messages: [][]byte{make([]byte, 1<<20)}}},
	})
	s := sim.NewSession(Profile, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	for _, line := range []string{"", strings.Repeat("k", 250), "USER " + name, "PASS x", "USER " + name, "LIST " + strings.Repeat("9", 40), "QUIT"} {
		if line != "" {
			s.Step(sim.Input{Kind: sim.Octets, Data: []byte(line + "\r\n")})
		}
		reply := s.Take()
		if len(reply) == 0 || len(reply) > Profile.Dialect.LineLimit {
			t.Errorf("%q is answered with %d octets: %q", line, len(reply), reply)
		}
	}
}

// No two greetings of a host have the same timestamp, and each is a msg-id:
// something, "@", the host, in angle brackets.
func TestGreetingTimestampsDiffer(t *testing.T) {
	form := regexp.MustCompile(`^\+OK POP3 server ready (<[0-9]+\.[0-9]+@mail\.example\.org>)\r\n$`)
	seen := map[string]bool{}
	h := host()
	for i := range 1000 {
		s := sim.NewSession(Profile, h, i+1)
		s.Step(sim.Input{Kind: sim.Open, At: time.Duration(i/10) * time.Second})
		m := form.FindSubmatch(s.Take())
		if m == nil {
			t.Fatal("the greeting has no timestamp")
		}
		if stamp := string(m[1]); seen[stamp] || stamp != s.Stamp {
			t.Fatalf("%s: used twice, or not the one that APOP goes by, %s", stamp, s.Stamp)
		}
		seen[string(m[1])] = true
	}
}

// Whatever the messages, each has a unique-id of its own, of 1 to 70 octets
// from 0x21 to 0x7E, and has it in the next session too, with or without an
// UPDATE state in between.
func TestUniqueIDs(t *testing.T) {
	listing := regexp.MustCompile(`(?m)^[0-9]+ ([\x21-\x7E]{1,70})\r$`)
	ids := func(s *sim.Session) (ids []string) {
		for _, m := range listing.FindAllStringSubmatch(tell(s, "UIDL\r\n"), -1) {
			ids = append(ids, m[1])
		}
		return ids
	}
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(rapid.SampledFrom([][]byte{{}, []byte("x\n"), []byte("x\r\n")}), rapid.SliceOfN(rapid.Byte(), 0, 20))
		messages := rapid.SliceOfN(text, 1, 12).Draw(t, "messages")
		h := host(messages...)
		s := connect(h, 1, loggedIn...)
		first := ids(s)
		seen := map[string]bool{}
		for _, id := range first {
			seen[id] = true
		}
		if len(first) != len(messages) || len(seen) != len(messages) {
			t.Fatalf("%d messages have the unique-ids %q", len(messages), first)
		}
		s.Step(sim.Input{Kind: sim.Close})
		s = connect(h, 2, loggedIn...)
		if again := ids(s); strings.Join(again, " ") != strings.Join(first, " ") {
			t.Fatalf("%q became %q when a connection was lost", first, again)
		}
		tell(s, "DELE 1\r\nQUIT\r\n")
		if again := ids(connect(h, 3, loggedIn...)); strings.Join(again, " ") != strings.Join(first[1:], " ") {
			t.Fatalf("%q became %q when the first was removed", first, again)
		}
	})
}

// Many commands in one piece are answered one by one, in order; what follows
// QUIT is not.
func TestCommandsInOnePiece(t *testing.T) {
	got := tell(connect(host([]byte("one\n")), 1), "USER ada\r\nPASS sesame\r\nSTAT\r\nNOOP\r\nQUIT\r\nSTAT\r\nUSER ada\r\n")
	if n := strings.Count(got, "\r\n"); n != 6 || !strings.Contains(got, "+OK 1 5\r\n+OK\r\n+OK mail.example.org POP3 server signing off") {
		t.Errorf("%q", got)
	}
}

// A session that is over keeps nothing of what still arrives.
func TestClosedSessionKeepsNothing(t *testing.T) {
	s := connect(host(), 1, "QUIT")
	s.Take()
	for range 100 {
		if got := tell(s, strings.Repeat("x", 1<<10)); got != "" || s.Pending() {
			t.Fatalf("answered %q after the end", got)
		}
	}
	s.Step(sim.Input{Kind: sim.Open})
	if got := tell(s, "\r\n"); bytes.Count([]byte(got), []byte("-ERR")) != 1 || !strings.HasSuffix(got, "a command was expected\r\n") {
		t.Errorf("what came before the connection was opened is answered in it: %q", got)
	}
}

// The autologout timer runs for at least ten minutes.
func TestAutologoutIsLongEnough(t *testing.T) {
	if Profile.Autologout < 10*time.Minute {
		t.Errorf("%v are too short", Profile.Autologout)
	}
	s := connect(host(), 1)
	s.Take()
	if s.Step(sim.Input{Kind: sim.Wait, At: Profile.Autologout - 1}); s.Closed() {
		t.Error("closed too early")
	}
	if s.Step(sim.Input{Kind: sim.Wait, At: Profile.Autologout}); !s.Closed() || len(s.Take()) > 0 {
		t.Error("not closed, or not in silence")
	}
}

// What the table says about arguments and keywords is what section 3 allows.
func TestKeywordsAndArguments(t *testing.T) {
	for _, c := range Table.AllCommands() {
		keyword, _, _ := strings.Cut(c.Keyword, " ") // RFC 1082 calls what follows XTND no keyword
		if len(keyword) < 3 || len(keyword) > 4 || c.Keyword != strings.ToUpper(c.Keyword) {
			t.Errorf("keyword %q", c.Keyword)
		}
		if len(c.Refs) == 0 || c.Meaning == "" {
			t.Errorf("%s has no source, or no meaning", c.Keyword)
		}
		size := len(c.Keyword) + 2
		for _, a := range c.Args {
			if a.Max != 40 && c.Ref().Doc == 1939 {
				t.Errorf("%s: argument %s may have %d octets", c.Keyword, a.Name, a.Max)
			}
			size += 1 + a.Max
		}
		if size > Table.LineLimit {
			t.Errorf("%s may need %d octets, a line has %d", c.Keyword, size, Table.LineLimit)
		}
	}
}

// Which commands a server may leave out (sections 7 and 9).
func TestOptionalCommands(t *testing.T) {
	var got []string
	for _, c := range Profile.AllCommands() {
		if c.Optional && c.Ref().Doc == 1939 {
			got = append(got, c.Keyword)
		}
	}
	if strings.Join(got, " ") != "USER PASS APOP UIDL TOP" {
		t.Errorf("optional are %v", got)
	}
}

// The commands that send something in the clear cite the section that says so.
func TestDangersAreCited(t *testing.T) {
	for _, c := range Profile.AllCommands() {
		cited := slices.Contains(c.Refs, section("13"))
		if dangerous := slices.Contains([]string{"PASS", "RETR", "TOP"}, c.Keyword); dangerous && !cited {
			t.Errorf("%s sends secrets or mail in the clear, and does not cite section 13", c.Keyword)
		}
	}
}

// A server may well give two equal messages the same unique-id: the client
// still tells them apart, by their numbers.
func TestEqualUniqueIDs(t *testing.T) {
	l := sim.NewLog(sim.NewTap(Profile))
	see := func(from sim.Side, octets string) {
		l.Append(sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(octets)})
	}
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Open})
	see(sim.Server, "+OK\r\n")
	for _, line := range loggedIn {
		see(sim.Client, line+"\r\n")
		see(sim.Server, "+OK\r\n")
	}
	see(sim.Client, "UIDL\r\n")
	see(sim.Server, "+OK\r\n1 same\r\n2 same\r\n.\r\n")
	see(sim.Client, "DELE 2\r\n")
	see(sim.Server, "+OK\r\n")
	v, err := l.View(len(l.Events()) - 1)
	if err != nil {
		t.Fatal(err)
	}
	got := v.Conns[0].Messages
	if len(got) != 2 || got[0].UniqueID != "same" || got[1].UniqueID != "same" || got[0].Deleted || !got[1].Deleted {
		t.Errorf("%+v", got)
	}
}

// A login that is refused, for whatever reason, leaves the maildrop free for the
// next (RFC 1939 section 4).
func TestRefusedLoginLeavesNoLock(t *testing.T) {
	for reason, lines := range map[string][]string{
		"a wrong password":    {"USER ada", "PASS wrong"},
		"a wrong digest":      {"APOP ada 0"},
		"no such mechanism":   {"AUTH GSSAPI"},
		"a cancelled login":   {"AUTH PLAIN", "*"},
		"a login that is cut": {"USER ada"},
	} {
		h := host([]byte("one\n"))
		connect(h, 1, lines...)
		if in := connect(h, 2, "USER ada", "PASS sesame"); in.State() != Transaction {
			t.Errorf("after %s nobody else gets in: %s", reason, in.State())
		}
	}
	h := sim.NewHost(sim.Scenario{Service: sim.Service{LoginDelay: time.Hour}, Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame"}}})
	connect(h, 1, "USER ada", "PASS sesame", "QUIT")
	early := connect(h, 2, "USER ada", "PASS sesame")
	if early.State() != Authorization || h.Maildrop("ada").Holder() != 0 {
		t.Errorf("a login that comes too early holds the maildrop: %s", early.State())
	}
}
