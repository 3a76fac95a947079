// Package samples holds the sample maildrops that come with Popscope: a folder
// for each, a file for each message; some are made by a program (made.go). A folder in a user's is a folder of
// the maildrop, as POP2 and POP4 know them; those may nest. It is a package of its own so that
// the engine in the browser, which is handed its Scenarios, need not carry it.
package samples

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"popscope/sim"
)

//go:embed */*.eml */*/*.eml */*/*/*.eml
var files embed.FS

// sample is what stands in no message.
type sample struct {
	title, user, password, host, protocol string

	epoch int64 // seconds since 1970
}

// known are the samples, by their folders.
var known = map[string]sample{
	// 1 October 1996, some months after RFC 1939.
	"ada": {"Ada's letters", "ada", "analytical", "mail.example.org", "POP3", 844164000},
	// 17 October 1984, the month of RFC 918; user and password are those of its
	// Normal Scenario.
	"fred": {"The maildrop of RFC 918", "Fred", "password", "office.example", "POP1", 466876800},
	// 20 February 1985, the month of RFC 937, which tells of a John Smith, of his
	// machine FIDO, and of the server DOG-HOUSE.
	"smith": {"The kennel of RFC 937", "Smith", "dog biscuit", "DOG-HOUSE.EXAMPLE", "POP2", 477766800},
	// 5 April 2003, the day of the greeting that the POP4 proposal prints.
	"grace": {"Letters in folders", "grace", "harbour", "mail.harbour.example", "POP4", 1049544000},
	// The rest are of 1 October 1996 too.
	"awkward": {"Messages that make trouble", "rosa", "left-handed", "mail.example.org", "POP3", 844164000},
	"empty":   {"No mail at all", "iris", "nothing yet", "mail.example.org", "POP3", 844164000},
	"many":    {"Sixty short messages", "otto", "high water", "mail.example.org", "POP3", 844164000},
}

// Scenario gives the scenario of a sample maildrop: its messages and folders,
// each in the order of their names.
func Scenario(name string) (sim.Scenario, error) {
	found, err := read(name)
	if err != nil || len(found) == 0 {
		return sim.Scenario{}, fmt.Errorf("there is no sample maildrop %q: Popscope has %s", name, strings.Join(Names(), ", "))
	}
	k, ok := known[name]
	if !ok {
		return sim.Scenario{}, fmt.Errorf("nobody has said whose the maildrop %q is", name)
	}
	box := sim.Mailbox{Name: k.user, Password: k.password, Messages: found[0].Messages, Folders: found[1:]}
	return sim.Scenario{
		Protocol: k.protocol, Host: k.host, Seed: 1939, Epoch: k.epoch,
		Latency: 40 * time.Millisecond, Mailboxes: []sim.Mailbox{box},
	}, nil
}

// read reads a maildrop: first what lies in none of its folders, then the
// folders, each before those in it.
func read(name string) (all []sim.Folder, err error) {
	if made := made[name]; made != nil {
		return made(), nil
	}
	err = fs.WalkDir(files, name, func(p string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		folder := strings.TrimPrefix(strings.TrimPrefix(p, name), "/")
		if entry.IsDir() {
			all = append(all, sim.Folder{Name: folder, Messages: [][]byte{}})
			return nil
		}
		raw, err := files.ReadFile(p)
		in := slices.IndexFunc(all, func(f sim.Folder) bool { return f.Name == strings.TrimPrefix(path.Dir(folder), ".") })
		all[in].Messages = append(all[in].Messages, raw)
		return err
	})
	return all, err
}

// Title is what a sample maildrop is, in words.
func Title(name string) string { return known[name].title }

// Names are the names of the sample maildrops, in order.
func Names() []string {
	dirs, _ := files.ReadDir(".")
	var names []string
	for _, d := range dirs {
		if d.IsDir() {
			names = append(names, d.Name())
		}
	}
	for name := range made {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}
