package sim

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"popscope/sim/rfc"
)

// Revision is one document of a protocol's history.
type Revision struct {
	Name    string // "1225"
	Meaning string // what it changed
	Ref     rfc.Ref
	Cites   map[rfc.Ref]rfc.Ref // where it says what the table cites from another; what is not here, it does not say
	Amend   func(*Profile)      // what it has different besides rows, in a table that nobody else has; nil: nothing
}

// Capability is one thing that a server may offer, or not, and how it says so
// (RFC 2449 section 5).
type Capability struct {
	Tag      string
	Option   bool   // off unless it is asked for
	Secret   bool   // the capability list does not name it
	Since    string // the first revision that knows it
	Until    string // the last revision that knows it
	Line     int    // octets that a command line may have with it, and then an argument of the same table may fill it; 0: the table's limits hold
	Meaning  string // what it lets a client do
	Refs     []rfc.Ref
	Announce func(*Session) []string // its lines in the list: each the tag and its parameters; nil: the tag alone
}

// For is the table as a service has it: of one revision, with the commands
// that its capabilities bring and no others.
func (p *Profile) For(s Service) (*Profile, error) {
	q := *p
	q.Revision = cmp.Or(s.Revision, p.latest())
	if q.Revision != "" && p.revision(q.Revision) < 0 {
		return nil, fmt.Errorf("%s has no revision %q: %s", p.Name, s.Revision, p.revisions())
	}
	for _, tag := range slices.Concat(s.Without, s.With) {
		if !p.Offers(tag) {
			return nil, fmt.Errorf("%s knows no capability %q: there are %s", p.Name, tag, p.tags())
		}
	}
	q.Capabilities, q.Extends = nil, nil // else all that p extends would still be offered
	for x := p; x != nil; x = x.Extends {
		for _, c := range x.Capabilities {
			on := !c.Option || slices.Contains(s.With, c.Tag)
			if on && !slices.Contains(s.Without, c.Tag) && x.covers(c.Since, c.Until, q.Revision) {
				q.Capabilities = append(q.Capabilities, c)
			}
		}
	}
	q.Commands = nil
	for x := p; x != nil; x = x.Extends {
		line := x.line(&q)
		q.LineLimit = max(q.LineLimit, line)
		for _, c := range x.Commands {
			if x.covers(c.Since, c.Until, q.Revision) && (c.Tag == "" || q.Offers(c.Tag)) && (c.Unless == "" || !q.Offers(c.Unless)) {
				if line > 0 {
					c.Args = unbounded(c.Args)
				}
				q.Commands = append(q.Commands, c)
			}
		}
	}
	if p.Extends != nil {
		// Its rows are in q.Commands already.
		rest := *p.Extends
		rest.Commands, rest.Capabilities = nil, nil
		q.Extends = &rest
	}
	if len(p.Revisions) > 0 {
		q.follow(p.Revisions[p.revision(q.Revision)])
	}
	return &q, nil
}

// follow makes the table that of a revision: it cites that document wherever it
// can, and is amended as that says.
func (p *Profile) follow(r Revision) {
	p.cites = r.Cites
	p.Document = r.Ref
	p.Greeting.Ref = p.cite(p.Greeting.Ref)
	p.LockWhy = p.cite(p.LockWhy)
	for i := range p.Commands {
		p.Commands[i].Refs = p.citeAll(p.Commands[i].Refs)
	}
	for i := range p.Capabilities {
		p.Capabilities[i].Refs = p.citeAll(p.Capabilities[i].Refs)
	}
	p.States, p.Glossary = slices.Clone(p.States), slices.Clone(p.Glossary)
	for i := range p.States {
		p.States[i].Ref = p.cite(p.States[i].Ref)
	}
	for i := range p.Glossary {
		p.Glossary[i].Ref = p.cite(p.Glossary[i].Ref)
	}
	p.Refusals, p.Laws = maps.Clone(p.Refusals), maps.Clone(p.Laws)
	for k, v := range p.Refusals {
		v.Why = p.cite(v.Why)
		p.Refusals[k] = v
	}
	for k, v := range p.Laws {
		p.Laws[k] = p.cite(v)
	}
	if r.Amend != nil {
		r.Amend(p)
	}
}

// cite is where the revision that is followed says what stands in a section of
// another.
func (p *Profile) cite(r rfc.Ref) rfc.Ref {
	if in, ok := p.cites[r]; ok {
		return in
	}
	return r
}

func (p *Profile) citeAll(refs []rfc.Ref) []rfc.Ref {
	refs = slices.Clone(refs)
	for i, r := range refs {
		refs[i] = p.cite(r)
	}
	return slices.Compact(refs)
}

// line is the longest command line that any of the profile's own capabilities
// asks for, of those that are on; 0 if none does.
func (p *Profile) line(on *Profile) int {
	n := 0
	for _, c := range p.Capabilities {
		if on.Offers(c.Tag) {
			n = max(n, c.Line)
		}
	}
	return n
}

// unbounded are the arguments without limits of their own.
func unbounded(args []Arg) []Arg {
	args = slices.Clone(args)
	for i := range args {
		args[i].Max = 0
	}
	return args
}

// Offers reports whether the table has a capability.
func (p *Profile) Offers(tag string) bool {
	return slices.ContainsFunc(p.AllCapabilities(), func(c Capability) bool { return c.Tag == tag })
}

// AllCapabilities are the profile's and then those that it extends.
func (p *Profile) AllCapabilities() []Capability {
	var all []Capability
	for ; p != nil; p = p.Extends {
		all = append(all, p.Capabilities...)
	}
	return all
}

// latest is the name of the newest revision, "" if there is but one.
func (p *Profile) latest() string {
	if len(p.Revisions) == 0 {
		return ""
	}
	return p.Revisions[len(p.Revisions)-1].Name
}

// covers reports whether a revision lies between two others; "" is no bound. A
// table that has no such revision, because another builds upon it, is as in its
// latest.
func (p *Profile) covers(since, until, revision string) bool {
	i := p.revision(revision)
	if i < 0 {
		i = len(p.Revisions) - 1
	}
	return (since == "" || p.revision(since) <= i) && (until == "" || i <= p.revision(until))
}

func (p *Profile) revision(name string) int {
	return slices.IndexFunc(p.Revisions, func(r Revision) bool { return r.Name == name })
}

func (p *Profile) revisions() string {
	if len(p.Revisions) == 0 {
		return "there is only one"
	}
	var names []string
	for _, r := range p.Revisions {
		names = append(names, r.Name)
	}
	return "there are " + strings.Join(names, ", ")
}

func (p *Profile) tags() string {
	var tags []string
	for _, c := range p.AllCapabilities() {
		tags = append(tags, c.Tag)
	}
	if len(tags) == 0 {
		return "none to switch on or off"
	}
	return strings.Join(tags, ", ")
}
