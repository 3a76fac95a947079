package sim

import (
	"slices"
	"strconv"
	"strings"
)

// hideNumbers hides the numbers that an event tells a client, if they are secrets
// that were typed elsewhere. Its sentence has stars for them; its fields are as
// if nobody had stated them.
func (m *Mask) hideNumbers(e Event) Event {
	if e.Kind == Gap {
		return e // it tells of no octets that anybody said
	}
	var hidden []string
	secret := func(n int) bool {
		s := strconv.Itoa(n)
		yes := len(s) >= soughtFrom && m.Sweep(s) != s
		if yes {
			hidden = append(hidden, s)
		}
		return yes
	}
	plain := e
	e.Facts = slices.Clone(e.Facts)
	for i := range e.Facts {
		f := &e.Facts[i]
		if secret(f.Message) {
			*f = Fact{UniqueID: f.UniqueID, Flags: f.Flags, Flagged: f.Flagged}
		}
		if secret(f.Count) {
			f.Count, f.Counted = 0, false
		}
		if secret(f.Octets) {
			f.Octets, f.Sized = 0, false
		}
	}
	if secret(e.Message) {
		e.Message = 0
	}
	if secret(e.Item) {
		e.Item = 0
	}
	if len(hidden) > 0 {
		e.told = m.profile.sentence(plain)
		for _, s := range hidden {
			e.told = strings.ReplaceAll(e.told, s, strings.Repeat("*", len(s)))
		}
	}
	return e
}
