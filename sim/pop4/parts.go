package pop4

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/mime"
)

// xstr lists the parts of a message: name, type, encoding, octets, and the
// file's name if it has one.
func xstr(s *sim.Session, v sim.Values) sim.Reply {
	parts := mime.Parts(s.Message(v.Numbers[0]).Lines())
	r := answer(nil, "", count(len(parts), "part"))
	r.Lines = [][]byte{}
	for _, p := range parts {
		line := fmt.Appendf(nil, "%s %s %s %d", p.Name, p.Type, p.Encoding, p.Octets())
		if p.File != "" {
			line = append(append(line, ' '), p.File...)
		}
		r.Lines = append(r.Lines, line)
	}
	return r
}

// xprt sends one part as it stands in the message: its header, a blank line,
// its body, nothing decoded.
func xprt(s *sim.Session, v sim.Values) sim.Reply {
	p, found := mime.Find(s.Message(v.Numbers[0]).Lines(), v.Words[1])
	if !found {
		return answer(errPart, "", "")
	}
	r := answer(nil, "", count(p.Octets(), "octet"))
	r.Lines = append([][]byte{}, p.Lines...)
	return r
}
