package pcap

import (
	"bytes"
	"cmp"
	"slices"
	"time"
)

// spoken is what one end said, in order, and when: a packet brought it, or was
// the last that it had to wait for.
type spoken struct {
	piece   int // index into the connection's pieces
	at      time.Duration
	from    int
	octets  []byte
	missing int64 // octets that are not in the file, instead; uncounted: nobody knows how many
}

// uncounted is a gap of any size, or of none.
const uncounted = -1

// story is a connection as its two ends had it: what TCP cut up, doubled and
// mixed put right again.
type story struct {
	said   []spoken
	ending ending
	thrown oddity // segments that were damaged on the way
	early  oddity // segments that stand in the file before what they acknowledge
	again  oddity // segments sent again
	other  oddity // of these, those that bring other octets than before
	mixed  oddity // segments that overtook others
	probes oddity // segments that only try whether the other side is there
	gaps   [2]oddity
	gone   [2]int64 // octets in the gaps
	begun  [2]int   // packet that is the first to tell of a side of which the beginning is not in the file; 0: it is
	beyond bool     // more than MaxOctets were sent
}

// tell puts a connection right. An octet counts as come when it and all before
// it have; for those that are nowhere in the file nobody waits.
func (c *connection) tell() *story {
	s := &story{thrown: c.undamaged()}
	s.early = c.causal()
	mine := c.bearing(s)
	for from := range mine {
		least := int64(unsaid)
		if c.sides[from].whole {
			least = 0
		}
		all := extents(c.pieces, mine[from], least, captured)
		s.repeats(c, all, mine[from])
		t := telling{story: s, c: c, from: from, proofs: c.proofs(from, all)}
		t.side(all)
	}
	// What a packet acknowledges was there before what it brings.
	rank := func(x spoken) int {
		if c.pieces[x.piece].from == x.from {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(s.said, func(a, b spoken) int {
		return cmp.Or(cmp.Compare(a.piece, b.piece), cmp.Compare(rank(a), rank(b)))
	})
	s.said = merged(s.said)
	if c.client < 0 {
		c.client = c.guess(s)
	}
	s.ending = c.end(s)
	return s
}

// bearing picks for each side the segments that bring octets.
func (c *connection) bearing(s *story) (mine [2][]int) {
	acked := [2]int64{unsaid, unsaid}
	for i := range c.pieces {
		p := &c.pieces[i]
		me := p.from
		if len(p.data) > 0 {
			if c.isProbe(i, acked[me], len(mine[me]) == 0) {
				p.probe = true
				s.probes.add(p.packet)
			} else {
				mine[me] = append(mine[me], i)
			}
		}
		acked[1-me] = max(acked[1-me], p.seen)
	}
	return mine
}

// merged makes one of what is missing in a row.
func merged(said []spoken) []spoken {
	out := said[:0]
	for _, x := range said {
		if n := len(out); n > 0 && x.missing != 0 && out[n-1].missing != 0 && out[n-1].from == x.from {
			if x.missing += out[n-1].missing; out[n-1].missing == uncounted {
				x.missing = uncounted
			}
			out[n-1] = x
			continue
		}
		out = append(out, x)
	}
	return out
}

// telling goes through what one side said.
type telling struct {
	story  *story
	c      *connection
	from   int
	proofs []proof // those that are for more than what was told
	next   int64   // octet
	when   int     // piece
	sum    int64   // octets told
}

func (t *telling) side(all []extent) {
	if t.next = t.c.start(t.from); len(all) > 0 {
		t.next = min(t.next, all[0].from)
	}
	if t.c.whole() && !t.c.sides[t.from].whole {
		t.headless()
	}
	waited := map[int]bool{}
	for _, e := range all {
		t.gap(e.from)
		p := &t.c.pieces[e.piece]
		if t.when > e.piece && !waited[e.piece] {
			waited[e.piece] = true
			t.story.mixed.add(p.packet)
		}
		octets := p.data[e.from-p.off : e.to-p.off]
		room := min(MaxOctets-t.sum, int64(len(octets)))
		t.sum += room
		t.say(e.piece, octets[:room], 0)
		t.say(e.piece, nil, int64(len(octets))-room)
		t.story.beyond = t.story.beyond || room < int64(len(octets))
		t.next = e.to
	}
	if n := len(t.proofs); n > 0 {
		t.gap(t.proofs[n-1].upTo)
	}
}

// start is the octet with which the file begins to know of a side, if no segment
// turns up that brings earlier ones.
func (c *connection) start(from int) int64 {
	for i := range c.pieces {
		if p := &c.pieces[i]; p.from == from && p.flags&rst == 0 {
			if p.probe && !c.sides[from].whole {
				return max(p.end(), 0)
			}
			break
		}
	}
	return 0
}

// headless tells that a side may have said more before the first that is known of
// it, in a connection that the file has from the other's first packet on.
func (t *telling) headless() {
	for i := range t.c.pieces {
		if p := &t.c.pieces[i]; p.flags&rst == 0 && (p.from == t.from || p.seen != unsaid) {
			t.say(i, nil, uncounted)
			t.story.begun[t.from] = p.packet
			return
		}
	}
}

// gap tells of octets that are missing before octet to, as far as each proof of
// them goes.
func (t *telling) gap(to int64) {
	for first := true; len(t.proofs) > 0; t.proofs = t.proofs[1:] {
		p := t.proofs[0]
		if p.upTo <= t.next {
			continue
		}
		if t.next >= to {
			return
		}
		n := min(to, p.upTo) - t.next
		t.say(p.piece, nil, n)
		if first {
			t.story.gaps[t.from].add(t.c.pieces[t.when].packet)
			first = false
		}
		t.story.gone[t.from] += n
		if t.next += n; t.next < p.upTo {
			return
		}
	}
}

// say adds what a piece brings, or shows to be missing, unless it is nothing.
func (t *telling) say(piece int, octets []byte, missing int64) {
	if len(octets) == 0 && missing == 0 {
		return
	}
	t.when = max(t.when, piece)
	t.story.said = append(t.story.said, spoken{t.when, t.c.pieces[t.when].at, t.from, octets, missing})
}

// repeats notes the segments that brought nothing new, and those of them that
// brought other octets than the first time.
func (s *story) repeats(c *connection, all []extent, mine []int) {
	brings := map[int]bool{}
	for _, e := range all {
		brings[e.piece] = true
	}
	first := 0 // of the extents that a segment may lie over; the segments are in order
	for _, i := range mine {
		p := &c.pieces[i]
		if !brings[i] {
			s.again.add(p.packet)
		}
		for first < len(all) && all[first].to <= p.off {
			first++
		}
		for _, e := range all[first:] {
			from, to := max(e.from, p.off), min(e.to, captured(p))
			if e.from >= to {
				break
			}
			q := &c.pieces[e.piece]
			if e.piece != i && !bytes.Equal(p.data[from-p.off:to-p.off], q.data[from-q.off:to-q.off]) {
				s.other.add(p.packet)
				break
			}
		}
	}
}
