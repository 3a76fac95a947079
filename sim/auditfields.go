package sim

import (
	"slices"

	"popscope/sim/wire"
)

// auditFields looks whether a yes tells all that the client has asked for: STAT
// without its two numbers is no answer.
func (t *Tap) auditFields(c *tapped, a answer, sent int) {
	if a.row == nil || a.command.goes || !a.message.Reply.Positive || a.shape.Bare {
		return
	}
	want, found, first := a.shape.Line, []wire.Token(nil), true
	for _, s := range a.message.Spans {
		if s.Token == wire.TerminationOctet {
			return
		}
		if s.Token != wire.CRLF && s.Token != wire.BareLF {
			found = append(found, s.Token)
			continue
		}
		for _, field := range want {
			if !told(field) || slices.Contains(found, field) {
				continue
			}
			where := "The reply"
			if !first {
				where = "A line of the reply"
			}
			t.breach(c, NoFields, Server, sent, where+" to "+a.command.keyword+" does not tell the "+string(field)+".",
				"The client reads it at its place in the line. Text for people may only follow.")
			return
		}
		want, found, first = a.shape.Each, nil, false
		if want == nil {
			return
		}
	}
}

// told reports whether a client cannot do without a field.
func told(t wire.Token) bool {
	return t == wire.MessageNumber || t == wire.MessageCount || t == wire.Octets || t == wire.UniqueID
}
