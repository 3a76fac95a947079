package show_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

const multipart = "From: a@b\nSubject: two\n  parts\nContent-Type: multipart/mixed; boundary=x\n\nfor the old\n--x\n\nhello\n--x\nContent-Type: image/png; name=p.png\nContent-Transfer-Encoding: base64\n\niVBO\n--x--\n"

// letter is the one that is asked for after the last event.
func letter(t *testing.T, l *sim.Log, r show.LetterRequest) *show.Letter {
	t.Helper()
	got, err := show.LetterOf(l, len(l.Events())-1, &r)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// The same message is read alike on the server, in the client's hands, and by
// who listens.
func TestLetters(t *testing.T) {
	world, tap := played(t, "POP3", 7, []string{"USER ada", "PASS secret", "RETR 1"}, []byte(multipart))
	stored := sim.Canonical([]byte(multipart))
	for name, got := range map[string]*show.Letter{
		"server": letter(t, world, show.LetterRequest{Mailbox: "ada", Item: 1}),
		"client": letter(t, world, show.LetterRequest{Conn: 1, Message: 1}),
		"device": letter(t, world, show.LetterRequest{Mailbox: "ada", Item: 1, Got: true}),
		"tap":    letter(t, tap, show.LetterRequest{Mailbox: "ada", Item: 1}),
		"heard":  letter(t, tap, show.LetterRequest{Conn: 1, Message: 1}),
		"got":    letter(t, tap, show.LetterRequest{Mailbox: "ada", Item: 1, Got: true}),
	} {
		if got.Holds != "whole" || got.Octets != len(stored) || (got.Seq < 0) != (name == "server") || got.Clipped != 0 {
			t.Errorf("%s: %+v", name, got)
		}
		if h := fmt.Sprint(got.Headers); h != "[{From a@b} {Subject two  parts} {Content-Type multipart/mixed; boundary=x}]" {
			t.Errorf("%s: the header is %s", name, h)
		}
		if b := strings.Join(got.Body, "\n"); !strings.HasPrefix(b, "for the old\n--x\n\nhello\n--x\n") || !strings.HasSuffix(b, "\n--x--") {
			t.Errorf("%s: the body is %q", name, b)
		}
		var parts []string
		for _, p := range got.Parts {
			lines := bytes.SplitAfter(stored[p.Off:p.Off+p.Octets], []byte("\r\n"))
			parts = append(parts, fmt.Sprintf("%s %s %s %s %d: %q", p.Name, p.Type, p.Encoding, p.File, p.Octets, lines[0]))
		}
		if s := strings.Join(parts, "\n"); s != `0 multipart/mixed 7bit  198: "From: a@b\r\n"
1 text/plain 7bit  9: "\r\n"
2 image/png base64 p.png 80: "Content-Type: image/png; name=p.png\r\n"` {
			t.Errorf("%s: the parts are\n%s", name, s)
		}
	}
}

// What is held is what has come by then: nothing, the top, the whole, and a top
// that comes after the whole adds nothing. Another session begins with nothing,
// but what a device has, it keeps; what is removed is gone.
func TestLettersComeAndGo(t *testing.T) {
	l, tap := played(t, "POP3", 0, []string{"USER ada", "PASS secret", "TOP 1 0", "RETR 1", "TOP 1 0", "DELE 1", "QUIT", sim.OpenConnection, "USER ada", "PASS secret"}, []byte("Subject: x\n\nbody\n"), []byte("y\n"))
	var client, server, device, seen []string
	add := func(l *sim.Log, seq int, to *[]string, r show.LetterRequest) {
		got, err := show.LetterOf(l, seq, &r)
		if err != nil {
			t.Fatal(err)
		}
		if n := len(*to); n == 0 || (*to)[n-1] != got.Holds {
			*to = append(*to, got.Holds)
		}
		if got.Holds == "nothing" && got.Note == "" {
			t.Error("nobody says why there is no letter")
		}
	}
	for seq := range l.Events() {
		add(l, seq, &client, show.LetterRequest{Conn: 1, Message: 1})
		add(l, seq, &device, show.LetterRequest{Mailbox: "ada", Item: 1, Got: true})
		add(l, seq, &server, show.LetterRequest{Mailbox: "ada", Item: 1})
	}
	for seq := range tap.Events() {
		add(tap, seq, &seen, show.LetterRequest{Mailbox: "ada", Item: 1})
	}
	if got := fmt.Sprint(client, device, server, seen); got != "[nothing top whole nothing] [nothing top whole] [whole nothing] [nothing top whole nothing]" {
		t.Error(got)
	}
	for _, r := range []show.LetterRequest{{Mailbox: "ada", Item: 99}, {Mailbox: "bob", Item: 2}, {Conn: 2, Message: 1}, {Got: true, Device: "x", Mailbox: "ada", Item: 1}} {
		if got := letter(t, l, r); got.Holds != "nothing" || got.Note == "" {
			t.Errorf("%+v: %+v", r, got)
		}
	}
	if _, err := show.LetterOf(l, 0, &show.LetterRequest{}); err == nil {
		t.Error("a letter that nobody named was found")
	}
	if _, err := show.LetterOf(l, 9999, &show.LetterRequest{Conn: 1, Message: 1}); err == nil {
		t.Error("a letter of a time that never was, was found")
	}
}

// The other ways in which a message comes: counted, as a whole mailbox, as a
// part; new mail, and mail that was there and is gone by the end.
func TestOtherLetters(t *testing.T) {
	first := func(l *show.Letter) string { return l.Holds + " " + l.Part + " " + strings.Join(l.Body, "|") }
	l, _ := played(t, "POP1", 0, fetching["POP1"], []byte("a: b\n\nc\n"), []byte("d: e\n\nf\n"))
	for _, r := range []show.LetterRequest{{Conn: 1}, {Got: true, Mailbox: "ada", Item: 2}} {
		if got := first(letter(t, l, r)); got != "whole  c|d: e||f" {
			t.Errorf("POP1 %+v: %s", r, got)
		}
	}
	l, _ = played(t, "POP2", 0, fetching["POP2"], []byte("a: b\n\nc\n"))
	if got := first(letter(t, l, show.LetterRequest{Conn: 1, Message: 1})); got != "whole  c" {
		t.Errorf("POP2: %s", got)
	}
	l, _ = played(t, "POP4", 0, []string{"USER ada", "PASS secret", "XPRT 1 2"}, []byte(multipart))
	if got := first(letter(t, l, show.LetterRequest{Conn: 1, Message: 1})); got != "part 2 iVBO" {
		t.Errorf("POP4: %s", got)
	}
	l, _ = played(t, "POP3", 0, nil, []byte("a: b\n\nold\n"))
	came := l.Append(sim.Input{At: l.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: []byte("a: b\n\nnew\n")})
	for _, line := range []string{"USER ada", "PASS secret", "DELE 1", "DELE 2", "QUIT"} {
		sim.Type(l, 1, line)
	}
	for item, want := range map[int]string{1: "whole  old", 2: "whole  new"} {
		got, err := show.LetterOf(l, came[0].Seq, &show.LetterRequest{Mailbox: "ada", Item: item})
		if err != nil || first(got) != want {
			t.Errorf("item %d: %v %+v", item, err, got)
		}
	}
}

// Whatever a message holds, its letter is text that can be shown, is no longer
// than said, and is the server's own when the client has fetched it.
func TestAnyLetterCanBeShown(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		raw := message().Draw(t, "message")
		l, _ := played(t, "POP2", 0, fetching["POP2"], raw)
		end := len(l.Events()) - 1
		a, err := show.LetterOf(l, end, &show.LetterRequest{Mailbox: "ada", Item: 1})
		if err != nil {
			t.Fatal(err)
		}
		b, err := show.LetterOf(l, end, &show.LetterRequest{Conn: 1, Message: 1})
		if err != nil {
			t.Fatal(err)
		}
		b.Seq = a.Seq
		if x, y := fmt.Sprint(a), fmt.Sprint(b); x != y {
			t.Fatalf("the server's copy:\n%s\nthe client's:\n%s", x, y)
		}
		text := a.Body
		for _, h := range a.Headers {
			text = append(text, h.Name, h.Value)
		}
		for _, s := range text {
			if !utf8.ValidString(s) || strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\t' }) >= 0 {
				t.Fatalf("%q cannot be shown", s)
			}
		}
	})
}

func TestHostileLetters(t *testing.T) {
	p, err := scenario.NewWorld(sim.Scenario{Protocol: "POP3", Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{
		[]byte("no field\r\nX: nul \x00 cr \r del \x7f\r\n\r\n\xff \u202egnp.exe ä\r\n"),
		bytes.Repeat([]byte("0123456789012345678901234567890\n"), 2000),
		[]byte("Content-Type: multipart/mixed; boundary=b\n\n" + strings.Repeat("--b\n", 500)),
	}}}})
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(p)
	sim.Connect(l, 1)
	got := letter(t, l, show.LetterRequest{Mailbox: "ada", Item: 1})
	if s := fmt.Sprint(got.Headers, got.Body); s != "[{ no field} {X nul ␀ cr ␍ del ␡}] [\ufffd \ufffdgnp.exe ä]" || got.Note == "" {
		t.Errorf("%q %s", s, got.Note)
	}
	got = letter(t, l, show.LetterRequest{Mailbox: "ada", Item: 2})
	if shown := len(got.Headers); got.Octets != 2000*33 || got.Clipped != got.Octets-shown*33 || got.Clipped < got.Octets-show.LetterShown || !strings.Contains(got.Note, "are not shown") {
		t.Errorf("%d lines, %d of %d octets are not shown: %s", shown, got.Clipped, got.Octets, got.Note)
	}
	if got = letter(t, l, show.LetterRequest{Mailbox: "ada", Item: 3}); len(got.Parts) != show.PartsShown {
		t.Errorf("%d parts", len(got.Parts))
	}
}
