package lessons

import (
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"popscope/sim"
)

// Task is something the learner shall bring about, with all that helps them.
type Task struct {
	Line     int    // of the file
	Name     string // unique in its lesson
	Title    string
	Start    []string // what has been sent when the learner takes over
	Goal     sim.Task
	Solution []string
	Wrong    []Attempt

	brief    prose
	hints    []clue
	lines    map[string]int // where the keys stand
	patterns []int          // where the «when» of the goals stand, and then of what must never happen
}

// line is the line of the file on which a key stands.
func (t *Task) line(key string) int { return max(t.Line, t.lines[key]) }

// Attempt is a course that must not solve the task, and why.
type Attempt struct {
	Line  int // of the file
	Why   string
	Lines []string

	signs []sim.Pattern // what comes about in it alone, if the author says so
}

// clue is a hint, and until when it helps.
type clue struct {
	prose
	to []string // the lines of the solution to which it helps; nil: to all
	at int      // line of the file
}

// kinds are the kinds of event a goal can wait for.
var kinds = []string{
	string(sim.Opened), string(sim.Sent), string(sim.Arrived), string(sim.Commanded), string(sim.Replied),
	string(sim.Changed), string(sim.Locked), string(sim.Unlocked), string(sim.Marked), string(sim.Unmarked),
	string(sim.Removed), string(sim.Delivered), string(sim.Learned), string(sim.Held), string(sim.Created),
	string(sim.Destroyed), string(sim.Renamed), string(sim.Stored), string(sim.Flagged), string(sim.Secured),
	string(sim.Decided), string(sim.Timer), string(sim.Fault), string(sim.Broken), string(sim.Hangup),
}

// sides are the two ends of a connection.
var sides = []string{string(sim.Client), string(sim.Server)}

// parseTask reads the YAML of one task block. The result is never nil.
func parseTask(r *reporter, src []byte, first, lines int) *Task {
	t := &Task{Line: first - 1, lines: map[string]int{}}
	b := block{reporter: r, first: first, end: first + lines}
	root := b.parse(src, "the task")
	if root == nil {
		return t
	}
	const what = "the task"
	keys := b.mapping(root, what, "name", "title", "brief", "goals", "never", "hints", "solution", "wrong", "start")
	b.require(t.Line, what, keys, "name", "title", "brief", "goals", "hints", "solution", "wrong")
	var goals, never []int
	for key, e := range keys {
		t.lines[key] = e.line
		switch key {
		case "name":
			t.Name = b.name(e.value)
		case "title":
			t.Title = b.phrase(e.value, "the task's title")
		case "brief":
			t.brief = b.prose(e.value, "the brief")
		case "goals":
			t.Goal.Goals, goals = b.goals(e, "goals")
		case "never":
			t.Goal.Never, never = b.goals(e, "never")
		case "hints":
			for _, n := range b.full(e, "hints") {
				t.hints = append(t.hints, b.clue(n))
			}
		case "solution":
			b.full(e, "solution")
			t.Solution = b.attempt(e.value, "solution")
		case "wrong":
			for _, n := range b.full(e, "wrong") {
				t.Wrong = append(t.Wrong, b.wrong(n))
			}
		case "start":
			t.Start = b.attempt(e.value, "start")
		}
	}
	t.patterns = append(goals, never...)
	if n := len(t.patterns); n > maxToDo {
		b.add(t.line("goals"), "the task has %d goals, and things that must not happen; at most %d", n, maxToDo)
	}
	if n := len(t.Start) + len(t.Solution); n > maxToDo {
		b.add(t.line("solution"), "the task's start and solution have %d lines; at most %d", n, maxToDo)
	}
	for _, h := range t.hints {
		for _, line := range h.to {
			if t.Solution != nil && !slices.Contains(t.Solution, line) {
				b.add(h.at, "the hint is for «%s», which is no line of the solution", line)
			}
		}
	}
	return t
}

// clue is one item of «hints»: its text, or that with the line it is for.
func (b block) clue(n *yaml.Node) clue {
	h := clue{at: b.line(n)}
	if n.Kind != yaml.MappingNode {
		h.prose = b.prose(n, "a hint")
		return h
	}
	keys := b.mapping(n, "a hint", "for", "text")
	b.require(h.at, "a hint", keys, "for", "text")
	if e, ok := keys["text"]; ok {
		h.prose = b.prose(e.value, "a hint")
	}
	if e, ok := keys["for"]; ok {
		h.to = b.attempt(e.value, "for")
	}
	return h
}

// helps are the lines to which a hint helps, as sim.Prospect.Left counts them.
func (t *Task) helps(h clue) int {
	bits := 0
	for i, line := range t.Solution {
		if h.to == nil || slices.Contains(h.to, line) {
			bits |= 1 << (len(t.Start) + i)
		}
	}
	return bits
}

// name is a name that can stand in an address and an id.
func (b block) name(n *yaml.Node) string {
	s, ok := b.text(n, "the task's name")
	if ok && !plainName.MatchString(s) {
		b.add(b.line(n), "a task's name has small letters, digits and hyphens, such as keep-one")
	}
	return s
}

// full is the items of a list that must have some.
func (b block) full(e entry, what string) []*yaml.Node {
	items := b.list(e.value, "«"+what+"»")
	if e.value.Kind == yaml.SequenceNode && len(items) == 0 {
		b.add(e.line, "«%s» is empty", what)
	}
	return items
}

// goals are the items of «goals» or «never», and the line of each pattern.
func (b block) goals(e entry, what string) (goals []sim.Goal, lines []int) {
	for _, item := range b.full(e, what) {
		line := b.line(item)
		keys := b.mapping(item, "a goal", "text", "when")
		b.require(line, "a goal", keys, "text", "when")
		var g sim.Goal
		if e, ok := keys["text"]; ok {
			g.Text = b.phrase(e.value, "a goal's text")
		}
		if e, ok := keys["when"]; ok {
			g.When, line = b.pattern(e), e.line
		}
		goals, lines = append(goals, g), append(lines, line)
	}
	return goals, lines
}

// pattern is the «when» of a goal.
func (b block) pattern(when entry) sim.Pattern {
	var p sim.Pattern
	keys := b.mapping(when.value, "a pattern", "kind", "side", "keyword", "ok", "message", "mailbox", "state", "text", "line")
	b.require(when.line, "a pattern", keys, "kind")
	for key, e := range keys {
		switch key {
		case "kind":
			p.Kind = sim.Kind(b.oneOf(e.value, "kind", kinds))
		case "side":
			p.Side = sim.Side(b.oneOf(e.value, "side", sides))
		case "keyword":
			s, _ := b.text(e.value, "the keyword")
			p.Keyword = strings.ToUpper(s)
		case "ok":
			ok := b.truth(e.value, "«ok»")
			p.OK = &ok
		case "message":
			p.Item = int(b.number(e.value, "«message»", 1, 1<<20))
		case "mailbox":
			p.Mailbox, _ = b.text(e.value, "the mailbox")
		case "text":
			p.Text, _ = b.text(e.value, "the text")
		case "line":
			p.Line, _ = b.text(e.value, "the line")
		case "state":
			s, _ := b.text(e.value, "the state")
			p.State = sim.State(s)
		}
	}
	return p
}

// oneOf is a text that must be one of those known.
func (b block) oneOf(n *yaml.Node, what string, known []string) string {
	s, ok := b.text(n, what)
	if ok && !slices.Contains(known, s) {
		b.add(b.line(n), "%s", unknown(what, s, known))
	}
	return s
}

// wrong is one item of «wrong».
func (b block) wrong(n *yaml.Node) Attempt {
	a := Attempt{Line: b.line(n)}
	keys := b.mapping(n, "a wrong attempt", "why", "lines", "signs")
	b.require(a.Line, "a wrong attempt", keys, "why", "lines")
	if e, ok := keys["why"]; ok {
		a.Why = b.phrase(e.value, "«why»")
	}
	if e, ok := keys["lines"]; ok {
		a.Lines = b.attempt(e.value, "lines")
	}
	if e, ok := keys["signs"]; ok {
		for _, item := range b.full(e, "signs") {
			a.signs = append(a.signs, b.pattern(entry{b.line(item), item}))
		}
	}
	return a
}

// attempt is the lines a client sends, one after the other.
func (b block) attempt(n *yaml.Node, what string) []string {
	var lines []string
	for _, item := range b.list(n, "«"+what+"»") {
		s, ok := b.said(item)
		if !ok {
			continue
		}
		if strings.ContainsAny(s, "\r\n") {
			b.add(b.line(item), "one item is one line to send; this one has several")
		} else if _, fault := act(s); fault != "" {
			b.add(b.line(item), "%s", fault)
		} else {
			lines = append(lines, s)
		}
	}
	return lines
}

// said is a line to send. It may be empty, as within a message that is stored,
// but then it is written as "", so that it is no slip.
func (b block) said(n *yaml.Node) (string, bool) {
	if n.Kind == yaml.ScalarNode && n.Tag == "!!str" && n.Value == "" {
		return "", true
	}
	return b.text(n, "a line to send")
}

// prose is a text in Markdown.
func (b block) prose(n *yaml.Node, what string) prose {
	s, ok := b.text(n, what)
	if !ok {
		return prose{}
	}
	if at, words := excess([]byte(s)); words != "" {
		b.add(b.textLine(n)+at, "%s: %s", what, words)
		return prose{}
	}
	p := parseProse([]byte(s), b.textLine(n))
	p.checkFragment(b, what)
	return p
}
