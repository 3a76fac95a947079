package reading

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
)

// What a Tap makes of texts that are no evidence for octets: it accuses nobody
// of what the text only leaves out, and believes no more than it heard.
func TestCasesAsHeard(t *testing.T) {
	count := func(events []sim.Event, is func(sim.Event) bool) int {
		n := 0
		for _, e := range events {
			if is(e) {
				n++
			}
		}
		return n
	}
	kind := func(k sim.Kind) func(sim.Event) bool { return func(e sim.Event) bool { return e.Kind == k } }
	by := func(s sim.Side) func(sim.Event) bool {
		return func(e sim.Event) bool { return e.Kind == sim.Fault && e.Side == s }
	}
	whole := func(e sim.Event) bool { return e.Kind == sim.Held && e.Whole }
	for _, c := range []struct {
		name string
		what string
		is   func(sim.Event) bool
		want int
	}{
		{"c2-auth-lists-mechanisms", "faults", kind(sim.Fault), 0},
		{"c2-auth-lists-mechanisms", "locks", kind(sim.Locked), 1},
		{"d5-rfc-placeholder", "faults", kind(sim.Fault), 0},
		{"d5-rfc-placeholder", "whole messages", whole, 0},
		{"d6-bracket-placeholder", "faults", kind(sim.Fault), 0},
		{"d6-bracket-placeholder", "whole messages", whole, 0},
		{"d7-two-sessions", "faults", kind(sim.Fault), 0},
		{"d7-two-sessions", "connections", kind(sim.Opened), 2},
		{"08-top-without-n", "whole messages", whole, 0},
		{"09-stat-two-spaces", "facts", kind(sim.Learned), 0},
		{"16-auth-ok-without-exchange", "locks", kind(sim.Locked), 0},
		{"16-auth-ok-without-exchange", "removed messages", kind(sim.Removed), 0},
		{"17-apop-without-timestamp", "faults of the client", by(sim.Client), 1},
		{"17-apop-without-timestamp", "faults of the server", by(sim.Server), 0},
	} {
		if got := count(readCase(t, c.name).Log().Events(), c.is); got != c.want {
			t.Errorf("%s: %d %s, want %d", c.name, got, c.what, c.want)
		}
	}
	for _, name := range []string{"08-top-without-n", "09-stat-two-spaces"} {
		if !slices.ContainsFunc(readCase(t, name).Log().Events(), kind(sim.Fault)) {
			t.Errorf("%s: nobody is told of what is wrong", name)
		}
	}
}

// Whatever a transcript is accused of that is cut at any line, the whole one is
// accused of too: it rests on no missing evidence.
func TestCutAccusesOfNothingNew(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.txt")
	if err != nil || len(files) < 10 {
		t.Fatal(files, err)
	}
	for _, name := range files {
		file, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole, err := Read(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(string(file), "\n")
		for n := 1; n < len(lines); n++ {
			cut, err := Read([]byte(strings.Join(lines[:n], "")), whole.Profile)
			if err != nil {
				continue
			}
			known := accused(whole)
			for _, what := range accused(cut) {
				at := slices.Index(known, what)
				if at < 0 {
					t.Errorf("%s, %d lines: “%s” is new", name, n, what)
					continue
				}
				known = slices.Delete(known, at, at+1)
			}
		}
	}
}

// accused is what a session is accused of.
func accused(s Session) []string {
	var all []string
	for _, e := range s.Log().Events() {
		if e.Kind == sim.Fault {
			all = append(all, string(e.Side)+": "+e.Text)
		}
	}
	return all
}
