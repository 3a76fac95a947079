package scenario

import (
	"slices"
	"testing"

	"popscope/sim"
)

// Sessions of two protocols can be laid side by side only if the table says of
// every command what it is for.
func TestEveryCommandHasAPurpose(t *testing.T) {
	for _, p := range Profiles() {
		for _, c := range p.AllCommands() {
			known := slices.ContainsFunc(sim.Purposes, func(r sim.PurposeRow) bool { return r.Name == c.Purpose })
			if !known || c.Purpose == sim.Connecting {
				t.Errorf("%s: %s has the purpose %q", p.Name, c.Keyword, c.Purpose)
			}
		}
	}
}
