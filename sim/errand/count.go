package errand

import (
	"fmt"
	"time"

	"popscope/sim"
	"popscope/sim/show"
)

// steps cuts a session into its steps: each begins where the client opens the
// connection or sends a line. A step's purpose is that of the row of the table
// by which the server understood the command.
func steps(p *sim.Profile, events []sim.Event) []show.ErrandStep {
	var all []show.ErrandStep
	for _, e := range events {
		switch {
		case e.Kind == sim.Opened:
			all = append(all, show.ErrandStep{Phase: string(sim.Connecting), Seq: e.Seq, At: int64(e.At)})
		case e.Kind == sim.Sent && e.Side == sim.Client:
			line, _ := sim.FirstLine(e)
			all = append(all, show.ErrandStep{Client: line, Seq: e.Seq, At: int64(e.At), Sent: len(e.Octets)})
		}
		s := &all[len(all)-1]
		s.Last = e.Seq
		switch {
		case e.Kind == sim.TCP && e.Side == sim.Server && s.Server == "":
			s.RoundTrips++ // SYN has been answered
		case e.Kind == sim.Commanded:
			s.Phase = string(p.Find(e.Keyword, e.Old).Purpose)
		case e.Kind == sim.Sent && e.Side == sim.Server:
			s.Server, s.More = sim.FirstLine(e)
			s.Received += len(e.Octets)
			s.RoundTrips++
		case e.Kind == sim.Arrived:
			s.Segments++
		}
	}
	return all
}

// cost is what the steps of a phase cost together; "" is all of them.
func cost(steps []show.ErrandStep, phase string) show.Cost {
	c := show.Cost{Phase: phase}
	for _, s := range steps {
		if phase == "" || s.Phase == phase {
			c.Steps++
			c.RoundTrips += s.RoundTrips
			c.Sent += s.Sent
			c.Received += s.Received
			c.Segments += s.Segments
		}
	}
	return c
}

// states are those of the session, as they were come to.
func states(events []sim.Event) []string {
	var all []string
	for _, e := range events {
		if e.Kind == sim.Changed && e.Side == sim.Server {
			all = append(all, string(e.New))
		}
	}
	return all
}

// lastHeard is when the last octets of the server have arrived.
func lastHeard(events []sim.Event) (at time.Duration) {
	for _, e := range events {
		if e.Kind == sim.Arrived && e.Side == sim.Client {
			at = e.At
		}
	}
	return at
}

// holds is what the client holds in the end.
func holds(v sim.View) []string {
	var all []string
	for _, c := range v.Conns {
		if c.Held > 0 {
			all = append(all, fmt.Sprintf("the whole mailbox, undivided: %d octets", c.Held))
		}
		for _, m := range c.Messages {
			if m.Holds == "whole" {
				all = append(all, m.Subject)
			}
		}
	}
	return all
}

// remains are the messages that are still on the server.
func remains(v sim.View) []show.Remains {
	var all []show.Remains
	for _, d := range v.Maildrops {
		r := show.Remains{Mailbox: d.Mailbox, Messages: []string{}}
		for _, m := range d.Messages {
			if !m.Gone {
				r.Messages = append(r.Messages, m.Subject)
			}
		}
		all = append(all, r)
	}
	return all
}
