package settings

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/sasl"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// The bounds beyond which a number is a slip, or too much for a page.
const (
	maxLatency = time.Minute
	maxDelay   = 24 * time.Hour
	maxDays    = 10_000
)

// checker gathers what is wrong with a scenario.
type checker struct {
	flaws []show.Flaw
}

// wrong notes what keeps a session from being opened.
func (c *checker) wrong(path, form string, a ...any) {
	c.flaws = append(c.flaws, show.Flaw{Path: path, Text: fmt.Sprintf(form, a...), Stops: true})
}

// odd notes what can be, and is likely not meant.
func (c *checker) odd(path, form string, a ...any) {
	c.flaws = append(c.flaws, show.Flaw{Path: path, Text: fmt.Sprintf(form, a...)})
}

// Check finds all that is wrong with a scenario, or odd. A scenario in which
// nothing stops can be opened, and does what it says.
func Check(sc sim.Scenario) []show.Flaw {
	c := &checker{flaws: []show.Flaw{}}
	i := slices.IndexFunc(scenario.Profiles(), func(p *sim.Profile) bool { return strings.EqualFold(p.Name, sc.Protocol) })
	if i < 0 {
		c.wrong("protocol", "There is no protocol %q.", sc.Protocol)
		return c.flaws
	}
	p := scenario.Profiles()[i]
	c.within("latency", int64(sc.Latency), int64(maxLatency), "The latency is from 0 to a minute.")
	c.within("segment", int64(sc.Segment), 65_535, "A segment has from 1 to 65535 octets; 0 means any number.")
	if sc.Host == "" || strings.ContainsFunc(sc.Host, unprintable) {
		c.wrong("host", "The server needs a name, of printable characters without spaces.")
	}
	c.service(p, sc.Service)
	c.mailboxes(sc.Mailboxes)
	c.devices(p, sc)
	return c.flaws
}

func unprintable(r rune) bool { return r <= ' ' || r == 0x7F }

func (c *checker) within(path string, n, most int64, words string) {
	if n < 0 || n > most {
		c.wrong(path, "%s", words)
	}
}

func (c *checker) service(p *sim.Profile, s sim.Service) {
	at := slices.IndexFunc(p.Revisions, func(r sim.Revision) bool { return r.Name == s.Revision })
	if s.Revision == "" {
		at = len(p.Revisions) - 1
	} else if at < 0 {
		c.wrong("service.revision", "%s has no revision %q.", p.Name, s.Revision)
		at = len(p.Revisions) - 1
	}
	for i, tag := range s.Without {
		c.capability(p, fmt.Sprintf("service.without[%d]", i), tag)
		if slices.Contains(s.With, tag) {
			c.odd(fmt.Sprintf("service.without[%d]", i), "%s is switched on and off at once. It will be off.", tag)
		}
	}
	for i, tag := range s.With {
		path := fmt.Sprintf("service.with[%d]", i)
		if c.capability(p, path, tag) && !known(p, tag, at) {
			c.odd(path, "The document that the server follows does not know %s. It will be off.", tag)
		}
	}
	for i, m := range s.Mechanisms {
		if sasl.Find(m) == nil {
			c.odd(fmt.Sprintf("service.mechanisms[%d]", i), "There is no mechanism %q. It will be left out.", m)
		}
	}
	c.within("service.loginDelay", int64(s.LoginDelay), int64(maxDelay), "The login delay is from 0 to a day.")
	c.within("service.expire", int64(s.Expire), maxDays, "Mail is kept from 1 to 10000 days; 0 means for ever.")
	if s.NothingStays && s.Expire > 0 {
		c.odd("service.nothingStays", "The server cannot keep mail for some days and let none stay: it will say EXPIRE 0.")
	}
	if s.NeedsTLS && !slices.Contains(s.With, "STLS") {
		c.odd("service.needsTLS", "The server wants TLS first and does not offer STLS: nobody can log in with a password in the clear.")
	}
}

// capability reports whether a protocol has it.
func (c *checker) capability(p *sim.Profile, path, tag string) bool {
	if p.Offers(tag) {
		return true
	}
	c.wrong(path, "%s knows no capability %q.", p.Name, tag)
	return false
}

// known reports whether the revision at that place knows a capability.
func known(p *sim.Profile, tag string, revision int) bool {
	for _, cap := range p.AllCapabilities() {
		if cap.Tag != tag {
			continue
		}
		place := func(name string) int {
			return slices.IndexFunc(p.Revisions, func(r sim.Revision) bool { return r.Name == name })
		}
		if len(p.Revisions) == 0 {
			return available(p, cap)
		}
		return (cap.Since == "" || place(cap.Since) <= revision) && (cap.Until == "" || revision <= place(cap.Until))
	}
	return false
}

func (c *checker) mailboxes(boxes []sim.Mailbox) {
	if len(boxes) == 0 {
		c.odd("mailboxes", "Nobody has a mailbox here: nobody can log in.")
	}
	for i, b := range boxes {
		path := fmt.Sprintf("mailboxes[%d]", i)
		switch {
		case b.Name == "" || strings.ContainsFunc(b.Name, unprintable):
			c.wrong(path+".name", "A user name has printable characters and no spaces.")
		case slices.ContainsFunc(boxes[:i], func(x sim.Mailbox) bool { return x.Name == b.Name }):
			c.wrong(path+".name", "There are two mailboxes %q.", b.Name)
		}
		if b.Password == "" || strings.ContainsFunc(b.Password, func(r rune) bool { return r != ' ' && unprintable(r) }) {
			c.wrong(path+".password", "A password has printable characters, one at least.")
		}
		if b.Login != sim.LoginAny && b.Login != sim.LoginPass && b.Login != sim.LoginAPOP && sasl.Find(string(b.Login)) == nil {
			c.odd(path+".login", "There is no way to log in called %q: nobody can open this mailbox.", b.Login)
		}
		for j, n := range b.Stuck {
			if n < 1 {
				c.odd(fmt.Sprintf("%s.stuck[%d]", path, j), "Messages are counted from 1.")
			}
		}
		c.within(path+".loginDelay", int64(b.LoginDelay), int64(maxDelay), "The login delay is from 0 to a day.")
		c.within(path+".expire", int64(b.Expire), maxDays, "Mail is kept from 1 to 10000 days; 0 means as long as the server says.")
		for j, f := range b.Folders {
			at := fmt.Sprintf("%s.folders[%d].name", path, j)
			switch {
			case f.Name == "" || strings.ContainsFunc(f.Name, unprintable):
				c.wrong(at, "A folder's name has printable characters and no spaces.")
			case slices.ContainsFunc(b.Folders[:j], func(x sim.Folder) bool { return x.Name == f.Name }):
				c.wrong(at, "There are two folders %q.", f.Name)
			}
		}
	}
}

func (c *checker) devices(p *sim.Profile, sc sim.Scenario) {
	for i, d := range sc.Devices {
		path := fmt.Sprintf("devices[%d]", i)
		switch {
		case d.Name == "" || strings.ContainsAny(d.Name, "\r\n<>"):
			c.wrong(path+".name", "A device needs a name, such as laptop.")
		case slices.ContainsFunc(sc.Devices[:i], func(x sim.Device) bool { return x.Name == d.Name }):
			c.wrong(path+".name", "There are two devices %q.", d.Name)
		}
		if !p.Knows(d.Agent) {
			c.wrong(path+".agent", "%s knows no client that would %q.", p.Name, d.Agent)
		}
		owner := slices.IndexFunc(sc.Mailboxes, func(b sim.Mailbox) bool { return b.Name == d.User })
		switch {
		case strings.ContainsAny(d.User+d.Password+d.Folder, "\r\n"):
			c.wrong(path+".user", "A line end within a name or password would be the end of the command.")
		case owner < 0:
			c.odd(path+".user", "Nobody here is called %q: its login will be refused.", d.User)
		case sc.Mailboxes[owner].Password != d.Password:
			c.odd(path+".password", "This is not the password of %s: its login will be refused.", d.User)
		}
		c.within(path+".days", int64(d.Days), maxDays, "From 0 to 10000 days.")
		c.within(path+".lines", int64(d.Lines), maxDays, "From 0 to 10000 lines.")
		c.within(path+".largest", int64(d.Largest), 1<<31-1, "A size is a number of octets, 0 or more.")
	}
}
