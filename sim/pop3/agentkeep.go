package pop3

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"

	"popscope/sim"
	"popscope/sim/digest"
)

// keep is the errand "leave on server".
type keep struct {
	days  int
	known []sim.Known // what is in it is never changed

	step     keepStep
	numbers  []int          // of the listing
	names    map[int]string // unique-ids, or what stands in for them, by message-number
	tops     int            // TOPs answered with a message
	old      []string       // names of the messages that are marked
	learning bool           // there is no name before the whole message has come
}

// keepStep is what has been queued.
type keepStep int

const (
	keepNothing keepStep = iota
	keepIDs              // UIDL
	keepNumbers          // LIST, for the message-numbers
	keepTops             // TOP of each
	keepAll              // RETR and DELE
)

func (k *keep) more(a *agent) {
	switch {
	case k.step == keepNothing && a.offer.may("UIDL"):
		k.step, a.queue = keepIDs, []string{"UIDL"}
	case k.step < keepNumbers && k.names == nil:
		k.step, a.queue = keepNumbers, []string{"LIST"}
		if a.offer.may("TOP") {
			a.note("The server has no UIDL: the client will know the messages by the Message-ID in their headers.")
		}
	case k.step == keepNumbers && len(k.numbers) > 0 && a.offer.may("TOP"):
		k.step = keepTops
		a.fetch("TOP %d 0", k.numbers)
	case k.step != keepAll:
		k.step = keepAll
		k.decide(a)
	}
}

// decide queues what must be fetched and what may go.
func (k *keep) decide(a *agent) {
	if len(k.numbers) > 0 && len(k.names) == 0 {
		k.learning = true
		a.fetch("RETR %d", k.numbers)
		a.note("The server has neither UIDL nor TOP: the client must fetch every message again to see which it has already.")
		return
	}
	listed := map[string]bool{}
	var fetch []int
	for _, n := range k.numbers {
		listed[k.names[n]] = true
		if m := k.find(k.names[n]); m == nil {
			fetch = append(fetch, n)
		} else {
			k.expire(a, n, m)
		}
	}
	a.fetch("RETR %d", fetch)
	forgotten := 0
	if len(k.names) == len(k.numbers) {
		// What is gone from the maildrop need not be known any more.
		forgotten = k.forget(func(name string) bool { return !listed[name] })
	}
	if len(k.numbers) == 0 {
		a.empty()
		return
	}
	a.note(fmt.Sprintf("Of %s the client knows %d, and fetches %d.", count(len(k.numbers)), len(k.numbers)-len(fetch), len(fetch)))
	if a.offer.nothingStays() && len(fetch) > 0 {
		a.note("The server says EXPIRE 0: it lets nobody leave mail, and may remove what the client fetches. The client cannot do what it is set to.")
	}
	if len(a.marks) > 0 {
		a.note(fmt.Sprintf("It deletes %d that it fetched %s ago or more.", len(a.marks), days(k.days)))
	}
	// Why they are gone it can't know: another client may have removed them, or the server renumbered.
	if forgotten == 1 {
		a.note("It forgets 1 that is no longer listed.")
	} else if forgotten > 1 {
		a.note(fmt.Sprintf("It forgets %d that are no longer listed.", forgotten))
	}
}

func days(n int) string {
	if n == 1 {
		return "1 day"
	}
	return fmt.Sprintf("%d days", n)
}

// find finds what is known by a name, nil if nothing is.
func (k *keep) find(name string) *sim.Known {
	for i := range k.known {
		if k.known[i].UniqueID == name {
			return &k.known[i]
		}
	}
	return nil
}

// forget forgets some of what is known, and says how many.
func (k *keep) forget(gone func(name string) bool) int {
	var known []sim.Known
	for _, m := range k.known {
		if !gone(m.UniqueID) {
			known = append(known, m)
		}
	}
	n := len(k.known) - len(known)
	k.known = known
	return n
}

// expire marks a known message that was fetched long enough ago.
func (k *keep) expire(a *agent, n int, m *sim.Known) {
	if k.days > 0 && a.now-m.At >= time.Duration(k.days)*24*time.Hour {
		a.mark(n)
		k.old = append(k.old[:len(k.old):len(k.old)], m.UniqueID)
	}
}

func (k *keep) hear(a *agent, h *sim.Heard) {
	switch h.Keyword {
	case "UIDL":
		if h.Reply.Positive {
			k.names = map[int]string{}
			for _, f := range h.Facts {
				k.numbers = append(k.numbers, f.Message)
				k.names[f.Message] = f.UniqueID
			}
		}
	case "LIST":
		for _, f := range h.Facts {
			k.numbers = append(k.numbers, f.Message)
		}
		k.names = map[int]string{}
	case "TOP":
		switch {
		case h.Reply.Positive:
			k.tops++
			k.names = maps.Clone(k.names)
			k.names[about(h.Line)] = nameOf(h.Reply.Lines)
		case k.tops == 0:
			a.queue = nil // it would be the same for all
		}
	case "RETR":
		k.got(a, h)
	case "DELE":
		a.unmarked(h)
	}
}

// got remembers a message that has come whole.
func (k *keep) got(a *agent, h *sim.Heard) {
	n := a.arrived(h)
	if n == 0 {
		return
	}
	name := k.names[n]
	if name == "" {
		name = nameOf(h.Reply.Lines)
	}
	if m := k.find(name); m == nil {
		k.known = append(k.known[:len(k.known):len(k.known)], sim.Known{UniqueID: name, At: a.now})
	} else if k.learning {
		a.note(fmt.Sprintf("Message %d is an old one: the client has it already, and throws this copy away.", n))
		k.expire(a, n, m)
	}
}

// left forgets the messages that are removed. As long as the server has not
// said so, they may come up again.
func (k *keep) left() {
	k.forget(func(name string) bool { return slices.Contains(k.old, name) })
}

func (k *keep) memory() sim.Memory { return sim.Memory{Known: k.known} }

func (k *keep) clone() errand {
	c := *k // what is in its lists and its map is never changed
	return &c
}

// nameOf is what stands in for a unique-id: the Message-ID, or if there is
// none, a digest of the header.
func nameOf(lines [][]byte) string {
	end := slices.IndexFunc(lines, func(l []byte) bool { return len(l) == 0 })
	if end < 0 {
		end = len(lines)
	}
	for _, l := range lines[:end] {
		name, value, ok := bytes.Cut(l, []byte(":"))
		if value = bytes.TrimSpace(value); ok && len(value) > 0 && bytes.EqualFold(name, []byte("Message-ID")) {
			return string(value)
		}
	}
	return hex.EncodeToString(digest.MD5.Sum(bytes.Join(lines[:end], []byte("\r\n"))))
}
