package pop3

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// arrived gives the number of the message that a reply has brought whole, 0 if
// the server does not give it.
func (a *agent) arrived(h *sim.Heard) int {
	if !h.Reply.Positive {
		a.note(h.Line + " is refused: the client leaves that message where it is, and goes on.")
		return 0
	}
	a.held++
	return about(h.Line)
}

// unmarked tells of a DELE that the server has refused.
func (a *agent) unmarked(h *sim.Heard) {
	if !h.Reply.Positive {
		a.note(h.Line + " is refused: the message stays in the maildrop.")
	}
}

// empty tells of a maildrop that is.
func (a *agent) empty() { a.note("The maildrop is empty: the client has nothing to do.") }

// about is the message-number in a command line: "TOP 2 0".
func about(line string) int {
	_, rest, _ := strings.Cut(line, " ")
	number, _, _ := strings.Cut(rest, " ")
	n, _ := wire.Number(number)
	return n
}
