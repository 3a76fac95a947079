package paste

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
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
	if r.within() && !r.talk.bare && !sentences && r.holds(i, end) {
		ends, open := r.endsItself(i)
		r.talk.ends = ends || open && !r.marksGoOn(end+1)
		r.talk.raw = ends || open || r.marksGoOn(end+1)
	}
	goesOn := r.within() && (r.notation.unpacks || r.talk.ends) && end+1 < len(r.lines) && (r.ending.holdsLine(end+1) || !r.real(end+1, r.speeches(end + 1)[0]))
	if !goesOn && (!r.notation.unpacks || end == len(r.lines)-1) {
		for last > i && strings.TrimSpace(r.lines[last]) == "" {
			last--
		}
	}
	for ; i <= end; i++ {
		r.line = i + 1
		l := r.inner(i)
		text := strings.TrimSpace(l)
		n, over := heading(l)
		switch {
		case over && (r.own || !r.within()):
			r.turnTo(n)
		case r.notation.carries && r.live() != nil && (text != "" || r.within()):
			r.say(r.last, l)
		case connects(l), chatter(l) && (r.notation.unpacks || !r.within() || !r.live().bare):
			r.fresh = r.fresh || connects(l)
			r.remark(l)
		case r.within() && !sentences && !r.talk.loose && text != "" && elided(text) && r.placeholder(text, i):
			r.leave(&r.absent)
			r.missing(sim.Server, 0)
		case r.within() && !sentences && !r.talk.loose && i <= last && r.holds(i, last):
			r.data(i, l)
		default:
			r.remark(l)
		}
	}
	return end
}

// inner is a line without the indent that the marks have.
func (r *reader) inner(i int) string {
	l := r.lines[i]
	return l[min(r.margin, indentOf(l)):]
}

// remark notes a line that is about the session.
func (r *reader) remark(l string) {
	if strings.TrimSpace(l) != "" {
		r.leave(&r.skipped)
		r.gap = true
	}
}

// holds reports whether lines i to last hold something of a response: more than
// what says that something was left out, and not what a program says while it
// fetches a message that it does not show.
func (r *reader) holds(i, last int) bool {
	if r.talk.bare {
		return true
	}
	if n := &r.notation; !n.unpacks && (n.stamped || n.quoted || !n.prints) {
		if ends, _ := r.endsItself(i); !ends {
			return false
		}
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
		r.leave(&r.absent)
		r.missing(sim.Server, 0)
		return
	}
	r.unmarkedData.add(r.line)
	r.put(l)
}

// put lets the server say a line as a program shows it.
func (r *reader) put(l string) {
	if !r.talk.bare {
		r.talk.bare, r.talk.from = true, r.line-1
	}
	if !r.talk.raw {
		l = stuffed(l)
	}
	r.say(sim.Server, l)
	if !r.talk.within() {
		r.plain = true
		r.talk.bare, r.talk.raw, r.talk.ends = false, false, false
	}
}

// endsItself reports whether the termination octet of the response is there,
// among the lines without a mark from i on; open that the text is over before
// the client speaks again, so that nobody can know.
func (r *reader) endsItself(i int) (ends, open bool) {
	if r.notation.unpacks {
		return false, false
	}
	if i < r.ending.from || i > r.ending.to {
		r.ending = r.endFrom(i)
	}
	return r.ending.dot, r.ending.to == len(r.lines)
}

// ending is the first line from another on with which a response can end:
// whichever line between the two is asked about, it is the same.
type ending struct {
	from, to int
	dot      bool // it holds the termination octet
}

// endFrom looks for it. A message may hold a session: what looks like a command
// that is answered ends it only if no termination octet follows, or one that may
// be that of another response.
func (r *reader) endFrom(i int) ending {
	real := -1
	for to := i; to < len(r.lines); to++ {
		if r.inner(to) == "." {
			return ending{i, to, true}
		}
		if said := r.speeches(to); len(said) > 0 && r.real(to, said[0]) {
			if real < 0 {
				real = to
			}
			if row, args := r.table.command(strings.TrimSpace(said[0].text)); (question{row: row, args: args}).shape().Frame == wire.Dotted {
				break
			}
		}
	}
	if real >= 0 {
		return ending{i, real, false}
	}
	return ending{i, len(r.lines), false}
}

// holdsLine reports whether line i stands before the termination octet that was
// found.
func (e ending) holdsLine(i int) bool { return e.dot && i >= e.from && i < e.to }

// marksGoOn reports whether the server speaks in line i, with a mark: what comes
// before is but a line that was wrapped. It cannot be, where other responses end
// without a mark.
func (r *reader) marksGoOn(i int) bool {
	return i < len(r.lines) && !r.notation.unpacks && !r.plain && r.speeches(i)[0].from == sim.Server
}

// unpacked reports whether a line with a mark is none, but belongs to a message
// that a program shows without marks: it is no command that is then answered.
func (r *reader) unpacked(i int, s speech) bool {
	if !r.within() || r.talk.loose || r.talk.frame != serverContinues {
		return false
	}
	switch shown := r.notation.unpacks || r.talk.ends; {
	case !shown:
		return false
	case !r.talk.bare && !(r.notation.unpacks && s.from == sim.Client && r.shows()):
		return false
	}
	return r.ending.holdsLine(i) || !r.real(i, s)
}

// shows reports whether the response that is under way is shown without
// marks: nothing of it was said with one.
func (r *reader) shows() bool {
	return r.talk.inside == 0 && !r.talk.listing
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
