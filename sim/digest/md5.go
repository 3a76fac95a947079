// Package digest computes the digests that the protocols ask for.
//
// The standard library has them too, but brings 37 kB of compressed code with
// it that a browser would have to fetch on the first visit; this is 70 lines.
// Tests hold it against the standard library.
package digest

import (
	"encoding/binary"
	"math"
	"math/bits"
)

// MD5Size is the length of an MD5 digest in octets.
const MD5Size = 16

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

// MD5 is the digest of RFC 1321. Nobody should choose it today; APOP has it.
func MD5(data []byte) [MD5Size]byte {
	padded := append([]byte(nil), data...)
	padded = append(padded, 0x80)
	for len(padded)%64 != 56 {
		padded = append(padded, 0)
	}
	padded = binary.LittleEndian.AppendUint64(padded, uint64(len(data))*8)

	sum := [4]uint32{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476}
	for ; len(padded) > 0; padded = padded[64:] {
		md5Block(&sum, padded[:64])
	}
	var out [MD5Size]byte
	for i, word := range sum {
		binary.LittleEndian.PutUint32(out[4*i:], word)
	}
	return out
}

func md5Block(sum *[4]uint32, block []byte) {
	a, b, c, d := sum[0], sum[1], sum[2], sum[3]
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
	sum[0], sum[1], sum[2], sum[3] = sum[0]+a, sum[1]+b, sum[2]+c, sum[3]+d
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
