package pop3

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"time"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/sasl"
)

// way is one way to log in.
type way struct {
	name      string          // "APOP"
	mechanism *sasl.Mechanism // of AUTH; nil: it is another command
}

var (
	byAPOP = way{name: "APOP"}
	byPass = way{name: "USER and PASS"}
)

// choose gives the ways to log in that the client and, as far as it knows, the
// server have, the best first. It sends the password in the clear only as the
// last way.
func (a *agent) choose(at time.Duration) []way {
	clear := a.offer.may("USER")
	if clear && a.device.Plain {
		return []way{byPass}
	}
	var best, worst []way
	for _, m := range sasl.Mechanisms {
		offered := slices.ContainsFunc(a.offer.mechanisms(), func(name string) bool { return strings.EqualFold(name, m.Name) })
		switch {
		case !offered || !a.can(m, at):
		case m.Cleartext:
			worst = append(worst, way{m.Name, m})
		default:
			best = append(best, way{m.Name, m})
		}
	}
	if a.stamp != "" {
		best = append(best, byAPOP)
	}
	if clear {
		worst = []way{byPass} // PLAIN and LOGIN would send the same
	}
	return append(best, worst...)
}

// can reports whether the client can begin: name and password may have
// characters that the mechanism does not take.
func (a *agent) can(m *sasl.Mechanism, at time.Duration) bool {
	if !m.ClientFirst() {
		return true
	}
	_, turn := a.begin(m, at).Next(nil)
	return turn.Refused == nil
}

// begin begins an exchange. The same inputs must give the same octets, so the
// nonce comes from what this session has that others have not.
func (a *agent) begin(m *sasl.Mechanism, at time.Duration) sasl.ClientEnd {
	sum := digest.SHA256.Sum(fmt.Appendf(nil, "%s\x00%s\x00%d\x00%s", a.device.Name, a.device.User, at, a.stamp))
	return sasl.Begin(m, sasl.Credentials{Name: a.device.User, Password: a.device.Password, Nonce: hex.EncodeToString(sum[:12])})
}

// try begins the first of the ways that are left.
func (a *agent) try(note string, at time.Duration) sim.Move {
	if len(a.ways) == 0 {
		return a.quit(join(note, "The client knows no other way to log in that the server has, and gives up."))
	}
	switch w := a.ways[0]; {
	case w.mechanism != nil:
		a.sasl = a.begin(w.mechanism, at)
		why := "its password is never sent"
		if w.mechanism.Cleartext {
			why = "nothing better is offered, and everybody on the way can read the password"
		}
		return say("AUTH "+w.name, join(note, "The client takes "+w.name+": "+why+"."))
	case w == byAPOP:
		return say("APOP "+a.device.User+" "+Digest(a.stamp, a.device.Password),
			join(note, "The greeting has a timestamp: the client takes APOP, and its password is never sent."))
	}
	if !a.device.Plain {
		note = join(note, "Nothing better is left: the client sends its password with USER and PASS, and everybody on the way can read it.")
	}
	return say("USER "+a.device.User, note)
}

// enter goes on with logging in.
func (a *agent) enter(h sim.Heard) sim.Move {
	switch {
	case h.Reply.Goes:
		return a.respond(h.Reply.Text)
	case a.stopped != "":
		return a.quit(a.stopped)
	case !h.Reply.Positive:
		return a.refused(h)
	case h.Keyword == "USER":
		return say("PASS "+a.device.Password, "")
	case h.Keyword == "AUTH":
		if r := a.sasl.Accept(); r != nil {
			a.stage = gone
			return sim.Move{Close: true, Note: r.Text + " The client closes."}
		}
	}
	a.stage = working
	return a.next("", h.At)
}

// respond answers a challenge.
func (a *agent) respond(challenge string) sim.Move {
	said, refused := sasl.Decode(challenge)
	if refused == nil {
		var turn sasl.Turn
		a.sasl, turn = a.sasl.Next(said)
		if refused = turn.Refused; refused == nil {
			return say(sasl.Encode(turn.Send), "")
		}
	}
	a.stopped = "The client does not trust this server with its password, and leaves."
	return say(sasl.Cancel, refused.Text+" The client breaks the exchange off.")
}

// verdicts are what a client does about the response codes of a refused login.
// Without such a code it cannot know more than that this way is closed.
var verdicts = []struct{ code, note string }{
	{"IN-USE", "[IN-USE]: the password is right, but another session holds the maildrop. The client tries again later."},
	{"LOGIN-DELAY", "[LOGIN-DELAY]: the password is right, but it is too early. The client waits until its next session."},
	{"SYS/TEMP", "[SYS/TEMP]: this is the server's own trouble, and will pass. The client tries again later, and bothers nobody."},
	{"SYS/PERM", "[SYS/PERM]: this is the server's own trouble, and will not pass by itself. The client tells its user to ask for help."},
	{"AUTH", "[AUTH]: name or password are wrong, so that another way would do no better. The client asks its user for them."},
}

// refused goes on after a login that the server has refused.
func (a *agent) refused(h sim.Heard) sim.Move {
	for _, v := range verdicts {
		if strings.EqualFold(h.Reply.Code, v.code) {
			return a.quit(v.note)
		}
	}
	note := "The server refuses " + a.ways[0].name + "."
	a.ways = a.ways[1:]
	return a.try(note, h.At)
}
