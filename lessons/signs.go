package lessons

import (
	"fmt"
	"slices"

	"popscope/sim"
)

// foreseen are the wrong attempts as the engine recognises them: by what comes
// about in each and not in the solution. right is the course of the solution.
func (t *Task) foreseen(sc sim.Scenario, right []sim.Event) ([]sim.Wrong, error) {
	var all []sim.Wrong
	known := count(printsOf(right))
	for _, a := range t.Wrong {
		c, err := t.begin(sc)
		if err != nil {
			return nil, err
		}
		for _, line := range a.Lines {
			c.do(line)
		}
		events := c.log.Events()
		prints := printsOf(events)
		here := count(prints)
		w := sim.Wrong{Why: a.Why, Fails: t.Goal.Fails(t.Goal.Judge(events)), Ended: ended(events), Signs: a.signs, Told: a.signs != nil}
		for _, p := range prints {
			if key := printed(p); a.signs == nil && here[key] > known[key] {
				w.Signs = append(w.Signs, p)
			}
		}
		if w.Signs == nil {
			w.Signs, w.Short = prints, true
		}
		all = append(all, w)
	}
	return all, nil
}

// begin is a course at the place where the learner takes over.
func (t *Task) begin(sc sim.Scenario) (*course, error) {
	c, err := newCourse(sc)
	if err != nil {
		return nil, err
	}
	c.do(openConnection)
	for _, line := range t.Start {
		c.do(line)
	}
	return c, nil
}

// whole is the task as the engine judges it.
func (t *Task) whole(sc sim.Scenario) (sim.Task, error) {
	task := t.Goal
	task.Solution = slices.Concat(t.Start, t.Solution)
	c, err := t.begin(sc)
	if err != nil {
		return task, err
	}
	for _, line := range t.Solution {
		c.do(line)
	}
	task.Wrong, err = t.foreseen(sc, c.log.Events())
	return task, err
}

// checkForeseen plays each wrong attempt once more: the engine must say of it what
// its author says. That is so only if it has something that no other has.
func (t *Task) checkForeseen(r *reporter, sc sim.Scenario) {
	task, err := t.whole(sc)
	if err != nil {
		return // not for this scenario, which has been played before
	}
	for _, a := range t.Wrong {
		c, err := t.begin(sc)
		if err != nil {
			return
		}
		for _, line := range a.Lines {
			c.do(line)
		}
		events := c.log.Events()
		v := task.Judge(events)
		over := ended(events) || slices.ContainsFunc(v.Broken, func(seq int) bool { return seq >= 0 })
		switch got, _ := task.Foreseen(c.log, conn, v, over); {
		case got == "":
			r.add(a.Line, "nothing comes about in this attempt by which it could be known, as «signs» would say it")
		case got != a.Why:
			r.add(a.Line, "a learner who does this is told «%s»; say with «signs» what happens in this attempt alone", got)
		}
	}
}

// printsOf are those of the events that tell an attempt from another, as patterns
// that fit them: what the server answers, and what becomes of mail and line.
func printsOf(events []sim.Event) []sim.Pattern {
	var all []sim.Pattern
	for _, e := range events {
		p := sim.Pattern{Kind: e.Kind}
		switch e.Kind {
		case sim.Replied:
			if e.Goes || e.Odd {
				continue
			}
			p.Keyword, p.OK = e.Keyword, &e.OK
			if !e.OK { // a refusal's reason is what the attempt is about
				p.Text = e.Text
			}
		case sim.Marked, sim.Unmarked, sim.Removed, sim.Created, sim.Destroyed:
			p.Item, p.Mailbox = e.Item, e.Mailbox
		case sim.Stored:
			p.Mailbox, p.Text = e.Mailbox, e.Text
		case sim.Hangup:
			if e.Side != sim.Client {
				continue
			}
			p.Side = e.Side
		default:
			continue
		}
		if e.Conn == conn {
			all = append(all, p)
		}
	}
	return all
}

// printed is a pattern as a text, so that two can be compared.
func printed(p sim.Pattern) string {
	ok := p.OK != nil && *p.OK
	p.OK = nil
	return fmt.Sprint(p, ok)
}

func count(prints []sim.Pattern) map[string]int {
	n := map[string]int{}
	for _, p := range prints {
		n[printed(p)]++
	}
	return n
}

// ended reports whether the learner's connection is closed at the end.
func ended(events []sim.Event) bool {
	for _, e := range slices.Backward(events) {
		if e.Conn == conn && (e.Kind == sim.Hangup || e.Kind == sim.Opened) {
			return e.Kind == sim.Hangup
		}
	}
	return true
}
