package wire_test

import (
	"testing"

	"pgregory.net/rapid"

	"popscope/sim/wire"
)

// A hello is known in every form in which TLS begins, and in whatever part of
// it has come.
func TestTLSHello(t *testing.T) {
	old := "\x80\x2E\x01\x03\x01\x00\x15\x00\x00\x00\x10" // RFC 5246 appendix E.2
	for said, want := range map[string]bool{
		"":                                  false,
		"\x16":                              true,
		"\x16\x03":                          true,
		"\x16\x03\x01\x00\x2C\x01\x00":      true,
		"\x16\x03\x03\x00\x2C\x02\x00":      false, // a server's
		"\x16\x05\x01":                      false,
		old + "0123456789":                  true,
		old[:5]:                             true,
		"\x80\x2E\x01\x00\x02\x00":          true, // SSL version 2 itself
		"\x80\x2F" + old[2:] + "0123456789": false,
		"\x80\x2E\x04\x03\x01":              false,
		"STLS\r\n":                          false,
		"\xC3\xA9\r\n":                      false,
		"\x15\x03\x01\x00\x02\x02\x28":      false,
	} {
		if wire.TLSHello([]byte(said)) != want {
			t.Errorf("%q: want %v", said, want)
		}
	}
}

func TestTLSAlert(t *testing.T) {
	for said, want := range map[string]bool{
		"\x15\x03\x01\x00\x02\x02\x28":      true, // handshake failure
		"\x15\x03\x03\x00\x02\x01\x00+OK":   true, // close notify, and whatever follows
		"\x15\x03\x03\x00\x02\x03\x00":      false,
		"\x15\x03\x03\x00\x1A\x00\x00\x00":  false, // an encrypted one
		"\x15\x03\x03":                      false,
		"-ERR this is no place for TLS\r\n": false,
	} {
		if wire.TLSAlert([]byte(said)) != want {
			t.Errorf("%q: want %v", said, want)
		}
	}
}

// No line that anybody types is taken for TLS.
func TestNoLineIsTLS(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := rapid.StringMatching(`[ -~\t]{0,40}\r?\n`).Draw(t, "line")
		if wire.TLSHello([]byte(line)) || wire.TLSAlert([]byte(line)) || wire.TLSRecord([]byte(line)) {
			t.Errorf("%q is taken for TLS", line)
		}
	})
}
