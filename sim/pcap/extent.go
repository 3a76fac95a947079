package pcap

import (
	"cmp"
	"container/heap"
	"slices"
	"time"
)

// extent is a run of octets that one packet was the first to bring.
type extent struct {
	from, to int64
	piece    int // index into the connection's pieces
}

// extents lays the segments of one side, given as indexes, over one another: of
// each octet from least on the one that was captured first counts. A segment
// goes from its place to what behind gives. There are at most twice as many
// extents as segments.
func extents(pieces []piece, mine []int, least int64, behind func(*piece) int64) []extent {
	slices.SortFunc(mine, func(a, b int) int {
		return cmp.Or(cmp.Compare(pieces[a].off, pieces[b].off), cmp.Compare(a, b))
	})
	var out []extent
	over := overlaid{pieces: pieces} // those that begin at or before octet at
	at := least
	for next := 0; next < len(mine) || len(over.indexes) > 0; {
		if len(over.indexes) == 0 {
			at = max(at, pieces[mine[next]].off)
		}
		for ; next < len(mine) && pieces[mine[next]].off <= at; next++ {
			heap.Push(&over, mine[next])
		}
		top := over.indexes[0]
		end := behind(&pieces[top])
		if end <= at {
			heap.Pop(&over)
			continue
		}
		to := end
		if next < len(mine) {
			to = min(to, max(pieces[mine[next]].off, at+1))
		}
		if n := len(out); n > 0 && out[n-1].piece == top && out[n-1].to == at {
			out[n-1].to = to
		} else {
			out = append(out, extent{at, to, top})
		}
		at = to
	}
	return out
}

// captured is the octet behind what is in the file of a segment.
func captured(p *piece) int64 { return p.off + int64(len(p.data)) }

// overlaid is a heap of segments, the one that was captured first on top.
type overlaid struct {
	pieces  []piece
	indexes []int
}

func (o *overlaid) Len() int           { return len(o.indexes) }
func (o *overlaid) Less(i, j int) bool { return o.indexes[i] < o.indexes[j] }
func (o *overlaid) Swap(i, j int)      { o.indexes[i], o.indexes[j] = o.indexes[j], o.indexes[i] }
func (o *overlaid) Push(x any)         { o.indexes = append(o.indexes, x.(int)) }
func (o *overlaid) Pop() any {
	n := len(o.indexes) - 1
	x := o.indexes[n]
	o.indexes = o.indexes[:n]
	return x
}

// proof is that a side has sent all octets before one, and the first piece that
// proves it: the next that the side sends, or that the other acknowledges.
type proof struct {
	upTo  int64
	piece int
}

// proofs are those of one side, each for more octets than the one before. What
// is in the file of that side is all.
func (c *connection) proofs(from int, all []extent) []proof {
	captured := int64(0)
	if len(all) > 0 {
		captured = all[len(all)-1].to
	}
	close := c.finOf(from)
	var out []proof
	for i := range c.pieces {
		p := &c.pieces[i]
		if p.flags&rst != 0 {
			continue
		}
		upTo := p.seen
		if p.from == from {
			upTo = p.end()
		}
		if close >= 0 && upTo != unsaid { // it counts as an octet
			upTo = min(upTo, max(captured, c.pieces[close].end()))
		}
		if n := len(out); upTo != unsaid && (n == 0 || upTo > out[n-1].upTo) {
			out = append(out, proof{upTo, i})
		}
	}
	// Where the close is not in the file, a last step of one is more likely one
	// than an octet of POP.
	if n := len(out); n > 0 && close < 0 {
		before := captured
		if n > 1 {
			before = max(before, out[n-2].upTo)
		}
		if out[n-1].upTo == before+1 {
			out = out[:n-1]
		}
	}
	return out
}

// probeRest is how long a line is idle at least before TCP tries whether the
// other side is still there.
const probeRest = time.Second

// isProbe reports whether piece i is TCP's way of trying whether the other side
// is there (RFC 9293 section 3.8.4): an octet that was acknowledged before, or
// an octet of rubbish. The other side has acknowledged acked octets by then.
func (c *connection) isProbe(i int, acked int64, first bool) bool {
	p := &c.pieces[i]
	if len(p.data) != 1 || p.lost > 0 || p.flags&(syn|fin) != 0 {
		return false
	}
	if acked >= p.end() {
		return true
	}
	if !first || c.sides[p.from].whole || p.flags&psh != 0 || p.data[0] != 0 {
		return false
	}
	for _, q := range c.pieces[i+1:] {
		if q.from == p.from && len(q.data) > 0 {
			return q.at-p.at >= probeRest
		}
	}
	return true
}
