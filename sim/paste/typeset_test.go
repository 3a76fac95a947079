package paste_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
)

// What a word processor has put for hyphen and space is read as these, and a
// note tells it; within what is said it stays.
func TestTypeset(t *testing.T) {
	const want = "+OK\r\n-ERR no\r\n+OK\r\nSubject:\u00A0x – ERR –ERR\r\n.\r\n+OK\r\n"
	for _, text := range []string{
		"S: +OK\nC: USER x\nS: –ERR no\nC: RETR 1\nS: +OK\nS: Subject:\u00A0x – ERR –ERR\nS: .\nC: QUIT\nS: +OK\n",
		"S:\u00A0+OK\nC:\u00A0 USER x\nS: \u00A0−ERR no\nC: RETR 1\nS: +OK\nS: Subject:\u00A0x – ERR –ERR\nS: .\nC:\u202FQUIT\nS: +OK\n",
		"+OK\nUSER x\n–ERR no\nRETR 1\n+OK\nSubject:\u00A0x – ERR –ERR\n.\nQUIT\n+OK\n",
	} {
		if got := saidBy(t, sim.Server, text, "a dash for the hyphen"); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// RTF is named, as HTML is.
func TestRTF(t *testing.T) {
	_, err := paste.Read([]byte("\n{\\rtf1\\ansi S: +OK\\par\nC: USER ada\\par\n"), []*sim.Profile{pop3.Profile}, nil)
	if err == nil || !strings.HasPrefix(err.Error(), "line 2 begins a document in RTF") {
		t.Error(err)
	}
}
