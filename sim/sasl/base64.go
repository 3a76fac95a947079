package sasl

import (
	"encoding/base64"
	"strings"

	"popscope/sim/rfc"
)

// Cancel is the line by which a client breaks an exchange off (RFC 5034
// section 4).
const Cancel = "*"

// Encode writes a challenge or a response as its line has it.
func Encode(said []byte) string { return base64.StdEncoding.EncodeToString(said) }

// EncodeInitial writes an initial response as the argument of AUTH: an empty
// one is "=", for an argument must be there to be seen.
func EncodeInitial(said []byte) string {
	if len(said) == 0 {
		return "="
	}
	return Encode(said)
}

// Decode reads a line. It is strict, as RFC 5034 section 4 asks. What it
// returns is not nil unless it refuses.
func Decode(line string) ([]byte, *Refusal) {
	octets, fault := decode64(line)
	if fault != "" {
		return nil, &Refusal{Text: fault, Why: rfc.Ref{Doc: 5034, Section: "4"}}
	}
	return octets, nil
}

// DecodeInitial reads the argument of AUTH.
func DecodeInitial(argument string) ([]byte, *Refusal) {
	if argument == "=" {
		return []byte{}, nil
	}
	return Decode(argument)
}

// decode64 is Base64 (RFC 4648 section 4) without any of the liberties that
// decoders take, and what is wrong in plain words.
func decode64(s string) (decoded []byte, fault string) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/="
	for i := range len(s) {
		if strings.IndexByte(alphabet, s[i]) < 0 {
			return nil, "This is not Base64: character " + number(i+1) + " is " + show(s[i:i+1]) + ". Allowed are A to Z, a to z, 0 to 9, + and /."
		}
	}
	decoded, err := base64.StdEncoding.Strict().DecodeString(s)
	switch {
	case err == nil:
		return decoded, ""
	case len(s)%4 != 0:
		return nil, "This is not Base64: it comes in groups of four characters, and here are " + number(len(s)) + "."
	case strings.Contains(strings.TrimRight(s, "="), "=") || strings.HasSuffix(s, "==="):
		return nil, "This is not Base64: the = that fills up the last group is only at the end, once or twice."
	}
	return nil, "This is not Base64: the last character before = has bits that belong to no octet."
}
