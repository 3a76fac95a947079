package digest

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// SHA1 is the hash function of RFC 3174, which SCRAM-SHA-1 has.
var SHA1 = &Hash{
	Name: "SHA-1", Size: 20,
	begin: state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0},
	order: binary.BigEndian,
	stir:  stirSHA1,
}

// SHA256 is the hash function of RFC 6234, which SCRAM-SHA-256 has.
var SHA256 = &Hash{
	Name: "SHA-256", Size: 32,
	begin: state(fractions(math.Sqrt, 8)),
	order: binary.BigEndian,
	stir:  stirSHA256,
}

// sha256Roots are the constants of RFC 6234 section 5.1.
var sha256Roots = fractions(math.Cbrt, 64)

// fractions are the first 32 bits behind the point of the roots of the first n
// primes. SHA-256 takes its constants from there so that everybody can see
// that nothing is hidden in them.
func fractions(root func(float64) float64, n int) []uint32 {
	var all []uint32
	for p := 2; len(all) < n; p++ {
		prime := true
		for d := 2; d*d <= p; d++ {
			prime = prime && p%d != 0
		}
		if prime {
			_, fraction := math.Modf(root(float64(p)))
			all = append(all, uint32(fraction*(1<<32)))
		}
	}
	return all
}

func stirSHA1(s *state, block []byte) {
	var w [80]uint32
	for i := range w {
		if i < 16 {
			w[i] = binary.BigEndian.Uint32(block[4*i:])
		} else {
			w[i] = bits.RotateLeft32(w[i-3]^w[i-8]^w[i-14]^w[i-16], 1)
		}
	}
	a, b, c, d, e := s[0], s[1], s[2], s[3], s[4]
	for i, word := range w {
		var f, k uint32
		switch i / 20 {
		case 0:
			f, k = b&c|^b&d, 0x5a827999
		case 1:
			f, k = b^c^d, 0x6ed9eba1
		case 2:
			f, k = b&c|b&d|c&d, 0x8f1bbcdc
		case 3:
			f, k = b^c^d, 0xca62c1d6
		}
		next := bits.RotateLeft32(a, 5) + f + e + k + word
		a, b, c, d, e = next, a, bits.RotateLeft32(b, 30), c, d
	}
	s[0], s[1], s[2], s[3], s[4] = s[0]+a, s[1]+b, s[2]+c, s[3]+d, s[4]+e
}

func stirSHA256(s *state, block []byte) {
	var w [64]uint32
	for i := range w {
		if i < 16 {
			w[i] = binary.BigEndian.Uint32(block[4*i:])
			continue
		}
		// Rotating to the left by less than nothing is rotating to the right.
		near, far := w[i-2], w[i-15]
		near = bits.RotateLeft32(near, -17) ^ bits.RotateLeft32(near, -19) ^ near>>10
		far = bits.RotateLeft32(far, -7) ^ bits.RotateLeft32(far, -18) ^ far>>3
		w[i] = near + w[i-7] + far + w[i-16]
	}
	a, b, c, d, e, f, g, h := s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7]
	for i, word := range w {
		lower := h + (bits.RotateLeft32(e, -6) ^ bits.RotateLeft32(e, -11) ^ bits.RotateLeft32(e, -25)) + (e&f ^ ^e&g) + sha256Roots[i] + word
		upper := (bits.RotateLeft32(a, -2) ^ bits.RotateLeft32(a, -13) ^ bits.RotateLeft32(a, -22)) + (a&b ^ a&c ^ b&c)
		a, b, c, d, e, f, g, h = lower+upper, a, b, c, d+lower, e, f, g
	}
	for i, word := range [8]uint32{a, b, c, d, e, f, g, h} {
		s[i] += word
	}
}
