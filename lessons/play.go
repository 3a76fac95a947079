package lessons

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
)

// conn is the one connection of a lesson.
const conn = 1

// course is a session on its way, driven by lines of a dialogue or attempt.
type course struct {
	log *sim.Log
}

// begin makes a World in which nothing has happened yet.
func begin(sc sim.Scenario) (*course, error) {
	w, err := scenario.NewWorld(sc)
	if err != nil {
		return nil, err
	}
	return &course{sim.NewLog(w)}, nil
}

// do lets the client do what text says, and waits for all that follows.
func (c *course) do(text string) []sim.Event {
	switch kind, _ := act(text); kind {
	case sim.Open:
		return sim.Connect(c.log, conn)
	case sim.Close:
		return sim.HangUp(c.log, conn)
	}
	return sim.Type(c.log, conn, text)
}

// Scenario is where the lesson's session begins.
func (l *Lesson) Scenario() (sim.Scenario, error) {
	if names := samples.Names(); !slices.Contains(names, l.Maildrop) {
		return sim.Scenario{}, errors.New(unknown("the maildrop", l.Maildrop, names))
	}
	sc, err := samples.Scenario(l.Maildrop)
	if err != nil {
		return sim.Scenario{}, err
	}
	sc.Protocol, sc.Seed = l.Protocol, l.Seed
	if l.Latency > 0 {
		sc.Latency = l.Latency
	}
	return sc, nil
}

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
	sc, err := l.Scenario()
	if err != nil {
		r.add(l.lines["maildrop"], "%v", err)
		p.faults = r.faults
		return p
	}
	c, err := begin(sc)
	if err != nil {
		r.add(l.lines["protocol"], "%v", err)
		p.faults = r.faults
		return p
	}
	p.scenario, p.log = sc, c.log
	for i := 0; i < len(l.Dialogue); {
		line := l.Dialogue[i]
		if line.Side == sim.Server { // only where the first C: line is missing
			r.add(line.Line, "the server says nothing here: a C: line is missing")
			i++
			continue
		}
		events := c.do(line.Text)
		if len(events) > 0 {
			p.steps[i] = events[0].Step
		}
		end := i + 1
		for end < len(l.Dialogue) && l.Dialogue[end].Side == sim.Server {
			end++
		}
		compare(r, line, l.Dialogue[i+1:end], said(events), p.steps[i+1:end])
		i = end
	}
	p.faults = sorted(r.faults)
	return p
}

// reply is one line that the server sends.
type reply struct {
	text string
	step int
}

// said are the lines that the server sent in events, and what it did without
// a word: it may close the connection.
func said(events []sim.Event) []reply {
	var lines []reply
	for _, e := range events {
		if e.Side != sim.Server {
			continue
		}
		if e.Kind == sim.Hangup {
			lines = append(lines, reply{closeConnection, e.Step})
		}
		if e.Kind != sim.Sent {
			continue
		}
		for line := range bytes.Lines(e.Octets) {
			lines = append(lines, reply{string(bytes.TrimSuffix(line, []byte("\r\n"))), e.Step})
		}
	}
	return lines
}

// compare holds the S: lines after a C: line against what the engine said, and
// notes the step of each.
func compare(r *reporter, after Line, says []Line, got []reply, steps []int) {
	for i := range says {
		if len(got) > 0 { // what a client waits for is one message: one step
			steps[i] = got[min(i, len(got)-1)].step
		}
	}
	if fitAll(says, got) {
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
		case !fits(line.Text, got[i].text):
			r.add(line.Line, "the lesson says «%s», the engine says «%s»%s", line.Text, got[i].text, dots(line.Text))
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
// number of lines: seen from the end.
func compareEnd(r *reporter, says []Line, got []reply) {
	for len(says) > 1 && len(got) > 0 {
		line, last := says[len(says)-1], got[len(got)-1]
		if line.elided() {
			break
		}
		if !fits(line.Text, last.text) {
			r.add(line.Line, "the lesson says «%s», the engine says «%s»%s", line.Text, last.text, dots(line.Text))
			return
		}
		says, got = says[:len(says)-1], got[:len(got)-1]
	}
	r.add(says[0].Line, "what the lesson says after leaving lines out here does not fit; the engine says %s", quoteAll(got))
}

// dots helps who typed three dots for an ellipsis.
func dots(text string) string {
	if strings.Contains(text, "...") {
		return " (any text is written … and not ...)"
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
		fmt.Fprintf(&b, "«%s»", line.text)
	}
	return b.String()
}
