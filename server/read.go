package main

import (
	"fmt"

	"popscope/lessons/files"
	"popscope/sim"
	"popscope/sim/reading"
	"popscope/sim/scenario"
)

type readCommand struct {
	File     string `arg:"" help:"A capture (pcap or pcapng), or a transcript as text; - is standard input."`
	Protocol string `placeholder:"NAME" help:"How to read it: pop1, pop2, pop3 or pop4. Otherwise the greeting and the port tell."`
	printing
}

// Run lets a Tap listen to what is in the file, and prints what it makes of it.
func (c *readCommand) Run(env *surroundings) error {
	var wanted *sim.Profile
	if c.Protocol != "" {
		var err error
		if wanted, err = scenario.Profile(c.Protocol); err != nil {
			return usageError{fmt.Errorf("--protocol: %w", err)}
		}
	}
	file, err := c.open(env)
	if err != nil {
		return err
	}
	s, err := reading.Read(file, wanted)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", c.name(), err)
	}
	return c.print(env, recorded{
		profile: s.Profile, events: s.Log().Events(), began: s.Began, port: s.Port, notes: s.Notes,
		title: "read by Popscope from " + c.name(), file: c.path(),
	})
}

// name is what the file is called in what is said to a person.
func (c *readCommand) name() string {
	if c.File == "-" {
		return "standard input"
	}
	return c.File
}

// path leads to the file.
func (c *readCommand) path() string {
	if c.File == "-" {
		return "/dev/stdin"
	}
	return c.File
}

// open reads the file, or whatever it is: it was named on purpose.
func (c *readCommand) open(env *surroundings) ([]byte, error) {
	if c.File == "-" {
		return files.Stream(env.ctx, c.name(), env.stdin, reading.MaxFile)
	}
	return files.Given(env.ctx, "the file", c.File, reading.MaxFile)
}
