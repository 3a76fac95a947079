package digest

import "encoding/binary"

// key is a secret made ready: the states of the inner and of the outer hash
// function after they had it. So it costs two blocks less each time it is used
// again, which Iterate does thousands of times.
type key struct {
	hash         *Hash
	inner, outer state
}

func (h *Hash) key(secret []byte) key {
	if len(secret) > block {
		secret = h.Sum(secret)
	}
	k := key{h, h.begin, h.begin}
	for _, side := range []struct {
		s   *state
		pad byte
	}{{&k.inner, 0x36}, {&k.outer, 0x5c}} {
		padded := make([]byte, block)
		copy(padded, secret)
		for i := range padded {
			padded[i] ^= side.pad
		}
		h.stir(side.s, padded)
	}
	return k
}

func (k key) sum(text []byte) []byte {
	return k.hash.finish(k.outer, k.hash.finish(k.inner, text, block), block)
}

// HMAC is the keyed digest of a text (RFC 2104): only who has the secret can
// make it or check it.
func (h *Hash) HMAC(secret, text []byte) []byte { return h.key(secret).sum(text) }

// Iterate is HMAC of HMAC of HMAC ..., as often as told, all added together:
// slow on purpose, so that whoever tries out passwords has to work for each.
// RFC 5802 section 2.2 calls it Hi; it is the first block of PBKDF2. Less than
// one iteration counts as one.
func (h *Hash) Iterate(secret, salt []byte, iterations int) []byte {
	k := h.key(secret)
	u := k.sum(binary.BigEndian.AppendUint32(append([]byte(nil), salt...), 1))
	sum := append([]byte(nil), u...)
	for range iterations - 1 {
		u = k.sum(u)
		for i := range sum {
			sum[i] ^= u[i]
		}
	}
	return sum
}
