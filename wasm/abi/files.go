package abi

import (
	"fmt"
	"time"

	"popscope/sim"
	"popscope/sim/pcap"
	"popscope/sim/reading"
	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Read and Write weigh 50 kB, which a first visit does not need: the core module
// does not export them. A second build of the same program can, to be loaded
// when somebody opens or keeps a file.

// Read opens what others have recorded: a capture file, or a transcript as
// text. Protocol may be empty: then the greeting and the port tell. It gives a
// show.Session whose notes say what a reader must know.
func (e *Engine) Read(file []byte, protocol string) string {
	return answer(func() (any, error) {
		j, err := reads(file, protocol)
		if err != nil {
			return nil, err
		}
		for j.made == nil && err == nil {
			_, err = j.on(10_000)
		}
		if err != nil {
			return nil, err
		}
		out := e.keep(j.made)
		out.Request = j.request
		return out, nil
	})
}

// BeginReading begins to open what others have recorded (show.Job): Go goes on.
func (e *Engine) BeginReading(file []byte, protocol string) string {
	return answer(func() (any, error) {
		j, err := reads(file, protocol)
		if err != nil {
			return nil, err
		}
		return e.start(j), nil
	})
}

// reads is the job to read a file.
func reads(file []byte, protocol string) (*job, error) {
	var wanted *sim.Profile
	if protocol != "" {
		var err error
		if wanted, err = scenario.Profile(protocol); err != nil {
			return nil, err
		}
	}
	reads := reading.Begin(file, wanted)
	j := &job{stop: reads.Stop}
	j.play = func(budget int) (*session, int, error) {
		done, part := reads.Next(budget)
		if !done {
			return nil, int(part * played), nil
		}
		found, err := reads.Result()
		if err != nil {
			return nil, 0, fmt.Errorf("this file cannot be read: %w", err)
		}
		j.request = &show.Request{Kind: readOne, Scenario: &sim.Scenario{Protocol: found.Profile.Name, Service: sim.Service{With: found.With}}}
		s := &session{kind: readOne, notes: found.Notes, began: found.Began, port: found.Port}
		s.tree = sim.NewTree("as it was recorded", found.Log())
		return s, played, nil
	}
	return j, nil
}

// Write gives a branch as a file: format is "transcript", "json" or "pcapng".
// Secrets are masked unless they are asked for; published says that everybody
// can read the scenario's passwords, so that a word of a mail that happens to be
// one is left alone.
func (e *Engine) Write(id, branch int, format string, secrets, published bool) ([]byte, error) {
	s, err := e.session(id)
	if err != nil {
		return nil, err
	}
	b, err := s.tree.Branch(branch)
	if err != nil {
		return nil, err
	}
	p, events := b.Log.Machine().Profile(), b.Log.Events()
	if !secrets {
		events = masked(b.Log, published).Events()
	}
	switch format {
	case "transcript":
		return []byte(show.Transcript(events)), nil
	case "json":
		return json.Marshal(show.FileOf(p, events, s.began, !secrets)), nil
	case "pcapng":
		o := pcap.Options{Port: uint16(p.Port), Began: s.began, Comment: "written by Popscope", Explain: p}
		if s.port != 0 {
			o.Port = uint16(s.port)
		}
		return pcap.Write(events, o), nil
	}
	return nil, fmt.Errorf("a session can't be written as %q: there are transcript, json and pcapng", format)
}

// beganAt is when a scenario's virtual time begins.
func beganAt(sc *sim.Scenario) time.Time {
	if sc == nil || sc.Epoch == 0 {
		return time.Time{}
	}
	return time.Unix(sc.Epoch, 0)
}
