package sasl

import (
	"strconv"
	"strings"

	"popscope/sim/digest"
)

// MaxIterations is as many as a client of ours makes. A hostile server could
// ask for so many that the client is busy for hours (RFC 5802 section 9).
const MaxIterations = 100_000

// scram is SCRAM (RFC 5802) with a hash function.
type scram struct{ hash *digest.Hash }

func (h scram) messages() []Message {
	return []Message{
		{
			From: Client, Name: "client-first-message", Meaning: "The header that says whether the exchange is bound to a channel, the name, and the client's nonce.",
			make: h.makeClientFirst, take: h.takeClientFirst, explain: explainClientFirst,
		},
		{
			From: Server, Name: "server-first-message", Meaning: "The nonce with the server's part behind the client's, the user's salt, and the iteration count.",
			make: h.makeServerFirst, take: h.takeServerFirst, explain: explainServerFirst,
		},
		{
			From: Client, Name: "client-final-message", Meaning: "The header and the nonce once more, and the proof that the client knows the password.", Secret: true,
			make: h.makeClientFinal, take: h.takeClientFinal, explain: explainClientFinal,
		},
		{
			From: Server, Name: "server-final-message", Meaning: "The server's proof that it knows the password too, or why it refuses.", Secret: true,
			make: func(x *exchange) (string, *Refusal) { return x.verifier, nil },
			take: h.takeServerFinal, explain: explainServerFinal,
		},
		{
			// POP3 has no room for it in +OK, so it is sent as a challenge, which
			// must have a response (RFC 5034 section 4).
			From: Client, Name: "acknowledgement", Meaning: "Nothing: the client has checked the server's proof, and is content.",
			make: func(*exchange) (string, *Refusal) { return "", nil },
			take: takeNothing, explain: explainNothing,
		},
	}
}

func (h scram) makeClientFirst(x *exchange) (string, *Refusal) {
	// No channel binding: there is no channel of which the engine would know.
	x.header = "n,,"
	if x.identity != "" {
		x.header = "n,a=" + escape(x.identity) + ","
	}
	x.bare = "n=" + escape(x.name) + ",r=" + x.given.Nonce
	if _, refused := readClientFirst(x.header + x.bare); refused != nil {
		return "", refused
	}
	return x.header + x.bare, prepared("password", x.given.Password)
}

func (h scram) takeClientFirst(x *exchange, said string, find Lookup) *Refusal {
	m, refused := readClientFirst(said)
	if refused != nil {
		return refused
	}
	x.header, x.bare, x.name, x.identity = m.header, m.bare, m.name, m.identity
	x.nonce = m.nonce + x.brought.Nonce
	x.account, x.known = find(x.name)
	// A stored password that SASLprep could change fits no proof.
	x.known = x.known && prepared("password", x.account.Password) == nil
	return nil
}

func (h scram) makeServerFirst(x *exchange) (string, *Refusal) {
	x.first = "r=" + x.nonce + ",s=" + Encode([]byte(x.account.Salt)) + ",i=" + strconv.Itoa(x.account.Iterations)
	if m, refused := readServerFirst(x.first); refused != nil || x.brought.Nonce == "" || m.nonce != x.nonce {
		return "", scramNo(noResources, "5", "The server lacks a nonce of its own, a salt or an iteration count, and cannot go on.")
	}
	return x.first, nil
}

func (h scram) takeServerFirst(x *exchange, said string, _ Lookup) *Refusal {
	m, refused := readServerFirst(said)
	if refused != nil {
		return refused
	}
	switch {
	case !strings.HasPrefix(m.nonce, x.given.Nonce):
		return scramNo(otherError, "5.1", "The server's nonce must begin with the client's. This is the answer to somebody else.")
	case m.nonce == x.given.Nonce:
		return scramNo(otherError, "5", "The server has not put a nonce of its own behind the client's. An old exchange could be played again.")
	}
	x.first, x.nonce = said, m.nonce
	x.account = Account{x.given.Password, m.salt, m.iterations}
	return nil
}

func (h scram) makeClientFinal(x *exchange) (string, *Refusal) {
	said := "c=" + Encode([]byte(x.header)) + ",r=" + x.nonce
	k := h.keys(x.account)
	x.verifier = h.verify(k, x, said)
	return said + ",p=" + Encode(xor(k.client, h.sign(k.stored, x, said))), nil
}

func (h scram) takeClientFinal(x *exchange, said string, _ Lookup) *Refusal {
	m, refused := readClientFinal(said)
	switch {
	case refused != nil:
		return refused
	case m.header != x.header:
		return scramNo(otherBinding, "6", "The header (c=) is not that of the client's first message. Somebody may have changed it on the way.")
	case m.nonce != x.nonce:
		return scramNo(otherError, "5.1", "The nonce (r=) is not the one that the server sent.")
	}
	k := h.keys(x.account)
	// What is left of the proof without the signature must be the client's key,
	// of which the server needs to know only the digest.
	key := xor([]byte(m.proof), h.sign(k.stored, x, m.withoutProof))
	if key == nil || !digest.Equal(string(h.hash.Sum(key)), string(k.stored)) || !x.known {
		r := scramNo(invalidProof, "3", "The proof does not fit: name or password is wrong. The server does not say which of them.")
		r.Credentials = true
		return r
	}
	x.verifier = h.verify(k, x, m.withoutProof)
	return x.authorize(otherError, scramRef("5.1"))
}

func (h scram) takeServerFinal(x *exchange, said string, _ Lookup) *Refusal {
	code, _, refused := readServerFinal(said)
	switch {
	case refused != nil:
		return refused
	case code != "":
		r := scramNo(code, "7", "The server refuses: "+show(code)+".")
		r.Credentials = code == invalidProof || code == "unknown-user"
		return r
	}
	// Behind the signature may be extensions.
	if signature, _, _ := strings.Cut(said, ","); !digest.Equal(signature, x.verifier) {
		return scramNo(otherError, "5", "The server's signature does not fit: it does not know the password. It may be another server that only pretends.")
	}
	return nil
}

func takeNothing(_ *exchange, said string, _ Lookup) *Refusal {
	if said != "" {
		return scramNo(otherError, "5", "All has been said. The client should send an empty line.")
	}
	return nil
}

// keys are what is made of a password (RFC 5802 section 3).
type keys struct{ client, stored, server []byte }

func (h scram) keys(a Account) keys {
	salted := h.hash.Iterate([]byte(a.Password), []byte(a.Salt), a.Iterations)
	client := h.hash.HMAC(salted, []byte("Client Key"))
	return keys{client, h.hash.Sum(client), h.hash.HMAC(salted, []byte("Server Key"))}
}

// sign makes the signature of all that was said, which RFC 5802 section 3 calls
// AuthMessage.
func (h scram) sign(key []byte, x *exchange, withoutProof string) []byte {
	return h.hash.HMAC(key, []byte(x.bare+","+x.first+","+withoutProof))
}

func (h scram) verify(k keys, x *exchange, withoutProof string) string {
	return "v=" + Encode(h.sign(k.server, x, withoutProof))
}

// xor combines octets of the same number; nil if the numbers differ.
func xor(a, b []byte) []byte {
	if len(a) != len(b) {
		return nil
	}
	c := make([]byte, len(a))
	for i := range c {
		c[i] = a[i] ^ b[i]
	}
	return c
}
