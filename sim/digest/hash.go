// Package digest computes the digests that the protocols ask for.
//
// The standard library has them too, but brings more code with it than all
// the rest of the engine's arithmetic, which a browser would have to fetch on
// the first visit. Tests hold this package against the standard library.
package digest

import "encoding/binary"

// block is how many octets each of the hash functions stirs in at a time.
const block = 64

// state is what a hash function remembers of the octets it has had: MD5 four
// words, SHA-1 five, SHA-256 eight.
type state [8]uint32

// Hash is one of the hash functions that descend from MD4. All are built
// alike: a text, padded to whole blocks, is stirred block by block into a few
// words, and these are the digest.
type Hash struct {
	Name  string
	Size  int // octets of a digest
	begin state
	order byteOrder // of the words, and of the length at the end
	stir  func(s *state, block []byte)
}

type byteOrder interface {
	binary.ByteOrder
	binary.AppendByteOrder
}

// Sum is the digest of data, Size octets long.
func (h *Hash) Sum(data []byte) []byte { return h.finish(h.begin, data, 0) }

// finish stirs in the rest of a text, of which s has already had some octets
// (whole blocks), and then the padding: one bit, zeros, and how many bits the
// text has, so that the last block is full.
func (h *Hash) finish(s state, rest []byte, already int) []byte {
	bits := uint64(already+len(rest)) * 8
	for ; len(rest) >= block; rest = rest[block:] {
		h.stir(&s, rest[:block])
	}
	last := make([]byte, 0, 2*block)
	last = append(append(last, rest...), 0x80)
	for len(last)%block != block-8 {
		last = append(last, 0)
	}
	last = h.order.AppendUint64(last, bits)
	for ; len(last) > 0; last = last[block:] {
		h.stir(&s, last[:block])
	}
	sum := make([]byte, 0, len(s)*4)
	for _, word := range s {
		sum = h.order.AppendUint32(sum, word)
	}
	return sum[:h.Size]
}

// Equal compares two texts in a time that does not tell where they differ.
func Equal(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	var differ byte
	for i := range len(a) {
		differ |= a[i] ^ b[i]
	}
	return differ == 0
}
