package pop4

import (
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
	if err := s.Move(v.Words[0], numbers); err != nil {
		return refuse(err, v.Words[0])
	}
	r := ok("%s moved", count(len(numbers), "message"))
	r.Explain = "The messages lie in the other folder at once, and RSET does not bring them back. The others keep their numbers."
	return r
}

func copyTo(s *sim.Session, v sim.Values) sim.Reply {
	numbers := distinct(v.Numbers[1:])
	if err := s.Copy(v.Words[0], numbers); err != nil {
		return refuse(err, v.Words[0])
	}
	return ok("%s copied", count(len(numbers), "message"))
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
	if s.Host().Full {
		return refuse(sim.ErrFull, "")
	}
	return ok("send message, end with .")
}

// stored takes the message; nil is one that was too large to be kept.
func stored(s *sim.Session, raw []byte) sim.Reply {
	if raw == nil {
		return no(filingOurs, "A message may have up to 1 MiB, and each of its lines up to 1000 octets with its CRLF. The server has read it to its end and thrown it away.",
			"message too large")
	}
	n, err := s.Store(raw)
	if err != nil {
		return refuse(err, "")
	}
	return ok("%d %d stored", n, len(s.Message(n).Raw))
}
