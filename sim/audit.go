package sim

import (
	"bytes"
	"fmt"
	"maps"
	"strings"

	"popscope/sim/wire"
)

// audit is what a Tap remembers of a connection to hold later replies against.
type audit struct {
	shared  bool // the maps belong to a copy too: they are not to be changed
	sizes   map[int]claim
	ids     map[int]claim
	total   *total // of the maildrop, marked messages included
	sure    bool   // everything was heard since the maildrop was locked: the numbers are those from 1 to total.count
	message bool   // the last reply was a multi-line response
	owed    int    // commands that stray lines were taken to answer: their replies may still come
	opened  string // keyword of the command that was let in, and that another must follow
	stamp   stamp
}

// stamp says whether the greeting had a timestamp.
type stamp int

const (
	unstamped stamp = iota - 1 // it had none
	unread                     // nobody has heard all of it
	stamped
)

// afresh is what is remembered when another maildrop is opened.
func (a *audit) afresh() { *a = audit{message: a.message, owed: a.owed, stamp: a.stamp} }

// claim is what a reply said of a message.
type claim struct {
	octets int
	id     string
	by     string // keyword
}

// total is what a reply said of all messages together, and what those have that
// it leaves out, for they are marked as deleted.
type total struct {
	count, octets int
	sized         bool   // octets is known
	by            string // keyword
}

// clone shares the maps until one of the two has something to add.
func (a *audit) clone() audit {
	a.shared = true
	return *a
}

func (a *audit) own() {
	if a.shared || a.sizes == nil {
		a.sizes, a.ids, a.shared = maps.Clone(a.sizes), maps.Clone(a.ids), false
	}
	if a.sizes == nil {
		a.sizes, a.ids = map[int]claim{}, map[int]claim{}
	}
}

// breach adds the event of a breach, if it is against the law and all that it
// rests on was heard. What a server makes of TLS that it does not speak is held
// against nobody. Whatever the protocol, who speaks unasked or without a
// status indicator breaks it.
func (t *Tap) breach(c *tapped, b Breach, side Side, cause int, text, explain string) {
	why, ok := t.profile.Law(b)
	if !ok && b != Unasked && b != NoIndicator || c.lags || c.veil == vain || c.retold && b.octets() {
		return
	}
	e := Event{Kind: Fault, Side: side, Breach: b, Cause: cause, Text: text, Explain: explain, Why: why}
	if !t.hears && c.spoke != [2]bool{true, true} {
		c.withheld = append(c.withheld, e)
		return
	}
	t.add(c, e)
}

// auditForm looks at the form of a reply, and whether it may come at all.
func (t *Tap) auditForm(c *tapped, a answer, sent int) {
	unasked := a.asked < 0 && !a.greets
	switch {
	case unasked && t.unheardOf(c):
	case unasked && c.audit.owed > 0:
		c.audit.owed--
	case unasked && (a.message.Reply.Positive || t.profile.Logout == nil):
		t.breach(c, Unasked, Server, sent, "The server speaks without having been asked.",
			"A server greets, and then only answers. A client takes this for the answer to its next command, and from there on each answer for that of another.")
	}
	if a.odd() {
		t.auditStray(c, stray{a.message, sent}, false)
		return
	}
	c.audit.message = a.message.Reply.Lines != nil
	if a.message.Lacks {
		return
	}
	line, end := firstLine(a.message)
	if n := len(line) + end; t.profile.Dialect.LineLimit > 0 && n > t.profile.Dialect.LineLimit && !a.shape.Bare && !a.message.Reply.Goes {
		t.breach(c, LongReply, Server, sent, fmt.Sprintf("The first line of the reply has %s; %d are allowed.", plural(n, "octet"), t.profile.Dialect.LineLimit),
			"A client need not keep more than that of a line.")
	}
	if !a.message.Torn {
		t.auditLines(c, a, end, sent)
	}
}

// auditLines looks at line ends, and at dots that begin lines.
func (t *Tap) auditLines(c *tapped, a answer, end, sent int) {
	if a.shape.Bare || a.shape.Frame == wire.Counted {
		return // octets are counted there: line ends and dots mean nothing
	}
	m := a.message
	lone := end == 1
	for i, s := range m.Spans {
		p := m.Octets[s.Off : s.Off+s.Len]
		switch s.Token {
		case wire.Header, wire.Body:
			lone = lone || bytes.IndexByte(p, '\n') >= 0
		case wire.StuffedOctet:
			if i+1 < len(m.Spans) && m.Octets[m.Spans[i+1].Off] != '.' {
				line, _, _ := bytes.Cut(m.Octets[s.Off:], []byte("\r\n"))
				t.breach(c, NotStuffed, Server, sent, "A line begins with a dot that was not stuffed: "+quote(string(line)),
					"If a line of the message begins with a dot, the server puts another before it, and the client takes that away. Here there is only one: the client takes it away, and the message is no longer what it was.")
				return
			}
		}
	}
	if lone {
		t.breach(c, BareLF, Server, sent, "A line of the reply ends in LF alone, without CR.",
			"A line ends with two octets, CR and LF. To a client that looks for both, this line and the next are one.")
	}
}

// firstLine is the first line of a reply, and how many octets end it.
func firstLine(m wire.Message) (line string, end int) {
	for _, s := range m.Spans {
		if s.Token == wire.CRLF || s.Token == wire.BareLF {
			return string(m.Octets[:s.Off]), s.Len
		}
	}
	return string(m.Octets), 0
}

// quote is a line as it can be shown in a sentence.
func quote(line string) string {
	return strings.Map(func(c rune) rune {
		if c < 0x20 || c > 0x7E {
			return '?'
		}
		return c
	}, clipTo(line, 60))
}
