package golden

import (
	"slices"

	"popscope/sim"
)

// wanted is what the archives must show of the table as these services have it,
// each thing once.
func (s Suite) wanted(services []sim.Service) ([]string, error) {
	if len(services) == 0 {
		services = []sim.Service{{}}
	}
	want := slices.Clone(s.Refusals)
	for _, service := range services {
		p, err := s.Profile.For(service)
		if err != nil {
			return nil, err
		}
		if s.Own {
			p.Commands = slices.DeleteFunc(p.Commands, s.inherited)
		}
		want = slices.Concat(want, everyMoment(p), everyFault(p), everyRefusal(p))
	}
	slices.Sort(want)
	return slices.Compact(want), nil
}

// inherited reports whether the row of a command is not the profile's own.
func (s Suite) inherited(c sim.Command) bool {
	return !slices.ContainsFunc(s.Profile.Commands, func(o sim.Command) bool { return o.Keyword == c.Keyword })
}

// moments are those at which a command can come: where there is no connection,
// in each state, and in the middle of each exchange.
func moments(p *sim.Profile) []moment {
	all := []moment{nobody(p)}
	last := map[sim.State]bool{sim.Closed: true, p.Listening: true}
	for q := p; q != nil; q = q.Extends {
		for _, s := range q.States {
			last[s.Name] = last[s.Name] || s.Last
			if m := (moment{state: s.Name}); !last[s.Name] && !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	for _, c := range p.AllCommands() {
		for _, s := range c.In {
			if c.To != "" {
				s = c.To
			}
			if m := (moment{s, c.Keyword}); c.Begins && !last[s] && !slices.Contains(all, m) {
				all = append(all, m)
			}
		}
	}
	return all
}

// everyMoment asks for each row at each moment.
func everyMoment(p *sim.Profile) []string {
	var want []string
	for _, c := range p.AllCommands() {
		for _, m := range moments(p) {
			valid := slices.Contains(c.In, m.state) &&
				(c.After == "" || c.After == m.exchange) && (c.NotAfter == "" || c.NotAfter != m.exchange)
			switch {
			case p.Find(c.Keyword, m.state) != c: // another row speaks for this state
				continue
			case valid:
				want = append(want, tried(c.Keyword, m, true))
			}
			if !valid || len(faults(p, c)) > 0 {
				want = append(want, tried(c.Keyword, m, false))
			}
		}
	}
	return want
}

// everyFault asks for each way in which the arguments of each command can be
// wrong.
func everyFault(p *sim.Profile) []string {
	var want []string
	for _, c := range p.AllCommands() {
		speaks := func(s sim.State) bool { return p.Find(c.Keyword, s) == c }
		if slices.ContainsFunc(c.In, speaks) {
			want = append(want, faults(p, c)...)
		}
	}
	return want
}

// faults are the ways in which the arguments of one command can be wrong, as
// far as the table has words for them: a protocol may be content with less.
func faults(p *sim.Profile, c *sim.Command) []string {
	var want []string
	words := refusals(p)
	add := func(r sim.Refusal, detail string) {
		if _, ok := words[r]; ok {
			want = append(want, refusedFor(c.Keyword, r, detail))
		}
	}
	rest := false // an argument takes all there is
	for _, a := range c.Args {
		rest = rest || a.Kind == sim.RestOfLine || a.Many
		if !a.Optional {
			add(sim.ArgMissing, ", "+a.Name)
		}
		if a.Max > 0 {
			add(sim.ArgTooLong, "")
		}
		if numeric(a) {
			add(sim.NotANumber, ", "+a.Name)
		}
		if a.Kind == sim.MessageNum {
			add(sim.NoSuchMessage, ", 0")
			add(sim.NoSuchMessage, ", too large")
			add(sim.AlreadyDeleted, "")
		}
	}
	add(sim.ArgEmpty, "")
	if !rest {
		add(sim.ArgSurplus, "")
	}
	return want
}

// everyRefusal asks for each that the table has words for.
func everyRefusal(p *sim.Profile) []string {
	var want []string
	for r := range refusals(p) {
		want = append(want, "refused: "+string(r))
	}
	return want
}
