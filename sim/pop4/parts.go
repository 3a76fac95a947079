package pop4

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/mime"
	"popscope/sim/wire"
)

// xstr lists the parts of a message: name, type, encoding, octets, and the
// file's name if it has one.
func xstr(s *sim.Session, v sim.Values) sim.Reply {
	parts := mime.Parts(s.Message(v.Numbers[0]).Raw)
	var lines []string
	for _, p := range parts {
		line := fmt.Sprintf("%s %s %s %d", p.Name, p.Type, p.Encoding, len(p.Text))
		if p.File != "" {
			line += " " + p.File
		}
		lines = append(lines, line)
	}
	r := answer(nil, "", count(len(parts), "part"))
	r.Body = wire.Lines(lines...)
	return r
}

// xprt sends one part as it stands in the message: its header, a blank line,
// its body, nothing decoded.
func xprt(s *sim.Session, v sim.Values) sim.Reply {
	p, found := mime.Find(s.Message(v.Numbers[0]).Raw, v.Words[1])
	if !found {
		return answer(errPart, "", "")
	}
	r := answer(nil, "", count(len(p.Text), "octet"))
	r.Body = wire.Whole(p.Text)
	return r
}
