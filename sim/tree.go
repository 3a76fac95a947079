package sim

import (
	"bytes"
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
// branch id: that one itself if the event is its last, otherwise a new one.
func (t *Tree) From(id, seq int, name string) (int, error) {
	b, err := t.Branch(id)
	if err != nil {
		return 0, err
	}
	if seq == len(b.Log.Events())-1 {
		return id, nil
	}
	l, err := b.Log.Fork(seq)
	if err != nil {
		return 0, err
	}
	t.branches = append(t.branches, &Branch{Parent: id, At: len(l.Events()) - 1, Name: name, Log: l})
	return len(t.branches) - 1, nil
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

// The bounds of what Restore accepts: more than anybody types, and little
// enough that a corrupt or hostile text cannot stop the page.
const (
	maxBranches = 200
	maxInputs   = 20000
	maxLines    = 20000    // from the client, in all inputs together: one input may hold thousands
	maxEvents   = 100000   // of all branches together
	maxOctets   = 8 << 20  // of all inputs together
	maxSent     = 64 << 20 // octets of all messages together: a short line may be answered at length
)

// Restore brings a saved tree back, by playing its Inputs on fresh machines.
func Restore(s Saved, fresh func() Machine) (t *Tree, err error) {
	defer func() {
		switch what := recover().(type) {
		case nil:
		case tooMuch:
			t, err = nil, fmt.Errorf("the saved session is too long: more than %d events or %d octets came of one input", mostEvents, mostSent)
		default:
			panic(what)
		}
	}()
	if s.Version != savedVersion {
		return nil, fmt.Errorf("the saved session is of version %d; this Popscope reads version %d", s.Version, savedVersion)
	}
	if len(s.Branches) == 0 || len(s.Branches) > maxBranches {
		return nil, fmt.Errorf("the saved session has %d branches; it should have 1 to %d", len(s.Branches), maxBranches)
	}
	t = &Tree{}
	events, octets, lines, sent := 0, 0, 0, 0
	for i, b := range s.Branches {
		if b.Parent >= i || b.Parent < -1 || i > 0 && b.Parent < 0 || len(b.Inputs) > maxInputs {
			return nil, fmt.Errorf("branch %d of the saved session is damaged", i)
		}
		l := NewLog(fresh())
		for _, in := range b.Inputs {
			octets += len(in.Data)
			if in.Kind == Octets && in.From == Client {
				lines += bytes.Count(in.Data, []byte{'\n'})
			}
			// Before it is carried out: that alone could take forever.
			if octets > maxOctets || lines > maxLines {
				return nil, fmt.Errorf("the saved session is too long: more than %d lines or %d octets went into it", maxLines, maxOctets)
			}
			for _, e := range l.Append(in) {
				events++
				if e.Kind == Sent {
					sent += len(e.Octets)
				}
			}
			if events > maxEvents || sent > maxSent {
				return nil, fmt.Errorf("the saved session is too long: more than %d events or %d octets came of it", maxEvents, maxSent)
			}
		}
		if b.At < -1 || b.At >= len(l.Events()) {
			return nil, fmt.Errorf("branch %d of the saved session does not fit its parent", i)
		}
		t.branches = append(t.branches, &Branch{b.Parent, b.At, b.Name, l})
	}
	return t, nil
}
