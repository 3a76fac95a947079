package digest

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// MD5 is the hash function of RFC 1321. Nobody should choose it today; APOP
// and CRAM-MD5 have it.
var MD5 = &Hash{
	Name: "MD5", Size: 16,
	begin: state{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476},
	order: binary.LittleEndian,
	stir:  stirMD5,
}

// md5Sines are the constants of RFC 1321 section 3.4: the integer part of 2^32
// times the absolute sine of 1 to 64.
var md5Sines = func() (t [64]uint32) {
	for i := range t {
		t[i] = uint32(math.Abs(math.Sin(float64(i+1))) * (1 << 32))
	}
	return t
}()

// md5Shifts are how far each step of a round rotates.
var md5Shifts = [4][4]int{{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}

func stirMD5(s *state, block []byte) {
	a, b, c, d := s[0], s[1], s[2], s[3]
	for i := range 64 {
		var f uint32
		var word int
		switch i / 16 {
		case 0:
			f, word = b&c|^b&d, i
		case 1:
			f, word = b&d|c&^d, 5*i+1
		case 2:
			f, word = b^c^d, 3*i+5
		case 3:
			f, word = c^(b|^d), 7*i
		}
		x := binary.LittleEndian.Uint32(block[4*(word%16):])
		next := b + bits.RotateLeft32(a+f+md5Sines[i]+x, md5Shifts[i/16][i%4])
		a, b, c, d = d, next, b, c
	}
	s[0], s[1], s[2], s[3] = s[0]+a, s[1]+b, s[2]+c, s[3]+d
}
