package paste

import (
	"bytes"
	"strings"

	"popscope/sim"
)

// manner is how a transcript tells who speaks.
type manner int

const (
	unknown  manner = iota
	letters         // C: and S:, as the documents do
	arrows          // --> and <--, or > and <, as programs do
	terminal        // not at all
)

// style looks for the first line that gives the manner away.
func style(lines []string, p *sim.Profile) manner {
	for _, l := range lines {
		switch {
		case len(letterMark(l)) > 0:
			return letters
		case len(arrowMark(l)) > 0:
			return arrows
		case p.Speaks(l):
			return terminal
		}
	}
	return unknown
}

// speech is what a marked line holds. The indent is not taken off yet.
type speech struct {
	from sim.Side
	text string
}

// letterMark reads a line of the documents' kind.
func letterMark(line string) []speech {
	word, text, ok := strings.Cut(strings.TrimLeft(line, " \t"), ":")
	if !ok {
		return nil
	}
	switch strings.ToLower(word) {
	case "c", "client":
		return []speech{{sim.Client, text}}
	case "s", "server":
		return []speech{{sim.Server, text}}
	}
	return nil
}

// arrowMark reads a line with arrows. RFC 937 puts the client's after the
// command, and both sides into one line.
func arrowMark(line string) []speech {
	line = strings.TrimLeft(line, " \t")
	if _, rest, ok := strings.Cut(line, ": POP"); ok && len(rest) > 1 && (rest[1] == '>' || rest[1] == '<') {
		line = rest[1:] // as fetchmail writes: "fetchmail: POP3> CAPA"
	}
	for _, a := range []struct {
		mark string
		from sim.Side
	}{{"<--", sim.Server}, {"-->", sim.Client}, {"<-", sim.Server}, {"->", sim.Client}, {"←", sim.Server}, {"→", sim.Client}} {
		if text, ok := strings.CutPrefix(line, a.mark); ok {
			return []speech{{a.from, text}}
		}
	}
	if before, after, ok := strings.Cut(line, "-->"); ok {
		said := []speech{{sim.Client, " " + strings.TrimRight(before, " ")}}
		return append(said, arrowMark(after)...)
	}
	switch {
	case line == "<" || strings.HasPrefix(line, "< "):
		return []speech{{sim.Server, line[1:]}}
	case line == ">" || strings.HasPrefix(line, "> "):
		return []speech{{sim.Client, line[1:]}}
	}
	return nil
}

// marked reads a transcript in which lines are marked.
func (r *reader) marked(lines []string, mark func(string) []speech) {
	indent := indentOf(lines, mark)
	until := "" // of a remark that takes several lines
	for i, l := range lines {
		said := mark(l)
		if len(said) == 0 {
			if until != "" && strings.Contains(l, until) {
				until = ""
			} else if until == "" {
				r.unmarked(i+1, l)
			}
			continue
		}
		r.bare = r.bare && said[0].from == sim.Client // else the program shows all of it after all
		for _, s := range said {
			switch text := strings.TrimSpace(s.text); {
			case until != "":
				if strings.Contains(text, until) {
					until = ""
				}
			case !(s.from == sim.Server && r.within()) && r.staged(s.from, text):
			case s.from == sim.Server && describes(text) != "":
				r.describe(i + 1)
				if end := describes(text); !strings.Contains(text, end) {
					until = end
				}
			default:
				r.say(s.from, s.text[min(indent[s.from], len(s.text)-len(strings.TrimLeft(s.text, " \t"))):])
			}
		}
	}
}

// indentOf is how far the text of each side stands from its mark; what goes
// beyond is part of the text.
func indentOf(lines []string, mark func(string) []speech) map[sim.Side]int {
	least := map[sim.Side]int{}
	for _, l := range lines {
		for _, s := range mark(l) {
			text := strings.TrimLeft(s.text, " \t")
			if text == "" || stage(text, true) != "" || describes(text) != "" {
				continue
			}
			n := len(s.text) - len(text)
			if had, ok := least[s.from]; !ok || n < had {
				least[s.from] = n
			}
		}
	}
	return least
}

// stage reads what RFC 1939 section 10 writes in angle brackets, and RFC 937
// without, to say that something is done and not said.
func stage(text string, bare bool) string {
	inner := strings.TrimSuffix(strings.TrimPrefix(text, "<"), ">")
	if !bare && len(inner) != len(text)-2 {
		return ""
	}
	switch inner = strings.ToLower(inner); {
	case inner == "open connection", inner == "close connection":
		return inner
	case strings.HasPrefix(inner, "wait for "):
		return "wait"
	}
	return ""
}

// staged carries out what is done and not said.
func (r *reader) staged(from sim.Side, text string) bool {
	switch stage(text, r.manner == arrows) {
	case "open connection":
		r.connect()
	case "close connection":
		r.hangUp(from)
	case "":
		return false
	}
	return true
}

// within reports whether a response has begun and not ended: what is in it is
// said, whatever it looks like.
func (r *reader) within() bool {
	return r.open && (r.turn() == sim.ServerContinues || r.turn() == sim.ServerCounts)
}

// describes reports whether a text stands for octets that are not there, as
// "<the POP3 server sends message 1>" does in the documents; it gives what such
// a remark ends with.
func describes(text string) string {
	for start, end := range map[string]string{"<the ": ">", "[data of ": "]", "(send the ": ")"} {
		if strings.HasPrefix(strings.ToLower(text), start) {
			return end
		}
	}
	return ""
}

// describe deals with octets that are not there. Counted ones have to come, for
// without them nothing after would be understood: others stand in for them.
func (r *reader) describe(n int) {
	if r.open && r.turn() == sim.ServerCounts {
		if size := r.tap.Promised(r.conn); size > 0 && size <= maxStandIn {
			r.add(sim.Input{From: sim.Server, Kind: sim.Octets, Data: bytes.Repeat([]byte("?"), size)})
			r.standIn.add(n)
			return
		}
	}
	r.absent.add(n)
}

// maxStandIn is how many octets may stand in for those that a transcript only
// describes.
const maxStandIn = 1 << 20

// unmarked deals with a line without a mark among lines with marks: a remark,
// or a line of a response that a program has unpacked before it showed it, as
// curl does.
func (r *reader) unmarked(n int, line string) {
	text := strings.TrimSpace(line)
	nothing := text == "" || text == "..." || text == "…" || stage(text, r.manner == arrows) == "wait"
	switch {
	case remark(line):
		r.skipped.add(n)
	case r.manner == arrows && r.open && (r.bare || !nothing && r.turn() == sim.ServerContinues):
		if !r.bare {
			r.put.add(n - 1)
		}
		r.bare = true
		if strings.HasPrefix(line, ".") {
			line = "." + line
		}
		r.say(sim.Server, line)
	case !nothing:
		r.skipped.add(n)
	}
}

// remark reports whether curl says the line of itself.
func remark(line string) bool {
	for _, start := range []string{"* Connection #", "* Closing ", "* Trying ", "* Connected ", "{ [", "} ["} {
		if strings.HasPrefix(line, start) {
			return true
		}
	}
	return false
}

// end puts the termination octet behind a response that was unpacked.
func (r *reader) end() {
	if r.bare && r.turn() == sim.ServerContinues {
		r.add(sim.Input{From: sim.Server, Kind: sim.Octets, Data: []byte(".\r\n")})
	}
	r.bare = false
}
