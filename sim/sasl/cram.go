package sasl

import (
	"encoding/hex"
	"strings"

	"popscope/sim/digest"
	"popscope/sim/rfc"
)

// cram is CRAM-MD5 (RFC 2195).
var cram = []Message{
	{
		From: Server, Name: "challenge", Meaning: "A timestamp that no other session has, in the form of a message-id.",
		make: func(x *exchange) (string, *Refusal) { return x.brought.Timestamp, timestampFault(x.brought.Timestamp) },
		take: func(x *exchange, said string, _ Lookup) *Refusal {
			x.brought.Timestamp = said
			return timestampFault(said)
		},
		explain: func(said string) (string, *Refusal) {
			return "the timestamp " + show(said) + ", of which the client is to make a digest", timestampFault(said)
		},
	},
	{
		From: Client, Name: "response", Secret: true,
		Meaning: "The name, a space, and a digest of the timestamp, keyed with the password.",
		make: func(x *exchange) (string, *Refusal) {
			if refused := x.noIdentity(); refused != nil {
				return "", refused
			}
			said := x.name + " " + keyedMD5(x.given.Password, x.brought.Timestamp)
			_, _, refused := readCRAM(said)
			return said, refused
		},
		take: takeCRAM,
		explain: func(said string) (string, *Refusal) {
			name, sum, refused := readCRAM(said)
			return "name " + show(name) + ", and the digest " + start(sum), refused
		},
	},
}

var cramRef = rfc.Ref{Doc: 2195, Section: "2"}

// keyedMD5 is the digest that CRAM-MD5 sends.
func keyedMD5(password, timestamp string) string {
	return hex.EncodeToString(digest.MD5.HMAC([]byte(password), []byte(timestamp)))
}

func takeCRAM(x *exchange, said string, find Lookup) *Refusal {
	name, sum, refused := readCRAM(said)
	if refused != nil {
		return refused
	}
	x.name = name
	if x.account, x.known = find(name); !x.known || !digest.Equal(sum, keyedMD5(x.account.Password, x.brought.Timestamp)) {
		return &Refusal{
			Text:        "The digest does not fit: name or password is wrong, or it was made of another timestamp. The server does not say which.",
			Credentials: true, Why: cramRef,
		}
	}
	return nil
}

// readCRAM takes a response apart. A name may have spaces, a digest has none.
func readCRAM(said string) (name, sum string, refused *Refusal) {
	no := func(text string) (string, string, *Refusal) {
		return "", "", &Refusal{Text: text, Why: cramRef}
	}
	at := strings.LastIndexByte(said, ' ')
	if at < 1 {
		return no("CRAM-MD5 needs the name, a space, and the digest.")
	}
	name, sum = said[:at], said[at+1:]
	switch {
	case len(sum) != 2*digest.MD5.Size:
		return no("The digest of CRAM-MD5 has 32 hexadecimal digits. Here are " + number(len(sum)) + " characters.")
	case strings.Trim(sum, "0123456789abcdef") != "":
		return no("The digest of CRAM-MD5 is hexadecimal, in small letters: 0 to 9 and a to f.")
	}
	return name, sum, nil
}

// timestampFault is what keeps s from being a timestamp; nil if nothing does.
func timestampFault(s string) *Refusal {
	inner, opened := strings.CutPrefix(s, "<")
	inner, closed := strings.CutSuffix(inner, ">")
	left, right, at := strings.Cut(inner, "@")
	if opened && closed && at && left != "" && right != "" && !strings.ContainsFunc(inner, notGraphic) && !strings.ContainsAny(inner, "<>") {
		return nil
	}
	return &Refusal{
		Text: "The challenge of CRAM-MD5 has the form of a message-id, <something@host>, and this has not: " + show(s) + ".",
		Why:  cramRef,
	}
}
