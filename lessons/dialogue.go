package lessons

import (
	"strings"

	"popscope/sim"
)

// Line is one line of a dialogue: "C: RETR 1".
type Line struct {
	Line int           // of the file
	Side sim.Side      // who speaks
	Kind sim.InputKind // sim.Octets; sim.Open or sim.Close for what the client does without a word
	Text string        // as on the wire, without CRLF
}

// The things a client does without sending octets, as the documents write them.
const (
	openConnection  = sim.OpenConnection
	closeConnection = sim.CloseConnection
)

// ellipsis stands for any text in an S: line, and for any number of lines
// where it stands alone.
const ellipsis = "…"

// String is the line as the documents print it.
func (l Line) String() string {
	who := "C: "
	if l.Side == sim.Server {
		who = "S: "
	}
	return who + l.Text
}

// elided reports whether l stands for any number of lines.
func (l Line) elided() bool { return l.Side == sim.Server && l.Text == ellipsis }

// parseDialogue reads the lines of one pop3 block. Empty lines only part
// exchanges for the eye.
func parseDialogue(r *reporter, lines []string, first int) []Line {
	var dialogue []Line
	for i, s := range lines {
		if strings.TrimSpace(s) == "" {
			continue
		}
		if line, fault := parseLine(s); fault != "" {
			r.add(first+i, "%s", fault)
		} else {
			line.Line = first + i
			dialogue = append(dialogue, line)
		}
	}
	return dialogue
}

// parseLine reads one line of a dialogue. What follows «S: » counts octet for
// octet, so nothing is trimmed.
func parseLine(s string) (line Line, fault string) {
	who, said, ok := strings.Cut(s, ":")
	switch {
	case ok && who == "C":
		line.Side = sim.Client
	case ok && who == "S":
		line.Side = sim.Server
	default:
		return line, "a line of a dialogue begins with «C: » or «S: »"
	}
	if said != "" {
		if line.Text, ok = strings.CutPrefix(said, " "); !ok {
			return line, "a space must stand after «" + who + ":»"
		}
	}
	line.Kind = sim.Octets
	if line.Side == sim.Client {
		line.Kind, fault = act(line.Text)
	}
	return line, fault
}

// act says what the client does where a dialogue or an attempt says text.
func act(text string) (sim.InputKind, string) {
	switch {
	case text == openConnection:
		return sim.Open, ""
	case text == closeConnection:
		return sim.Close, ""
	case strings.HasPrefix(text, "<"):
		return "", unknown("what the client does,", text, []string{openConnection, closeConnection})
	}
	return sim.Octets, ""
}

// checkCourse reports dialogues that are no session: it opens once, at the
// start, and closes at the end or not at all.
func (l *Lesson) checkCourse(r *reporter) {
	if len(l.Dialogue) == 0 {
		if len(r.faults) > 0 { // a fault in the dialogue may well be why
			return
		}
		r.add(l.last, "the lesson has no dialogue: a pop3 block that begins with «C: %s»", openConnection)
		return
	}
	for i, line := range l.Dialogue {
		switch {
		case i == 0 && line.Kind != sim.Open:
			r.add(line.Line, "the first line of the session must be «C: %s»", openConnection)
		case i > 0 && line.Kind == sim.Open:
			r.add(line.Line, "the connection is already open since line %d", l.Dialogue[0].Line)
		case i > 0 && l.Dialogue[i-1].Kind == sim.Close:
			r.add(line.Line, "nothing can be said after «C: %s»", closeConnection)
		}
	}
}

// fits reports whether what the lesson says may stand for the line got: an
// ellipsis stands for any text, all else for itself.
func fits(says, got string) bool {
	return glob(strings.Split(says, ""), strings.Split(got, ""),
		func(s string) bool { return s == ellipsis },
		func(s, g string) bool { return s == g })
}

// fitAll reports whether the S: lines of an exchange may stand for the lines
// the engine sent.
func fitAll(says []Line, got []reply) bool {
	return glob(says, got, Line.elided, func(l Line, g reply) bool { return fits(l.Text, g.text) })
}

// glob reports whether pattern fits all of items, where an element that is any
// stands for any number of items, and another for one that is same.
func glob[P, T any](pattern []P, items []T, any func(P) bool, same func(P, T) bool) bool {
	p, i := 0, 0
	star, resume := -1, 0 // the last any, and the first item it does not yet cover
	for i < len(items) {
		switch {
		case p < len(pattern) && any(pattern[p]):
			star, resume = p, i
			p++
		case p < len(pattern) && same(pattern[p], items[i]):
			p++
			i++
		case star >= 0:
			resume++
			p, i = star+1, resume
		default:
			return false
		}
	}
	for p < len(pattern) && any(pattern[p]) {
		p++
	}
	return p == len(pattern)
}
