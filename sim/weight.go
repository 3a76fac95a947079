package sim

import (
	"bytes"
	"errors"
	"fmt"
)

// Weight is what a session costs whoever keeps it, shows it, and plays it again,
// in the measures in which that can grow apart: an octet may be a line, and a
// line a hundred events.
type Weight struct {
	Inputs int // that were carried out
	Octets int // of their data
	Events int // that came of them
	Sent   int // octets of all messages that were sent
	Spans  int // parts of these octets that are labelled
}

// bound is the most that the branches of a session weigh together. What is made
// stays within it, and so can always be brought back; what a link or a file
// brings is refused as soon as it is beyond.
var bound = Weight{Inputs: 40_000, Octets: 16 << 20, Events: 100_000, Sent: 64 << 20, Spans: 2_000_000}

// The other bounds of a session: of its branches, of the numbers of its
// connections, and of the lines that one Input may send, each of which is answered.
const (
	maxBranches = 200
	maxConn     = 1000
	maxLines    = 20_000
)

func (w Weight) plus(v Weight) Weight {
	return Weight{w.Inputs + v.Inputs, w.Octets + v.Octets, w.Events + v.Events, w.Sent + v.Sent, w.Spans + v.Spans}
}

// add weighs an Input, and the Events that came of it.
func (w *Weight) add(in Input, fresh []Event) {
	w.Inputs++
	w.Octets += len(in.Data)
	w.Events += len(fresh)
	for i := range fresh {
		if fresh[i].Kind == Sent {
			w.Sent += len(fresh[i].Octets)
			w.Spans += len(fresh[i].Spans)
		}
	}
}

// check gives an error if it is beyond the bounds, for a person: it says which.
func (w Weight) check() error {
	for _, m := range []struct {
		what       string
		have, most int
	}{
		{"inputs", w.Inputs, bound.Inputs},
		{"octets put into it", w.Octets, bound.Octets},
		{"events", w.Events, bound.Events},
		{"octets sent", w.Sent, bound.Sent},
		{"parts of messages", w.Spans, bound.Spans},
	} {
		if m.have > m.most {
			return fmt.Errorf("a session holds at most %d %s, in all its branches together", m.most, m.what)
		}
	}
	return nil
}

// errEndless says that one Input set more in motion than can be looked at.
var errEndless = fmt.Errorf("more than %d events, or %d octets, come of one input", mostEvents, mostSent)

// attempt does something with machines, and gives the error if one of them is
// past the bounds of what may come of one Input. Then it is of no use any more.
func attempt(do func()) (err error) {
	defer func() {
		switch what := recover().(type) {
		case nil:
		case tooMuch:
			err = errEndless
		default:
			panic(what)
		}
	}()
	do()
	return nil
}

// The bounds of a scenario that comes from a file, a form or a link: more than a
// maildrop to learn from needs, and as much as a page can show.
const (
	maxMailboxes = 200
	maxDevices   = 200
	maxFolders   = 1000
	maxMessages  = 20_000
	maxText      = 32 << 20 // octets of all messages
	maxTextLines = 500_000  // of all messages
	maxWords     = 200      // in a list of the Service
)

// Bounded gives an error if a scenario holds more than can be looked at in a
// page. It is for a person, and says the limit.
func (sc Scenario) Bounded() error {
	folders, messages, octets, lines := 0, 0, 0, 0
	text := func(of [][]byte) {
		messages += len(of)
		for _, m := range of {
			octets += len(m)
			lines += bytes.Count(m, []byte{'\n'})
		}
	}
	for _, m := range sc.Mailboxes {
		folders += len(m.Folders)
		text(m.Messages)
		for _, f := range m.Folders {
			text(f.Messages)
		}
	}
	s := sc.Service
	for _, m := range []struct {
		what       string
		have, most int
	}{
		{"mailboxes", len(sc.Mailboxes), maxMailboxes},
		{"devices", len(sc.Devices), maxDevices},
		{"folders", folders, maxFolders},
		{"messages", messages, maxMessages},
		{"octets of mail", octets, maxText},
		{"lines of mail", lines, maxTextLines},
		{"capabilities and mechanisms", len(s.Without) + len(s.With) + len(s.Mechanisms), maxWords},
	} {
		if m.have > m.most {
			return fmt.Errorf("the scenario has %d %s; it may have %d", m.have, m.what, m.most)
		}
	}
	if sc.Latency < 0 || sc.Segment < 0 {
		return errors.New("the scenario has a latency or a segment of less than nothing")
	}
	return nil
}
