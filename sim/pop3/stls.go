package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// stls begins TLS. Whatever the client has said until now may have been put in
// or changed on the way, so the server forgets it (RFC 5034 section 4 asks that
// of a security layer; here it is Popscope's choice).
func stls(s *sim.Session, _ sim.Values) sim.Reply {
	switch {
	case s.TLS:
		return refuse(rfc.Ref{Doc: 2595, Section: "4"}, "TLS hides what is said already. It cannot begin twice.", "Command not permitted when TLS active")
	case s.UTF8:
		return refuse(rfc.Ref{Doc: 6856, Section: "2.1"}, "The client has given UTF8. After that it must not give STLS any more: TLS comes first.", "STLS is not permitted after UTF8")
	}
	s.Name, s.Own = "", nil
	r := ok("Begin TLS negotiation")
	r.Secure = true
	r.Explain = "Directly behind this line TLS begins. What the client sent behind STLS, in the clear, the server throws away: anybody on the way could have put it in. Under TLS the client asks for the capabilities anew, for the same reason."
	return r
}
