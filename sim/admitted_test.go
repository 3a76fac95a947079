package sim_test

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop1"
	"popscope/sim/pop2"
	"popscope/sim/pop4"
)

// Whatever is typed behind a command that opens a mailbox is no more known in
// what is told of it than where it was typed, though the server says yes.
func TestFoldersNobodyHasLoggedInTo(t *testing.T) {
	greets := "S: +OK Popscope POP3 POP4 rev 0 server ready"
	for name, c := range map[string]struct {
		p      *sim.Profile
		lines  []string
		secret string
		shown  string // what is told of a name that was accepted
	}{
		"POP2, refused":       {pop2.Profile, []string{"S: + ready", "C: HELO ada wrong1", "S: - no", "C: FOLD hunter2secret", "S: #3"}, "hunter2secret", ""},
		"POP2, short":         {pop2.Profile, []string{"S: + ready", "C: FOLD xyz", "S: #3"}, "xyz", ""},
		"POP2, the password":  {pop2.Profile, []string{"S: + ready", "C: HELO ada hunter2secret", "S: #2", "C: FOLD hunter2secret", "S: #3"}, "hunter2secret", "maildrop ada"},
		"POP2, in a folder's": {pop2.Profile, []string{"S: + ready", "C: HELO ada hunter2secret", "S: #2", "C: FOLD xhunter2secretx", "S: #3"}, "hunter2secret", "maildrop ada/x"},
		"POP2, accepted":      {pop2.Profile, []string{"S: + ready", "C: HELO ada wrong1", "S: #2", "C: FOLD letters", "S: #3"}, "wrong1", "maildrop ada/letters"},
		"POP1, no PASS":       {pop1.Profile, []string{"S: +OK", "C: USER ada", "S: +OK", "C: RETR hunter2secret", "S: #10"}, "hunter2secret", ""},
		"POP1, as a name":     {pop1.Profile, []string{"S: +OK", "C: USER xyz", "S: +OK", "C: RETR a", "S: #10"}, "xyz", ""},
		"POP1, accepted":      {pop1.Profile, []string{"S: +OK", "C: USER ada", "S: +OK", "C: PASS wrong1", "S: +OK", "C: RETR letters", "S: #10"}, "wrong1", "maildrop ada/letters"},
		"POP4, no login":      {pop4.Profile, []string{greets, "C: SFLD hunter2secret", "S: +OK", "C: STOR hunter2secret", "S: +OK"}, "hunter2secret", ""},
		"POP4, a name":        {pop4.Profile, []string{greets, "C: USER hunter2secret", "S: +OK", "C: STOR", "S: +OK", "C: .", "S: +OK", "C: SFLD a", "S: +OK"}, "hunter2secret", ""},
		"POP4, the password":  {pop4.Profile, []string{greets, "C: USER ada", "S: +OK", "C: PASS hunter2secret", "S: +OK", "C: CFLD hunter2secret", "S: +OK", "C: RENF hunter2secret aa", "S: +OK"}, "hunter2secret", "maildrop ada"},
		"POP4, renamed":       {pop4.Profile, []string{greets, "C: RENF aa xyz", "S: +OK", "C: CFLD xyz", "S: +OK"}, "xyz", ""},
		"POP4, accepted":      {pop4.Profile, []string{greets, "C: USER ada", "S: +OK", "C: PASS wrong1", "S: +OK", "C: SFLD letters", "S: +OK"}, "wrong1", "maildrop ada/letters"},
	} {
		l := heardIn(c.p, c.lines...)
		_, _, all := saidMasked(c.p, l.Events(), sim.Accounts{})
		if strings.Contains(all, c.secret) {
			t.Errorf("%s: all is told:\n%s", name, all)
		}
		if !strings.Contains(all, c.shown) {
			t.Errorf("%s: %q is not told:\n%s", name, c.shown, all)
		}
	}
}
