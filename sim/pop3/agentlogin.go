package pop3

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// way is one way to log in: a mechanism of AUTH, or another command.
type way struct {
	name      string
	mechanism *sasl.Mechanism // nil: none
}

var (
	byAPOP = way{name: "APOP"}
	byPass = way{name: "USER and PASS"}
)

// choose finds the ways to log in that the client and, as far as it knows, the
// server have, the best first. The password goes in the clear only in the last.
func (a *agent) choose() {
	bare := a.bare()
	if !bare {
		a.note("The server does not say that it takes names and passwords in UTF-8: the client must not try with USER or APOP.")
	}
	clear := bare && a.offer.may("USER")
	if clear && a.device.Plain && a.device.Auth == "" {
		a.ways = []way{byPass}
		return
	}
	offered := a.offer.mechanisms()
	var worst []way
	for _, m := range sasl.Mechanisms {
		switch {
		case !slices.Contains(offered, m.Name) || !a.can(m):
		case m.Cleartext:
			worst = append(worst, way{m.Name, m})
		default:
			a.ways = append(a.ways, way{m.Name, m})
		}
	}
	if bare && a.stamp != "" {
		a.ways = append(a.ways, byAPOP)
	}
	if clear && a.device.Auth == "" {
		worst = []way{byPass} // PLAIN and LOGIN would send the same
	}
	a.ways = append(a.ways, worst...)
	if only := a.device.Auth; only != "" {
		a.ways = slices.DeleteFunc(a.ways, func(w way) bool { return !strings.EqualFold(w.name, only) })
		if len(a.ways) == 0 {
			a.note("This client is told to log in with " + only + " and in no other way, unless its user permits it (RFC 2384 section 4). The server does not offer " + only + ".")
		}
	}
}

// bare reports whether name and password may go outside of AUTH: UTF-8 only to
// a server that says USER behind UTF8 (RFC 6856 section 2.2).
func (a *agent) bare() bool {
	return wire.Printable([]byte(a.device.User+a.device.Password)) || slices.Contains(a.offer.find("UTF8"), "USER")
}

// can reports whether the client can begin: name and password may have
// characters that the mechanism does not take.
func (a *agent) can(m *sasl.Mechanism) bool {
	if !m.ClientFirst() {
		return true
	}
	_, turn := a.begin(m).Next(nil)
	return turn.Refused == nil
}

// begin begins an exchange. The same inputs must give the same octets, so the
// nonce comes from what this session has that others have not.
func (a *agent) begin(m *sasl.Mechanism) sasl.ClientEnd {
	sum := digest.SHA256.Sum(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s", a.device.Name, a.device.User, a.now, a.stamp))
	return sasl.Begin(m, sasl.Credentials{Name: a.device.User, Password: a.device.Password, Nonce: hex.EncodeToString(sum[:12])})
}

// try begins the first of the ways that are left.
func (a *agent) try() {
	if len(a.ways) == 0 {
		a.note("The client knows no other way to log in that the server has, and gives up.")
		a.quit()
		return
	}
	w := a.ways[0]
	switch {
	case w == byPass && a.device.Plain:
	case (w == byPass || w.mechanism != nil && w.mechanism.Cleartext) && a.secured:
		a.note("Nothing better is left than " + w.name + ": the client sends its password, which nothing hides but TLS.")
	case w == byPass || w.mechanism != nil && w.mechanism.Cleartext:
		a.note("Nothing better is left than " + w.name + ": the client sends its password, and everybody on the way can read it.")
	case w == byAPOP:
		a.note("The greeting has a timestamp: the client takes APOP, and its password is never sent.")
	default:
		a.note("The client takes " + w.name + ": its password is never sent.")
	}
	switch w {
	case byPass:
		a.say("USER " + a.device.User)
	case byAPOP:
		a.say("APOP " + a.device.User + " " + Digest(a.stamp, a.device.Password))
	default:
		a.sasl = a.begin(w.mechanism)
		a.say("AUTH " + w.name)
	}
}

// enter goes on with logging in.
func (a *agent) enter(h *sim.Heard) {
	switch {
	case h.Reply.Goes && h.Keyword != "AUTH":
		a.note("The server sends a challenge, and nobody has asked for one. The client leaves.")
		a.quit()
		return
	case h.Reply.Goes:
		a.respond(h.Reply.Text)
		return
	case a.stopped:
		a.note("The client does not trust this server with its password, and leaves.")
		a.quit()
		return
	case !h.Reply.Positive:
		a.refused(h.Reply.Code)
		return
	case h.Keyword == "USER":
		a.say("PASS " + a.device.Password)
		return
	case h.Keyword == "AUTH":
		if r := a.sasl.Accept(); r != nil {
			a.note(r.Text + " The client closes.")
			a.hangUp()
			return
		}
	}
	a.stage = working
	a.next()
}

// respond answers a challenge.
func (a *agent) respond(challenge string) {
	said, refused := sasl.Decode(challenge)
	if refused == nil {
		var turn sasl.Turn
		a.sasl, turn = a.sasl.Next(said)
		if refused = turn.Refused; refused == nil {
			a.say(sasl.Encode(turn.Send))
			return
		}
	}
	a.stopped = true
	a.note(refused.Text + " The client breaks the exchange off.")
	a.say(sasl.Cancel)
}

// verdicts are what a client does about the response codes of a refused login.
// Without such a code it cannot know more than that this way is closed.
var verdicts = []struct{ code, note string }{
	{inUse, "[IN-USE]: the password is right, but another session holds the maildrop. The client tries again later."},
	{loginDelay, "[LOGIN-DELAY]: this user logged in a short time ago, and it is too early to come again. The client waits until its next session."},
	{temporary, "[SYS/TEMP]: this is the server's own trouble, and will pass. The client tries again later, and bothers nobody."},
	{permanent, "[SYS/PERM]: this is the server's own trouble, and will not pass by itself. The client tells its user to ask for help."},
	{"SYS", "[SYS]: this is the server's own trouble, of a kind that the client does not know. It tries again later."},
	{credentials, "[AUTH]: the trouble is with the credentials: a wrong name or password, an account that has run out, or a policy on who may log in from where and when. The client does not try on by itself, and asks its user."},
}

// says reports whether a code is this one, or this one with more detail, which a
// client must not mind (RFC 2449 section 8).
func says(code, this string) bool {
	n := len(this)
	return len(code) >= n && strings.EqualFold(code[:n], this) && (len(code) == n || code[n] == '/')
}

// refused goes on after a login that the server has refused.
func (a *agent) refused(code string) {
	for _, v := range verdicts {
		if says(code, v.code) {
			a.note(v.note)
			a.quit()
			return
		}
	}
	a.note("The server refuses " + a.ways[0].name + ".")
	a.ways = a.ways[1:]
	a.try()
}
