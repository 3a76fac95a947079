package pop4

import (
	"fmt"
	"slices"

	"popscope/sim"
	"popscope/sim/wire"
)

// What a client may store: octets of a message, and of one line with its CRLF
// (RFC 5322 section 2.1.1).
const (
	messageMax = 1 << 20
	lineMax    = 1000
)

// storing is what follows STOR.
var storing = sim.Exchange{
	Token: wire.Data, Dotted: true, Limit: lineMax, Size: messageMax, Shape: scanListing, Do: stored,
}

func move(s *sim.Session, v sim.Values) sim.Reply {
	numbers := distinct(v.Numbers[1:])
	r := answer(s.Move(v.Words[0], numbers), v.Words[0], count(len(numbers), "message")+" moved")
	if r.OK {
		r.Explain = "The messages lie in the other folder at once, and RSET does not bring them back. The others keep their numbers."
	}
	return r
}

func copyTo(s *sim.Session, v sim.Values) sim.Reply {
	numbers := distinct(v.Numbers[1:])
	return answer(s.Copy(v.Words[0], numbers), v.Words[0], count(len(numbers), "message")+" copied")
}

// distinct are the numbers, each once.
func distinct(numbers []int) []int {
	var once []int
	for _, n := range numbers {
		if !slices.Contains(once, n) {
			once = append(once, n)
		}
	}
	return once
}

// stor invites the client to send the message, unless there is no room for any.
func stor(s *sim.Session, _ sim.Values) sim.Reply {
	var err error
	if s.Host().Full {
		err = sim.ErrFull
	}
	return answer(err, "", "send message, end with .")
}

// stored takes the message; nil is one that was too large to be kept.
func stored(s *sim.Session, raw []byte) sim.Reply {
	if raw == nil {
		return answer(errLarge, "", "")
	}
	n, err := s.Store(raw)
	text := ""
	if err == nil {
		text = fmt.Sprintf("%d %d stored", n, len(s.Message(n).Raw))
	}
	return answer(err, "", text)
}
