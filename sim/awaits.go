package sim

import (
	"strings"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Awaited is what a client waits for.
type Awaited struct {
	Conn   int
	Line   string   // that is to be answered, without CRLF; "" for the greeting
	Asks   string   // what the command asks for, as the table says; "" if it is none
	Begins []string // of the reply: the status indicators of a yes
	Fields []string // that follow in the first line, SPACE between them
	Then   string   // what follows that line, in words; "": nothing
	Refuse string   // why the reply has to be no; "": nothing that can be seen forbids a yes
	Why    rfc.Ref
}

// Awaits says what the client of each open connection waits for.
func (w *World) Awaits() []Awaited {
	var all []Awaited
	for _, l := range w.links {
		if !l.open || !l.ready {
			continue
		}
		watch := &l.client.watch
		a := watch.head
		if a == nil {
			a = watch.expect()
		}
		if !a.greets && a.asked < 0 {
			continue
		}
		all = append(all, w.profile.awaited(l.id, a, watch.dec.Count(), len(watch.dec.Rest()) > 0))
	}
	return all
}

func (p *Profile) awaited(conn int, a *answer, counted int, begun bool) Awaited {
	out := Awaited{Conn: conn, Line: a.line, Why: p.Greeting.Ref}
	if a.row != nil {
		out.Asks, out.Why = a.row.Meaning, a.row.Ref()
	}
	if a.refused != nil {
		out.Refuse, out.Why = a.refused.Explain, a.refused.Why
	}
	for _, i := range p.Dialect.Indicators {
		plain := i.Counts == "" && len(out.Begins) > 0 // another way to write the same
		if begins := i.Octets; i.Positive && !i.Goes && !a.shape.Bare && !plain {
			if i.Counts != "" {
				begins += "(" + string(i.Counts) + ")"
			}
			out.Begins = append(out.Begins, begins)
		}
	}
	out.Fields = words(a.shape.Line)
	if a.shape.Timestamp {
		out.Fields = []string{string(wire.Text)}
	}
	switch {
	case a.shape.Bare:
		out.Then = "exactly " + plural(counted, "octet") + ", and nothing else"
	case a.shape.Frame == wire.Counted:
		out.Then = "as many octets as the count says"
	case a.shape.Frame == wire.Dotted && a.shape.Each != nil:
		out.Then = "lines of " + strings.Join(words(a.shape.Each), " and ") + ", and at the end a line with a dot alone"
	case a.shape.Frame == wire.Dotted:
		out.Then = "the lines of a message, one more dot before each that begins with one, and at the end a line with a dot alone"
	}
	if a.row != nil && a.row.Exchange != nil && !a.row.Exchange.Dotted {
		out.Then = "or, to go on, a challenge instead of a yes"
	}
	if begun && out.Then != "" {
		out.Then = "the rest of " + out.Then
	}
	return out
}

func words(tokens []wire.Token) []string {
	var all []string
	for _, t := range tokens {
		all = append(all, string(t))
	}
	return all
}
