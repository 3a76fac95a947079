package show

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// TablesOf makes a protocol's table ready for the page.
func TablesOf(p *sim.Profile) Tables {
	t := Tables{
		Protocol: p.Name, Revision: p.Revision, Notice: p.Notice, Port: p.Port, Document: CiteOf(p.Document),
		States: statesOf(p, p.States), Edges: edgesOf(p.Edges()),
		Commands: []CommandInfo{}, Glossary: []Term{},
	}
	if len(p.Client) > 0 {
		t.Client, t.ClientEdges = statesOf(p, p.Client), edgesOf(p.ClientEdges())
	}
	for _, c := range p.AllCommands() {
		info := CommandInfo{Keyword: c.Keyword, Usage: c.Usage(), Purpose: string(c.Purpose), Meaning: c.Meaning, Optional: c.Optional, Tag: c.Tag, Why: CiteOf(c.Ref())}
		for _, a := range c.Args {
			info.Args = append(info.Args, ArgInfo{a.Name, string(a.Token), a.Optional, a.Many})
		}
		for _, s := range c.In {
			info.In = append(info.In, string(s))
		}
		t.Commands = append(t.Commands, info)
	}
	t.Phases = phasesOf(t.Commands)
	for _, c := range p.AllCapabilities() {
		t.Capabilities = append(t.Capabilities, Named{c.Tag, c.Meaning, first(c.Refs)})
	}
	for _, r := range p.Revisions {
		t.Revisions = append(t.Revisions, Named{r.Name, r.Meaning, CiteOf(r.Ref)})
	}
	for _, a := range p.AllAgents() {
		t.Agents = append(t.Agents, Named{a.Name, a.Meaning, first(a.Refs)})
	}
	for _, c := range p.AllChoices() {
		t.Choices = append(t.Choices, Choice{c.Question, c.Answer, c.Because, CiteOf(c.Ref)})
	}
	for _, g := range p.AllTerms() {
		t.Glossary = append(t.Glossary, Term{Token: string(g.Token), Meaning: g.Meaning, Why: CiteOf(g.Ref)})
	}
	return t
}

// PhaseOf makes a purpose ready for the page.
func PhaseOf(p sim.PurposeRow) Phase {
	return Phase{Name: string(p.Name), Title: p.Title, Meaning: p.Meaning}
}

// phasesOf are the purposes of commands, and that of the opening, which needs
// none.
func phasesOf(commands []CommandInfo) []Phase {
	phases := []Phase{}
	for _, p := range sim.Purposes {
		needed := p.Name == sim.Connecting
		for _, c := range commands {
			needed = needed || c.Purpose == string(p.Name)
		}
		if needed {
			phases = append(phases, PhaseOf(p))
		}
	}
	return phases
}

func statesOf(p *sim.Profile, rows []sim.StateRow) []StateInfo {
	states := []StateInfo{}
	for _, s := range rows {
		states = append(states, StateInfo{Name: string(s.Name), Meaning: s.Meaning, Why: CiteOf(s.Ref), Ours: s.Name == sim.Closed})
	}
	return states
}

func edgesOf(edges []sim.Edge) []Edge {
	out := []Edge{}
	for _, e := range edges {
		out = append(out, Edge{From: string(e.From), To: string(e.To), Label: e.Label, OK: e.OK, Why: CiteOf(e.Ref), By: string(e.By)})
	}
	return out
}

func first(refs []rfc.Ref) *Cite {
	if len(refs) == 0 {
		return nil
	}
	return CiteOf(refs[0])
}

// TaskOf says, in the task's own words, how far an attempt on connection conn has
// come, and what can become of it.
func TaskOf(t sim.Task, l *sim.Log, conn int) *TaskState {
	v := t.Judge(l.Events())
	p := t.Prospect(l, conn, v)
	out := &TaskState{
		Solved: v.Solved, Goals: []GoalState{}, Broken: []GoalState{},
		Over: p.Over, Why: p.Why, Asked: p.Asked, Back: p.Back, Left: p.Left,
	}
	for i, g := range t.Goals {
		out.Goals = append(out.Goals, GoalState{Text: g.Text, Met: v.Met[i] >= 0, Seq: v.Met[i]})
	}
	for i, g := range t.Never {
		if v.Broken[i] >= 0 {
			out.Broken = append(out.Broken, GoalState{Text: g.Text, Met: true, Seq: v.Broken[i]})
		}
	}
	return out
}
