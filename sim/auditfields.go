package sim

import (
	"bytes"
	"fmt"
	"slices"

	"popscope/sim/wire"
)

// auditFields looks whether a yes tells all that the client has asked for, and
// how: STAT without its two numbers is no answer.
func (t *Tap) auditFields(c *tapped, a answer, sent int) {
	if a.row == nil || a.command.goes || !a.message.Reply.Positive || a.shape.Bare || a.message.Lacks {
		return
	}
	if a.message.Endless && a.row.Exchange == nil && a.command.given() == len(a.command.args) {
		t.breach(c, NoTermination, Server, sent, "The list that answers "+a.command.keyword+" has no end: another reply begins where the termination octet should be.",
			"The client waits for a line that holds a dot and nothing else. Until then it takes whatever comes for the list.")
	}
	t.auditLength(c, a, sent)
	want, found, first := a.shape.Line, []wire.Span(nil), true
	for _, s := range a.message.Spans {
		if s.Token == wire.TerminationOctet {
			return
		}
		if s.Token != wire.CRLF && s.Token != wire.BareLF {
			found = append(found, s)
			continue
		}
		if t.auditLineOf(c, a, want, found, first, sent) {
			return
		}
		want, found, first = a.shape.Each, found[:0], false
		if want == nil {
			return
		}
	}
}

// auditLineOf looks at one line of a reply, and reports whether there is
// something wrong with it. What was not heard of it is not missed.
func (t *Tap) auditLineOf(c *tapped, a answer, want []wire.Token, found []wire.Span, first bool, sent int) bool {
	has := func(token wire.Token) bool {
		return slices.ContainsFunc(found, func(s wire.Span) bool { return s.Token == token })
	}
	if has(wire.Incomplete) {
		return false
	}
	where := "The reply"
	if !first {
		where = "A line of the reply"
	}
	for _, field := range want {
		if !told(field) || has(field) {
			continue
		}
		if last := found[max(len(found)-1, 0):]; len(last) > 0 && last[0].Token == wire.Unknown && a.message.Octets[last[0].Off] == ' ' {
			t.breach(c, TwoSpaces, Server, sent, where+" to "+a.command.keyword+" has two spaces where one should be.",
				"The client reads each field at its place in the line, behind a single SPACE. Behind two it finds none, and the "+string(field)+" is not told.")
			return true
		}
		t.breach(c, NoFields, Server, sent, where+" to "+a.command.keyword+" does not tell the "+string(field)+".",
			"The client reads it at its place in the line. Text for people may only follow.")
		return true
	}
	if n := len(want); n > 0 && want[n-1] == wire.UniqueID {
		for _, s := range found {
			if text := a.message.Octets[s.Off : s.Off+s.Len]; s.Token == wire.Text && len(bytes.TrimSpace(text)) > 0 {
				t.breach(c, WordsBehind, Server, sent, "Behind a unique-id something follows: "+quote(string(text)),
					"Nothing may follow the unique-id in its line. A client that takes all that comes for the unique-id has another one than its server.")
				return true
			}
		}
	}
	return false
}

// told reports whether a client cannot do without a field.
func told(t wire.Token) bool {
	return t == wire.MessageNumber || t == wire.MessageCount || t == wire.Octets || t == wire.UniqueID
}

// auditLength looks whether more lines of a body come than the client has asked
// for.
func (t *Tap) auditLength(c *tapped, a answer, sent int) {
	most, ok := wire.Number(a.command.argument(wire.LineCount))
	if !ok || a.message.Torn {
		return
	}
	lines := a.message.Reply.Lines
	head := slices.IndexFunc(lines, func(l []byte) bool { return len(l) == 0 })
	if n := len(lines) - head - 1; head >= 0 && n > most {
		t.breach(c, TooManyLines, Server, sent, fmt.Sprintf("The client has asked for %s of the body, and the server sends %d.", plural(most, "line"), n),
			"A client that wants no more than a look has to take in what it did not ask for.")
	}
}
