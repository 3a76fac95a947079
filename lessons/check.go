package lessons

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"

	"popscope/sim"
	"popscope/sim/show"
)

// Check reads and plays all lessons in the top folder of fsys, and reports
// every fault: in the text, in the dialogues, in the tasks, and in the links
// from one lesson to another.
func Check(fsys fs.FS) []Fault {
	files, err := names(fsys)
	if err != nil {
		return []Fault{{File: ".", Line: 1, Text: err.Error()}}
	}
	var faults []Fault
	all := map[string]*Lesson{} // by file
	byName := map[string]string{}
	for _, file := range files {
		l, wrong := readFile(fsys, file)
		faults = append(faults, wrong...)
		if other, twice := byName[l.Name]; twice {
			faults = append(faults, Fault{file, 1, fmt.Sprintf("the lesson «%s» already stands in %s", l.Name, other)})
		}
		byName[l.Name] = file
		all[file] = l
		if len(wrong) == 0 { // else playing would only repeat the same faults in other words
			faults = append(faults, l.Check()...)
		}
	}
	for _, l := range all {
		faults = append(faults, l.checkLinks(all)...)
	}
	return sorted(faults)
}

// Check plays the lesson and its tasks, and reports what does not come out.
func (l *Lesson) Check() []Fault {
	p := l.play()
	if p.log == nil {
		return p.faults
	}
	r := &reporter{file: l.File, last: l.last, faults: p.faults}
	tables := show.TablesOf(p.log.Machine().Profile())
	played := 0
	for _, t := range l.Tasks {
		l.checkTask(r, t, p.scenario, tables, &played)
		if played > maxPlayed {
			r.add(t.Line, "the attempts at the tasks up to here come to more than %d events; make them shorter, or fewer", maxPlayed)
			break
		}
	}
	return sorted(r.faults)
}

// checkTask plays the solution, which must solve the task, and the wrong
// attempts and the empty one, which must not. It counts the events that are
// played, and plays no more where there are too many.
func (l *Lesson) checkTask(r *reporter, t *Task, sc sim.Scenario, tables show.Tables, played *int) {
	before := len(r.faults)
	for i, g := range slices.Concat(t.Goal.Goals, t.Goal.Never) {
		checkPattern(r, t.patterns[i], g.When, sc, tables)
	}
	lines := func(where int, lines []string) {
		for _, text := range lines {
			if fault := l.unknownDevice(text); fault != "" {
				r.add(where, "%s", fault)
			}
		}
	}
	lines(t.line("start"), t.Start)
	lines(t.line("solution"), t.Solution)
	for _, a := range t.Wrong {
		lines(a.Line, a.Lines)
	}
	if len(r.faults) > before {
		return
	}
	attempt := func(lines []string) sim.Verdict {
		c, err := newCourse(sc)
		if err != nil { // not for this scenario, which has been played before
			return sim.Verdict{}
		}
		c.do(openConnection)
		for _, line := range slices.Concat(t.Start, lines) {
			if *played += len(c.do(line)); *played > maxPlayed {
				break
			}
		}
		return t.Goal.Judge(c.log.Events())
	}
	if v := attempt(t.Solution); !v.Solved && *played <= maxPlayed {
		r.add(t.line("solution"), "the solution does not solve the task: %s", unsolved(t.Goal, v))
	}
	if attempt(nil).Solved {
		r.add(t.line("goals"), "the task is solved before the learner has done anything")
	}
	for _, a := range t.Wrong {
		if attempt(a.Lines).Solved {
			r.add(a.Line, "this attempt must not solve the task, but it does: %s", a.Why)
		}
	}
	if len(r.faults) == before && *played <= maxPlayed {
		t.checkForeseen(r, sc)
	}
}

// unsolved says in the goals' own words what is amiss.
func unsolved(t sim.Task, v sim.Verdict) string {
	var why []string
	for i, g := range t.Goals {
		if v.Met[i] < 0 {
			why = append(why, fmt.Sprintf("«%s» does not come about", g.Text))
		}
	}
	for i, g := range t.Never {
		if v.Broken[i] >= 0 {
			why = append(why, fmt.Sprintf("«%s» must never come about, but does", g.Text))
		}
	}
	return strings.Join(why, "; ")
}

// checkPattern reports a pattern that no event of the lesson's world can fit.
func checkPattern(r *reporter, line int, p sim.Pattern, sc sim.Scenario, tables show.Tables) {
	items := 0
	owner := sc.Mailboxes[0].Name
	for _, m := range sc.Mailboxes {
		items += len(m.Messages)
		for _, f := range m.Folders {
			items += len(f.Messages)
		}
	}
	if p.Item > items {
		r.add(line, "the goal speaks of message %d, but the maildrop «%s» has %d", p.Item, owner, items)
	}
	if folder, ok := strings.CutPrefix(p.Mailbox, owner); p.Mailbox != "" && (!ok || folder != "" && folder[0] != '/') {
		r.add(line, "the mailbox «%s» is none of %s's: it is «%s», or «%s/» and a folder's name", p.Mailbox, owner, owner, owner)
	}
	var keywords, states []string
	for _, c := range tables.Commands {
		keywords = append(keywords, c.Keyword)
	}
	for _, s := range slices.Concat(tables.States, tables.Client) {
		states = append(states, s.Name)
	}
	if p.Keyword != "" && !slices.Contains(keywords, p.Keyword) {
		r.add(line, "%s", unknown("keyword", p.Keyword, keywords))
	}
	if p.State != "" && !slices.Contains(states, string(p.State)) {
		r.add(line, "%s", unknown("state", string(p.State), states))
	}
}

// checkLinks reports links to lessons and headings that are not there.
func (l *Lesson) checkLinks(all map[string]*Lesson) []Fault {
	r := &reporter{file: l.File, last: l.last}
	for _, link := range l.links {
		u, err := url.Parse(link.to)
		if err != nil { // reported when the link was read
			continue
		}
		target := l
		if u.Path != "" {
			target = all[path.Clean(u.Path)]
		}
		switch {
		case target == nil:
			r.add(link.line, "the link leads to «%s», but there is no such lesson", u.Path)
		case u.Fragment != "" && !target.body.hasHeading(u.Fragment):
			r.add(link.line, "the link leads to «#%s», but there is no such heading in %s", u.Fragment, target.File)
		}
	}
	return r.faults
}

// hasHeading reports whether a heading of p is called id.
func (p prose) hasHeading(id string) bool {
	found := false
	p.walk(func(n ast.Node) {
		if h, ok := n.(*ast.Heading); ok {
			if got, ok := h.AttributeString("id"); ok && string(got.([]byte)) == id {
				found = true
			}
		}
	})
	return found
}
