package sim

import (
	"slices"
	"strings"

	"popscope/sim/wire"
)

// Masked is the event without its secrets: every octet of a password or digest
// is a "*". Exports, links and logs hold this and not the event itself.
func Masked(e Event) Event {
	octets := e.Octets
	hide := func(from, to int) {
		if &octets[0] == &e.Octets[0] {
			octets = slices.Clone(octets)
		}
		for i := from; i < to; i++ {
			octets[i] = '*'
		}
	}
	for _, s := range e.Spans {
		if s.Token.Secret() {
			hide(s.Off, s.Off+s.Len)
		}
	}
	if misspelt(e) {
		line := strings.TrimRight(string(e.Octets), "\r\n")
		hide(secretFrom(line), len(line))
	}
	e.Octets = octets
	return e
}

// misspelt reports whether the octets are a client's line that means nothing.
func misspelt(e Event) bool {
	from := map[Kind]Side{Sent: Client, Arrived: Server}[e.Kind]
	return len(e.Octets) > 0 && e.Side == from &&
		slices.ContainsFunc(e.Spans, func(s wire.Span) bool { return s.Token == wire.Unknown })
}

// secretFrom is where a password may begin in a line that means nothing: behind
// PASS, for that is what somebody may have meant to type.
func secretFrom(line string) int {
	if i := strings.Index(strings.ToUpper(line), "PASS"); i >= 0 {
		return i + len("PASS")
	}
	return len(line)
}
