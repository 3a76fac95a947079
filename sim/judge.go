package sim

// Verdict says how far an attempt at a Task has come.
type Verdict struct {
	Solved bool  // every goal is met, and nothing happened that must not
	Met    []int // for each goal, the seq of the event that met it; -1: not yet
	Broken []int // for each thing that must never happen, the seq of the event in which it did; -1: it did not
}

// Judge looks at what has happened, and at nothing else: not at how it was
// typed, nor in what order, unless a goal asks for it.
func (t Task) Judge(events []Event) Verdict {
	v := Verdict{Met: find(t.Goals, events), Broken: find(t.Never, events)}
	v.Solved = len(t.Goals) > 0
	for _, seq := range v.Met {
		v.Solved = v.Solved && seq >= 0
	}
	for _, seq := range v.Broken {
		v.Solved = v.Solved && seq < 0
	}
	return v
}

func find(goals []Goal, events []Event) []int {
	at := make([]int, len(goals))
	for i, g := range goals {
		at[i] = -1
		for _, e := range events {
			if g.When.Fits(e) {
				at[i] = e.Seq
				break
			}
		}
	}
	return at
}

// Fits reports whether the event has all that the pattern states. A challenge,
// with which an exchange goes on, is neither yes nor no, and nor is what does
// not begin with a status indicator.
func (p Pattern) Fits(e Event) bool {
	return p.Kind == e.Kind &&
		(p.Side == "" || p.Side == e.Side) &&
		(p.Keyword == "" || p.Keyword == e.Keyword) &&
		(p.OK == nil || *p.OK == e.OK && !e.Goes && !e.Odd) &&
		(p.Item == 0 || p.Item == e.Item) &&
		(p.Mailbox == "" || p.Mailbox == e.Mailbox) &&
		(p.State == "" || p.State == e.New) &&
		(p.Text == "" || p.Text == e.Text) &&
		(p.Line == "" || begins(e.Octets, p.Line))
}
