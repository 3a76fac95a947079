// Package pop4 is the POP4 proposal of pop4.org, about 2003, as far as it can be
// known: a table that extends that of POP3. Of the proposal itself only the
// rule about the greeting, some general rules, and nine command names with what
// they are for could be read. All else is inferred or Popscope's own, and each
// row says so: the Standing of its Refs, and choices.go. Whoever reads the page
// one day corrects it there and in table.go.
package pop4

import (
	"slices"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

// marker is what the greeting must hold; a client tells POP4 from POP3 by it.
const marker = "POP4 rev"

// inbox is what users call their maildrop of POP3.
const inbox = "INBOX"

// Profile is POP4: what it does not say itself is as in POP3.
var Profile = extend(*pop3.Table)

// base is what POP4 builds upon: POP3 without XTND (RFC 1082), the older way to
// have folders.
func base(p *sim.Profile) *sim.Profile {
	b := *p
	b.Capabilities = slices.DeleteFunc(slices.Clone(p.Capabilities), func(c sim.Capability) bool { return c.Tag == "XTND" })
	return &b
}

func extend(p sim.Profile) *sim.Profile {
	p.Name = "POP4"
	p.Notice = "A reconstruction. Of the proposal of pop4.org Popscope's authors could read only the beginning: the rule about the greeting, some general rules, and nine command names with what each is for. How the commands are written and answered is inferred from POP3's style, or is Popscope's choice; each says which. The commands that begin with X are Popscope's own: an encyclopedia article says that POP4 has multipart messages and flags, and Popscope's authors could not read what the commands for them are called."
	p.Inbox = inbox
	p.Document = wholeStated
	p.Extends = base(pop3.Table)
	p.Revisions = nil
	p.Greeting = sim.Greeting{Shape: wire.Shape{Timestamp: true, Protocol: marker}, Ref: bannerStated, Do: greet}
	p.Commands = commands
	p.Refusals = refusals
	p.Glossary = glossary
	p.Capabilities = nil
	p.Agents = agents
	p.Choices = choices
	return &p
}
