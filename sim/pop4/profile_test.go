package pop4

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/rfc"
)

// What the proposal says and what it does not is told apart: of a command with
// a name of its own only name and purpose are stated, and a name that begins
// with X is Popscope's own through and through.
func TestEveryRowHasItsStanding(t *testing.T) {
	sourced := map[string]bool{"LFLD": true, "SFLD": true, "CFLD": true, "DFLD": true, "MOVF": true, "RENF": true, "MOVE": true, "COPY": true, "STOR": true}
	for _, c := range Profile.Commands {
		stated := false
		for _, r := range c.Refs {
			stated = stated || r.Standing == rfc.Stated
		}
		ours := strings.HasPrefix(c.Keyword, "X")
		switch {
		case sourced[c.Keyword] == ours || stated == ours:
			t.Errorf("%s: a name with X stands for what nobody could find, and for nothing else", c.Keyword)
		case ours && (c.Refs[0].Standing != rfc.Ours || !strings.Contains(c.Meaning, "Popscope's own")):
			t.Errorf("%s does not say that it is Popscope's own: %s, %s", c.Keyword, c.Refs[0], c.Meaning)
		case !ours && c.Refs[0].Standing != rfc.Inferred:
			t.Errorf("%s is answered as if that were stated: %s", c.Keyword, c.Refs[0])
		}
	}
	for _, r := range reasons {
		if r.why.Standing == rfc.Stated {
			t.Errorf("no refusal is stated: %q", r.text)
		}
	}
	for _, c := range Profile.Choices {
		if c.Ref.Standing == rfc.Stated {
			t.Errorf("what is stated is no choice: %q", c.Question)
		}
	}
}

// As many flags as there are have a label in a reply.
func TestFlagsAreLabelled(t *testing.T) {
	if n := len(flagLine.Line) - 1; n != len(allFlags) {
		t.Errorf("%d flags are labelled, there are %d", n, len(allFlags))
	}
}

// The words by which a client knows POP4 stand in the greeting, and are labelled.
func TestGreetingIsLabelled(t *testing.T) {
	s := sim.NewSession(Profile, host(), 1)
	s.Trace = true
	var got []string
	for _, e := range s.Step(sim.Input{Kind: sim.Open}) {
		for _, x := range e.Spans {
			got = append(got, fmt.Sprintf("%s %q", x.Token, e.Octets[x.Off:x.Off+x.Len]))
		}
	}
	want := []string{
		`status indicator "+OK"`, `space " "`, `text "Popscope POP3 "`, `protocol name "POP4 rev"`, `text " 0 server ready "`,
		`timestamp "<1008.1049646929@mail.example.org>"`, `CRLF "\r\n"`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("the greeting is %s", got)
	}
}

// host makes a server host with one user, ada, whose password is "sesame".
func host(messages ...[]byte) *sim.Host {
	return sim.NewHost(sim.Scenario{
		Host: "mail.example.org", Seed: 7, Epoch: 1049646929,
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: messages}},
	})
}

// login opens a session on a host.
func login(h *sim.Host) *sim.Session {
	s := sim.NewSession(Profile, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	tell(s, "USER ada", "PASS sesame")
	return s
}

// tell sends lines to a session, and gives what it answers to the last.
func tell(s *sim.Session, lines ...string) (answer string) {
	for _, l := range lines {
		s.Take()
		s.Step(sim.Input{Kind: sim.Octets, Data: []byte(l + "\r\n")})
		answer = string(s.Take())
	}
	return answer
}

// Whatever is done with folders and messages, each folder lies in one that is
// there, has a name that can be typed, and no message is lost but by DELE.
func TestNothingIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		h := host([]byte("Subject: a\n\na\n"), []byte("Subject: b\n\nb\n"), []byte("Subject: c\n\nc\n"))
		s := login(h)
		name := rapid.SampledFrom([]string{"INBOX", "ada", "a", "b", "a/b", "b/a", "a/b/c", "INBOX/a", "/", "c", strings.Repeat("long", 9), "a/", "..", "A"})
		number := rapid.IntRange(1, 5)
		want := 3
		for range rapid.IntRange(0, 30).Draw(t, "commands") {
			more := 0
			var line string
			switch k := rapid.SampledFrom([]string{"CFLD", "CFLD", "DFLD", "SFLD", "RENF", "MOVF", "MOVE", "COPY", "STOR"}).Draw(t, "keyword"); k {
			case "CFLD", "DFLD", "SFLD":
				line = k + " " + name.Draw(t, "folder")
			case "RENF", "MOVF":
				line = k + " " + name.Draw(t, "folder") + " " + name.Draw(t, "other")
			case "STOR":
				line, more = "STOR\r\ntext\r\n.", 1
			default:
				line = fmt.Sprintf("%s %s %d", k, name.Draw(t, "folder"), number.Draw(t, "message"))
				if k == "COPY" {
					more = 1
				}
			}
			if strings.Contains(tell(s, line), "-ERR") {
				more = 0
			}
			want += more
			whole(t, h, want, line)
		}
	})
}

// whole holds that the folders of a host make sense, and hold so many messages.
func whole(t *rapid.T, h *sim.Host, messages int, after string) {
	there, n := map[string]bool{inbox: true}, 0
	ids := map[string]bool{}
	for _, d := range h.Folders("ada") {
		if d.Folder != "" && there[d.Folder] || d.Name != strings.TrimSuffix("ada/"+d.Folder, "/") {
			t.Fatalf("after %q: %q, known as %q, is there twice or astray", after, d.Folder, d.Name)
		}
		there[d.Folder] = true
		last := 0
		for _, m := range d.Messages() {
			n++
			if ids[m.UniqueID] || m.Item <= last {
				t.Fatalf("after %q: item %d, %s, is out of place", after, m.Item, m.UniqueID)
			}
			ids[m.UniqueID], last = true, m.Item
		}
	}
	for name := range there {
		if outer := sim.OuterFolder(name); outer != "" && !there[outer] || len(name) > nameMax {
			t.Fatalf("after %q: nobody can reach %q", after, name)
		}
	}
	if n != messages {
		t.Fatalf("after %q: %d messages, not %d", after, n, messages)
	}
}

// A text that is too large is thrown away as it comes, answered once, and the
// session goes on.
func TestTooLargeAMessageIsNotStored(t *testing.T) {
	h := host()
	s := login(h)
	tell(s, "STOR")
	for range messageMax/500 + 1 {
		if answer := tell(s, strings.Repeat("x", 498)); answer != "" {
			t.Fatalf("answered before the end: %q", answer)
		}
	}
	if answer := tell(s, "."); answer != "-ERR message too large\r\n" {
		t.Errorf("answered with %q", answer)
	}
	if answer := tell(s, "STAT"); answer != "+OK 0 0\r\n" {
		t.Errorf("something was stored: %q", answer)
	}
}

// The largest message is stored octet for octet.
func TestTheLargestMessageIsStored(t *testing.T) {
	s := login(host())
	text := bytes.Repeat([]byte(strings.Repeat("x", lineMax-2)+"\r\n"), messageMax/lineMax)
	text = append(text, strings.Repeat("y", messageMax-len(text)-2)+"\r\n"...)
	tell(s, "STOR")
	s.Step(sim.Input{Kind: sim.Octets, Data: append(bytes.Clone(text), ".\r\n"...)})
	if answer := string(s.Take()); answer != fmt.Sprintf("+OK 1 %d stored\r\n", messageMax) {
		t.Fatalf("answered with %q", answer)
	}
	if !bytes.Equal(s.Message(1).Raw, text) {
		t.Error("it is not what was sent")
	}
}

// From a server that knows no POP4 the filer fetches the messages, and leaves
// them there.
func TestFilerWithoutFolders(t *testing.T) {
	p := *pop3.Profile
	p.Agents = agents
	for _, d := range []sim.Device{{Plain: true}, {}} {
		d.Name, d.Agent, d.User, d.Password = "desk", "filer", "ada", "sesame"
		l := sim.NewLog(sim.NewWorld(&p, sim.Scenario{
			Protocol: "POP3", Host: "mail.example.org", Seed: 7, Devices: []sim.Device{d},
			Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("Subject: a\n"), []byte("Subject: b\n")}}},
		}))
		l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "desk"})
		l.Settle()
		v, err := l.View(len(l.Events()) - 1)
		if err != nil {
			t.Fatal(err)
		}
		held := 0
		for _, m := range v.Conns[0].Messages {
			if m.Holds == "whole" {
				held++
			}
		}
		if left := len(l.Machine().(*sim.World).Host().Maildrop("ada").Messages()); held != 2 || left != 2 || v.Conns[0].Open {
			t.Errorf("plain %v: the client holds %d messages, %d are left, and the connection is open: %v", d.Plain, held, left, v.Conns[0].Open)
		}
	}
}

// More messages than one command line can name are moved by several.
func TestFilerWithManyMessages(t *testing.T) {
	var mail [][]byte
	for i := range 300 {
		mail = append(mail, fmt.Appendf(nil, "Subject: %d\n", i))
	}
	l := sim.NewLog(sim.NewWorld(Profile, sim.Scenario{
		Protocol: "POP4", Host: "mail.example.org", Seed: 7,
		Devices:   []sim.Device{{Name: "desk", Agent: "filer", User: "ada", Password: "sesame"}},
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: mail}},
	}))
	l.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "desk"})
	l.Settle()
	h := l.Machine().(*sim.World).Host()
	if n, left := len(h.Maildrop("ada/Archive").Messages()), len(h.Maildrop("ada").Messages()); n != 300 || left != 0 {
		t.Errorf("%d messages are filed, %d are left", n, left)
	}
}
