package lessons

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/show"
)

// Record is the lesson with its played session, as the page is handed it. It
// fails where the session does not come out as printed.
func (l *Lesson) Record() (show.Lesson, error) {
	p := l.play()
	if err := Faults(p.faults).err(); err != nil {
		return show.Lesson{}, err
	}
	return l.record(p)
}

func (l *Lesson) record(p played) (show.Lesson, error) {
	profile := p.log.Machine().Profile()
	rec := show.Lesson{
		Name:    l.Name,
		Title:   l.Title,
		Summary: l.Summary,
		Request: request(p.scenario, l.sends()),
		Tables:  show.TablesOf(profile),
		Events:  show.EventsOf(profile, p.log.Events()),
		Views:   []sim.View{},
		Tasks:   []show.LessonTask{},
	}
	for seq := range p.log.Events() {
		v, err := p.log.View(seq)
		if err != nil {
			return show.Lesson{}, fmt.Errorf("%s: %w", l.File, err)
		}
		rec.Views = append(rec.Views, v)
	}
	for _, t := range l.Tasks {
		task, err := t.record(p.scenario)
		if err != nil {
			return show.Lesson{}, fmt.Errorf("%s:%d: %w", l.File, t.Line, err)
		}
		rec.Tasks = append(rec.Tasks, task)
	}
	return rec, nil
}

// sends are the lines that are given in the dialogues, a hang-up and a device
// that runs among them. Opening the connection goes without saying.
func (l *Lesson) sends() []string {
	var lines []string
	for _, line := range l.Dialogue {
		if line.given() && line.Kind != sim.Open {
			lines = append(lines, line.Text)
		}
	}
	return lines
}

// record is the task as the page is handed it.
func (t *Task) record(sc sim.Scenario) (show.LessonTask, error) {
	rec, err := t.told()
	if err != nil {
		return rec, err
	}
	task, err := t.whole(sc)
	rec.Request = request(sc, t.Start)
	rec.Request.Task = &task
	return rec, err
}

// told is the task in words, which need no session.
func (t *Task) told() (show.LessonTask, error) {
	rec := show.LessonTask{
		Name:     t.Name,
		Title:    t.Title,
		Goals:    []string{},
		Never:    []string{},
		Hints:    []show.Hint{},
		Solution: t.Solution,
	}
	var err error
	if rec.Brief, err = t.brief.html(); err != nil {
		return rec, err
	}
	for _, g := range t.Goal.Goals {
		rec.Goals = append(rec.Goals, g.Text)
	}
	for _, g := range t.Goal.Never {
		rec.Never = append(rec.Never, g.Text)
	}
	for _, h := range t.hints {
		html, err := h.html()
		if err != nil {
			return rec, err
		}
		rec.Hints = append(rec.Hints, show.Hint{Text: html, For: t.helps(h)})
	}
	return rec, nil
}

func request(sc sim.Scenario, lines []string) show.Request {
	return show.Request{Kind: "simulated", Scenario: &sc, Lines: lines}
}
