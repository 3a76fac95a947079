package pop4

import (
	"slices"
	"strconv"
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// allFlags are the flags that a message can have, in the order in which they
// are listed. As many Flag tokens stand in flagLine.
var allFlags = []string{"seen", "answered", "flagged", "draft"}

func xflg(s *sim.Session, v sim.Values) sim.Reply {
	if v.Given(0) {
		return flagged(s, v.Numbers[0], nil)
	}
	var lines []string
	s.Each(func(n int, m *sim.Message) { lines = append(lines, listing(n, m)) })
	r := answer(nil, "", "flags follow")
	r.Body = wire.Lines(lines...)
	return r
}

func xset(s *sim.Session, v sim.Values) sim.Reply {
	return flagged(s, v.Numbers[0], change(s, v, true))
}

func xclr(s *sim.Session, v sim.Values) sim.Reply {
	return flagged(s, v.Numbers[0], change(s, v, false))
}

// change sets or clears the flags that the arguments name: all of them or, if
// one is none, not any.
func change(s *sim.Session, v sim.Values, to bool) error {
	n, named := v.Numbers[0], v.Words[1:]
	for _, f := range named {
		if !slices.Contains(allFlags, f) {
			return errFlag
		}
	}
	var now []string
	for _, f := range allFlags {
		has := slices.Contains(s.Message(n).Flags, f)
		if slices.Contains(named, f) {
			has = to
		}
		if has {
			now = append(now, f)
		}
	}
	s.Flag(n, now)
	return nil
}

// flagged says what flags message n has now, if nothing went wrong.
func flagged(s *sim.Session, n int, err error) sim.Reply {
	return answer(err, "", listing(n, s.Message(n)))
}

// listing is the line of a message: its number and its flags.
func listing(n int, m *sim.Message) string {
	return strings.Join(append([]string{strconv.Itoa(n)}, m.Flags...), " ")
}
