package pop3

import (
	"fmt"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// capabilities is the table of RFC 2449 section 6, and of the documents since,
// in the order in which CAPA lists them. What a capability brings is switched
// off with it.
var capabilities = []sim.Capability{
	{Tag: "CAPA", Secret: true, Since: "1939", Line: 255, Refs: doc(2449, "5", "4"), Meaning: "lists what the server can do, and allows longer commands"},
	{Tag: "APOP", Secret: true, Since: "1460", Refs: doc(1939, "7"), Meaning: "puts a timestamp into the greeting, so that a client can log in without sending its password"},
	{Tag: "TOP", Refs: doc(2449, "6.1"), Meaning: "sends the top of a message"},
	{Tag: "USER", Refs: doc(2449, "6.2"), Meaning: "lets a client log in with a name and a password in the clear", Announce: announceUser},
	{Tag: "SASL", Since: "1725", Refs: doc(2449, "6.3"), Meaning: "lets a client log in with AUTH, by one of the mechanisms listed", Announce: announceSASL},
	{Tag: "RESP-CODES", Since: "1939", Refs: doc(2449, "6.4"), Meaning: "begins a refusal with a code that programs can read"},
	{Tag: "LOGIN-DELAY", Since: "1939", Refs: doc(2449, "6.5"), Meaning: "makes a client wait so many seconds from one login to the next", Announce: announceDelay},
	{Tag: "PIPELINING", Since: "1939", Refs: doc(2449, "6.6"), Meaning: "takes commands while earlier ones still wait for their replies"},
	{Tag: "EXPIRE", Since: "1939", Refs: doc(2449, "6.7"), Meaning: "says for how many days the server keeps mail at least", Announce: announceExpire},
	{Tag: "UIDL", Since: "1725", Refs: doc(2449, "6.8"), Meaning: "gives each message a name that stays the same from session to session"},
	{Tag: "IMPLEMENTATION", Since: "1939", Refs: doc(2449, "6.9"), Meaning: "says which program the server is", Announce: announceImplementation},
	{Tag: "AUTH-RESP-CODE", Since: "1939", Refs: doc(3206, "6"), Meaning: "says with a code of its own when name or password are wrong"},
	{Tag: "STLS", Option: true, Since: "1939", Refs: doc(2595, "4"), Meaning: "lets a client go on under TLS", Announce: announceTLS},
	{Tag: "UTF8", Since: "1939", Refs: doc(6856, "2"), Meaning: "sends messages that need UTF-8, and takes names and passwords in it", Announce: announceUTF8},
	{Tag: "RPOP", Option: true, Secret: true, Until: "1225", Refs: doc(1225, extras), Meaning: "lets a client in without a password, because its host is trusted"},
	{Tag: "XTND", Option: true, Secret: true, Refs: doc(1082, "The XTND Command"), Meaning: "opens discussion groups, which everybody may read and nobody change"},
	{Tag: "LANG", Since: "1939", Refs: doc(6856, "3.1"), Meaning: "replies in a language of the client's choice"},
}

// capa lists the capabilities, each on a line with its parameters (RFC 2449
// section 5).
func capa(s *sim.Session, _ sim.Values) sim.Reply {
	var lines []string
	for _, c := range s.Profile().AllCapabilities() {
		switch {
		case c.Secret:
		case c.Announce == nil:
			lines = append(lines, c.Tag)
		default:
			lines = append(lines, c.Announce(s)...)
		}
	}
	r := ok("Capability list follows")
	r.Body = wire.Lines(lines...)
	return r
}

// announceUser leaves out what a server that insists on TLS refuses before it
// (RFC 2595 section 8).
func announceUser(s *sim.Session) []string {
	if exposed(s) {
		return nil
	}
	return []string{"USER"}
}

// announceSASL lists the mechanisms, after AUTH too, though it is of no use
// then (RFC 5034 section 3).
func announceSASL(s *sim.Session) []string {
	line := "SASL"
	for _, m := range mechanisms(s) {
		line += " " + m.Name
	}
	if line == "SASL" {
		return nil
	}
	return []string{line}
}

// announceDelay says USER before the login, if the number behind it is another
// for some users (RFC 2449 section 6.5).
func announceDelay(s *sim.Session) []string {
	delay, same := s.Host().LoginDelay(s.User)
	if delay <= 0 {
		return nil
	}
	return []string{fmt.Sprintf("LOGIN-DELAY %d%s", seconds(delay), perUser(same))}
}

func announceExpire(s *sim.Session) []string {
	days, same := s.Host().Expire(s.User)
	if days == 0 {
		return []string{"EXPIRE NEVER" + perUser(same)}
	}
	return []string{fmt.Sprintf("EXPIRE %d%s", days, perUser(same))}
}

func perUser(same bool) string {
	if same {
		return ""
	}
	return " USER"
}

// announceImplementation keeps within the 512 octets that a line may have.
func announceImplementation(s *sim.Session) []string {
	name := s.Host().Service.Implementation
	if name == "" || !wire.Printable([]byte(name)) {
		name = "Popscope"
	}
	line := "IMPLEMENTATION " + strings.Join(strings.Fields(name), " ")
	return []string{line[:min(len(line), s.Profile().Dialect.LineLimit-2)]}
}

// announceTLS is for the AUTHORIZATION state alone, and only as long as there
// is no TLS (RFC 2595 sections 4 and 8).
func announceTLS(s *sim.Session) []string {
	if s.TLS || s.State() != Authorization {
		return nil
	}
	return []string{"STLS"}
}

// announceUTF8 says that names and passwords may be in UTF-8 too (RFC 6856
// section 2.2).
func announceUTF8(*sim.Session) []string { return []string{"UTF8 USER"} }

// exposed reports whether a password in the clear would be refused now: the
// server insists on TLS, and there is none.
func exposed(s *sim.Session) bool { return s.Host().Service.NeedsTLS && !s.TLS }

// mechanisms are those that AUTH takes now, in the order in which they are
// announced.
func mechanisms(s *sim.Session) []*sasl.Mechanism {
	all := sasl.Mechanisms
	if names := s.Host().Service.Mechanisms; len(names) > 0 {
		all = nil
		for _, name := range names {
			if m := sasl.Find(name); m != nil {
				all = append(all, m)
			}
		}
	}
	var now []*sasl.Mechanism
	for _, m := range all {
		if !m.Cleartext || !exposed(s) {
			now = append(now, m)
		}
	}
	return now
}

// seconds rounds up: who waits so long has waited long enough.
func seconds(d time.Duration) int { return int((d + time.Second - 1) / time.Second) }
