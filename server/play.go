package main

import (
	"errors"
	"io/fs"
	"strings"
	"time"

	"popscope/lessons"
	"popscope/lessons/files"
	"popscope/sim"
)

type playCommand struct {
	Lesson string `arg:"" help:"A lesson's name, or the path of a .md file."`
	printing
}

// Run plays the lesson's session. A lesson that does not come out as printed
// is played all the same, and its faults are named.
func (c *playCommand) Run(env *surroundings) error {
	lesson, file, err := openLesson(c.Lesson)
	if err != nil {
		return err
	}
	scenario, err := lesson.Scenario()
	if err != nil {
		return err
	}
	log, faults := lesson.Play()
	if log == nil {
		return lessons.Faults(faults)
	}
	err = c.print(env, recorded{
		profile: log.Machine().Profile(), events: log.Events(), accounts: sim.AccountsOf(log.Machine(), true), began: time.Unix(scenario.Epoch, 0),
		lesson: lesson.Name, title: "Popscope lesson " + lesson.Name + ": " + lesson.Title,
		file: file,
	})
	if err == nil && len(faults) > 0 {
		err = lessons.Faults(faults)
	}
	return err
}

// openLesson finds a lesson by its name, among those that come with the
// program, or by the path of its file, which is then said too.
func openLesson(name string) (lesson *lessons.Lesson, file string, err error) {
	if !strings.HasSuffix(name, ".md") {
		lesson, err = lessons.Load(lessons.Builtin(), name)
		return lesson, "", err
	}
	source, err := files.File("the lesson", name, lessons.MaxSize)
	if errors.Is(err, fs.ErrNotExist) {
		if lesson, err := lessons.Load(lessons.Builtin(), name); err == nil {
			return lesson, "", nil // named by its file, as in 01-first-session.md
		}
	}
	if err != nil {
		return nil, "", err
	}
	lesson, faults := lessons.ParseFile(name, source)
	if len(faults) > 0 {
		return nil, "", lessons.Faults(faults)
	}
	return lesson, name, nil
}
