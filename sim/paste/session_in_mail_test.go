package paste_test

import (
	"testing"

	"popscope/sim"
)

// A message that is shown without marks may hold a session: it goes on to the
// termination octet that is there. Where there is none, a command that is
// answered ends it.
func TestSessionWithinAMessage(t *testing.T) {
	const before, after = "S: +OK\nC: RETR 1\nS: +OK 200 octets\nSubject: a log\n\nC: DELE 1\nS: +OK\nC: QUIT\n", "C: QUIT\nS: +OK bye\n"
	if got, want := saidBy(t, sim.Client, before+".\n"+after, "Lines 6 to 8 begin as if with a mark"), "RETR 1\r\nQUIT\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, rest := range []string{"S: +OK bye\n", "S: +OK\nC: RETR 2\nS: +OK\nhello\n.\n" + after} {
		if got := saidBy(t, sim.Client, before+rest); len(got) < len("RETR 1\r\nDELE 1\r\nQUIT\r\n") || got[:16] != "RETR 1\r\nDELE 1\r\n" {
			t.Errorf("%q", got)
		}
	}
}
