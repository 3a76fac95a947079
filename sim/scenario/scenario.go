// Package scenario knows the protocols by their names, and makes Worlds of
// Scenarios.
package scenario

import (
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/pop1"
	"popscope/sim/pop2"
	"popscope/sim/pop3"
	"popscope/sim/pop4"
)

// profiles are the protocols, oldest first.
var profiles = []*sim.Profile{pop1.Profile, pop2.Profile, pop3.Table, pop4.Profile}

// Profiles are the protocols, oldest first, each with all that it knows in any
// revision.
func Profiles() []*sim.Profile { return profiles }

// Profile finds a protocol by its name, in any case, as the latest revision
// has it.
func Profile(name string) (*sim.Profile, error) {
	return For(sim.Scenario{Protocol: name})
}

// For is the table of a scenario's protocol, as its service has it.
func For(sc sim.Scenario) (*sim.Profile, error) {
	var known []string
	for _, p := range profiles {
		if strings.EqualFold(p.Name, sc.Protocol) {
			return p.For(sc.Service)
		}
		known = append(known, p.Name)
	}
	return nil, fmt.Errorf("there is no protocol %q: Popscope knows %s", sc.Protocol, strings.Join(known, ", "))
}

// NewWorld makes the World of a scenario.
func NewWorld(sc sim.Scenario) (*sim.World, error) {
	p, err := For(sc)
	if err != nil {
		return nil, err
	}
	for _, d := range sc.Devices {
		if !p.Knows(d.Agent) {
			return nil, fmt.Errorf("the device %q should %q, and %s knows no client that does", d.Name, d.Agent, p.Name)
		}
	}
	return sim.NewWorld(p, sc), nil
}
