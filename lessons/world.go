package lessons

import (
	"cmp"
	"errors"
	"slices"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
)

// conn is the connection of a lesson. A device that runs has one of its own.
const conn = 1

// course is a session on its way, driven by lines of a dialogue or attempt.
type course struct {
	log *sim.Log
}

// newCourse makes a World in which nothing has happened yet.
func newCourse(sc sim.Scenario) (*course, error) {
	w, err := scenario.NewWorld(sc)
	if err != nil {
		return nil, err
	}
	return &course{sim.NewLog(w)}, nil
}

// do carries out one line that is given, and waits for all that follows.
func (c *course) do(text string) []sim.Event { return sim.Do(c.log, conn, text) }

// Scenario is where the lesson's session begins.
func (l *Lesson) Scenario() (sim.Scenario, error) {
	if names := samples.Names(); !slices.Contains(names, l.Maildrop) {
		return sim.Scenario{}, errors.New(unknown("the maildrop", l.Maildrop, names))
	}
	sc, err := samples.Scenario(l.Maildrop)
	if err != nil {
		return sim.Scenario{}, err
	}
	sc.Protocol, sc.Seed, sc.Service = l.Protocol, l.Seed, l.Service
	sc.Latency = cmp.Or(l.Latency, sc.Latency)
	if !l.Date.IsZero() {
		sc.Epoch = l.Date.Unix()
	}
	owner := sc.Mailboxes[0]
	for _, d := range l.Devices {
		d.User = cmp.Or(d.User, owner.Name)
		d.Password = cmp.Or(d.Password, owner.Password)
		sc.Devices = append(sc.Devices, d)
	}
	return sc, nil
}

// begin makes the lesson's World. Where there can be none, it says so at the
// key of the front matter that is to blame, and there is no course.
func (l *Lesson) begin(r *reporter) (sim.Scenario, *course) {
	sc, err := l.Scenario()
	if err != nil {
		r.add(l.lines["maildrop"], "%v", err)
		return sc, nil
	}
	if _, err := scenario.For(sc); err != nil {
		r.add(l.lines["service"], "%v", err)
		return sc, nil
	}
	c, err := newCourse(sc)
	if err != nil {
		r.add(l.lines["devices"], "%v", err)
		return sc, nil
	}
	return sc, c
}
