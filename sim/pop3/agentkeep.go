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

func (k *keep) more(a *agent, at time.Duration) string {
	switch {
	case k.step == keepNothing && a.offer.may("UIDL"):
		k.step, a.queue = keepIDs, []string{"UIDL"}
		return ""
	case k.step < keepNumbers && k.names == nil:
		k.step, a.queue = keepNumbers, []string{"LIST"}
		if a.offer.may("TOP") {
			return "The server has no UIDL: the client will know the messages by the Message-ID in their headers."
		}
		return ""
	case k.step == keepNumbers && a.offer.may("TOP"):
		k.step = keepTops
		a.fetch("TOP %d 0", k.numbers)
		if len(k.numbers) > 0 {
			return ""
		}
	case k.step == keepAll:
		return ""
	}
	k.step = keepAll
	return k.decide(a, at)
}

// decide queues what must be fetched and what may go.
func (k *keep) decide(a *agent, at time.Duration) string {
	if len(k.numbers) > 0 && len(k.names) == 0 {
		k.learning = true
		a.fetch("RETR %d", k.numbers)
		return "The server has neither UIDL nor TOP: the client must fetch every message again to see which it has already."
	}
	// What is gone from the maildrop need not be known any more.
	forgotten := len(k.known)
	k.known = slices.DeleteFunc(slices.Clone(k.known), func(m sim.Known) bool {
		return len(k.names) == len(k.numbers) && !slices.Contains(slices.Collect(maps.Values(k.names)), m.UniqueID)
	})
	forgotten -= len(k.known)
	var fetch []int
	for _, n := range k.numbers {
		if name := k.names[n]; name == "" || !k.knows(name) {
			fetch = append(fetch, n)
		} else {
			k.expire(a, n, name, at)
		}
	}
	a.fetch("RETR %d", fetch)
	return k.plan(len(fetch), len(a.marks), forgotten)
}

// plan says what was decided.
func (k *keep) plan(fetch, expired, forgotten int) string {
	if len(k.numbers) == 0 {
		return "The maildrop is empty: the client has nothing to do."
	}
	note := fmt.Sprintf("Of %s the client knows %d, and fetches %d.", count(len(k.numbers)), len(k.numbers)-fetch, fetch)
	if expired > 0 {
		note += fmt.Sprintf(" It deletes %d that it fetched %s ago or more.", expired, plural(k.days, "day"))
	}
	if forgotten > 0 {
		note += fmt.Sprintf(" It forgets %d that somebody else has removed.", forgotten)
	}
	return note
}

func (k *keep) knows(name string) bool {
	return slices.ContainsFunc(k.known, func(m sim.Known) bool { return m.UniqueID == name })
}

// expire marks a known message that was fetched long enough ago.
func (k *keep) expire(a *agent, n int, name string, at time.Duration) {
	for _, m := range k.known {
		if m.UniqueID == name && k.days > 0 && at-m.At >= time.Duration(k.days)*24*time.Hour {
			a.mark(n)
			k.old = append(k.old[:len(k.old):len(k.old)], name)
			return
		}
	}
}

func (k *keep) hear(a *agent, h sim.Heard) (note string) {
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
		k.numbers, _ = listed(h.Facts)
		k.names = map[int]string{}
	case "TOP":
		switch {
		case h.Reply.Positive:
			k.tops++
			k.names = named(k.names, about(h.Line), nameOf(h.Reply.Lines))
		case k.tops == 0:
			a.queue = nil // it would be the same for all
		}
	case "RETR":
		return k.got(a, h)
	case "DELE":
		if !h.Reply.Positive {
			return h.Line + " is refused: the message stays in the maildrop."
		}
	}
	return ""
}

// got remembers a message that has come whole.
func (k *keep) got(a *agent, h sim.Heard) string {
	n := a.arrived(h)
	if n == 0 {
		return declined(h)
	}
	name := k.names[n]
	if name == "" {
		name = nameOf(h.Reply.Lines)
	}
	if k.knows(name) {
		k.expire(a, n, name, h.At)
		if k.learning {
			return fmt.Sprintf("Message %d is an old one: the client has it already, and throws this copy away.", n)
		}
		return ""
	}
	k.known = append(k.known[:len(k.known):len(k.known)], sim.Known{UniqueID: name, At: h.At})
	return ""
}

// left forgets the messages that are removed. As long as the server has not
// said so, they may come up again.
func (k *keep) left(removed bool) {
	if removed {
		k.known = slices.DeleteFunc(slices.Clone(k.known), func(m sim.Known) bool { return slices.Contains(k.old, m.UniqueID) })
	}
}

func (k *keep) memory() sim.Memory { return sim.Memory{Known: k.known} }

func (k *keep) clone() errand {
	c := *k // what is in its lists and its map is never changed
	return &c
}

// named is a copy of names with one more.
func named(names map[int]string, n int, name string) map[int]string {
	names = maps.Clone(names)
	names[n] = name
	return names
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
