package lessons

import (
	"strings"

	"popscope/sim"
)

// fits reports whether what the lesson says may stand for the line got: an
// ellipsis stands for any text, all else for itself.
func fits(says, got string) bool {
	return glob(strings.Split(says, ""), strings.Split(got, ""),
		func(s string) bool { return s == ellipsis },
		func(s, g string) bool { return s == g }) != nil
}

// stands reports whether one line of the lesson may stand for a line of the
// engine.
func stands(l Line, g reply) bool {
	return l.Device == g.device && l.Open == g.open && fits(l.Text, g.text)
}

// match finds for each of the lesson's lines the line of the engine that it
// stands for, or where it stands for any number, the first of these. It is nil
// if they do not fit.
func match(says []Line, got []reply) []int { return glob(says, got, Line.elided, stands) }

// glob lays a pattern over all of items, where an element that is any stands
// for any number of items, and another for one that is same. It gives for each
// element the first item that it stands for, or nil if the pattern does not fit.
func glob[P, T any](pattern []P, items []T, any func(P) bool, same func(P, T) bool) []int {
	at := make([]int, len(pattern))
	p, i := 0, 0
	star, resume := -1, 0 // the last any, and the first item it does not yet cover
	for i < len(items) {
		switch {
		case p < len(pattern) && any(pattern[p]):
			at[p] = i
			star, resume = p, i
			p++
		case p < len(pattern) && same(pattern[p], items[i]):
			at[p] = i
			p++
			i++
		case star >= 0:
			resume++
			p, i = star+1, resume
		default:
			return nil
		}
	}
	for p < len(pattern) && any(pattern[p]) {
		at[p] = i
		p++
	}
	if p < len(pattern) {
		return nil
	}
	return at
}

// reply is one line that is heard: from the server, or from a device.
type reply struct {
	text   string
	device bool // a device says it
	open   bool // no CRLF follows
	step   int
}

// String is the reply as a dialogue writes it, without its speaker if that is
// the server.
func (g reply) String() string {
	switch {
	case g.device:
		return "D: " + g.text
	case g.open:
		return "S> " + g.text
	}
	return g.text
}

// heard are the lines that the server and devices sent in events, and what they
// did without a word: they may close the connection.
func heard(events []sim.Event) []reply {
	var lines []reply
	for _, e := range events {
		device := e.Side == sim.Client
		if device && e.Conn == conn { // what the lesson itself says
			continue
		}
		if e.Kind == sim.Hangup {
			lines = append(lines, reply{text: closeConnection, device: device, step: e.Step})
		}
		if e.Kind != sim.Sent {
			continue
		}
		for line := range strings.Lines(string(e.Octets)) {
			text, whole := strings.CutSuffix(line, "\r\n")
			lines = append(lines, reply{text, device, !whole && !device, e.Step})
		}
	}
	return lines
}
