// Package sasl holds the mechanisms by which a client logs in with AUTH: how
// it shows that it knows a password, and in some how the server shows it too.
//
// A mechanism is a row of a table, and a row is a list of messages. Each end
// takes what the other says, octets and no Base64 (that belongs to POP3), and
// makes the next one. Nothing here is random or asks a clock: timestamps,
// nonces and salts are given.
//
// "The password" stands for what RFC 2195 calls the shared secret.
package sasl

import (
	"strings"

	"popscope/sim/digest"
	"popscope/sim/rfc"
)

// Mechanism is one row: a way to log in.
type Mechanism struct {
	Name         string    // as AUTH and the SASL capability have it
	Refs         []rfc.Ref // where it is defined; none for LOGIN
	Meaning      string    // what happens, for a learner
	Eavesdropper string    // what somebody who listens on the line learns
	Caution      string    // why not to choose it, or what to mind
	Standard     bool      // whether a document of the IETF defines it
	Cleartext    bool      // whether the password itself is sent
	Ahead        bool      // the first message is the server's and says nothing, so that a client may answer it before it comes
	Messages     []Message // in their order; the last is always the client's
}

// Message is one message of a mechanism.
type Message struct {
	From    Side
	Name    string // in the document's words: "client-first-message"
	Meaning string
	Secret  bool // the password stands in it, or what passwords can be tried on

	make    func(x *exchange) (string, *Refusal)                 // by who sends it
	take    func(x *exchange, said string, find Lookup) *Refusal // by who receives it
	explain func(said string) (text string, malformed *Refusal)  // for who listens
}

// Side is an end of the connection.
type Side int

// The two ends.
const (
	Client Side = iota
	Server
)

// Mechanisms are all of them, the one to prefer first.
var Mechanisms = []*Mechanism{
	{
		Name: "SCRAM-SHA-256", Refs: []rfc.Ref{{Doc: 7677, Section: "3"}, {Doc: 5802, Section: "5"}}, Standard: true,
		Meaning:      "The client proves that it knows the password, and then the server proves that it knows it too. The password itself is never sent.",
		Eavesdropper: "The name, the salt, the iteration count and a proof. That is enough to try out passwords at home, but each try costs thousands of digests. What was heard is of no use in another session.",
		Caution:      "It takes two messages more than the others, so that the server can give its proof. A weak password still can be guessed.",
		Messages:     scram{digest.SHA256}.messages(),
	},
	{
		Name: "SCRAM-SHA-1", Refs: []rfc.Ref{{Doc: 5802, Section: "5"}}, Standard: true,
		Meaning:      "The same as SCRAM-SHA-256 with the older hash function SHA-1.",
		Eavesdropper: "As much as with SCRAM-SHA-256: enough to try out passwords at home, at thousands of digests each.",
		Caution:      "SHA-1 is no longer good for signatures. Here it still holds, but prefer SCRAM-SHA-256 where both ends have it.",
		Messages:     scram{digest.SHA1}.messages(),
	},
	{
		Name: "CRAM-MD5", Refs: []rfc.Ref{{Doc: 2195, Section: "2"}}, Standard: true,
		Meaning:      "The server sends a timestamp, and the client answers with its name and a digest of the timestamp that only who knows the password can make.",
		Eavesdropper: "The name, and a pair of timestamp and digest. Passwords can be tried out on it at home, millions in a second. What was heard is of no use in another session.",
		Caution:      "The server must keep the password, or something as good, and never proves who it is. Where SCRAM is offered, prefer it.",
		Messages:     cram,
	},
	{
		Name: "PLAIN", Refs: []rfc.Ref{{Doc: 4616, Section: "2"}}, Standard: true, Cleartext: true,
		Meaning:      "The client sends its name and its password, just as they are.",
		Eavesdropper: "Everything: the name and the password. Base64 hides nothing, anybody can undo it.",
		Caution:      "Only for a connection that is encrypted with TLS. It shows the password to the server, too, so be sure which server it is.",
		Messages:     plain,
	},
	{
		Name: "LOGIN", Cleartext: true, Ahead: true,
		Meaning:      "The server asks for the name, then for the password, and the client sends both as they are.",
		Eavesdropper: "Everything: the name and the password. Base64 hides nothing, anybody can undo it.",
		Caution:      "It is no standard: there only ever was a draft, which has expired. It does what PLAIN does in more messages. Some old programs know nothing else.",
		Messages:     login,
	},
}

// Find finds a mechanism by its name, in upper or lower case; nil if Popscope
// does not have it.
func Find(name string) *Mechanism {
	for _, m := range Mechanisms {
		if strings.EqualFold(m.Name, name) {
			return m
		}
	}
	return nil
}

// Choose is what a client takes of the mechanisms that a server offers: the
// first of the table. Where others can listen, it takes none that sends the
// password. Nil if nothing is left.
func Choose(offered []string, othersListen bool) *Mechanism {
	for _, m := range Mechanisms {
		if m.Cleartext && othersListen {
			continue
		}
		for _, name := range offered {
			if strings.EqualFold(m.Name, name) {
				return m
			}
		}
	}
	return nil
}

// ref is the document that says most of it.
func (m *Mechanism) ref() rfc.Ref {
	if len(m.Refs) == 0 {
		return rfc.Ref{}
	}
	return m.Refs[len(m.Refs)-1]
}

// Initial is the message that an initial response is (RFC 5034 section 4),
// counted from 0; -1 if AUTH must come without one.
func (m *Mechanism) Initial() int {
	switch {
	case m.ClientFirst():
		return 0
	case m.Ahead:
		return 1
	}
	return -1
}

// ClientFirst reports whether the client speaks first, so that it may send its
// first message along with AUTH: the initial response of RFC 5034 section 4.
func (m *Mechanism) ClientFirst() bool { return m.Messages[0].From == Client }
