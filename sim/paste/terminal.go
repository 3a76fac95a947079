package paste

import (
	"slices"
	"strings"

	"popscope/sim"
)

// screen is what a terminal shows of telnet, nc or openssl s_client: what was
// typed and what came, one below the other.
type screen struct {
	*reader
	lastDot int          // the last line that holds only a termination octet; -1: none
	lastSay int          // the last line that begins as a reply does
	closed  bool         // the piece of text that holds the session is over
	outside map[int]bool // lines that stand less far in than the session
	openssl bool         // it says things of its own in between
	noise   bool         // it tells of its session, from rule to rule
	looked  int          // up to there lists has looked in vain
	spaced  int          // from there on every second line is empty and none of anybody's; 0: no such thing
}

// terminal reads a transcript in which nobody has marked who speaks. Up to the
// greeting it is the program that speaks; then the protocol's table tells whose
// turn it is.
func (r *reader) terminal() {
	s := &screen{reader: r, lastDot: -1}
	s.dedent()
	for i, l := range r.lines {
		if l == "." {
			s.lastDot = i
		}
		if r.table.speaks(l) {
			s.lastSay = i
		}
		s.openssl = s.openssl || strings.HasPrefix(l, "CONNECTED(")
	}
	for i := range r.lines {
		if r.full > 0 || i%slice == 0 && !r.pauser.ask(float64(i)/float64(len(r.lines))) {
			return
		}
		r.line = i + 1
		s.read(i, r.lines[i])
	}
	r.settle()
	if t := r.live(); t != nil {
		for _, q := range t.asked {
			if q.row == nil {
				r.fit.bad++ // nobody knows it, and nobody has answered
			}
		}
	}
}

func (s *screen) read(i int, l string) {
	if s.closed = s.closed || strings.HasPrefix(l, "```") && s.live() != nil && !s.within(); s.closed || s.outside[i] {
		s.remark(l)
		return
	}
	speaks := s.table.speaks(l)
	live := s.live() != nil
	if live && s.within() && !s.over(i, l) {
		s.inside(i, l)
		return
	}
	switch {
	case s.noise:
		s.noise = l != "---"
		s.remark(l)
	case strings.TrimSpace(l) == "":
	case live && ends(l) != "":
		s.hangUp(ends(l), sim.Close)
	case !live && s.table.known(l) && s.answered(i) && (s.talk == nil || s.talk.alive):
		s.say(sim.Client, l)
	case !live && !speaks, live && s.talk.dialogue.over && !speaks && !(s.table.known(l) && s.answered(i)):
		s.fresh = s.fresh || connects(l)
		s.remark(l)
	case s.openssl && l == "---": // it tells of its session, from rule to rule
		s.noise = s.ruled(i)
		s.remark(l)
	case s.says(l), live && connects(l):
		s.fresh = s.fresh || connects(l)
		s.remark(l)
	case speaks, len(s.talk.asked) > 0 && s.table.speaks(strings.ToUpper(l)):
		s.say(sim.Server, l)
	case s.lists(i):
		s.talk.frame, s.talk.loose = serverContinues, true
		s.say(sim.Server, l)
	case s.openssl && (l[0] == 'R' || l[0] == 'Q') && s.takes(i):
		s.leave(&s.eaten)
	case i > s.lastSay && !s.table.known(l) && s.talk.exchange == nil: // nobody answers, and nobody knows it
		s.remark(l)
	default:
		s.say(sim.Client, l) // while a reply is due: a command sent ahead
	}
}

// inside deals with a line of a response.
func (s *screen) inside(i int, l string) {
	switch text := strings.TrimSpace(l); {
	case s.openssl && (l == "read R BLOCK" || s.noise || l == "---" && s.ruled(i) && strings.HasPrefix(s.next(i), "Post-Handshake")):
		s.noise = l == "---" && !s.noise || l != "---" && s.noise
		s.remark(l)
	case text == "" && s.spaced > 0 && (i-s.spaced)%2 == 0:
	case describes(text) != "", leavesOut(text) && s.placeholder(text, i):
		s.leave(&s.absent)
		s.missing(sim.Server, 0)
	default:
		s.say(sim.Server, l)
	}
}

// over reports whether a response has broken off before line i: the line is a
// command that is answered, and cannot be part of it.
func (s *screen) over(i int, l string) bool {
	t := s.talk
	if !s.table.known(l) || t.turn() == serverCounts || !s.answered(i) {
		return false
	}
	return i > s.lastDot || !t.in || t.listing
}

// next is the next line that is not empty.
func (s *screen) next(i int) string {
	for i++; i < len(s.lines); i++ {
		if text := strings.TrimSpace(s.lines[i]); text != "" {
			return text
		}
	}
	return ""
}

// answered reports whether a reply begins right behind line i.
func (s *screen) answered(i int) bool { return s.table.speaks(s.next(i)) }

// lists reports whether line i begins the rest of a response whose form the
// table does not know: a termination octet comes before any other reply.
func (s *screen) lists(i int) bool {
	t := s.talk
	if t.within() || len(t.asked) > 0 || !t.greeted || !t.spoken || t.exchange != nil || i > s.lastDot || s.asked > 0 || s.looked > i {
		return false
	}
	for k := i; k < len(s.lines); k++ {
		switch l := s.lines[k]; {
		case l == ".":
			return true
		case s.table.speaks(l):
			s.looked = k
			return false
		}
	}
	return false
}

// says reports whether it is openssl that says the line.
func (s *screen) says(l string) bool {
	if !s.openssl {
		return false
	}
	for _, start := range []string{"read R BLOCK", "RENEGOTIATING", "KEYUPDATE", "HEARTBEATING", "depth=", "verify ", "Verify "} {
		if strings.HasPrefix(l, start) {
			return true
		}
	}
	return strings.Contains(l, ":error:")
}

// takes reports whether openssl took what was typed in line i for a command of
// its own.
func (s *screen) takes(i int) bool {
	next := s.next(i)
	return strings.HasPrefix(next, "RENEGOTIATING") || next == "DONE"
}

// ruled reports whether a second rule follows the one in line i.
func (s *screen) ruled(i int) bool {
	for k := i + 1; k < len(s.lines) && k < i+200; k++ {
		if s.lines[k] == "---" {
			return true
		}
	}
	return false
}

// ends says who has closed the connection, if a line tells that.
func ends(line string) sim.Side {
	switch {
	case strings.HasPrefix(line, "Connection closed by foreign host"), line == "closed", strings.HasPrefix(line, "read:errno="):
		return sim.Server
	case line == "^C", line == "^]", line == "DONE", line == "Connection closed.", strings.HasPrefix(line, "telnet> "):
		return sim.Client
	}
	return ""
}

// dedent takes from each line the indent of the first that begins a reply, and
// finds out whether there is an empty line behind every line.
func (s *screen) dedent() {
	first := slices.IndexFunc(s.lines, func(l string) bool { return s.table.speaks(strings.TrimLeft(l, " \t")) })
	if first < 0 {
		return
	}
	spaced := len(s.lines) > first+2
	for i := first + 1; i < len(s.lines) && spaced; i += 2 {
		spaced = strings.TrimSpace(s.lines[i]) == ""
	}
	if spaced {
		s.spaced = first + 1
	}
	indent := indentOf(s.lines[first])
	if indent == 0 {
		return
	}
	out := make([]string, len(s.lines))
	s.outside = map[int]bool{}
	for i, l := range s.lines {
		n := indentOf(l)
		out[i] = l[min(indent, n):]
		if i > first && n < indent && strings.TrimSpace(l) != "" {
			s.outside[i] = true
		}
	}
	s.lines = out
}

// indentOf is how many octets of white space a line begins with.
func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

// weighTerminal tells how well a text goes with the protocols if nobody has
// marked who speaks; false: nothing in it begins as a reply does.
func (w *way) weighTerminal(among []*table, p *pauser) bool {
	for _, t := range among {
		any := false
		for _, l := range w.lines {
			if any = t.speaks(strings.TrimLeft(l, " \t")); any {
				break
			}
		}
		if !any {
			continue
		}
		w.table = t
		greeting, said := w.dryRun(p)
		if best := likeliest(among, greeting, said); best != t {
			w.table = best
			w.dryRun(p)
		}
		if r, ok := w.table.reply(greeting); ok && len(r.Indicator) == 1 && !strings.Contains(strings.ToUpper(greeting), w.table.profile.Name) {
			continue // any text may have a line that begins with a sign
		}
		return w.fit.known > 0 || w.single()
	}
	return false
}

// single reports whether the text has but one line with something in it.
func (w *way) single() bool {
	n := 0
	for _, l := range w.lines {
		if strings.TrimSpace(l) != "" {
			if n++; n > 1 {
				return false
			}
		}
	}
	return true
}

// dryRun reads the text only to see how well it fits, what the server says
// first, and which commands the client gives.
func (w *way) dryRun(p *pauser) (greeting string, said Keywords) {
	w.fit = fit{}
	r := newReader(*w, p)
	r.dry = true
	r.terminal()
	w.fit = r.fit
	return r.greeting, r.commands
}
