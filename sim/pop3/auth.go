package pop3

import (
	"strings"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/rfc"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// The arguments of AUTH. The initial response is as secret as any other.
var (
	mechanism = sim.Arg{Token: wire.Mechanism, Kind: sim.Word, Name: "mechanism", Max: 40}
	initial   = sim.Arg{Token: wire.Response, Kind: sim.Word, Name: "initial-response", Optional: true}
)

// exchange is what follows AUTH. Its lines may be as long as a mechanism needs,
// and not only as long as a command (RFC 5034 section 4).
var exchange = sim.Exchange{
	Token: wire.Response, Limit: 8 << 10, Do: respond, Name: authName, Explain: explain,
	Refusals: map[sim.Refusal]sim.Refused{
		sim.LineTooLong: {
			Text:    "response too long",
			Explain: "The line has {value} octets, and this server takes {max} at most, its CRLF included: more than any of its mechanisms needs." + asBefore,
			Why:     authWhy,
		},
		sim.LineEndsInLF: {
			Text:    "a response must end with CRLF",
			Explain: "The line ended with LF alone. A response ends with the pair CR LF, as a command does." + asBefore,
			Why:     rfc.Ref{Doc: 5034, Section: "5"},
		},
	},
}

// asBefore is what follows from a refusal (RFC 5034 section 4).
const asBefore = " With that AUTH is over, and the session is where it was before."

// iterations is how many SCRAM asks for at least (RFC 5802 section 5.1): some
// milliseconds of work for each login.
const iterations = 4096

// authWhy is where AUTH is defined.
var authWhy = rfc.Ref{Doc: 5034, Section: "4"}

// auth begins an exchange.
func auth(s *sim.Session, v sim.Values) sim.Reply {
	m := offered(s, v.Words[0])
	if m == nil {
		return unknownMechanism(s, v.Words[0])
	}
	var said []byte
	if v.Given(1) {
		if !s.Offers("CAPA") {
			return refuse(rfc.Ref{Doc: 1734, Section: "2"}, "This server has AUTH as RFC 1734 has it, with the mechanism as its only argument. That it takes an initial response too it would have to say in reply to CAPA.",
				"AUTH takes only a mechanism")
		}
		var refused *sasl.Refusal
		if said, refused = sasl.DecodeInitial(v.Words[1]); refused != nil {
			return failed(s, refused, "")
		}
	}
	end, turn := sasl.Serve(m, sasl.Material{Timestamp: freshStamp(s), Nonce: s.Nonce()}).Open(said, accounts(s, m))
	ear, heard := sasl.Listen(m.Name), ""
	if said != nil {
		ear, heard = hear(ear, sasl.Client, said)
	}
	return proceed(s, end, turn, ear, heard)
}

// respond takes a response of the client.
func respond(s *sim.Session, line []byte) sim.Reply {
	before := recall(s)
	if string(line) == sasl.Cancel {
		return refuse(authWhy, "The client has sent a lone *: it breaks the exchange off. The session is where it was before AUTH.", "authentication cancelled")
	}
	said, refused := sasl.Decode(string(line))
	if refused != nil {
		return failed(s, refused, "")
	}
	end, turn := before.auth.Next(said, accounts(s, before.auth.Mechanism()))
	ear, heard := hear(before.ear, sasl.Client, said)
	return proceed(s, end, turn, ear, heard)
}

// proceed answers with what the mechanism says next, or with how it ended.
func proceed(s *sim.Session, end sasl.ServerEnd, turn sasl.Turn, ear sasl.Listener, heard string) sim.Reply {
	m := recall(s)
	m.auth, m.ear = sasl.ServerEnd{}, sasl.Listener{}
	switch {
	case turn.Refused != nil:
		s.Own = m
		s.Name = end.Name()
		return failed(s, turn.Refused, heard)
	case turn.Done:
		s.Own = m
		s.Name = end.Name()
		r := login(s, sim.Login(end.Mechanism().Name), func(string) bool { return true })
		r.Explain = strings.TrimSpace(heard + " " + r.Explain)
		return r
	}
	ear, asked := hear(ear, sasl.Server, turn.Send)
	m.auth, m.ear = end, ear
	s.Own = m
	return sim.Reply{OK: true, Goes: true, Count: -1, Text: sasl.Encode(turn.Send), Explain: strings.TrimSpace(heard + " " + asked), Why: authWhy}
}

// hear says what the octets of a message are, without its secrets.
func hear(ear sasl.Listener, from sasl.Side, said []byte) (sasl.Listener, string) {
	who := "client"
	if from == sasl.Server {
		who = "server"
	}
	ear, _, text := ear.Hear(from, said)
	return ear, "The " + who + ", without Base64: " + text + "."
}

// explain says the same for who only listens.
func explain(lines, challenges []string) string {
	words := strings.Split(lines[0], " ")
	if len(words) < 2 {
		return ""
	}
	ear, client, server := sasl.Listen(words[1]), "", ""
	said := func(line string) {
		if octets, refused := sasl.Decode(line); refused == nil {
			ear, client = hear(ear, sasl.Client, octets)
		}
		server = ""
	}
	if len(words) > 2 {
		if words[2] == "=" {
			words[2] = "" // an empty response
		}
		said(words[2])
	}
	for i, c := range challenges {
		if octets, refused := sasl.Decode(c); refused == nil {
			ear, server = hear(ear, sasl.Server, octets)
		}
		if i+1 < len(lines) {
			said(lines[i+1])
		}
	}
	return strings.TrimSpace(client + " " + server)
}

// failed refuses AUTH. Whether name or password were wrong, or only the form of
// what was sent, makes a difference to the client's program.
func failed(s *sim.Session, why *sasl.Refusal, heard string) sim.Reply {
	ref := why.Why
	if ref.IsZero() {
		ref = authWhy
	}
	if why.Credentials {
		return denied(s, refuse(ref, strings.TrimSpace(heard+" "+why.Text), "authentication failed"))
	}
	return refuse(ref, why.Text+asBefore, "authentication exchange failed")
}

// offered finds a mechanism among those that AUTH takes now.
func offered(s *sim.Session, name string) *sasl.Mechanism {
	for _, m := range mechanisms(s) {
		if strings.EqualFold(m.Name, name) {
			return m
		}
	}
	return nil
}

func unknownMechanism(s *sim.Session, name string) sim.Reply {
	if m := sasl.Find(name); m != nil && m.Cleartext && exposed(s) {
		return coded(s, credentials, refuse(rfc.Ref{Doc: 2595, Section: "2.3"}, m.Name+" sends the password in the clear, and this server takes such only under TLS.", "a password in the clear needs TLS"))
	}
	var names []string
	for _, m := range mechanisms(s) {
		names = append(names, m.Name)
	}
	have := "this server has none at all"
	if len(names) > 0 {
		have = "this server has " + strings.Join(names, ", ")
	}
	return refuse(authWhy, "There is no such mechanism here: "+have+".", "unrecognized authentication mechanism")
}

// accounts looks users up for a mechanism. The salt of SCRAM belongs to the
// name, whether there is such a user or not: a stranger who asks twice must not
// see a difference.
func accounts(s *sim.Session, m *sasl.Mechanism) sasl.Lookup {
	return func(name string) (sasl.Account, bool) {
		password, ok := s.Secret(name, sim.Login(m.Name))
		salt := digest.SHA256.Sum([]byte(s.Host().Name + "\x00" + name))[:16]
		return sasl.Account{Password: password, Salt: string(salt), Iterations: iterations}, ok
	}
}

// freshStamp is a timestamp for CRAM-MD5. That of the greeting stays as it is:
// APOP may still come.
func freshStamp(s *sim.Session) string {
	old := s.Stamp
	s.NewStamp()
	fresh := s.Stamp
	s.Stamp = old
	return fresh
}

// authName gives the user's name out of what a client has said, for who only
// listens: it plays the server, and lets every name pass.
func authName(lines []string) string {
	words := strings.Split(lines[0], " ")
	if len(words) < 2 {
		return ""
	}
	m := sasl.Find(words[1])
	if m == nil {
		return ""
	}
	var said []byte
	if len(words) > 2 {
		said, _ = sasl.DecodeInitial(words[2])
	}
	anybody := func(string) (sasl.Account, bool) { return sasl.Account{Salt: "-", Iterations: 1}, false }
	end, _ := sasl.Serve(m, sasl.Material{Timestamp: "<1@localhost>", Nonce: "-"}).Open(said, anybody)
	for _, line := range lines[1:] {
		if end.Name() != "" {
			break
		}
		said, _ = sasl.Decode(line)
		end, _ = end.Next(said, anybody)
	}
	return end.Name()
}
