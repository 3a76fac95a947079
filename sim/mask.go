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
	for _, s := range Secrets(e) {
		hide(s.Off, s.Off+s.Len)
	}
	e.Octets = octets
	return e
}

// Secrets are the spans of what was sent that nobody else may read. Of a line
// that means nothing it is what may have been meant as a password.
func Secrets(e Event) []wire.Span {
	var secrets []wire.Span
	for _, s := range e.Spans {
		if s.Token.Secret() {
			secrets = append(secrets, s)
		}
	}
	if misspelt(e) {
		line := strings.TrimRight(string(e.Octets), "\r\n")
		if from := secretFrom(line); from < len(line) {
			secrets = append(secrets, wire.Span{Off: from, Len: len(line) - from, Token: wire.Unknown})
		}
	}
	return secrets
}

// misspelt reports whether the octets are a client's line that means nothing,
// or has more in it than it means.
func misspelt(e Event) bool {
	from := map[Kind]Side{Sent: Client, Arrived: Server}[e.Kind]
	return len(e.Octets) > 0 && e.Side == from &&
		slices.ContainsFunc(e.Spans, func(s wire.Span) bool { return s.Token == wire.Unknown || s.Token == wire.Surplus })
}

// secretFrom is where a password may begin in a line that means nothing: behind
// PASS, for that is what somebody may have meant to type.
func secretFrom(line string) int {
	if i := strings.Index(strings.ToUpper(line), "PASS"); i >= 0 {
		return i + len("PASS")
	}
	return len(line)
}
