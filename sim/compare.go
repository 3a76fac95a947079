package sim

import (
	"fmt"

	"popscope/sim/wire"
)

// compare holds what a reply says of the maildrop against what was said
// before. It comes after the reply has had its effects.
func (t *Tap) compare(c *tapped, a answer, facts []Fact, held *Event, sent int) {
	if a.shuts() {
		c.audit = audit{message: c.audit.message}
	}
	if a.row == nil || !a.message.Reply.Positive {
		return
	}
	switch a.row.effect(len(a.command.args)) {
	case LockDrop, SwitchDrop, ReadDrop, ReleaseDrop:
		c.audit = audit{message: c.audit.message}
	case MarkOne, UnmarkAll, UpdateDrop, AddOne, TakeMany:
		c.audit.total = nil
	}
	asked, named := wire.Number(a.command.argument(wire.MessageNumber))
	for _, f := range facts {
		if named && f.Message > 0 && f.Message != asked && a.shape.Each == nil {
			t.breach(c, OtherMessage, Server, sent, fmt.Sprintf("The client asked about message %d, and the server answers about message %d.", asked, f.Message), "")
			continue
		}
		t.compareFact(c, a.command.keyword, f, sent)
	}
	t.compareTotals(c, a, facts, sent)
	if held != nil && held.Whole {
		t.compareSize(c, a, held.Facts[0], sent)
	}
}

// compareFact holds what is said of one message against what was said of it.
func (t *Tap) compareFact(c *tapped, by string, f Fact, sent int) {
	if f.Message < 1 {
		return
	}
	w := &c.audit
	if f.Sized {
		if had, ok := w.sizes[f.Message]; !ok {
			w.own()
			w.sizes[f.Message] = claim{octets: f.Octets, by: by}
		} else if had.octets != f.Octets {
			t.breach(c, OtherSize, Server, sent, fmt.Sprintf("%s said that message %d has %s; now %s says %d.", had.by, f.Message, plural(had.octets, "octet"), by, f.Octets),
				"While a session lasts, nothing changes a message.")
		}
	}
	if f.UniqueID == "" {
		return
	}
	if !properID(f.UniqueID) {
		t.breach(c, FaultyUniqueID, Server, sent, fmt.Sprintf("The unique-id of message %d is not one: %s", f.Message, quote(f.UniqueID)),
			"A unique-id has 1 to 70 characters, each of them printable and none of them SPACE.")
	}
	if had, ok := w.ids[f.Message]; !ok {
		w.own()
		w.ids[f.Message] = claim{id: f.UniqueID}
	} else if had.id != f.UniqueID {
		t.breach(c, OtherUniqueID, Server, sent, fmt.Sprintf("The unique-id of message %d was %s, and now is %s.", f.Message, quote(had.id), quote(f.UniqueID)),
			"A unique-id stays the same as long as the message lasts: a client tells by it what it has fetched already, and will now fetch this message again.")
	}
}

// properID reports whether a unique-id has the form of RFC 1939 section 7.
func properID(id string) bool {
	for i := range len(id) {
		if id[i] < 0x21 || id[i] > 0x7E {
			return false
		}
	}
	return len(id) <= 70
}

// compareTotals holds the number of messages and their size against what a
// listing comes to, or the reverse.
func (t *Tap) compareTotals(c *tapped, a answer, facts []Fact, sent int) {
	if a.message.Torn {
		return
	}
	now := total{by: a.command.keyword}
	switch lists := a.shape.Each; {
	case lists == nil:
		if len(facts) == 0 || !facts[0].Counted {
			return
		}
		now.count, now.octets, now.sized = facts[0].Count, facts[0].Octets, facts[0].Sized
	case lists[0] != wire.MessageNumber:
		return // a list of something else
	default:
		now.count = len(a.message.Reply.Lines)
		for _, f := range facts {
			now.octets += f.Octets
			now.sized = f.Sized
		}
		now.sized = now.sized || now.count == 0
	}
	had := c.audit.total
	switch {
	case had == nil:
	case had.count != now.count:
		t.breach(c, OtherTotal, Server, sent, fmt.Sprintf("%s said that there are %s, and %s says %d.", had.by, messages(had.count), now.by, now.count),
			"Messages marked as deleted are left out of both. While a session lasts, no other message comes or goes.")
	case had.sized && now.sized && had.octets != now.octets:
		t.breach(c, OtherTotal, Server, sent, fmt.Sprintf("By %s the messages have %s together, by %s %d.", had.by, plural(had.octets, "octet"), now.by, now.octets),
			"Messages marked as deleted are left out of both, so the two have to agree.")
	}
	if had == nil || now.sized && !had.sized {
		c.audit.total = &now
	}
}

// compareSize holds a message that has come against the size it should have. A
// message whose last line has no end gets one all the same, before the
// termination octet, and servers (Dovecot) do not count it: two octets more
// than were announced are no breach.
func (t *Tap) compareSize(c *tapped, a answer, f Fact, sent int) {
	had, ok := c.audit.sizes[f.Message]
	if !ok || c.retold || had.octets == f.Octets || had.octets == f.Octets-len("\r\n") {
		return
	}
	stuffed, lines := 0, len(a.message.Reply.Lines)
	for _, s := range a.message.Spans {
		if s.Token == wire.StuffedOctet {
			stuffed++
		}
	}
	explain := Miscount(had.octets, f.Octets, stuffed, lines)
	t.breach(c, OtherSize, Server, sent, fmt.Sprintf("%s said that message %d has %s, and %s sent %d.", had.by, f.Message, plural(had.octets, "octet"), a.command.keyword, f.Octets), explain)
}

// Miscount says what a server may have counted that announced another size than
// the message has that came, with so many stuffed octets and lines.
func Miscount(announced, came, stuffed, lines int) string {
	explain := "The size is that of the message with CRLF at the end of each line, and without stuffed octets. A client that trusts it will cut the message off, or wait in vain for the rest."
	switch announced - came {
	case stuffed:
		explain = "The difference is that of the stuffed octets: the server seems to count them, but they do not belong to the message. " + explain
	case -lines:
		explain = "The difference is one octet for each line: the server seems to count the end of a line as one octet. It has two, CR and LF. " + explain
	}
	return explain
}
