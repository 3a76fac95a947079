package pcap

import (
	"cmp"
	"slices"
)

// soundness is whether a segment's checksum fits it.
type soundness byte

const (
	unknown soundness = iota // not all of the segment was captured
	sound
	damaged
)

// soundnessOf checks the checksum of what an IP packet carries, a TCP segment
// (RFC 9293 section 3.1). That IPv4's addresses stand as IPv6's here adds FFFF to
// the sum, which is nothing.
func soundnessOf(x *datagram) soundness {
	if len(x.octets) < x.size || x.size > 0xFFFF {
		return unknown
	}
	pseudo := sum(sum(uint32(x.size)+tcpProtocol, x.from[:]), x.to[:])
	if fold(sum(pseudo, x.octets[:x.size])) != 0 {
		return damaged
	}
	return sound
}

// undamaged leaves out the segments that their receiver threw away, and gives
// them: their checksum does not fit, and sound ones bring the same octets. Where
// most of a side's do not fit, the network card fills them in behind the
// capturing program, and they tell nothing.
func (c *connection) undamaged() (thrown oddity) {
	var balance [2]int // sound ones less damaged ones
	var good [2][]int
	some := false
	for i := range c.pieces {
		p := &c.pieces[i]
		switch p.check {
		case sound:
			balance[p.from]++
			if sent(p) > p.off {
				good[p.from] = append(good[p.from], i)
			}
		case damaged:
			balance[p.from]--
			some = true
		}
	}
	if !some {
		return thrown
	}
	var runs [2][]extent
	for from := range runs {
		runs[from] = joined(extents(c.pieces, good[from], unsaid, sent))
	}
	c.pieces = slices.DeleteFunc(c.pieces, func(p piece) bool {
		if p.check != damaged || balance[p.from] <= 0 || sent(&p) == p.off || !within(runs[p.from], p.off, sent(&p)) {
			return false
		}
		thrown.add(p.packet)
		return true
	})
	return thrown
}

// joined makes one of extents that follow each other without a gap.
func joined(all []extent) []extent {
	out := all[:0]
	for _, e := range all {
		if n := len(out); n > 0 && out[n-1].to == e.from {
			out[n-1].to = e.to
		} else {
			out = append(out, e)
		}
	}
	return out
}

// within reports whether the octets from from to to lie in one of the runs.
func within(runs []extent, from, to int64) bool {
	i, found := slices.BinarySearchFunc(runs, from, func(e extent, at int64) int { return cmp.Compare(e.from, at) })
	if !found {
		i--
	}
	return i >= 0 && runs[i].to >= to
}
