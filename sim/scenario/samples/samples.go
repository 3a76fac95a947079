// Package samples holds the sample maildrops that come with Popscope: a folder
// for each user, a file for each message. It is a package of its own so that
// the engine in the browser, which is handed its Scenarios, need not carry it.
package samples

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"time"

	"popscope/sim"
)

//go:embed */*.eml
var files embed.FS

// epoch is the day of the samples: 1 October 1996, some months after
// RFC 1939.
const epoch = 844164000

// Scenario gives the scenario of a sample maildrop: its folder's messages, in
// the order of their names, for a user of the folder's name.
func Scenario(name string) (sim.Scenario, error) {
	found, err := fs.Glob(files, name+"/*.eml")
	if err != nil || len(found) == 0 {
		return sim.Scenario{}, fmt.Errorf("there is no sample maildrop %q: Popscope has %s", name, strings.Join(Names(), ", "))
	}
	slices.Sort(found)
	box := sim.Mailbox{Name: name, Password: "analytical", Messages: [][]byte{}}
	for _, f := range found {
		raw, err := files.ReadFile(f)
		if err != nil {
			return sim.Scenario{}, err
		}
		box.Messages = append(box.Messages, raw)
	}
	return sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org", Seed: 1939, Epoch: epoch,
		Latency: 40 * time.Millisecond, Mailboxes: []sim.Mailbox{box},
	}, nil
}

// Names are the names of the sample maildrops.
func Names() []string {
	dirs, _ := files.ReadDir(".")
	var names []string
	for _, d := range dirs {
		if d.IsDir() {
			names = append(names, d.Name())
		}
	}
	return names
}
