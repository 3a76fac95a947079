package lessons

import (
	"cmp"
	"strings"

	"popscope/sim"
)

// Line is one line of a dialogue: "C: RETR 1".
type Line struct {
	Line   int           // of the file
	Side   sim.Side      // who speaks
	Device bool          // it is a device that speaks, of its own accord: "D: RETR 1"
	Open   bool          // no CRLF follows: "S> and no more"
	Kind   sim.InputKind // sim.Octets; sim.Open, sim.Close or sim.Run for what is done without a word
	Text   string        // as on the wire, without CRLF
}

// The things a client does without sending octets, as the documents write them.
const (
	openConnection  = sim.OpenConnection
	closeConnection = sim.CloseConnection
)

// ellipsis stands for any text in a line that the engine says, and for any
// number of lines where it stands alone.
const ellipsis = "…"

// who marks the speaker of a line.
func (l Line) who() string {
	switch {
	case l.Open:
		return "S>"
	case l.Device:
		return "D:"
	case l.Side == sim.Server:
		return "S:"
	}
	return "C:"
}

// String is the line as the documents print it.
func (l Line) String() string { return l.who() + " " + l.Text }

// given reports whether the line is what the learner does; all others are what
// comes of it, and are checked.
func (l Line) given() bool { return l.Side == sim.Client && !l.Device || l.Kind == sim.Run }

// elided reports whether l stands for any number of lines.
func (l Line) elided() bool { return !l.given() && l.Text == ellipsis }

// parseDialogue reads the lines of one block of a dialogue. Empty lines only
// part exchanges for the eye.
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
	who, said := s[:min(2, len(s))], s[min(2, len(s)):]
	switch who {
	case "C:":
		line.Side = sim.Client
	case "D:":
		line.Side, line.Device = sim.Client, true
	case "S:":
		line.Side = sim.Server
	case "S>":
		line.Side, line.Open = sim.Server, true
	default:
		return line, "a line of a dialogue begins with «C: » or «S: » (or with «D: » or «S> », see README.md)"
	}
	if said != "" {
		var ok bool
		if line.Text, ok = strings.CutPrefix(said, " "); !ok {
			return line, "a space must stand after «" + who + "»"
		}
	}
	line.Kind = sim.Octets
	if line.Side == sim.Server {
		return line, ""
	}
	if line.Kind, fault = act(line.Text); fault != "" {
		return line, fault
	}
	switch {
	case line.Kind == sim.Run && !line.Device:
		return line, "a device runs of its own accord: «D: " + line.Text + "»"
	case line.Kind == sim.Open && line.Device:
		return line, "how a device opens the connection is written «D: <NAME runs>»"
	}
	return line, ""
}

// act says what is done where a dialogue or an attempt says text.
func act(text string) (sim.InputKind, string) {
	_, runs := sim.Runs(text)
	switch {
	case text == openConnection:
		return sim.Open, ""
	case text == closeConnection:
		return sim.Close, ""
	case runs:
		return sim.Run, ""
	case strings.HasPrefix(text, "<"):
		return "", unknown("what the client does,", text, []string{openConnection, closeConnection, "<NAME runs>"})
	}
	return sim.Octets, ""
}

// checkCourse reports dialogues that are no session: it opens once, at the
// start, and closes at the end or not at all. Devices may run whenever.
func (l *Lesson) checkCourse(r *reporter) {
	if len(l.Dialogue) == 0 {
		if len(r.faults) > 0 { // a fault in the dialogue may well be why
			return
		}
		r.add(l.last, "the lesson has no dialogue: a %s block that begins with «C: %s»", cmp.Or(l.blockName(), "pop3"), openConnection)
		return
	}
	closed, silent := false, false // the connection; and no device has run since
	for i, line := range l.Dialogue {
		own := line.given() && line.Kind != sim.Run
		switch {
		case i == 0 && line.Kind != sim.Open:
			r.add(line.Line, "the first line of the session must be «C: %s»", openConnection)
		case i > 0 && line.Kind == sim.Open:
			r.add(line.Line, "the connection is already open since line %d", l.Dialogue[0].Line)
		case closed && own, silent && line.Kind != sim.Run:
			r.add(line.Line, "nothing can be said after «C: %s»", closeConnection)
		}
		if own && line.Kind == sim.Close {
			closed, silent = true, true
		}
		silent = silent && line.Kind != sim.Run
		if fault := l.unknownDevice(line.Text); line.Kind == sim.Run && fault != "" {
			r.add(line.Line, "%s", fault)
		}
	}
}

// unknownDevice is the fault of a line that lets a device run which the lesson
// does not have; "" if there is none.
func (l *Lesson) unknownDevice(text string) string {
	device, runs := sim.Runs(text)
	if !runs {
		return ""
	}
	var names []string
	for _, d := range l.Devices {
		if d.Name == device {
			return ""
		}
		names = append(names, d.Name)
	}
	if len(names) == 0 {
		return "there is no device «" + device + "»: the front matter names none"
	}
	return unknown("the device", device, names)
}
