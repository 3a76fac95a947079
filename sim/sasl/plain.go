package sasl

import (
	"strings"

	"popscope/sim/digest"
	"popscope/sim/rfc"
)

// plain is PLAIN (RFC 4616): one message.
var plain = []Message{{
	From: Client, Name: "message", Secret: true,
	Meaning: "Authorization identity (often left out), name and password, with a NUL octet between them.",
	make:    makePlain, take: takePlain, explain: explainPlain,
}}

// plainMessage is the message taken apart.
type plainMessage struct{ identity, name, password string }

func makePlain(x *exchange) (string, *Refusal) {
	said := x.identity + "\x00" + x.name + "\x00" + x.given.Password
	_, refused := readPlain(said)
	return said, refused
}

func takePlain(x *exchange, said string, find Lookup) *Refusal {
	m, refused := readPlain(said)
	if refused != nil {
		return refused
	}
	x.name, x.identity = m.name, m.identity
	if x.account, x.known = find(m.name); !x.known || !digest.Equal(m.password, x.account.Password) {
		return wrongPassword(plainRef)
	}
	return x.authorize("", plainRef)
}

var plainRef = rfc.Ref{Doc: 4616, Section: "2"}

// readPlain takes the message apart. Names and passwords beyond ASCII are left
// as they are, for RFC 4616 section 2 lets a server choose how to prepare them;
// what SASLprep never lets through, control characters, is refused.
func readPlain(said string) (m plainMessage, refused *Refusal) {
	no := func(text string) (plainMessage, *Refusal) {
		return m, &Refusal{Text: text, Why: plainRef}
	}
	parts := strings.Split(said, "\x00")
	if len(parts) != 3 {
		return no("PLAIN needs two NUL octets: one between authorization identity and name, one between name and password. There are " + number(len(parts)-1) + ".")
	}
	m = plainMessage{parts[0], parts[1], parts[2]}
	switch {
	case m.name == "":
		return no("The name is empty.")
	case m.password == "":
		return no("The password is empty.")
	}
	for _, p := range []struct{ what, s string }{{"authorization identity", m.identity}, {"name", m.name}, {"password", m.password}} {
		if fault := unprintable(p.s); fault != "" {
			return no("The " + p.what + " " + fault)
		}
	}
	return m, nil
}

func explainPlain(said string) (string, *Refusal) {
	m, refused := readPlain(said)
	if refused != nil {
		return "", refused
	}
	identity := "no authorization identity"
	if m.identity != "" {
		identity = "authorization identity " + show(m.identity)
	}
	return identity + ", name " + show(m.name) + ", and a password of " + octets(len(m.password)), nil
}

// wrongPassword says the same for a name that there is not as for a password
// that is wrong: else a stranger would learn which names are worth a try.
func wrongPassword(why rfc.Ref) *Refusal {
	return &Refusal{Text: "Name and password do not fit. The server does not say which of them is wrong.", Credentials: true, Why: why}
}

// noIdentity is for the mechanisms that cannot carry an authorization identity.
func (x *exchange) noIdentity() *Refusal {
	if x.identity == "" {
		return nil
	}
	return &Refusal{Text: x.mechanism.Name + " cannot carry an authorization identity. PLAIN and SCRAM can.", Why: x.mechanism.ref()}
}

// authorize is the question whose maildrop a user may open. Here everybody has
// one, and nobody may open another's.
func (x *exchange) authorize(code string, why rfc.Ref) *Refusal {
	if x.identity == "" || x.identity == x.name {
		return nil
	}
	return &Refusal{
		Text: "The password is right, but " + show(x.name) + " may not act as " + show(x.identity) + ".",
		Code: code, Credentials: true, Why: why,
	}
}
