package pcap

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// spoken is what one end said, in order, and when the last missing octet of it
// was there.
type spoken struct {
	at     time.Duration
	from   int
	octets []byte
}

// story is a connection as its two ends had it: what TCP cut up, doubled and
// mixed put right again.
type story struct {
	said   []spoken
	ends   bool
	by     int           // who closed first
	at     time.Duration // when the connection was over
	reset  int           // packet of the reset; 0: none
	again  oddity        // segments sent again
	mixed  oddity        // segments that overtook others
	gaps   []gap
	beyond bool // more than MaxOctets were sent
}

// gap is a run of octets that is nowhere in the file.
type gap struct {
	from   int
	octets int64
	packet int // the packet behind it
}

// flow puts one side's segments in order.
type flow struct {
	next  int64
	early early      // segments from beyond next
	cover []interval // what the whole file has
	sum   int64
}

type interval struct{ from, to int64 }

// early is a heap of segments, the first octets on top.
type early []piece

func (e early) Len() int           { return len(e) }
func (e early) Less(i, j int) bool { return e[i].off < e[j].off }
func (e early) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }
func (e *early) Push(x any)        { *e = append(*e, x.(piece)) }
func (e *early) Pop() any {
	last := len(*e) - 1
	x := (*e)[last]
	*e = (*e)[:last]
	return x
}

// tell puts a connection right. It goes through the file twice: whether to
// wait for octets that have been overtaken depends on whether they will come.
func (c *connection) tell() *story {
	s := &story{}
	flows := [2]flow{c.flow(0), c.flow(1)}
	for _, p := range c.pieces {
		f := &flows[p.from]
		switch end := p.off + int64(len(p.data)); {
		case len(p.data) == 0:
		case end > f.next:
			if p.off > f.next && f.covered() == f.next {
				s.mixed.add(p.packet)
			}
			heap.Push(&f.early, p)
		case len(p.data) > 1: // one octet alone is how an idle line is tried
			s.again.add(p.packet)
		}
		s.deliver(f, p)
		if p.flags&(fin|rst) != 0 && !s.ends {
			s.ends, s.by, s.at = true, p.from, p.at
		}
		if p.flags&rst != 0 && s.reset == 0 {
			s.reset = p.packet
		}
	}
	for i := range flows {
		if to, packet := c.finish(i); packet > 0 && to > flows[i].next && !s.beyond {
			s.gaps = append(s.gaps, gap{i, to - flows[i].next, packet})
		}
	}
	if n := len(s.said); n > 0 {
		s.at = max(s.at, s.said[n-1].at) // the other side may have gone on for a while
	}
	return s
}

// deliver hands out what is in order now that piece p has come.
func (s *story) deliver(f *flow, p piece) {
	for len(f.early) > 0 {
		e := f.early[0]
		if e.off > f.next {
			to := f.covered()
			if to == f.next {
				return // it will come
			}
			s.gaps = append(s.gaps, gap{e.from, to - f.next, e.packet})
			f.next = to
			continue
		}
		heap.Pop(&f.early)
		rest := e.data[min(f.next-e.off, int64(len(e.data))):]
		f.next += int64(len(rest))
		if f.sum += int64(len(rest)); f.sum > MaxOctets {
			s.beyond = true
			continue
		}
		if len(rest) > 0 {
			s.said = append(s.said, spoken{p.at, e.from, rest})
		}
	}
}

// covered gives the first octet from next on that is in the file.
func (f *flow) covered() int64 {
	for len(f.cover) > 0 && f.cover[0].to <= f.next {
		f.cover = f.cover[1:]
	}
	if len(f.cover) == 0 {
		return f.next
	}
	return max(f.next, f.cover[0].from)
}

// flow looks through all that one side sent.
func (c *connection) flow(from int) flow {
	var all []interval
	for _, p := range c.pieces {
		if p.from == from && len(p.data) > 0 {
			all = append(all, interval{p.off, p.off + int64(len(p.data))})
		}
	}
	slices.SortFunc(all, func(a, b interval) int { return cmp.Compare(a.from, b.from) })
	var f flow
	for _, i := range all {
		if n := len(f.cover); n > 0 && i.from <= f.cover[n-1].to {
			f.cover[n-1].to = max(f.cover[n-1].to, i.to)
		} else {
			f.cover = append(f.cover, i)
		}
	}
	if !c.sides[from].whole && len(f.cover) > 0 {
		f.next = f.cover[0].from
	}
	return f
}

// finish gives the octet at which a side says that it ends, or which it sent
// and the file has not; packet is 0 if there is none.
func (c *connection) finish(from int) (to int64, packet int) {
	for _, p := range c.pieces {
		end := p.off + int64(len(p.data)+p.lost)
		if p.from == from && (p.flags&fin != 0 || p.lost > 0) && (packet == 0 || end > to) {
			to, packet = end, p.packet
		}
	}
	return to, packet
}
