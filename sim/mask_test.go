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
