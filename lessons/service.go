package lessons

import (
	"slices"
	"time"

	"go.yaml.in/yaml/v3"

	"popscope/sim"
)

// The bounds of what a lesson may ask for; beyond them it is a slip.
const (
	maxDelay   = 24 * time.Hour
	maxDays    = 10_000
	maxFetched = 10_000
	maxDevices = 16
)

// service reads how the server behaves.
func (b block) service(n *yaml.Node) (s sim.Service) {
	keys := b.mapping(n, "the service", "revision", "without", "with", "mechanisms", "login-delay", "expire",
		"implementation", "needs-tls", "silent", "renumbers", "nothing-stays")
	for key, e := range keys {
		switch key {
		case "revision":
			s.Revision, _ = b.text(e.value, "the revision")
		case "without":
			s.Without = b.words(e, key)
		case "with":
			s.With = b.words(e, key)
		case "mechanisms":
			s.Mechanisms = b.words(e, key)
		case "login-delay":
			s.LoginDelay = b.duration(e.value, "the login delay", maxDelay)
		case "expire":
			s.Expire = int(b.number(e.value, "«expire»", 0, maxDays))
		case "implementation":
			s.Implementation = b.phrase(e.value, "the implementation")
		case "needs-tls":
			s.NeedsTLS = b.truth(e.value, "«needs-tls»")
		case "silent":
			s.Silent = b.truth(e.value, "«silent»")
		case "nothing-stays":
			s.NothingStays = b.truth(e.value, "«nothing-stays»")
		case "renumbers":
			s.Renumbers = b.truth(e.value, "«renumbers»")
		}
	}
	return s
}

// devices reads the programs that act on their own.
func (b block) devices(e entry) (all []sim.Device) {
	for _, n := range b.full(e, "devices") {
		d := b.device(n)
		if d.Name != "" && slices.ContainsFunc(all, func(x sim.Device) bool { return x.Name == d.Name }) {
			b.add(b.line(n), "there are two devices «%s»", d.Name)
		}
		all = append(all, d)
	}
	if len(all) > maxDevices {
		b.add(e.line, "there are %d devices; at most %d", len(all), maxDevices)
		return nil
	}
	return all
}

func (b block) device(n *yaml.Node) (d sim.Device) {
	keys := b.mapping(n, "a device", "name", "agent", "user", "password", "days", "lines", "largest", "folder", "pipeline", "plain", "tls", "auth")
	b.require(b.line(n), "a device", keys, "name", "agent")
	for key, e := range keys {
		switch key {
		case "name":
			if d.Name, _ = b.text(e.value, "the device's name"); d.Name != "" && !plainName.MatchString(d.Name) {
				b.add(e.line, "a device's name has small letters, digits and hyphens, such as laptop")
			}
		case "agent":
			d.Agent, _ = b.text(e.value, "the agent")
		case "user":
			d.User, _ = b.text(e.value, "the user")
		case "password":
			d.Password, _ = b.text(e.value, "the password")
		case "days":
			d.Days = int(b.number(e.value, "«days»", 0, maxDays))
		case "lines":
			d.Lines = int(b.number(e.value, "«lines»", 0, maxFetched))
		case "largest":
			d.Largest = int(b.number(e.value, "«largest»", 0, 1<<30))
		case "folder":
			d.Folder, _ = b.text(e.value, "the folder")
		case "pipeline":
			d.Pipeline = b.truth(e.value, "«pipeline»")
		case "plain":
			d.Plain = b.truth(e.value, "«plain»")
		case "tls":
			d.TLS = b.truth(e.value, "«tls»")
		case "auth":
			d.Auth, _ = b.text(e.value, "«auth»")
		}
	}
	return d
}

// words is a list of single words.
func (b block) words(e entry, what string) (words []string) {
	for _, n := range b.full(e, what) {
		if s, ok := b.text(n, "an item of «"+what+"»"); ok {
			words = append(words, s)
		}
	}
	return words
}

// date is a value such as 1984-10-17: noon on that day, in UTC.
func (b block) date(n *yaml.Node, what string) time.Time {
	t, err := time.Parse(time.DateOnly, n.Value)
	if n.Kind != yaml.ScalarNode || err != nil {
		b.add(b.line(n), "%s must be a day such as 1984-10-17", what)
		return time.Time{}
	}
	return t.Add(12 * time.Hour)
}
