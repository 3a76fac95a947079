package paste_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pop3"
)

// saidBy is what a side says in a transcript: its octets joined, "[n]" where n
// are missing. A note for each text in noted must be there.
func saidBy(t *testing.T, side sim.Side, text string, noted ...string) string {
	t.Helper()
	p, err := paste.Read([]byte(text), []*sim.Profile{pop3.Profile}, nil)
	if err != nil {
		t.Errorf("%v\n%q", err, text)
		return ""
	}
	for _, want := range noted {
		if all := strings.Join(p.Notes, "\n"); !strings.Contains(all, want) {
			t.Errorf("no note %q in:\n%s", want, all)
		}
	}
	var b strings.Builder
	for _, in := range p.Inputs {
		switch {
		case in.From == side && in.Kind == sim.Octets:
			b.Write(in.Data)
		case in.From == side && in.Kind == sim.Missing:
			b.WriteString("[missing]")
		}
	}
	return b.String()
}

// What a terminal has written over is not said by anybody; what it shows in the
// end is.
func TestWrittenOver(t *testing.T) {
	const meter = "\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0"
	const note = "CR or backspace stands within the line"
	for _, text := range []string{
		"  % Total    % Received\n" + meter + "*   Trying 127.0.0.1:110...\n< +OK\r\n> USER ada\r\n< +OK\r\n> QUIT\r\n< +OK\r\n" + meter + "\n",
		meter + "< +OK\r\n> USER ada\r\n" + meter + meter + "< +OK\r\n> QUIT\r\n< +OK\r\n",
		"\x1b[?2004h$ telnet mail 110\r\n\x1b[?2004l\rTrying 192.0.2.1...\r\nConnected to mail.\r\n+OK\r\nUSEX\b \bR ada\r\n+OK\r\nQUIT\r\n+OK\r\n",
		"$ tel\r\x1b[K$ nc mail 110\r\n+OK\r\nUSER ada\r\n+OK\r\nQUIT\r\n+OK\r\n",
	} {
		if got := saidBy(t, sim.Client, text, note); got != "USER ada\r\nQUIT\r\n" {
			t.Errorf("%q: %q", text, got)
		}
		if got := saidBy(t, sim.Server, text); got != "+OK\r\n+OK\r\n+OK\r\n" {
			t.Errorf("%q: %q", text, got)
		}
	}
	text := "> RETR 1\r\n< +OK\r\n" + meter + "\n* Connection #0 to host x left intact\nFrom: x\n\nhello\n"
	if got := saidBy(t, sim.Server, text); got != "+OK\r\nFrom: x\r\n\r\nhello\r\n" {
		t.Errorf("%q", got)
	}
	// Of the line before CR something would still be seen: it is not written over.
	if _, err := paste.Read([]byte("S: +OK ready, and long\rC: USER ada\nS: +OK\n"), []*sim.Profile{pop3.Profile}, nil); err == nil {
		t.Error("two lines are read as one")
	}
}

// A document's pages are no part of what is said.
func TestPages(t *testing.T) {
	const page = "\n\n\nMyers & Rose     Standards Track     [Page 19]\n\f\nRFC 1939     POP3     May 1996\n\n\n"
	text := "S: +OK\nC: LIST\nS: +OK\nS: 1 120\n" + page + "S: 2 200\nS: .\n" + page + "C: QUIT\n\fS: +OK\n"
	if got, want := saidBy(t, sim.Server, text, "Lines 8 to 10, 18 to 20 and 24: the form feed"), "+OK\r\n+OK\r\n1 120\r\n2 200\r\n.\r\n+OK\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
