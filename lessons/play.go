package lessons

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
)

// Play plays the lesson's dialogues as one session, and reports each line that
// does not come out as printed.
func (l *Lesson) Play() (*sim.Log, []Fault) {
	p := l.play()
	return p.log, p.faults
}

// played is a lesson's session, and the step at which each line of the
// dialogues comes about.
type played struct {
	scenario sim.Scenario
	log      *sim.Log // nil if there is no such scenario
	steps    []int    // as many as Lesson.Dialogue; 0 if the line never came about
	faults   []Fault
}

func (l *Lesson) play() played {
	r := &reporter{file: l.File, last: l.last}
	p := played{steps: make([]int, len(l.Dialogue))}
	sc, c := l.begin(r)
	if c == nil {
		p.faults = r.faults
		return p
	}
	p.scenario, p.log = sc, c.log
	for i := 0; i < len(l.Dialogue); {
		line := l.Dialogue[i]
		if !line.given() { // only where the first C: line is missing
			r.add(line.Line, "the server says nothing here: a C: line is missing")
			i++
			continue
		}
		if len(c.log.Events()) > maxEvents {
			r.add(line.Line, "the session has more than %d events by now; it must be shorter", maxEvents)
			break
		}
		events := c.do(line.Text)
		if len(events) > 0 {
			p.steps[i] = events[0].Step
		}
		end := i + 1
		for end < len(l.Dialogue) && !l.Dialogue[end].given() {
			end++
		}
		compare(r, line, l.Dialogue[i+1:end], heard(events), p.steps[i+1:end])
		i = end
	}
	p.faults = sorted(r.faults)
	return p
}

// compare holds the lines after one that is given against what the engine said,
// and notes the step of each.
func compare(r *reporter, after Line, says []Line, got []reply, steps []int) {
	if at := match(says, got); at != nil {
		for i := range says {
			if len(got) > 0 {
				steps[i] = got[min(at[i], len(got)-1)].step
			}
		}
		return
	}
	for i, line := range says {
		switch {
		case line.elided():
			compareEnd(r, says[i:], got[i:])
			return
		case i >= len(got):
			r.add(line.Line, "the lesson says «%s», the engine says nothing more", line.Text)
			return
		case !stands(line, got[i]):
			r.add(line.Line, "the lesson says «%s», the engine says «%s»%s", line.Text, got[i], hint(line, got[i]))
			return
		}
	}
	where := after.Line
	if len(says) > 0 {
		where = says[len(says)-1].Line
	}
	r.add(where, "after this line the engine says more: %s", quoteAll(got[len(says):]))
}

// compareEnd reports the line that does not fit after one that stands for any
// number of lines: seen from the end, if only that one does.
func compareEnd(r *reporter, says []Line, got []reply) {
	for len(says) > 1 && len(got) > 0 {
		line, last := says[len(says)-1], got[len(got)-1]
		if line.elided() {
			break
		}
		if !stands(line, last) {
			r.add(line.Line, "the lesson says «%s», the engine says «%s»%s", line.Text, last, hint(line, last))
			return
		}
		says, got = says[:len(says)-1], got[:len(got)-1]
	}
	// Else at the first line that cannot follow on those before it.
	for k := len(says) - 1; k > 0; k-- {
		at := match(append(slices.Clone(says[:k]), Line{Text: ellipsis}), got)
		if at != nil {
			r.add(says[k].Line, "the lesson says «%s», which does not come; from here on the engine says %s", says[k].Text, quoteAll(got[at[k]:]))
			return
		}
	}
}

// hint helps who typed three dots for an ellipsis, or the wrong speaker.
func hint(line Line, got reply) string {
	switch {
	case strings.Contains(line.Text, "..."):
		return " (any text is written … and not ...)"
	case fits(line.Text, got.text) && got.device:
		return ": a device says it, so it is written «D: »"
	case fits(line.Text, got.text) && got.open:
		return " without CRLF, which is written «S> »"
	case fits(line.Text, got.text):
		return " with CRLF, and it is the server that says it: «S: »"
	}
	return ""
}

// quoteAll shows lines of the engine, the first few of many.
func quoteAll(lines []reply) string {
	if len(lines) == 0 {
		return "nothing more"
	}
	const most = 20
	var b strings.Builder
	for i, line := range lines {
		if i == most {
			fmt.Fprintf(&b, " and %d more", len(lines)-most)
			break
		}
		if i > 0 {
			b.WriteString(" ")
		}
		fmt.Fprintf(&b, "«%s»", line)
	}
	return b.String()
}
