package pcap

import (
	"cmp"
	"slices"
	"time"
)

// fragmentLife is how long the fragments of a datagram wait for one another (RFC
// 8200 section 4.5): what comes later bears the same number by chance.
const fragmentLife = 60 * time.Second

// maxPuzzles is how many datagrams may be in pieces at a time; the oldest is
// given up for another.
const maxPuzzles = 1024

// fragments are the IP packets in pieces of which not all pieces have come.
type fragments struct {
	open map[fragmentKey]*puzzle
	line []waiting // in the order of their first pieces
	lost oddity    // pieces that were never put together
}

// waiting is a datagram in pieces; if its first packet is another by now, it is
// no longer.
type waiting struct {
	key   fragmentKey
	first int
}

// fragmentKey is what the fragments of one datagram have in common (RFC 791
// section 3.2).
type fragmentKey struct {
	from, to address
	protocol byte
	id       uint32
}

// puzzle is a datagram in pieces.
type puzzle struct {
	first  int // packet
	began  time.Duration
	pieces map[int][]byte // by the octet at which each begins
	have   int            // octets
	size   int            // of all of it; 0: the last piece has not come
	spoilt bool           // a piece was cut short, or does not fit
}

// join puts a fragment to the others of its datagram, and gives all of it if it
// was the last to come.
func (d *digger) join(x *datagram, id uint32, at int, more bool) (*datagram, unreadable) {
	f := &d.fragments
	key := fragmentKey{x.from, x.to, x.protocol, id}
	z := f.open[key]
	if z != nil && d.at-z.began > fragmentLife {
		f.drop(key)
		z = nil
	}
	if z == nil {
		if f.open == nil {
			f.open = map[fragmentKey]*puzzle{}
		}
		z = &puzzle{first: d.packet, began: d.at, pieces: map[int][]byte{}}
		f.open[key] = z
		f.line = append(f.line, waiting{key, d.packet})
		f.tidy()
	}
	before, twice := z.pieces[at]
	switch {
	case twice && len(before) == len(x.octets):
		return nil, ""
	case twice || len(x.octets) < x.size || at+x.size > 0xFFFF || more && x.size%8 != 0:
		z.spoilt = true
	}
	z.pieces[at] = x.octets
	z.have += len(x.octets)
	if !more {
		z.size = at + x.size
	}
	if z.spoilt || z.size == 0 || z.have != z.size {
		return nil, ""
	}
	whole := z.whole()
	if whole == nil {
		return nil, ""
	}
	delete(f.open, key)
	y := &datagram{x.from, x.to, x.protocol, whole, len(whole)}
	return y.past()
}

// whole puts the pieces together; nil: they overlap, which no honest sender does
// (RFC 5722).
func (z *puzzle) whole() []byte {
	starts := make([]int, 0, len(z.pieces))
	for at := range z.pieces {
		starts = append(starts, at)
	}
	slices.SortFunc(starts, cmp.Compare)
	all := make([]byte, 0, z.size)
	for _, at := range starts {
		if at != len(all) {
			z.spoilt = true
			return nil
		}
		all = append(all, z.pieces[at]...)
	}
	return all
}

// tidy forgets those in the line that wait no more, and whoever has waited
// longest if there are too many.
func (f *fragments) tidy() {
	for len(f.line) > 0 {
		w := f.line[0]
		z := f.open[w.key]
		if z != nil && z.first == w.first {
			if len(f.open) <= maxPuzzles {
				return
			}
			f.drop(w.key)
		}
		f.line = f.line[1:]
	}
}

// drop gives a datagram up.
func (f *fragments) drop(key fragmentKey) {
	z := f.open[key]
	delete(f.open, key)
	n := len(z.pieces)
	if f.lost.count == 0 || z.first < f.lost.first {
		f.lost.first = z.first
	}
	f.lost.count += n
}

// unfinished gives up whatever is still in pieces, and says how much that was.
func (f *fragments) unfinished() oddity {
	for key := range f.open {
		f.drop(key)
	}
	return f.lost
}
