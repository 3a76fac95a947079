package paste_test

import (
	"strings"
	"testing"

	"popscope/sim"
)

// A line of the client's that is not shown is missing: no command is made of it.
func TestHiddenLine(t *testing.T) {
	for _, line := range []string{
		"Logging suppressed (it probably contained auth information)", "[password hidden]", "<hidden>", "[hidden]", "***", "********", "••••", "...", "(snip)",
	} {
		text := "S: +OK\nC: USER ada\nS: +OK\nC: " + line + "\nS: +OK in\nC: STAT\nS: +OK 1 100\nC: QUIT\nS: +OK\n"
		if got, want := saidBy(t, sim.Client, text, "Line 4 only describes octets"), "USER ada\r\n[missing]STAT\r\nQUIT\r\n"; got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

// The same holds where a command goes on in an exchange.
func TestHiddenAnswer(t *testing.T) {
	text := "S: +OK\nC: AUTH CRAM-MD5\nS: + PDE=\nC: [hidden]\nS: +OK\nC: QUIT\nS: +OK\n"
	if got, want := saidBy(t, sim.Client, text), "AUTH CRAM-MD5\r\n[missing]QUIT\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Where a response says that something of it is left out, with or without the
// server's mark, that is missing, and not a line of it.
func TestLeftOutOfAResponse(t *testing.T) {
	for _, line := range []string{
		"...", "[...]", "(snip)", "…", "<snip>", "   :", "etc.", "(398 more lines)", "--- 398 lines deleted ---", "[... 300 lines snipped ...]",
	} {
		for _, mark := range []string{"", "S: "} {
			for _, c := range [][2]string{{"LIST", "1 120"}, {"RETR 1", "Subject: x"}} {
				text := strings.Join([]string{"S: +OK", "C: PASS x", "S: +OK", "C: " + c[0], "S: +OK", "S: " + c[1], mark + line, "S: .", "C: QUIT", "S: +OK\n"}, "\n")
				if got, want := saidBy(t, sim.Server, text, "Line 7 only describes octets"), "+OK\r\n+OK\r\n+OK\r\n"+c[1]+"\r\n[missing].\r\n+OK\r\n"; got != want {
					t.Errorf("%s%s in %s: %q, want %q", mark, line, c[0], got, want)
				}
			}
		}
	}
}
