package show

import "popscope/sim"

// TablesOf makes a protocol's table ready for the page.
func TablesOf(p *sim.Profile) Tables {
	t := Tables{
		Protocol: p.Name, Document: CiteOf(p.Document),
		States: []StateInfo{}, Edges: []Edge{}, Commands: []CommandInfo{}, Glossary: []Term{},
	}
	for _, s := range p.States {
		t.States = append(t.States, StateInfo{Name: string(s.Name), Meaning: s.Meaning, Why: CiteOf(s.Ref), Ours: s.Name == sim.Closed})
	}
	for _, e := range p.Edges() {
		t.Edges = append(t.Edges, Edge{From: string(e.From), To: string(e.To), Label: e.Label, OK: e.OK, Why: CiteOf(e.Ref)})
	}
	for _, c := range p.AllCommands() {
		info := CommandInfo{Keyword: c.Keyword, Usage: c.Usage(), Meaning: c.Meaning, Optional: c.Optional, Why: CiteOf(c.Ref())}
		for _, s := range c.In {
			info.In = append(info.In, string(s))
		}
		t.Commands = append(t.Commands, info)
	}
	for _, g := range p.Glossary {
		t.Glossary = append(t.Glossary, Term{Token: string(g.Token), Meaning: g.Meaning, Why: CiteOf(g.Ref)})
	}
	return t
}

// TaskOf says, in the task's own words, how far an attempt has come.
func TaskOf(t sim.Task, events []sim.Event) *TaskState {
	v := t.Judge(events)
	out := &TaskState{Solved: v.Solved, Goals: []GoalState{}, Broken: []GoalState{}}
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
