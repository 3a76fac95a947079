package pop3

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// arrived gives the number of the message that a reply has brought whole, 0 if
// it has brought none.
func (a *agent) arrived(h sim.Heard) int {
	if !h.Reply.Positive || h.Reply.Lines == nil {
		return 0
	}
	a.held++
	return about(h.Line)
}

// about is the message-number in a command line: "TOP 2 0".
func about(line string) int {
	words := strings.Fields(line)
	if len(words) < 2 {
		return 0
	}
	n, _ := wire.Number(words[1])
	return n
}

// declined says that the server does not give a message.
func declined(h sim.Heard) string {
	return h.Line + " is refused: the client leaves that message where it is, and goes on."
}

// listed gives the message-numbers of a listing, and their sizes.
func listed(facts []sim.Fact) (messages []int, sizes map[int]int) {
	sizes = map[int]int{}
	for _, f := range facts {
		if f.Message > 0 {
			messages = append(messages, f.Message)
			sizes[f.Message] = f.Octets
		}
	}
	return messages, sizes
}
