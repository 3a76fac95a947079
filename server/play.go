package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"popscope/lessons"
	"popscope/sim"
	"popscope/sim/show"
)

type playCommand struct {
	Lesson        string `arg:"" help:"A lesson's name, or the path of a .md file."`
	Format        string `enum:"text,json" default:"text" help:"text: what is said, and what it brings about; json: every event, as the page is handed it."`
	ShowPasswords bool   `help:"Print passwords as they are. Otherwise they are masked."`
}

// Run plays the lesson's session. A lesson that does not come out as printed
// is played all the same, and its faults are named.
func (c *playCommand) Run(env *surroundings) error {
	lesson, err := openLesson(c.Lesson)
	if err != nil {
		return err
	}
	log, faults := lesson.Play()
	if log == nil {
		return lessons.Faults(faults)
	}
	profile, events := log.Machine().Profile(), log.Events()
	if !c.ShowPasswords {
		masked := make([]sim.Event, len(events))
		for i, e := range events {
			masked[i] = sim.Masked(e)
		}
		events = masked
	}
	out := bufio.NewWriter(env.stdout)
	if c.Format == "json" {
		err = playJSON(out, lesson, profile, events)
	} else {
		playText(out, profile, events)
	}
	if err = errors.Join(err, out.Flush()); err != nil {
		return fmt.Errorf("cannot print the session: %w", err)
	}
	if len(faults) > 0 {
		return lessons.Faults(faults)
	}
	return nil
}

// openLesson finds a lesson by its name, among those that come with the
// program, or by the path of its file.
func openLesson(name string) (*lessons.Lesson, error) {
	if !strings.HasSuffix(name, ".md") {
		return lessons.Load(lessons.Builtin(), name)
	}
	source, err := readFile("the lesson", name, 1<<20)
	if errors.Is(err, os.ErrNotExist) {
		if lesson, err := lessons.Load(lessons.Builtin(), name); err == nil {
			return lesson, nil // named by its file, as in 01-first-session.md
		}
	}
	if err != nil {
		return nil, err
	}
	lesson, faults := lessons.ParseFile(name, source)
	if len(faults) > 0 {
		return nil, lessons.Faults(faults)
	}
	return lesson, nil
}

// playText prints, for each step, what is said in the documents' own notation,
// and below it what it brings about.
func playText(w io.Writer, profile *sim.Profile, events []sim.Event) {
	for len(events) > 0 {
		end := 1
		for end < len(events) && events[end].Step == events[0].Step {
			end++
		}
		for _, e := range events[:end] {
			for _, line := range show.TranscriptLines(e) {
				fmt.Fprintln(w, line)
			}
		}
		for _, e := range events[:end] {
			fmt.Fprintln(w, "    "+profile.Narrate(e))
		}
		if events = events[end:]; len(events) > 0 {
			fmt.Fprintln(w)
		}
	}
}

// playJSON prints the session as one document.
func playJSON(w io.Writer, lesson *lessons.Lesson, profile *sim.Profile, events []sim.Event) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false) // it is not for a page
	encoder.SetIndent("", "  ")
	return encoder.Encode(struct {
		Lesson   string       `json:"lesson"`
		Protocol string       `json:"protocol"`
		Events   []show.Event `json:"events"`
	}{lesson.Name, profile.Name, show.EventsOf(profile, events)})
}
