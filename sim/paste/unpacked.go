package paste

import (
	"strings"

	"popscope/sim"
)

// run deals with the lines without a mark from i on, up to the next that has
// one, and gives the last of them: lines of a response that a program shows as
// they are or has unpacked, as curl does; or what somebody or a program says
// about the session.
func (r *reader) run(i int, sentences bool) int {
	end := i
	for end+1 < len(r.lines) && len(r.speeches(end+1)) == 0 {
		end++
	}
	last := end // with something in it
	if !r.notation.unpacks || end == len(r.lines)-1 {
		for last > i && strings.TrimSpace(r.lines[last]) == "" {
			last--
		}
	}
	for ; i <= end; i++ {
		r.line = i + 1
		l := r.lines[i]
		text := strings.TrimSpace(l)
		n, over := heading(l)
		switch {
		case over:
			r.turnTo(n)
		case r.notation.carries && text != "" && r.live() != nil:
			r.say(r.last, l)
		case connects(l), chatter(l) && (r.notation.unpacks || !r.within() || !r.live().bare):
			r.fresh = r.fresh || connects(l)
			r.remark(l)
		case r.within() && !sentences && !r.talk.loose && i <= last && r.holds(i, last):
			r.data(i, l)
		default:
			r.remark(l)
		}
	}
	return end
}

// remark notes a line that is about the session.
func (r *reader) remark(l string) {
	if strings.TrimSpace(l) != "" {
		r.skipped.add(r.line)
		r.gap = true
	}
}

// holds reports whether lines i to last hold something of a response: more than
// what says that something was left out.
func (r *reader) holds(i, last int) bool {
	if r.talk.bare {
		return true
	}
	for ; i <= last; i++ {
		text := strings.TrimSpace(r.lines[i])
		if text != "" && !elided(text) && stage(text, true) == "" && !chatter(r.lines[i]) {
			return true
		}
	}
	return false
}

// data lets the server say a line of a response that has no mark.
func (r *reader) data(i int, l string) {
	t := r.talk
	if text := strings.TrimSpace(l); !t.bare && leavesOut(text) && r.placeholder(text, i) {
		r.absent.add(r.line)
		r.missing(sim.Server)
		return
	}
	if !t.bare {
		t.bare, t.raw = true, r.endsItself(i)
		if !t.raw {
			r.unpackedAt.add(r.line - 1)
		}
	}
	r.unmarkedData.add(r.line)
	r.put(l)
}

// put lets the server say a line as a program shows it.
func (r *reader) put(l string) {
	if !r.talk.bare {
		r.talk.bare = true
		r.unpackedAt.add(r.line - 1)
	}
	if !r.talk.raw {
		l = stuffed(l)
	}
	r.say(sim.Server, l)
	if !r.talk.within() {
		r.talk.bare, r.talk.raw = false, false
	}
}

// endsItself reports whether the termination octet of the response is there,
// among the lines without a mark from i on.
func (r *reader) endsItself(i int) bool {
	for ; i < len(r.lines); i++ {
		if r.lines[i] == "." {
			return true
		}
		if said := r.speeches(i); len(said) > 0 && r.real(i, said[0]) {
			return false
		}
	}
	return false
}

// unpacked reports whether a line with a mark is none, but belongs to a message
// that a program shows without marks: it is no command that is then answered.
func (r *reader) unpacked(i int, s speech) bool {
	if !r.within() || r.talk.loose || r.talk.frame != serverContinues {
		return false
	}
	if !r.talk.bare && !(r.notation.unpacks && s.from == sim.Client && r.shows(i)) {
		return false
	}
	return !r.real(i, s)
}

// shows reports whether the response that line i belongs to is shown without
// marks: the line before it is its first.
func (r *reader) shows(i int) bool {
	return i > 0 && r.table.speaks(r.bareText(i-1)) && !r.talk.listing
}

// real reports whether a line with a mark, among lines without, is what it
// seems: a command, and the server answers next, or nothing comes any more.
func (r *reader) real(i int, s speech) bool {
	if s.from == sim.Server || !r.table.known(strings.TrimSpace(s.text)) {
		return false
	}
	for k := i + 1; k < len(r.lines); k++ {
		if text := strings.TrimSpace(r.lines[k]); text == "" || chatter(r.lines[k]) {
			continue
		}
		said := r.speeches(k)
		return len(said) > 0 && said[0].from == sim.Server && r.table.speaks(strings.TrimSpace(said[0].text))
	}
	return true
}
