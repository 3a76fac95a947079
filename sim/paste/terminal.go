package paste

import (
	"strings"

	"popscope/sim"
)

// terminal reads what a terminal shows of telnet, nc or openssl s_client: what
// was typed and what came, one below the other. Up to the greeting it is the
// program that speaks; then the protocol's table tells whose turn it is.
func (r *reader) terminal(lines []string) {
	noise := false
	for _, l := range lines {
		if !r.open && !r.profile.Speaks(l) {
			continue
		}
		r.connect()
		turn := r.turn()
		switch {
		case noise:
			noise = l != "---"
		case turn == sim.ServerContinues, turn == sim.ServerCounts:
			r.say(sim.Server, l)
		case ends(l) != "":
			r.hangUp(ends(l))
		case l == "---": // openssl tells of its session, from rule to rule
			noise = true
		case l == "read R BLOCK", l == "":
		case r.profile.Speaks(l), turn == sim.ServerAnswers && r.profile.Speaks(strings.ToUpper(l)):
			r.say(sim.Server, l)
		default:
			r.say(sim.Client, l) // while a reply is due: a command sent ahead
		}
	}
}

// ends says who has closed the connection, if a line tells that.
func ends(line string) sim.Side {
	switch {
	case strings.HasPrefix(line, "Connection closed by foreign host"), line == "closed", strings.HasPrefix(line, "read:errno="):
		return sim.Server
	case line == "^C", line == "^]", line == "DONE", line == "Connection closed.", strings.HasPrefix(line, "telnet> "):
		return sim.Client
	}
	return ""
}
