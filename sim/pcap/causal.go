package pcap

import (
	"container/heap"
	"math"
)

// causal puts a connection's pieces into an order in which they can have been on
// the wire: a piece that acknowledges octets comes after those that were first to
// bring them. Where the file's order says nothing else it stays; acknowledgements
// that prove each other wrong count for nothing. It gives the pieces that were put
// behind others and that say something or close. That is done when the file's order comes of two captures that were
// joined, of two clocks, or of an interface that hands packets on late.
func (c *connection) causal() (early oddity) {
	o := newOrdering(c)
	for i := range c.pieces {
		if p := &c.pieces[i]; o.needs[i] <= o.reach(1-p.from) {
			heap.Push(&o.ready, i)
		} else {
			heap.Push(&o.waiting[p.from], i)
		}
		o.drain()
	}
	for i := range c.pieces { // those that wait for one another
		if !o.done[i] {
			heap.Push(&o.ready, i)
			o.drain()
		}
	}
	pieces := make([]piece, 0, len(c.pieces))
	last, moved := -1, false
	for _, i := range o.order {
		p := c.pieces[i]
		if i < last {
			if moved = true; sent(&p) > p.off || p.flags&rst != 0 {
				early.add(p.packet)
			}
		}
		last = max(last, i)
		pieces = append(pieces, p)
	}
	if moved {
		c.pieces = pieces
	}
	for i := 1; i < len(c.pieces); i++ { // two interfaces' clocks may differ
		c.pieces[i].at = max(c.pieces[i].at, c.pieces[i-1].at)
	}
	return early
}

// ordering is where putting pieces into order has come to. Pieces are told by
// their indexes in the file's order.
type ordering struct {
	pieces  []piece
	needs   []int64     // octets of the other side's that a piece must come behind
	spans   [2][]extent // what each side's octets were first brought by
	next    [2]int      // the first span of each side that is not done
	unborn  [2]bool     // the side's SYN is in the file, and not done
	waiting [2]byNeed   // pieces of each side
	ready   overlaid
	done    []bool
	order   []int // of those that are done
}

func newOrdering(c *connection) *ordering {
	o := &ordering{pieces: c.pieces, needs: make([]int64, len(c.pieces)), done: make([]bool, len(c.pieces)), order: make([]int, 0, len(c.pieces))}
	needs := [2]int64{unsaid, unsaid}
	var mine [2][]int
	for i := range c.pieces {
		p := &c.pieces[i]
		if o.needs[i] = p.seen; p.seen == unsaid && p.flags&syn == 0 {
			o.needs[i] = needs[p.from] // it stays behind what stands before it
		}
		needs[p.from] = max(needs[p.from], p.seen)
		o.unborn[p.from] = o.unborn[p.from] || p.flags&syn != 0
		if sent(p) > p.off {
			mine[p.from] = append(mine[p.from], i)
		}
	}
	for from := range mine {
		o.spans[from] = extents(c.pieces, mine[from], unsaid, sent)
		o.waiting[from].needs = o.needs
	}
	return o
}

// sent is the number behind all that a segment takes up: a close takes one.
func sent(p *piece) int64 {
	if p.flags&fin != 0 {
		return p.end() + 1
	}
	return p.end()
}

// reach is the first octet of a side that has yet to come.
func (o *ordering) reach(side int) int64 {
	switch {
	case o.unborn[side]:
		return unsaid
	case o.next[side] == len(o.spans[side]):
		return math.MaxInt64
	}
	return o.spans[side][o.next[side]].from
}

// drain does all that is ready, the first in the file first, and whatever gets
// ready by it.
func (o *ordering) drain() {
	for len(o.ready.indexes) > 0 {
		i := heap.Pop(&o.ready).(int)
		if o.done[i] {
			continue
		}
		o.done[i] = true
		o.order = append(o.order, i)
		p := &o.pieces[i]
		if p.flags&syn != 0 {
			o.unborn[p.from] = false
		}
		for spans := o.spans[p.from]; o.next[p.from] < len(spans) && o.done[spans[o.next[p.from]].piece]; {
			o.next[p.from]++
		}
		reach := o.reach(p.from)
		for w := &o.waiting[1-p.from]; len(w.indexes) > 0 && w.needs[w.indexes[0]] <= reach; {
			heap.Push(&o.ready, heap.Pop(w))
		}
	}
}

// byNeed is a heap of pieces, the one that needs least on top.
type byNeed struct {
	needs []int64
	overlaid
}

func (b *byNeed) Less(i, j int) bool { return b.needs[b.indexes[i]] < b.needs[b.indexes[j]] }
