package reading

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/show"
)

// Texts that people keep, and the session that is in each.
func TestCases(t *testing.T) {
	for _, c := range []struct{ name, want, note string }{
		{"03-quoted", "S: +OK ready\nC: USER a\nS: +OK\nC: PASS b\nS: +OK\nC: STAT\nS: +OK 1 57\n", "Line 1 is not said by either side"},
		{"05-stamped-arrows", "S: +OK post.example.net POP ready <77.1@post.example.net>\nC: USER eve\nS: +OK name taken\nC: PASS ******\nS: +OK 0 letters\nC: QUIT\nS: +OK goodbye\n", "the other way round"},
		{"c2-auth-lists-mechanisms", "S: +OK ready\nC: AUTH\nS: +OK\nS: PLAIN\nS: LOGIN\nS: .\nC: USER ada\nS: +OK\nC: PASS x\nS: +OK in\nC: STAT\nS: +OK 1 74\nC: QUIT\nS: +OK bye\n", ""},
		{"d3-quoted-transcript", "S: +OK ready\nC: USER ada\nS: +OK\nC: QUIT\nS: +OK bye\n", "The text is quoted"},
		{"d4-indented-terminal", "S: +OK ready\nC: user ada\nS: +OK\nC: pass x\nS: +OK in\nC: stat\nS: +OK 0 0\nC: quit\nS: +OK bye\n", ""},
		{"d7-two-sessions", "S: +OK one\nC: QUIT\nS: +OK bye\nC: <open connection>\nS: +OK two\nC: QUIT\nS: +OK bye\n", ""},
		{"d9-poplib-debug", "S: +OK ready\nC: USER ada\nS: +OK\nC: QUIT\nS: +OK bye\n", ""},
		{"d5-rfc-placeholder", "", "Line 12 only describes octets"},
		{"d6-bracket-placeholder", "", "Line 12 only describes octets"},
		{"08-top-without-n", "", ""},
		{"09-stat-two-spaces", "", ""},
		{"16-auth-ok-without-exchange", "", "Line 1 is not said by either side"},
		{"17-apop-without-timestamp", "S: +OK POP3 ready 1500000000.42@mail.example.net\nC: APOP ada 05e4340e6dbba8e96609321897e1adb3\nS: -ERR [AUTH] no\n", ""},
	} {
		s := readCase(t, c.name)
		got := spoken(s)
		if c.want != "" && got != "C: <open connection>\n"+c.want {
			t.Errorf("%s: it says\n%swant\n%s", c.name, got, c.want)
		}
		if notes := strings.Join(s.Notes, "\n"); !strings.Contains(notes, c.note) {
			t.Errorf("%s: the notes are %s", c.name, notes)
		}
	}
}

func readCase(t *testing.T, name string) Session {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("testdata", "cases", name+".txt"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := Read(file, nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return s
}

// spoken is what is said and done, as the Inputs have it.
func spoken(s Session) string {
	var b strings.Builder
	for _, in := range s.Inputs {
		e := sim.Event{Kind: sim.Sent, Side: in.From, Octets: in.Data, Conn: in.Conn}
		switch in.Kind {
		case sim.Open:
			e.Kind = sim.Opened
		case sim.Close:
			e.Kind = sim.Hangup
		case sim.Octets:
		default:
			continue
		}
		for _, l := range show.TranscriptLines(e) {
			b.WriteString(l + "\n")
		}
	}
	return b.String()
}
