package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"popscope/sim"
	"popscope/sim/paste"
	"popscope/sim/pcap"
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
	s, inputs, err := unpack(file, wanted)
	if err != nil {
		return fmt.Errorf("cannot read %s: %w", c.name(), err)
	}
	log := sim.NewLog(sim.NewTap(s.profile))
	for _, in := range inputs {
		log.Append(in)
	}
	s.events = log.Events()
	s.title = "read by Popscope from " + c.name()
	return c.print(env, s)
}

// name is what the file is called in what is said to a person.
func (c *readCommand) name() string {
	if c.File == "-" {
		return "standard input"
	}
	return c.File
}

// open reads the file.
func (c *readCommand) open(env *surroundings) ([]byte, error) {
	if c.File != "-" {
		return readFile("the file", c.File, pcap.MaxFile)
	}
	octets, err := io.ReadAll(io.LimitReader(env.stdin, pcap.MaxFile+1))
	if err != nil {
		return nil, fmt.Errorf("cannot read standard input: %w", err)
	}
	return octets, nil // if it is too long, its reader says so
}

// unpack finds the session in a file, and the protocol it speaks, unless that
// is given.
func unpack(file []byte, wanted *sim.Profile) (recorded, []sim.Input, error) {
	if len(file) == 0 {
		return recorded{}, nil, errors.New("it is empty")
	}
	if pcap.Recognizes(file) {
		capture, err := pcap.Read(file)
		if err != nil {
			return recorded{}, nil, err
		}
		port := capture.Connections[0].Port
		if wanted == nil {
			wanted = guess(capture.Inputs, port)
		}
		return recorded{profile: wanted, began: capture.Began, port: port, notes: capture.Notes}, capture.Inputs, nil
	}
	read := func(p *sim.Profile) (recorded, []sim.Input, error) {
		pasted, err := paste.Read(string(file), p)
		return recorded{profile: p, notes: pasted.Notes}, pasted.Inputs, err
	}
	if wanted != nil {
		return read(wanted)
	}
	// Who speaks depends on the protocol, and what protocol it is on what the
	// server says first, which any protocol's table finds.
	var first error
	for _, p := range likely() {
		s, inputs, err := read(p)
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		if q := guess(inputs, p.Port); q.Name != p.Name {
			s, inputs, err = read(q)
		}
		return s, inputs, err
	}
	return recorded{}, nil, first
}

// likely are the protocols, that which most programs speak first.
func likely() []*sim.Profile {
	first, err := scenario.Profile(usual)
	if err != nil {
		return scenario.Profiles()
	}
	all := []*sim.Profile{first}
	for _, p := range scenario.Profiles() {
		if p.Name != first.Name {
			all = append(all, p)
		}
	}
	return all
}

// usual is the protocol of a session that does not tell.
const usual = "POP3"

// guess tells the protocol by the greeting, and by the port where that leaves a
// choice.
func guess(inputs []sim.Input, port int) *sim.Profile {
	greeting := ""
	for _, in := range inputs {
		if in.Kind == sim.Octets && in.From == sim.Server {
			greeting, _, _ = strings.Cut(string(in.Data), "\r\n")
			break
		}
	}
	best, points := likely()[0], -1
	for _, p := range likely() {
		n := 0
		if p.Speaks(greeting) {
			n += 4
		}
		if strings.Contains(strings.ToUpper(greeting), p.Name) {
			n += 2
		}
		if p.Port == port {
			n++
		}
		if n > points {
			best, points = p, n
		}
	}
	return best
}
