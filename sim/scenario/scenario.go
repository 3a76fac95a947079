// Package scenario knows the protocols by their names, and the sample
// maildrops that come with Popscope.
package scenario

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
)

// profiles are the protocols, oldest first.
var profiles = []*sim.Profile{pop3.Profile}

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

//go:embed samples
var samples embed.FS

// sampleEpoch is the day of the samples: 1 October 1996, some months after
// RFC 1939.
const sampleEpoch = 844164000

// Sample gives the scenario of a sample maildrop: its folder's messages, in
// the order of their names, for a user of the folder's name.
func Sample(name string) (sim.Scenario, error) {
	files, err := fs.Glob(samples, "samples/"+name+"/*.eml")
	if err != nil || len(files) == 0 {
		return sim.Scenario{}, fmt.Errorf("there is no sample maildrop %q: Popscope has %s", name, strings.Join(SampleNames(), ", "))
	}
	slices.Sort(files)
	box := sim.Mailbox{Name: name, Password: "analytical", Messages: [][]byte{}}
	for _, f := range files {
		raw, err := samples.ReadFile(f)
		if err != nil {
			return sim.Scenario{}, err
		}
		box.Messages = append(box.Messages, raw)
	}
	return sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 1939, Epoch: sampleEpoch,
		Latency: 40 * time.Millisecond, Mailboxes: []sim.Mailbox{box},
	}, nil
}

// SampleNames are the names of the sample maildrops.
func SampleNames() []string {
	dirs, _ := samples.ReadDir("samples")
	var names []string
	for _, d := range dirs {
		if d.IsDir() {
			names = append(names, d.Name())
		}
	}
	return names
}
