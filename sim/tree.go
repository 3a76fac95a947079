package sim

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Tree holds all the courses a session has taken. Doing something else in the
// past starts a branch; the old future is kept, and can be returned to.
type Tree struct {
	branches []*Branch
}

// Branch is one course. Branch 0 is the session as it began.
type Branch struct {
	Parent int // -1 for branch 0
	At     int // seq of the last event shared with the parent
	Name   string
	Log    *Log
}

// NewTree begins with one branch.
func NewTree(name string, l *Log) *Tree {
	return &Tree{[]*Branch{{Parent: -1, At: -1, Name: name, Log: l}}}
}

// Branches are all of them, by their number.
func (t *Tree) Branches() []*Branch { return t.branches }

// Branch gives branch id.
func (t *Tree) Branch(id int) (*Branch, error) {
	if id < 0 || id >= len(t.branches) {
		return nil, fmt.Errorf("there is no branch %d: this session has %d", id, len(t.branches))
	}
	return t.branches[id], nil
}

// From gives the branch to act on when the learner stands at event seq of
// branch id: that one itself if the event is its last, otherwise a new one. What
// branches share belongs to the first of them: two that begin there are siblings,
// whichever is watched.
func (t *Tree) From(id, seq int, name string) (int, error) {
	b, err := t.Branch(id)
	if err != nil {
		return 0, err
	}
	if seq == len(b.Log.Events())-1 {
		return id, nil
	}
	for b.Parent >= 0 && seq <= b.At {
		id, b = b.Parent, t.branches[b.Parent]
	}
	l, err := b.Log.Fork(seq)
	if err != nil {
		return 0, err
	}
	t.branches = append(t.branches, &Branch{Parent: id, At: len(l.Events()) - 1, Name: name, Log: l})
	return len(t.branches) - 1, nil
}

// Act does something after event seq of branch id: on that branch itself if the
// event is its last, otherwise on a new one of that name. It gives the branch,
// and the seq of the first event that came of it. What would make the session
// too large is not done, and nothing of it stays; that error is for a person.
func (t *Tree) Act(id, seq int, name string, do func(*Log)) (branch, from int, err error) {
	before := len(t.branches)
	if branch, err = t.From(id, seq, name); err != nil {
		return id, 0, err
	}
	l := t.branches[branch].Log
	inputs := len(l.inputs)
	from = len(l.Events())
	err = attempt(func() { do(l) })
	if err == nil {
		if err = t.weigh(); err == nil {
			return branch, from, nil
		}
	}
	if branch != id {
		t.branches = t.branches[:before]
	} else {
		t.branches[id].Log = l.first(inputs)
	}
	return id, 0, fmt.Errorf("this would be too much, and was not done: %w. Begin a new session to go on", err)
}

// weigh gives an error if the tree is beyond its bounds.
func (t *Tree) weigh() error {
	if len(t.branches) > maxBranches {
		return fmt.Errorf("a session has at most %d branches", maxBranches)
	}
	var w Weight
	for _, b := range t.branches {
		w = w.plus(b.Log.weight)
	}
	return w.check()
}

// maxName is how many characters the name of a branch has at most.
const maxName = 80

// Rename gives branch id another name; an error is for a person.
func (t *Tree) Rename(id int, name string) error {
	b, err := t.Branch(id)
	if err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	if name == "" || utf8.RuneCountInString(name) > maxName || !utf8.ValidString(name) {
		return fmt.Errorf("the name of a branch has 1 to %d characters", maxName)
	}
	b.Name = name
	return nil
}

// savedVersion is written into every saved tree, so that an old one is never
// misread. Version 2 has the three segments that open a TCP connection.
const savedVersion = 2

// Saved is all that is needed to restore a Tree.
type Saved struct {
	Version  int           `json:"version"`
	Branches []SavedBranch `json:"branches"`
}

// SavedBranch is one course: the Inputs, from which everything else follows.
type SavedBranch struct {
	Parent int     `json:"parent"`
	At     int     `json:"at"`
	Name   string  `json:"name"`
	Inputs []Input `json:"inputs"`
}

// Save gives what Restore needs.
func (t *Tree) Save() Saved {
	s := Saved{Version: savedVersion}
	for _, b := range t.branches {
		s.Branches = append(s.Branches, SavedBranch{b.Parent, b.At, b.Name, b.Log.Inputs()})
	}
	return s
}
