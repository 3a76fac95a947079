// Package ear sits on the wire between client and server, and says what it
// learns from each login: from the octets that were sent, and nothing else.
package ear

import (
	"fmt"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/sasl"
	"popscope/sim/show"
	"popscope/sim/wire"
)

// heard is one connection, as far as it has been listened to.
type heard struct {
	stamp    string // of the greeting
	user     string // named last
	named    string // by which command
	exchange *exchange
	hidden   bool  // TLS has begun
	waiting  []int // indices of the logins whose replies have not come
}

// exchange is an AUTH that is going on.
type exchange struct {
	mechanism          *sasl.Mechanism
	listener           sasl.Listener
	client, server     []string // what each has said, without Base64
	explained, secrets []string // in words; what was secret in it
	seq                int
	told               bool
}

// login is what was overheard, with what a guess needs.
type login struct {
	show.Overheard
	exchange *exchange
	keyword  string // of the command whose reply decides on it
}

// Listen gives what can be learnt from each login. Passwords that were in the
// clear are only told if that is wanted.
func Listen(events []sim.Event, passwords bool) []show.Overheard {
	out := []show.Overheard{}
	for _, l := range logins(events) {
		if !passwords {
			l.Password = ""
		}
		out = append(out, l.Overheard)
	}
	return out
}

func logins(events []sim.Event) []login {
	var all []login
	conns := map[int]*heard{}
	for _, e := range events {
		c := conns[e.Conn]
		if c == nil || e.Kind == sim.Opened {
			c = &heard{}
			conns[e.Conn] = c
		}
		switch {
		case e.Kind == sim.Secured:
			c.hidden = true
			all = append(all, login{Overheard: show.Overheard{
				Seq: e.Seq, Conn: e.Conn, Mechanism: "TLS", Accepted: true, Why: show.CiteOf(rfc.Ref{Doc: 2595, Section: "4"}),
				Reads:  "From here on nothing but ciphertext: who speaks to whom, when, and roughly how much. (TLS is not simulated: the octets counted here are those of what is said inside, and records would have some more.)",
				Replay: "Nothing: the keys were made for this connection alone.",
				Guess:  "No: there is nothing to try a word on.",
			}})
		case e.Kind != sim.Sent || c.hidden:
		case e.Side == sim.Server:
			c.server(e, all)
		default:
			if l, ok := c.client(e); ok {
				l.keyword = e.Keyword
				c.waiting = append(c.waiting, len(all))
				all = append(all, l)
			}
		}
	}
	return all
}

// span is the text of the first span of a kind.
func span(e sim.Event, t wire.Token) string {
	for _, s := range e.Spans {
		if s.Token == t {
			return string(e.Octets[s.Off : s.Off+s.Len])
		}
	}
	return ""
}

// server listens to what the server says.
func (c *heard) server(e sim.Event, all []login) {
	if t := span(e, wire.Timestamp); t != "" {
		c.stamp = t
	}
	challenge, asked := "", false
	for _, s := range e.Spans {
		asked = asked || s.Token == wire.Challenge
	}
	if challenge = span(e, wire.Challenge); c.exchange != nil && (asked || strings.HasPrefix(string(e.Octets), "+ ")) {
		c.exchange.hear(sasl.Server, challenge)
		return
	}
	c.exchange = nil
	// Where commands were sent together, this may be the reply to another one.
	if len(c.waiting) > 0 && e.Keyword == all[c.waiting[0]].keyword {
		all[c.waiting[0]].Accepted = !strings.HasPrefix(string(e.Octets), "-")
		c.waiting = c.waiting[1:]
	}
}

// client listens to what the client says.
func (c *heard) client(e sim.Event) (login, bool) {
	if name := span(e, wire.Name); name != "" {
		c.user, c.named = name, e.Keyword
	}
	base := show.Overheard{Seq: e.Seq, Conn: e.Conn, User: c.user, Mechanism: e.Keyword, Why: show.CiteOf(e.Why)}
	if w := span(e, wire.Password); w != "" {
		if c.named != e.Keyword && c.named != "" {
			base.Mechanism = c.named + " and " + e.Keyword
		}
		return login{Overheard: inClear(base, w)}, true
	}
	if d := span(e, wire.Digest); d != "" {
		base.Challenge, base.Answer, base.Dictionary = c.stamp, d, true
		base.Reads = fmt.Sprintf("The name %s, the timestamp %s of the greeting, and the digest %s of timestamp and password. The password itself was not sent.", c.user, c.stamp, d)
		base.Replay = "No: the next greeting has another timestamp, and needs another digest."
		base.Guess = "Yes: who has timestamp and digest tries word after word at home, with one MD5 for each, and nobody notices."
		base.Why = show.CiteOf(rfc.Ref{Doc: 1939, Section: "7"})
		return login{Overheard: base}, true
	}
	if m := span(e, wire.Mechanism); m != "" {
		c.exchange = nil
		if row := sasl.Find(m); row != nil {
			c.exchange = &exchange{mechanism: row, listener: sasl.Listen(row.Name)}
		}
	}
	x := c.exchange
	if x == nil {
		return login{}, false
	}
	for _, s := range e.Spans {
		if s.Token == wire.Response {
			if said := string(e.Octets[s.Off : s.Off+s.Len]); said == "=" {
				x.hear(sasl.Client, "")
			} else if said != sasl.Cancel {
				x.hear(sasl.Client, said)
			}
			x.seq = e.Seq
		}
	}
	if x.told || len(x.secrets) == 0 {
		return login{}, false
	}
	x.told = true
	return x.login(base), true
}

// hear takes what one side says.
func (x *exchange) hear(by sasl.Side, line string) {
	octets, refused := sasl.Decode(line)
	if refused != nil {
		return
	}
	var row *sasl.Message
	var text string
	x.listener, row, text = x.listener.Hear(by, octets)
	if row == nil {
		return
	}
	if by == sasl.Client {
		x.client = append(x.client, string(octets))
	} else {
		x.server = append(x.server, string(octets))
	}
	x.explained = append(x.explained, text)
	if row.Secret && by == sasl.Client {
		x.secrets = append(x.secrets, string(octets))
	}
}

// login is what the exchange tells.
func (x *exchange) login(o show.Overheard) login {
	m, secret := x.mechanism, x.secrets[0]
	o.Mechanism, o.Seq = m.Name, x.seq
	if len(m.Refs) > 0 {
		o.Why = show.CiteOf(m.Refs[len(m.Refs)-1])
	}
	switch {
	case m.Cleartext && m.ClientFirst(): // PLAIN
		parts := strings.Split(secret, "\x00")
		if len(parts) == 3 {
			o.User = parts[1]
		}
		o = inClear(o, parts[len(parts)-1])
	case m.Cleartext:
		o.User = x.client[0]
		o = inClear(o, secret)
	default:
		o.Dictionary = true
		o.Reads = m.Eavesdropper
		o.Replay = "No: the next exchange has another challenge."
		if proof := strings.LastIndex(secret, ",p="); proof >= 0 {
			o.User, o.Answer = attribute(x.client[0], 'n'), secret[proof+len(",p="):]
			o.Guess = fmt.Sprintf("Yes, but slowly: each word costs %s rounds of the hash function, and salt makes a table of digests useless.", attribute(x.server[0], 'i'))
		} else {
			o.User, o.Answer, _ = strings.Cut(secret, " ")
			o.Guess = "Yes: who has challenge and digest tries word after word at home, with a few MD5 for each, and nobody notices."
		}
		if len(x.server) > 0 {
			o.Challenge = x.server[0]
		}
		return login{Overheard: o, exchange: &exchange{mechanism: m, client: x.client, server: x.server}}
	}
	if m.Cleartext {
		o.Reads = "Base64 hides nothing, anybody can undo it. " + o.Reads
	}
	return login{Overheard: o}
}

// attribute is the value of an attribute of SCRAM.
func attribute(message string, letter byte) string {
	for _, part := range strings.Split(message, ",") {
		if len(part) > 1 && part[0] == letter && part[1] == '=' {
			return part[2:]
		}
	}
	return ""
}

// inClear is a login that sent the password itself.
func inClear(o show.Overheard, password string) show.Overheard {
	o.Clear, o.Replayable, o.Password = true, true, password
	o.Reads = "The name and the password, as they are."
	if o.User != "" {
		o.Reads = fmt.Sprintf("The name %s, and the password as it is: %d octets.", o.User, len(password))
	}
	o.Replay = "Yes: who has read the password logs in with it, today and tomorrow, and wherever else its owner uses it."
	o.Guess = "There is no need to."
	return o
}
