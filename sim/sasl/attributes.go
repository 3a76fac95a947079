package sasl

import (
	"strings"
	"unicode/utf8"

	"popscope/sim/rfc"
)

// Attribute is one of the letters that the messages of SCRAM are made of.
type Attribute struct {
	Letter  byte
	Name    string
	Meaning string
}

// Attributes are those of RFC 5802 section 5.1.
var Attributes = []Attribute{
	{'a', "authorization identity", "Whose maildrop to open, if it is not that of the name."},
	{'n', "name", "Whose password is used. A comma in it is written =2C, and an equals sign =3D."},
	{'m', "mandatory extension", "Reserved for later. Whoever meets it must refuse."},
	{'r', "nonce", "Characters that no other session has. The client begins it, the server goes on, and from then on it stays the same."},
	{'c', "channel binding", "The header of the client's first message once more, in Base64, so that nobody can have changed it on the way."},
	{'s', "salt", "What is mixed into the password before the digest, in Base64, so that equal passwords do not look equal."},
	{'i', "iteration count", "How many times the digest is made. The more, the dearer it is to try out passwords."},
	{'p', "proof", "What only somebody who knows the password can have made for this session, in Base64."},
	{'v', "server signature", "The server's proof that it knows the password too, in Base64."},
	{'e', "error", "Why the server refused."},
}

// attributeName is empty for the letter of an extension.
func attributeName(letter byte) string {
	for _, a := range Attributes {
		if a.Letter == letter {
			return a.Name
		}
	}
	return ""
}

// named is an attribute for a sentence: "the nonce (r=)".
func named(letter byte) string {
	if name := attributeName(letter); name != "" {
		return "the " + name + " (" + string(letter) + "=)"
	}
	return "an extension (" + string(letter) + "=)"
}

// The values of e= (RFC 5802 section 7) that Popscope gives. For a name that
// there is not it gives invalid-proof and never unknown-user, so that nobody
// learns which names there are.
const (
	invalidEncoding   = "invalid-encoding"
	invalidUsername   = "invalid-username-encoding"
	invalidProof      = "invalid-proof"
	noChannelBinding  = "channel-binding-not-supported"
	otherBinding      = "channel-bindings-dont-match"
	extensionsUnknown = "extensions-not-supported"
	noResources       = "no-resources"
	otherError        = "other-error"
)

func scramRef(section string) rfc.Ref { return rfc.Ref{Doc: 5802, Section: section} }

// scramNo refuses a message of SCRAM.
func scramNo(code, section, text string) *Refusal {
	return &Refusal{Text: text, Code: code, Why: scramRef(section)}
}

// readAttributes reads a message that must have the attributes of the letters,
// in their order, and returns their values. Behind them may be extensions,
// which are ignored.
func readAttributes(message, letters string) ([]string, *Refusal) {
	if !utf8.ValidString(message) || strings.Contains(message, "\x00") {
		return nil, scramNo(invalidEncoding, "7", "A message of SCRAM is UTF-8 without NUL, and this is not.")
	}
	var values []string
	for _, field := range strings.Split(message, ",") {
		letter, value, refused := readAttribute(field)
		if refused != nil {
			return nil, refused
		}
		wanted := len(values) < len(letters)
		switch {
		case letter == 'm':
			return nil, scramNo(extensionsUnknown, "5.1", "The message has the attribute m=, an extension that one must understand. There is none that Popscope understands, so it must refuse.")
		case wanted && letter != letters[len(values)]:
			return nil, scramNo(otherError, "7", "Here should be "+named(letters[len(values)])+", and there is "+named(letter)+". The order is fixed.")
		case wanted:
			values = append(values, value)
		case attributeName(letter) != "":
			return nil, scramNo(otherError, "7", "There is "+named(letter)+", which does not belong here.")
		}
	}
	if len(values) < len(letters) {
		return nil, scramNo(otherError, "7", "The message ends without "+named(letters[len(values)])+".")
	}
	return values, nil
}

func readAttribute(field string) (letter byte, value string, refused *Refusal) {
	if len(field) < 3 || field[1] != '=' || !('a' <= field[0]|0x20 && field[0]|0x20 <= 'z') {
		return 0, "", scramNo(otherError, "7", "An attribute is a letter, an equals sign and a value. This is "+show(field)+".")
	}
	return field[0], field[2:], nil
}

// escape writes a name as the value of an attribute, in which a comma and an
// equals sign would be mistaken.
func escape(name string) string {
	return strings.ReplaceAll(strings.ReplaceAll(name, "=", "=3D"), ",", "=2C")
}

// unescape undoes escape. An equals sign that begins neither must be refused
// (RFC 5802 section 5.1), and so are names beyond ASCII: who has not the whole
// of SASLprep must not let them through (section 2.2).
func unescape(value string) (string, *Refusal) {
	if strings.Count(value, "=") != strings.Count(value, "=2C")+strings.Count(value, "=3D") {
		return "", scramNo(invalidUsername, "5.1", "In the name "+show(value)+" an equals sign is followed by neither 2C nor 3D.")
	}
	name := strings.ReplaceAll(strings.ReplaceAll(value, "=2C", ","), "=3D", "=")
	return name, prepared("name", name)
}

// prepared is whether a name or password is what SASLprep makes of it.
func prepared(what, s string) *Refusal {
	switch fault := unprintable(s); {
	case s == "":
		return scramNo(otherError, "5.1", "The "+what+" is empty.")
	case fault != "":
		return scramNo(invalidUsername, "5.1", "The "+what+" "+fault)
	case strings.ContainsFunc(s, notASCII):
		return scramNo(invalidUsername, "2.2", "The "+what+" has characters beyond ASCII. SCRAM wants them prepared with SASLprep, which Popscope does not have, and so it must refuse.")
	}
	return nil
}
