package sim

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"popscope/sim/wire"
)

// numbers are the message-numbers that a list names, in its order.
func (a answer) numbers() []int {
	var all []int
	for _, s := range a.message.Spans {
		if s.Token == wire.MessageNumber {
			n, _ := wire.Number(string(a.message.Octets[s.Off : s.Off+s.Len]))
			all = append(all, n)
		}
	}
	return all
}

// compareList holds the numbers that a list names against those that there are:
// each message that is not marked, once. It reports whether they are the same,
// as far as that is known.
func (t *Tap) compareList(c *tapped, a answer, sent int) bool {
	w, by := &c.watch, a.command.keyword
	listed := a.numbers()
	sorted := slices.Sorted(slices.Values(listed))
	most := -1
	if c.audit.sure && len(w.gone) == 0 {
		most = 0
		if len(sorted) > 0 {
			most = sorted[len(sorted)-1]
		}
		if c.audit.total != nil {
			most = c.audit.total.count
		}
	}
	var twice, deleted, nothing, left []int
	for i, n := range sorted {
		switch {
		case i > 0 && sorted[i-1] == n:
			twice = append(twice, n)
		case marked(w.marked, n) || slices.Contains(w.gone, n):
			deleted = append(deleted, n)
		case n < 1 || most >= 0 && n > most:
			nothing = append(nothing, n)
		}
	}
	for n, i := 1, 0; n <= most && len(left) < mostNamed+1; n++ {
		for i < len(sorted) && sorted[i] < n {
			i++
		}
		if (i == len(sorted) || sorted[i] != n) && !marked(w.marked, n) {
			left = append(left, n)
		}
	}
	said := ""
	if c.audit.total != nil {
		said = fmt.Sprintf("%s said that there %s. ", c.audit.total.by, thereAre(c.audit.total.count-len(w.marked)))
	}
	if nothing != nil {
		t.breach(c, ListsNothing, Server, sent, fmt.Sprintf("%s lists %s, and there is no such message.", by, named(nothing)), said+"Messages are numbered from 1, without gaps, when the maildrop is locked.")
	}
	if twice != nil {
		t.breach(c, ListsTwice, Server, sent, fmt.Sprintf("%s lists %s twice.", by, named(twice)), "Each message has one line in the list.")
	}
	if deleted != nil {
		t.breach(c, ListsDeleted, Server, sent, fmt.Sprintf("%s lists %s, though marked as deleted.", by, named(deleted)), "A message that is marked as deleted is not listed.")
	}
	if left != nil {
		t.breach(c, LeavesOut, Server, sent, fmt.Sprintf("%s leaves out %s.", by, named(left)), said+"The list has a line for each message that is not marked as deleted.")
	}
	return twice == nil && deleted == nil && nothing == nil && left == nil
}

// mostNamed is how many messages a sentence names.
const mostNamed = 5

// named are messages in words.
func named(numbers []int) string {
	var words []string
	for _, n := range numbers[:min(len(numbers), mostNamed)] {
		words = append(words, strconv.Itoa(n))
	}
	list := strings.Join(words, ", ")
	if len(numbers) > mostNamed {
		list += " and others"
	}
	if len(numbers) == 1 {
		return "message " + list
	}
	return "messages " + list
}

// compareTotals holds the number of messages and their size against what was
// said before, by STAT or by a list.
func (t *Tap) compareTotals(c *tapped, a answer, facts []Fact, sent int) {
	if a.message.Torn || a.message.Endless {
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
		if !t.compareList(c, a, sent) {
			return
		}
		now.count = len(a.message.Reply.Lines)
		sized := 0
		for _, f := range facts {
			now.octets += f.Octets
			if f.Sized {
				sized++
			}
		}
		now.sized = slices.Contains(lists, wire.Octets) && sized == now.count
	}
	t.compareTotal(c, now, sent)
}

// compareTotal holds a total, which leaves marked messages out, against the one
// of all messages. A sum with an unknown term is unknown.
func (t *Tap) compareTotal(c *tapped, now total, sent int) {
	marks := c.watch.marked
	had := c.audit.total
	all := now
	all.count += len(marks)
	for _, n := range marks {
		size, ok := c.audit.sizes[n]
		all.octets += size.octets
		all.sized = all.sized && ok
	}
	explain := "Messages marked as deleted are left out of both, until RSET takes the marks away. While a session lasts, no other message comes or goes."
	switch {
	case had == nil:
	case had.count == now.count && len(marks) > 0:
		t.breach(c, CountsDeleted, Server, sent, fmt.Sprintf("%s counts %s, and with that also what is marked as deleted.", now.by, messages(now.count)),
			fmt.Sprintf("There were %s, and %s marked as deleted. Those are not counted in either total.", messages(had.count), areMarked(len(marks))))
	case had.count != all.count:
		t.breach(c, OtherTotal, Server, sent, fmt.Sprintf("%s said that there %s, and now %s says %d.", had.by, thereAre(had.count-len(marks)), now.by, now.count), explain)
	case had.sized && all.sized && had.octets != all.octets:
		t.breach(c, OtherTotal, Server, sent, fmt.Sprintf("By %s the messages have %s together, by %s %d.", had.by, plural(had.octets-(all.octets-now.octets), "octet"), now.by, now.octets),
			"Messages marked as deleted are left out of both, so the two have to agree.")
	}
	if had == nil || had.count == all.count && all.sized && !had.sized {
		c.audit.total = &all
	}
}

func areMarked(n int) string {
	if n == 1 {
		return "1 is"
	}
	return strconv.Itoa(n) + " are"
}

// twins says so if two messages of a list have one unique-id.
func twins(facts []Fact) string {
	first := map[string]int{}
	for _, f := range facts {
		if f.UniqueID == "" {
			continue
		}
		if n, ok := first[f.UniqueID]; ok && n != f.Message {
			return fmt.Sprintf("Messages %d and %d have the same unique-id. That is right only if they are the same message twice (RFC 1939 section 7): a client takes the second for one that it has fetched.", n, f.Message)
		}
		first[f.UniqueID] = f.Message
	}
	return ""
}
