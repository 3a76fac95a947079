package pop4

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
)

// allFlags are the flags that a message can have, in the order in which they
// are listed. As many Flag tokens stand in flagLine.
var allFlags = []string{"seen", "answered", "flagged", "draft"}

func xflg(s *sim.Session, v sim.Values) sim.Reply {
	if v.Given(0) {
		return flagged(s, v.Numbers[0])
	}
	r := ok("flags follow")
	r.Lines = [][]byte{}
	s.Each(func(n int, m *sim.Message) {
		r.Lines = append(r.Lines, []byte(listing(n, m)))
	})
	return r
}

func xset(s *sim.Session, v sim.Values) sim.Reply { return change(s, v, true) }

func xclr(s *sim.Session, v sim.Values) sim.Reply { return change(s, v, false) }

// change sets or clears the flags that the arguments name: all of them or, if
// one is none, not any.
func change(s *sim.Session, v sim.Values, to bool) sim.Reply {
	n, named := v.Numbers[0], v.Words[1:]
	for _, f := range named {
		if !slices.Contains(allFlags, f) {
			return no(flaggingOurs, fmt.Sprintf("The flags are %s, in lower case. That a message is to be deleted is no flag here: DELE marks it.", strings.Join(allFlags, ", ")),
				"no such flag")
		}
	}
	var now []string
	for _, f := range allFlags {
		if on := slices.Contains(s.Message(n).Flags, f); slices.Contains(named, f) && to || on && !slices.Contains(named, f) {
			now = append(now, f)
		}
	}
	s.Flag(n, now)
	return flagged(s, n)
}

// flagged says what flags message n has.
func flagged(s *sim.Session, n int) sim.Reply { return ok("%s", listing(n, s.Message(n))) }

func listing(n int, m *sim.Message) string {
	return strings.Join(append([]string{fmt.Sprint(n)}, m.Flags...), " ")
}
