// Package share makes a session fit to be given away: a copy without secrets
// that goes as the session itself went.
//
// Every secret has a stand-in of the same length, the same one everywhere: in
// the scenario, in what was typed, in what was made of it. So a right password
// stays right, a wrong one wrong, and every number as it was. Where that does
// not succeed (a proof made from the password by many digests), the course ends
// before, and a note says so.
package share

import (
	"errors"
	"fmt"
	"strings"

	"popscope/sim"
)

// Session is what is given away, and what must be known to do it.
type Session struct {
	Scenario  sim.Scenario
	Saved     sim.Saved
	Title     string // as its owner calls it
	Published bool   // everybody can read the scenario's passwords: they are no secrets

	Notes []string // what is missing in what Clean gave
}

// Clean gives the session without its secrets. fresh makes the machine of a
// scenario.
func Clean(s Session, fresh func(sim.Scenario) (sim.Machine, error)) (Session, error) {
	out := Session{Published: s.Published, Scenario: s.Scenario, Saved: sim.Saved{Version: s.Saved.Version}}
	m, err := fresh(s.Scenario)
	if err != nil {
		return out, err
	}
	logs := make([]*sim.Log, len(s.Saved.Branches))
	courses := make([][]sim.Event, len(logs))
	accounts := sim.AccountsOf(m, s.Published)
	accounts.Shown = true
	for i, b := range s.Saved.Branches {
		logs[i] = sim.NewLog(m.Clone())
		for _, in := range b.Inputs {
			accounts.Typed = append(accounts.Typed, unsent(in, logs[i].Append(in)))
		}
		courses[i] = logs[i].Events()
	}
	h := newHiding(m.Profile(), accounts, courses)
	out.Title = h.sweep(s.Title)
	if !s.Published {
		out.Scenario = h.scenario(s.Scenario)
	}
	if m, err = fresh(out.Scenario); err != nil {
		return out, errors.New("without its passwords this session can't be: " + err.Error())
	}
	first := 0
	for i, lines := range h.split(courses) {
		b := s.Saved.Branches[i]
		c := course{hiding: h, old: logs[i], first: first, new: sim.NewLog(m.Clone()), clean: h.cleaned(lines, courses[i])}
		first += len(courses[i])
		typed := b.Inputs
		b.Inputs = c.play(typed)
		b.Name = c.named(b.Name, typed, b.Inputs)
		b.At = min(b.At, len(c.new.Events())-1)
		if c.ends != "" {
			out.Notes = append(out.Notes, fmt.Sprintf("The course “%s” ends before “%s”: what is sent there is made from a password, and can't be shown without it.", b.Name, c.ends))
		}
		out.Saved.Branches = append(out.Saved.Branches, b)
	}
	return out, nil
}

// course is one branch on its way to being clean.
type course struct {
	*hiding
	old, new *sim.Log
	first    int            // number of the first old event, counted through all courses
	clean    map[int][]byte // octets of old events, without secrets
	next     int            // of the old events
	ends     string         // what was left out; empty: nothing
}

// play carries the inputs out again without their secrets, as far as that goes
// as before.
func (c *course) play(inputs []sim.Input) []sim.Input {
	var out []sim.Input
	for i, in := range inputs {
		from := c.next
		for c.next < len(c.old.Events()) && c.old.Events()[c.next].Input == i {
			c.next++
		}
		was := c.old.Events()[from:c.next]
		if in.Data != nil {
			in.Data = c.data(in, was)
		}
		before := len(c.new.Events())
		is := c.trial(in)
		if !c.alike(was, is) {
			c.ends = "an input"
			for _, e := range was {
				if e.Kind == sim.Sent && e.Side == sim.Client {
					c.ends, _ = sim.FirstLine(c.mask.Event(c.first + e.Seq))
					break
				}
			}
			c.new = rewind(c.new, before)
			return out
		}
		out = append(out, in)
	}
	return out
}

// trial carries an input out.
func (c *course) trial(in sim.Input) []sim.Event {
	from := len(c.new.Events())
	c.new.Append(in)
	return c.new.Events()[from:]
}

// rewind gives a log that has no more than its first events.
func rewind(l *sim.Log, events int) *sim.Log {
	if f, err := l.Fork(events - 1); err == nil {
		return f
	}
	return l
}

// alike reports whether the same happened, as far as it is no secret.
func (c *course) alike(was, is []sim.Event) bool {
	if len(was) != len(is) {
		return false
	}
	for i, a := range was {
		b := is[i]
		if a.Kind != b.Kind || a.Side != b.Side || a.Conn != b.Conn || a.OK != b.OK || a.Goes != b.Goes || a.At != b.At ||
			a.Old != b.Old || a.New != b.New || a.Message != b.Message || a.Item != b.Item || len(a.Octets) != len(b.Octets) {
			return false
		}
		if a.Kind == sim.Replied && !a.Goes && c.sweep(a.Text) != b.Text {
			return false
		}
	}
	return true
}

// named is the name of a branch, which may have been made of a line that was
// typed.
func (c *course) named(name string, typed, shared []sim.Input) string {
	for i, in := range typed {
		if line, whole := strings.CutSuffix(string(in.Data), "\r\n"); whole && name == line+" instead" && i < len(shared) {
			return strings.TrimRight(string(shared[i].Data), "\r\n") + " instead"
		}
	}
	return c.sweep(name)
}
