package paste

import (
	"slices"
	"strings"

	"popscope/sim"
)

// marked reads a transcript in which lines are marked.
func (r *reader) marked() {
	indent := r.indent()
	r.own = r.ours()
	r.margin = r.marginOf()
	sentences := r.sentences()
	until := "" // of a remark that takes several lines
	for i := 0; i < len(r.lines); i++ {
		if r.full > 0 || i%slice == 0 && !r.pauser.ask(float64(i)/float64(len(r.lines))) {
			return
		}
		r.line = i + 1
		l := r.lines[i]
		if until != "" {
			r.leave(&r.absent)
			if strings.Contains(l, until) {
				until = ""
			}
			continue
		}
		said := r.speeches(i)
		if len(said) == 0 {
			i = r.run(i, sentences)
			continue
		}
		if n := r.apart.of(said[0]); n > 0 {
			r.turnTo(n)
		}
		if r.repeated(i) {
			r.leave(&r.repeats)
			continue
		}
		if r.unpacked(i, said[0]) {
			r.alike.add(r.line)
			r.put(r.inner(i))
			continue
		}
		if said[0].stamp != "" {
			r.stamps.add(r.line)
		}
		over := 0
		if len(said) == 1 {
			var rest string
			if rest, over = r.wrapped(i, said[0], sentences); over > 0 {
				said[0].text = strings.TrimRight(said[0].text, " \t") + rest
			}
		}
		for _, s := range said {
			if s.inQuotes && strings.Contains(s.text, endOfLine) {
				r.folded.add(r.line)
			}
			for _, text := range r.notation.said(s) {
				free := len(text) - len(strings.TrimLeft(text, " \t"))
				if !r.notation.quoted {
					text = text[min(indent[s.from], free):]
				}
				if until = r.speech(s.from, text, i); until != "" {
					break
				}
			}
		}
		for ; over > 0; over-- {
			i++
			r.line = i + 1
			r.leave(&r.wraps)
		}
	}
}

// speech deals with what stands behind a mark. If it is a remark that goes on in
// the lines to come, it gives what that ends with.
func (r *reader) speech(from sim.Side, text string, i int) (until string) {
	bare := strings.TrimSpace(text)
	switch within := r.within(); {
	case (from != sim.Server || !within || r.talk.loose) && r.staged(from, bare): // of a reply that may have ended
	case unrecorded(bare):
		r.leave(&r.absent)
		r.missing(from, octetsIn(bare))
	case describes(bare) != "" && (from == sim.Server || r.live() != nil && r.talk.exchange != nil):
		r.leave(&r.absent)
		r.missing(from, 0)
		if end := describes(bare); !strings.Contains(bare, end) {
			return end
		}
	case from == sim.Client && !r.own && bare != "" && hidden(bare):
		r.leave(&r.absent)
		r.hidden(bare)
	case from == sim.Server && within && r.placeholder(bare, i):
		r.leave(&r.absent)
		r.missing(from, 0)
	case from == sim.Server && !within && r.live() != nil && len(r.talk.asked) > 0 && leavesOut(bare) && strings.ContainsAny(bare[:1], "<[({#="):
		r.leave(&r.absent)
		r.missing(from, 0)
	default:
		if from == sim.Server && r.live() != nil {
			r.talk.bare = false // the program shows all of it after all
			r.loosen(i)
		}
		r.say(from, text)
	}
	return ""
}

// speeches is what is said in a line, each by the side that says it.
func (r *reader) speeches(i int) []speech {
	said := r.notation.read(r.lines[i])
	if len(said) == 0 && r.notation.bare && r.talk == nil {
		if lines, ok := unquote(r.lines[i]); ok && r.table.speaks(lines[0]) {
			return []speech{{from: sim.Server, text: r.lines[i]}}
		}
	}
	if r.swapped {
		for k := range said {
			said[k].from = other(said[k].from)
		}
	}
	return said
}

// indent is how far the text of each side stands from its mark; what goes
// beyond is part of the text.
func (r *reader) indent() map[sim.Side]int {
	least := map[sim.Side]int{}
	for i := range r.lines {
		for _, s := range r.speeches(i) {
			text := strings.TrimLeft(s.text, " \t")
			if s.from == sim.Client && !r.table.known(text) || s.from == sim.Server && !r.table.speaks(text) {
				continue // what belongs to something else may be indented by itself
			}
			n := len(s.text) - len(text)
			if had, ok := least[s.from]; !ok || n < had {
				least[s.from] = n
			}
		}
	}
	return least
}

// marginOf is how far in the marks stand, or most of them: that much is no part
// of a line without a mark.
func (r *reader) marginOf() int {
	margin := -1
	for i, l := range r.lines {
		if n := indentOf(l); len(r.speeches(i)) > 0 && (margin < 0 || n < margin) {
			margin = n
		}
	}
	return max(margin, 0)
}

// sentences reports whether the lines without a mark are about what is said:
// all stand further in than the marks, as in Popscope's own transcripts.
func (r *reader) sentences() bool {
	mark, other := -1, -1
	for i, l := range r.lines {
		text := strings.TrimLeft(l, " \t")
		_, over := heading(l)
		if text == "" || over {
			continue
		}
		in := len(l) - len(text)
		if len(r.speeches(i)) > 0 {
			mark = max(mark, in)
		} else if other < 0 || in < other {
			other = in
		}
	}
	return mark >= 0 && other >= mark+4
}

// ours reports whether the transcript begins as Popscope's own do, in which a
// line of a message that looks like a remark is none.
func (r *reader) ours() bool {
	for i := range r.lines {
		for _, s := range r.speeches(i) {
			return s.text == " <"+openConnection+">"
		}
	}
	return false
}

// repeated reports whether line i only says again what the line before or behind
// it says, which no other line repeats.
func (r *reader) repeated(i int) bool {
	n := &r.notation
	by := n.repeats[n.word(r.lines[i])]
	if by == "" {
		return false
	}
	for _, k := range []int{r.beside(i, -1), r.beside(i, 1)} {
		if k >= 0 && !r.again[k] && n.word(r.lines[k]) == by && slices.Equal(r.texts(i), r.texts(k)) {
			if r.again == nil {
				r.again = map[int]bool{}
			}
			r.again[k] = true
			return true
		}
	}
	return false
}

// beside is the next line in a direction that is not empty; -1: there is none.
func (r *reader) beside(i, step int) int {
	for i += step; i >= 0 && i < len(r.lines); i += step {
		if strings.TrimSpace(r.lines[i]) != "" {
			return i
		}
	}
	return -1
}

// texts are what is said in line i.
func (r *reader) texts(i int) []string {
	var all []string
	for _, s := range r.speeches(i) {
		for _, text := range r.notation.said(s) {
			all = append(all, strings.TrimSpace(text))
		}
	}
	return all
}

// staged carries out what is done and not said.
func (r *reader) staged(from sim.Side, text string) bool {
	switch stage(text, r.notation.twoInOne || strings.HasPrefix(r.notation.name, "-->")) {
	case openConnection:
		r.mention()
		if r.live() == nil || r.talk.over {
			r.connect()
		}
	case closeConnection:
		r.hangUp(from, sim.Close)
	case resetConnection:
		r.hangUp(from, sim.Reset)
	case refuseConnection:
		r.hangUp(from, sim.Refuse)
	case "wait":
		r.leave(&r.skipped)
	default:
		return false
	}
	return true
}

// placeholder reports whether a line of a response stands for octets that are
// not there: in a listing any such line; in a message one that says so, or that
// is all there is of it.
func (r *reader) placeholder(text string, i int) bool {
	if !leavesOut(text) || r.own && !snipped(text) && !r.talk.listing {
		return false
	}
	if r.talk.listing || snipped(text) || dotted(text) && !r.notation.unpacks {
		return true
	}
	return !r.own && r.alone(i)
}

// alone reports whether a line is all that a response holds.
func (r *reader) alone(i int) bool {
	if r.talk.inside > 0 {
		return false
	}
	for i++; i < len(r.lines); i++ {
		text, client := r.bareText(i)
		if text != "" {
			return client || text == "." || r.unmarked && r.table.known(text)
		}
	}
	return true
}

// bareText is what is said in a line, and whether the client is marked to say it.
func (r *reader) bareText(i int) (text string, client bool) {
	if r.unmarked {
		return strings.TrimSpace(r.lines[i]), false
	}
	for _, s := range r.speeches(i) {
		return strings.TrimSpace(r.notation.said(s)[0]), s.from == sim.Client
	}
	return strings.TrimSpace(r.lines[i]), false
}

// loosen looks whether the lines from i on are the rest of a response whose form
// the table does not know: they end with a termination octet before anything
// else begins.
func (r *reader) loosen(i int) {
	t := r.talk
	if t.within() || len(t.asked) > 0 || !t.greeted || t.exchange != nil || t.over {
		return
	}
	for k := i; k < len(r.lines); k++ {
		said := r.speeches(k)
		if len(said) == 0 {
			continue
		}
		text := strings.TrimSpace(said[0].text)
		if said[0].from == sim.Client || r.table.speaks(text) {
			return
		}
		if text == "." {
			t.frame, t.loose = serverContinues, true
			return
		}
	}
}

// goesOnLater reports whether the response that is under way goes on behind what
// the client says now: it was sent ahead.
func (r *reader) goesOnLater() bool {
	if r.unmarked {
		return false
	}
	for k := r.line; k < len(r.lines) && k < r.line+50; k++ {
		for _, s := range r.speeches(k) {
			if s.from == sim.Server {
				text := strings.TrimSpace(r.notation.said(s)[0])
				return !r.table.speaks(text) && stage(text, true) == ""
			}
		}
	}
	return false
}

// greets reports whether what the server says now, and nobody has asked for, is
// a greeting: the client logs in next.
func (r *reader) greets() bool {
	if r.unmarked {
		return true
	}
	commands := 0
	for k := r.line; k < len(r.lines) && k < r.line+50 && commands < 4; k++ {
		for _, s := range r.speeches(k) {
			if s.from != sim.Client {
				continue
			}
			row, _ := r.table.command(r.notation.said(s)[0])
			switch {
			case row == nil:
			case row.Purpose == sim.Identifying:
				return true
			case !slices.Contains(row.In, r.table.profile.Initial):
				return false
			}
			commands++
		}
	}
	return false
}
