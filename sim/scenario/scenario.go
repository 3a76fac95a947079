// Package scenario knows the protocols by their names, and makes Worlds of
// Scenarios.
package scenario

import (
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/pop3"
)

// profiles are the protocols, oldest first.
var profiles = []*sim.Profile{pop3.Profile}

// Profiles are the protocols, oldest first. They are not to be changed.
func Profiles() []*sim.Profile { return profiles }

// Profile finds a protocol by its name, in any case.
func Profile(name string) (*sim.Profile, error) {
	var known []string
	for _, p := range profiles {
		if strings.EqualFold(p.Name, name) {
			return p, nil
		}
		known = append(known, p.Name)
	}
	return nil, fmt.Errorf("there is no protocol %q: Popscope knows %s", name, strings.Join(known, ", "))
}

// NewWorld makes the World of a scenario.
func NewWorld(sc sim.Scenario) (*sim.World, error) {
	p, err := Profile(sc.Protocol)
	if err != nil {
		return nil, err
	}
	return sim.NewWorld(p, sc), nil
}
