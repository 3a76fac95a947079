package digest

import (
	"crypto/md5"
	"testing"

	"pgregory.net/rapid"
)

func TestMD5IsThatOfTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		data := rapid.SliceOfN(rapid.Byte(), 0, 300).Draw(t, "data")
		if got, want := MD5(data), md5.Sum(data); got != want {
			t.Fatalf("MD5(%x) = %x, the standard library has %x", data, got, want)
		}
	})
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
