package sim_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop3"
)

// Who mistypes PASS has typed a password all the same.
func TestMistypedPasswordsAreMasked(t *testing.T) {
	for _, line := range []string{" PASS sesame", "PASS\tsesame", "pass\tsesame", "PASSW sesame", "XPASS sesame"} {
		l := session("USER ada", line, "QUIT")
		for _, e := range l.Events() {
			e = sim.Masked(e)
			if all := string(e.Octets) + e.Keyword + e.Text + e.Explain + pop3.Profile.Narrate(e); strings.Contains(strings.ToLower(all), "sesame") {
				t.Errorf("%q: %s: %q %s %q %s", line, e.Kind, e.Octets, e.Keyword, e.Text, e.Explain)
			}
		}
	}
}

// A login with SCRAM has two halves: passwords can be tried on what the server
// says, too, for that holds salt and signature.
func TestChallengesAreMasked(t *testing.T) {
	l := session("AUTH SCRAM-SHA-256 biwsbj1hZGEscj14eXo=") // n,,n=ada,r=xyz
	e := last(t, l, sim.Sent)
	if !strings.HasPrefix(string(e.Octets), "+ c") {
		t.Fatalf("the server answers %q, and not with salt and nonce", e.Octets)
	}
	if masked := string(sim.Masked(e).Octets); strings.Trim(masked, "+ *\r\n") != "" {
		t.Errorf("masked it is %q", masked)
	}
}
