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

// sample is what stands in no message.
type sample struct {
	user, password, host, protocol string

	epoch int64 // seconds since 1970
}

// known are the samples, by their folders.
var known = map[string]sample{
	// 1 October 1996, some months after RFC 1939.
	"ada": {"ada", "analytical", "mail.example.org", "POP3", 844164000},
	// 17 October 1984, the month of RFC 918; user and password are those of its
	// Normal Scenario.
	"fred": {"Fred", "password", "office.example", "POP1", 466876800},
}

// Scenario gives the scenario of a sample maildrop: its folder's messages, in
// the order of their names.
func Scenario(name string) (sim.Scenario, error) {
	found, err := fs.Glob(files, name+"/*.eml")
	if err != nil || len(found) == 0 {
		return sim.Scenario{}, fmt.Errorf("there is no sample maildrop %q: Popscope has %s", name, strings.Join(Names(), ", "))
	}
	slices.Sort(found)
	k, ok := known[name]
	if !ok {
		return sim.Scenario{}, fmt.Errorf("nobody has said whose the maildrop %q is", name)
	}
	box := sim.Mailbox{Name: k.user, Password: k.password, Messages: [][]byte{}}
	for _, f := range found {
		raw, err := files.ReadFile(f)
		if err != nil {
			return sim.Scenario{}, err
		}
		box.Messages = append(box.Messages, raw)
	}
	return sim.Scenario{
		Protocol: k.protocol, Host: k.host, Seed: 1939, Epoch: k.epoch,
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
