package sim_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/wire"
)

// watchful is a Guard that notes what it is asked and told, and hangs up at the
// word "stranger".
type watchful struct{ noted []string }

func (w *watchful) Meet(l wire.Line, row *sim.Command, against sim.Refusal) *sim.Reply {
	keyword := "nothing"
	if row != nil {
		keyword = row.Keyword
	}
	w.noted = append(w.noted, fmt.Sprintf("%s is %s: %s", l.Text, keyword, against))
	if strings.Contains(string(l.Text), "stranger") {
		return &sim.Reply{Count: -1, Close: true, Text: "go away"}
	}
	return nil
}

func (w *watchful) Login(name string, in bool) {
	w.noted = append(w.noted, fmt.Sprintf("login of %s: %v", name, in))
}

// A Guard meets every line before the login, also those of an exchange, and none
// behind it; it is told how each login ended, and the Session goes no further
// until it is asked to.
func TestGuardMeetsEveryLineBeforeTheLogin(t *testing.T) {
	for protocol, c := range map[string]struct{ said, noted []string }{
		"POP1": {
			[]string{"XYZZY", "USER eve", "USER ada", "PASS wrong", "USER ada", "PASS a secret", "NOOP", "QUIT"},
			[]string{"XYZZY is nothing: unknown command", "USER eve is USER: ", "login of eve: false", "USER ada is USER: ", "PASS wrong is PASS: ", "login of ada: false", "USER ada is USER: ", "PASS a secret is PASS: ", "login of ada: true"},
		},
		"POP2": {
			[]string{"HELO ada wrong"},
			[]string{"HELO ada wrong is HELO: ", "login of ada: false"},
		},
		"POP3": {
			[]string{"STAT", "AUTH PLAIN", "AGFkYQB3cm9uZw==", "APOP ada 00", "USER ada", "PASS a secret", "STAT", "stranger", "QUIT"},
			[]string{"STAT is STAT: wrong state", "AUTH PLAIN is AUTH: ", "AGFkYQB3cm9uZw== is AUTH: ", "login of ada: false", "APOP ada 00 is APOP: ", "login of ada: false", "USER ada is USER: ", "PASS a secret is PASS: ", "login of ada: true"},
		},
		"POP4": {
			[]string{"AUTH PLAIN", "a stranger", "USER ada", "PASS a secret"},
			[]string{"AUTH PLAIN is AUTH: ", "a stranger is AUTH: "},
		},
	} {
		l := labs(t)[slices.IndexFunc(labs(t), func(l lab) bool { return l.title == protocol })]
		guard := &watchful{}
		s := sim.NewSession(l.Profile, l.world(0).Host(), 1)
		s.Guard = guard
		s.Step(sim.Input{Kind: sim.Open})
		s.Step(sim.Input{Kind: sim.Octets, Data: []byte(strings.Join(c.said, "\r\n") + "\r\n")})
		steps := 1
		for ; s.Pending(); steps++ {
			s.Step(sim.Input{Kind: sim.Wait})
		}
		if !slices.Equal(guard.noted, c.noted) {
			t.Errorf("%s: noted\n%s\nwant\n%s", protocol, strings.Join(guard.noted, "\n"), strings.Join(c.noted, "\n"))
		}
		logins := 0
		for _, n := range c.noted {
			if strings.HasPrefix(n, "login") {
				logins++
			}
		}
		if want := max(1, logins+1); !s.Closed() || protocol != "POP2" && protocol != "POP4" && steps != want {
			t.Errorf("%s: closed %v after %d steps, want %d", protocol, s.Closed(), steps, want)
		}
		if out := string(s.Take()); protocol == "POP4" && !strings.HasSuffix(out, "-ERR go away\r\n") {
			t.Errorf("%s: the stranger hears %q", protocol, out)
		}
	}
}
