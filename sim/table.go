package sim

import (
	"strings"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Usage is how help writes the command: "LIST [msg]".
func (c *Command) Usage() string {
	var b strings.Builder
	b.WriteString(c.Keyword)
	for _, a := range c.Args {
		if a.Optional {
			b.WriteString(" [" + a.Name + "]")
		} else {
			b.WriteString(" " + a.Name)
		}
		if a.Many {
			b.WriteString(" [" + a.Name + " ...]") // it goes over the wire: ASCII only
		}
	}
	return b.String()
}

// Ref is the paragraph that defines the command.
func (c *Command) Ref() rfc.Ref {
	if len(c.Refs) == 0 {
		return rfc.Ref{}
	}
	return c.Refs[0]
}

// bare reports whether the command is given without any argument, and so asks
// for something else than with one. A SPACE behind the keyword is none: a server
// that lets it pass has skipped it.
func (c *parsed) bare() bool {
	return c.row != nil && !c.goes && c.row.Bare != nil && c.given() == 0
}

// given is how many arguments there are; an empty one is none.
func (c *parsed) given() int {
	n := 0
	for _, a := range c.args {
		if a != "" {
			n++
		}
	}
	return n
}

// shape is the form of the positive reply to the command.
func (c *parsed) shape() wire.Shape {
	if c.bare() {
		return *c.row.Bare
	}
	return c.row.Shape
}

// effect is what a positive reply to the command implies for the maildrop.
func (c *parsed) effect() Effect {
	if c.bare() {
		return NoEffect
	}
	return c.row.Effect
}

// in reports whether the command may be given in the state.
func (c *Command) in(s State) bool {
	for _, x := range c.In {
		if x == s {
			return true
		}
	}
	return false
}

// AllCommands are the profile's rows and then those it extends.
func (p *Profile) AllCommands() []*Command {
	var rows []*Command
	for ; p != nil; p = p.Extends {
		for i := range p.Commands {
			rows = append(rows, &p.Commands[i])
		}
	}
	return rows
}

// Find looks a keyword up. A row that is valid in the state is preferred to
// one that is not; nil means that there is no such command at all.
func (p *Profile) Find(keyword string, in State) *Command {
	var other *Command
	for ; p != nil; p = p.Extends {
		for i := range p.Commands {
			c := &p.Commands[i]
			if c.Keyword != keyword {
				continue
			}
			if c.in(in) {
				return c
			}
			if other == nil {
				other = c
			}
		}
	}
	return other
}

// listening is the state in which there is no session.
func (p *Profile) listening() State {
	if p.Listening != "" {
		return p.Listening
	}
	return Closed
}

// state gives the row of a state, or a zero row.
func (p *Profile) state(s State) StateRow {
	for ; p != nil; p = p.Extends {
		for _, r := range p.States {
			if r.Name == s {
				return r
			}
		}
	}
	return StateRow{Name: s}
}

// Explain gives the meaning of a token, and where it is defined.
func (p *Profile) Explain(t wire.Token) (Term, bool) {
	for ; p != nil; p = p.Extends {
		for _, g := range p.Glossary {
			if g.Token == t {
				return g, true
			}
		}
	}
	return Term{Token: t}, false
}

// AllTerms are the profile's glossary and then that of what it extends, each
// token once.
func (p *Profile) AllTerms() []Term {
	var all []Term
	seen := map[wire.Token]bool{}
	for ; p != nil; p = p.Extends {
		for _, g := range p.Glossary {
			if !seen[g.Token] {
				all = append(all, g)
				seen[g.Token] = true
			}
		}
	}
	return all
}

// localize is the profile's way to put a text into another language, or that
// of what it extends; nil if there is none.
func (p *Profile) localize() func(*Session, string) string {
	for ; p != nil; p = p.Extends {
		if p.Localize != nil {
			return p.Localize
		}
	}
	return nil
}

// AllChoices are the profile's and then those of what it extends.
func (p *Profile) AllChoices() []Choice {
	var all []Choice
	for ; p != nil; p = p.Extends {
		all = append(all, p.Choices...)
	}
	return all
}

// AllAgents are the profile's and then those of what it extends.
func (p *Profile) AllAgents() []AgentRow {
	var all []AgentRow
	for ; p != nil; p = p.Extends {
		all = append(all, p.Agents...)
	}
	return all
}

// Edge is a way from one state to another, or back to the same.
type Edge struct {
	From, To State
	Label    string // a keyword, or what happens
	OK       bool   // taken with a positive reply
	Ref      rfc.Ref
	By       Kind // of the event that takes it, where neither a command nor the server's own course does
}

// Edges are all the ways a session can go, made from the rows.
func (p *Profile) Edges() []Edge {
	none := p.listening()
	edges := []Edge{{From: none, To: p.Initial, Label: "greeting", OK: true, Ref: p.Greeting.Ref}}
	for _, c := range p.AllCommands() {
		for _, from := range c.In {
			to := from
			if c.To != "" {
				to = c.To
			}
			if c.Enter != "" {
				to = c.Enter
			}
			edges = append(edges, Edge{From: from, To: to, Label: c.Keyword, OK: true, Ref: c.Ref()})
			if c.Else != "" {
				edges = append(edges, Edge{From: from, To: c.Else, Label: c.Keyword, Ref: c.Ref()})
			}
		}
	}
	for _, s := range p.States {
		if s.Name == none {
			continue
		}
		if s.Last {
			edges = append(edges, Edge{From: s.Name, To: none, Label: "connection closed", OK: true, Ref: s.Ref})
			continue
		}
		if p.Autologout > 0 {
			edges = append(edges, Edge{From: s.Name, To: none, Label: "autologout", Ref: p.LogoutWhy, By: Timer})
		}
		edges = append(edges,
			Edge{From: s.Name, To: none, Label: "client closes", Ref: p.LostWhy, By: Hangup},
			Edge{From: s.Name, To: none, Label: "line breaks", Ref: p.LostWhy, By: Broken})
	}
	return edges
}

// ClientEdges are the ways between the client's states, made from the rows:
// from where the client is after the reply to one command, to where another
// brings it.
func (p *Profile) ClientEdges() []Edge {
	var edges []Edge
	seen := map[Edge]bool{}
	add := func(e Edge) {
		if e.To != "" && !seen[e] {
			seen[e] = true
			edges = append(edges, e)
		}
	}
	for _, next := range p.AllCommands() {
		for _, in := range next.In {
			if in == p.Initial && len(p.Client) > 0 {
				add(Edge{From: p.Client[0].Name, To: next.Client, Label: next.Keyword, OK: true, Ref: next.Ref()})
			}
			for _, c := range p.AllCommands() {
				to := c.To
				if to == "" && len(c.In) > 0 {
					to = c.In[0]
				}
				if to == in && c.Client != "" {
					add(Edge{From: c.Client, To: next.Client, Label: next.Keyword, OK: true, Ref: next.Ref()})
				}
			}
		}
	}
	return edges
}
