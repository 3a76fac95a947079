package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// trust is where RPOP is defined.
var trust = rfc.Ref{Doc: 1225, Section: extras}

// loginRPOP is the way of logging in by trust in the client's host.
const loginRPOP sim.Login = "RPOP"

// remote is the argument of RPOP: who the user is on the client's host.
var remote = sim.Arg{Token: wire.RemoteUser, Kind: sim.Word, Name: "user", Max: 40}

// rpop is PASS without a password. The server believes the client's host that
// this user sits there, and lets users into the mailbox of the same name, as
// /etc/hosts.equiv of Berkeley UNIX did. That the client has a port below 1024
// is part of what it believes: see the choices.
func rpop(s *sim.Session, v sim.Values) sim.Reply {
	same := v.Words[0] == s.Name
	r := login(s, loginRPOP, func(string) bool { return same })
	if r.OK {
		r.Explain = "No secret was shown. The server trusts the client's host, because only its administrator can connect from a port below 1024; whoever takes over such a host, or says that they are one, reads everybody's mail. RFC 1460 took RPOP away."
	}
	return r
}
