package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"syscall"

	"popscope/lessons"
	"popscope/lessons/files"
	errands "popscope/sim/errand"
	"popscope/sim/rulebook"
	"popscope/sim/scenario/samples"
	"popscope/sim/settings"
	"popscope/sim/show"
)

type lessonsCommand struct {
	List   lessonsList   `cmd:"" help:"List the lessons that come with the program."`
	Check  lessonsCheck  `cmd:"" help:"Check lessons, and name file and line of each fault."`
	Render lessonsRender `cmd:"" help:"Make the pages of the site. A step of the build."`
}

type lessonsList struct{}

// Run lists the lessons in order.
func (lessonsList) Run(env *surroundings) error {
	all, err := lessons.LoadAll(lessons.Builtin())
	if err != nil {
		return err
	}
	width := 0
	for _, l := range all {
		width = max(width, len(l.Name))
	}
	for _, l := range all {
		fmt.Fprintf(env.stdout, "%-*s  %s\n", width, l.Name, l.Title)
	}
	return nil
}

type lessonsCheck struct {
	Dir string `arg:"" optional:"" help:"A folder of lessons. Without it, those that come with the program."`
}

// Run checks lessons. Faults go to standard output, one a line, as a compiler
// says them; whether there are any is the exit code.
func (c *lessonsCheck) Run(env *surroundings) error {
	what, fsys := "the lessons that come with the program", lessons.Builtin()
	if c.Dir != "" {
		folder, err := files.OpenFolder("the folder of lessons", c.Dir)
		if errors.Is(err, syscall.ENOTDIR) {
			return fmt.Errorf("%w; give the folder that the lessons lie in", err)
		}
		if err != nil {
			return err
		}
		defer folder.Close()
		what, fsys = c.Dir, folder
	}
	faults := lessons.Check(fsys)
	for _, f := range faults {
		f.File = filepath.Join(c.Dir, f.File)
		fmt.Fprintln(env.stdout, harmless(f.String()))
	}
	switch len(faults) {
	case 0:
		fmt.Fprintf(env.stdout, "no fault in %s\n", what)
		return nil
	case 1:
		return fmt.Errorf("1 fault in %s", what)
	}
	return fmt.Errorf("%d faults in %s", len(faults), what)
}

type lessonsRender struct {
	Template string `required:"" placeholder:"FILE" help:"The site's page, with the marks that a lesson fills."`
	Out      string `required:"" placeholder:"DIR" help:"Where the pages go."`
}

// Run writes the pages of the site. They are all made before the first is
// written, because the template may be one of the files they replace.
func (c *lessonsRender) Run(env *surroundings) error {
	template, err := files.File("the template", c.Template, 1<<20)
	if err != nil {
		return err
	}
	all, err := lessons.LoadAll(lessons.Builtin())
	if err != nil {
		return err
	}
	pages, err := lessons.Render(withPolicy(template), all)
	if err != nil {
		return fmt.Errorf("cannot make pages from the template %s: %w", c.Template, err)
	}
	side, err := errands.Play()
	if err != nil {
		return err
	}
	if pages["errand.json"], err = json.Marshal(side); err != nil {
		return err
	}
	if pages["settings.json"], err = json.Marshal(settings.All()); err != nil {
		return err
	}
	rules, err := rulebook.All()
	if err != nil {
		return err
	}
	if pages["rules.json"], err = json.Marshal(rules); err != nil {
		return err
	}
	if pages["samples.json"], err = sampleMaildrops(); err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(pages)) {
		if err := files.WriteBelow(c.Out, name, pages[name]); err != nil {
			return err
		}
		env.log.Debug("written", "file", name, "octets", len(pages[name]))
	}
	fmt.Fprintf(env.stdout, "%d files made from %d lessons in %s\n", len(pages), len(all), c.Out)
	return nil
}

// sampleMaildrops is the site's samples.json.
func sampleMaildrops() ([]byte, error) {
	var all []show.Sample
	for _, name := range samples.Names() {
		sc, err := samples.Scenario(name)
		if err != nil {
			return nil, err
		}
		all = append(all, show.SampleOf(name, samples.Title(name), sc))
	}
	return json.Marshal(all)
}
