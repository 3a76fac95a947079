package pop3

import "popscope/sim"

// The response codes (RFC 2449 section 8.1, RFC 3206 sections 4 and 5).
const (
	inUse         = "IN-USE"
	loginDelay    = "LOGIN-DELAY"
	temporary     = "SYS/TEMP"
	permanent     = "SYS/PERM"
	credentials   = "AUTH"
	needsUTF8Mode = "UTF8"
)

// codes says what each tells a client's program.
var codes = map[string]string{
	inUse:         "the password was right, but the maildrop is in use. It tries again later, and asks for no new password (RFC 2449 section 8.1.2).",
	loginDelay:    "this user logged in a short time ago, and is not let in again until the delay is over. It waits (RFC 2449 section 8.1.1).",
	temporary:     "this is the server's own trouble and will pass. It tries again later, and bothers nobody (RFC 3206 section 4).",
	permanent:     "this is the server's own trouble and will not go away by itself. Somebody must be asked for help (RFC 3206 section 4).",
	credentials:   "the trouble is with the credentials, be it name, password, account or a policy, and not with the server. It asks its user (RFC 3206 section 5).",
	needsUTF8Mode: "this message could be had after UTF8, if it can read such (RFC 6856 section 5).",
}

// coded puts a response code before the text of a reply, if the server offers
// such.
func coded(s *sim.Session, code string, r sim.Reply) sim.Reply {
	if s.Offers("RESP-CODES") && (code != credentials || s.Offers("AUTH-RESP-CODE")) {
		r.Code = code
		r.Explain += " [" + code + "] tells a program: " + codes[code]
	}
	return r
}
