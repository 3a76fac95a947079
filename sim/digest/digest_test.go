package digest

import (
	"bytes"
	"crypto/hmac"
	"crypto/md5"
	"crypto/pbkdf2"
	"crypto/sha1"
	"crypto/sha256"
	"fmt"
	"hash"
	"testing"

	"pgregory.net/rapid"
)

// theirs are the hash functions of the standard library.
var theirs = map[*Hash]func() hash.Hash{MD5: md5.New, SHA1: sha1.New, SHA256: sha256.New}

func TestSizes(t *testing.T) {
	for h, standard := range theirs {
		if got, want := len(h.Sum(nil)), standard().Size(); got != want || h.Size != want {
			t.Errorf("%s: a digest of %d octets, %d announced, should be %d", h.Name, got, h.Size, want)
		}
	}
}

func TestSumIsThatOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		before := bytes.Clone(data)
		for h, standard := range theirs {
			s := standard()
			s.Write(data)
			if got, want := h.Sum(data), s.Sum(nil); !bytes.Equal(got, want) {
				t.Fatalf("%s(%x) = %x, the standard library has %x", h.Name, data, got, want)
			}
		}
		if !bytes.Equal(data, before) {
			t.Fatal("the text was changed")
		}
	})
}

func TestHMACIsThatOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SliceOfN(rapid.Byte(), 0, 150).Draw(t, "secret")
		text := rapid.SliceOfN(rapid.Byte(), 0, 150).Draw(t, "text")
		for h, standard := range theirs {
			m := hmac.New(standard, secret)
			m.Write(text)
			if got, want := h.HMAC(secret, text), m.Sum(nil); !bytes.Equal(got, want) {
				t.Fatalf("HMAC-%s(%x, %x) = %x, the standard library has %x", h.Name, secret, text, got, want)
			}
		}
	})
}

func TestIterateIsPBKDF2OfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.StringN(0, 100, -1).Draw(t, "secret")
		salt := rapid.SliceOfN(rapid.Byte(), 0, 80).Draw(t, "salt")
		n := rapid.IntRange(1, 50).Draw(t, "iterations")
		for h, standard := range theirs {
			want, err := pbkdf2.Key(standard, secret, salt, n, h.Size)
			if err != nil {
				t.Fatal(err)
			}
			if got := h.Iterate([]byte(secret), salt, n); !bytes.Equal(got, want) {
				t.Fatalf("PBKDF2-%s(%q, %x, %d) = %x, the standard library has %x", h.Name, secret, salt, n, got, want)
			}
		}
	})
}

func TestLessThanOneIterationIsOne(t *testing.T) {
	one := SHA1.Iterate([]byte("pencil"), []byte("salt"), 1)
	for _, n := range []int{0, -1} {
		if got := SHA1.Iterate([]byte("pencil"), []byte("salt"), n); !bytes.Equal(got, one) {
			t.Errorf("%d iterations give %x, one gives %x", n, got, one)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{{"", "", true}, {"secret", "secret", true}, {"secret", "Secret", false}, {"secret", "secre", false}, {"", "s", false}} {
		if got := Equal(c.a, c.b); got != c.want {
			t.Errorf("Equal(%q, %q) = %v", c.a, c.b, got)
		}
	}
}

// What a log-in with SCRAM costs at either end.
func BenchmarkIterate(b *testing.B) {
	for _, h := range []*Hash{SHA1, SHA256} {
		b.Run(fmt.Sprintf("%s, 4096 times", h.Name), func(b *testing.B) {
			for b.Loop() {
				h.Iterate([]byte("pencil"), []byte("salt"), 4096)
			}
		})
	}
}
