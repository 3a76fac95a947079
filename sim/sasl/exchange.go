package sasl

import "popscope/sim/rfc"

// Account is what a server knows of a user.
type Account struct {
	Password   string
	Salt       string // any octets, at least one; SCRAM only
	Iterations int    // at least 1; Iterations is customary; SCRAM only
}

// Iterations is how many RFC 5802 section 5.1 asks a server for, at least.
const Iterations = 4096

// Lookup finds the account of a name. For a name that there is not, ok is
// false, but the account should have a salt and an iteration count all the
// same, made from the name: a server that asks only known users to go on would
// tell a stranger which names exist.
type Lookup func(name string) (a Account, ok bool)

// Material is what a server brings along: different each time, and not to be
// guessed.
type Material struct {
	Timestamp string // of CRAM-MD5: "<1896.697170952@postoffice.reston.mci.net>"
	Nonce     string // the server's part of the nonce of SCRAM: printable, no comma
}

// Credentials are what a client knows.
type Credentials struct {
	Name     string // whose password it is
	Password string
	Identity string // whose maildrop to open, if not that of Name; empty otherwise
	Nonce    string // the client's part of the nonce of SCRAM: printable, no comma
}

// Turn is what an end does next: it sends something, is done, or refuses.
type Turn struct {
	Send    []byte   // octets to send, before Base64; may be none, which is an empty line
	Done    bool     // the client is who it says it is
	Refused *Refusal // the exchange failed, and is over
}

// Refusal is why an exchange failed.
type Refusal struct {
	Text        string  // for a learner
	Code        string  // server-error-value of RFC 5802 section 7; empty in other mechanisms
	Credentials bool    // name, password or identity are wrong, not the form of what was sent
	Why         rfc.Ref // the rule
}

// Error is the text for a learner.
func (r *Refusal) Error() string { return r.Text }

// exchange is what both ends keep of an exchange. It is plain data.
type exchange struct {
	mechanism *Mechanism
	step      int  // messages that have gone by
	over      bool // refused, or the last message has gone by

	given   Credentials // at the client
	brought Material    // at the server
	account Account     // at the server, once the name is known
	known   bool        // at the server: there is such an account

	name     string // whose password is used
	identity string // whose maildrop is opened
	header   string // gs2-header of SCRAM
	bare     string // client-first-message-bare
	first    string // server-first-message
	nonce    string // both parts
	verifier string // what server-final-message is to be
}

// ServerEnd is the server's end of an exchange: plain data, to be copied.
type ServerEnd struct{ exchange }

// ClientEnd is the client's end of an exchange: plain data, to be copied.
type ClientEnd struct{ exchange }

// Serve begins an exchange at the server. What comes first tells Open.
func Serve(m *Mechanism, brought Material) ServerEnd {
	return ServerEnd{exchange{mechanism: m, brought: brought}}
}

// Begin begins an exchange at the client. What is to be sent first tells Next.
func Begin(m *Mechanism, given Credentials) ClientEnd {
	return ClientEnd{exchange{mechanism: m, given: given, name: given.Name, identity: given.Identity}}
}

// Mechanism is the row the exchange follows.
func (x exchange) Mechanism() *Mechanism { return x.mechanism }

// Step is how many of the mechanism's messages have gone by.
func (x exchange) Step() int { return x.step }

// Name is whose password was used; empty as long as the client has not said.
func (x exchange) Name() string { return x.name }

// Open answers the AUTH command. initial is the initial response, nil if there
// was none (an empty one is not nil).
func (s ServerEnd) Open(initial []byte, find Lookup) (ServerEnd, Turn) {
	switch {
	case s.mechanism.ClientFirst() && initial == nil:
		return s, Turn{Send: []byte{}}
	case initial != nil && s.mechanism.Initial() >= 0:
		s.step = s.mechanism.Initial()
		return s.Next(initial, find)
	case initial != nil:
		s.over = true
		return s, Turn{Refused: &Refusal{
			Text: "In " + s.mechanism.Name + " the server speaks first. AUTH must come without an initial response.", Why: rfc.Ref{Doc: 5034, Section: "4"},
		}}
	}
	return s.speak()
}

// Next takes a response of the client, without its Base64.
func (s ServerEnd) Next(response []byte, find Lookup) (ServerEnd, Turn) {
	if s.over {
		return s, Turn{Refused: ended}
	}
	refused := s.mechanism.Messages[s.step].take(&s.exchange, string(response), find)
	s.step++
	s.over = refused != nil || s.step == len(s.mechanism.Messages)
	if s.over {
		return s, Turn{Done: refused == nil, Refused: refused}
	}
	return s.speak()
}

func (s ServerEnd) speak() (ServerEnd, Turn) {
	said, refused := s.exchange.speak()
	return s, Turn{Send: said, Refused: refused}
}

// Next takes a challenge of the server, without its Base64. The first time, in
// a mechanism where the client speaks first, the challenge is empty, and what
// Next says may go along with AUTH instead.
func (c ClientEnd) Next(challenge []byte) (ClientEnd, Turn) {
	if c.over {
		return c, Turn{Refused: ended}
	}
	switch m := c.mechanism.Messages[c.step]; {
	case m.From == Server:
		if refused := m.take(&c.exchange, string(challenge), nil); refused != nil {
			c.over = true
			return c, Turn{Refused: refused}
		}
		c.step++
	case len(challenge) > 0:
		c.over = true
		return c, Turn{Refused: &Refusal{
			Text: "In " + c.mechanism.Name + " the client speaks first. The server's first challenge must be empty.", Why: rfc.Ref{Doc: 5034, Section: "4"},
		}}
	}
	said, refused := c.exchange.speak()
	c.over = c.over || c.step == len(c.mechanism.Messages)
	return c, Turn{Send: said, Refused: refused}
}

// Accept judges the server's yes; nil if it may be trusted. It comes too soon
// if the server was to prove first that it knows the password.
func (c ClientEnd) Accept() *Refusal {
	if c.step == len(c.mechanism.Messages) {
		return nil
	}
	m := c.mechanism.Messages[c.step]
	return &Refusal{Text: "The server said yes too soon: the " + m.Name + " is still to come. This may be a server that does not know the password and only pretends.", Why: c.mechanism.ref()}
}

// speak makes the next message.
func (x *exchange) speak() ([]byte, *Refusal) {
	said, refused := x.mechanism.Messages[x.step].make(x)
	if refused != nil {
		x.over = true
		return nil, refused
	}
	x.step++
	return []byte(said), nil
}

var ended = &Refusal{Text: "The exchange is over. The server says yes or no now, and the client waits for it.", Why: rfc.Ref{Doc: 5034, Section: "4"}}
