package sim

import (
	"bytes"
	"fmt"
)

// Restoring brings a saved tree back, by playing its Inputs on fresh machines: a
// few at a time, so that whoever waits can do something else meanwhile, or give
// up.
type Restoring struct {
	saved  Saved
	fresh  func() Machine
	tree   *Tree
	log    *Log // of the branch that is being played; nil: the next is to be begun
	input  int  // of that branch, the next
	weight Weight
	all    int // inputs of all branches
	err    error
}

// BeginRestore looks at what was saved and plays nothing yet. What can be
// counted is, and refused if it is too much.
func BeginRestore(s Saved, fresh func() Machine) *Restoring {
	r := &Restoring{saved: s, fresh: fresh, tree: &Tree{}}
	r.err = r.look()
	return r
}

func (r *Restoring) look() error {
	s := r.saved
	if s.Version != savedVersion {
		return fmt.Errorf("the saved session is of version %d; this Popscope reads version %d", s.Version, savedVersion)
	}
	if len(s.Branches) == 0 || len(s.Branches) > maxBranches {
		return fmt.Errorf("the saved session has %d branches; it should have 1 to %d", len(s.Branches), maxBranches)
	}
	var w Weight
	for i, b := range s.Branches {
		if b.Parent >= i || b.Parent < -1 || i > 0 && b.Parent < 0 {
			return fmt.Errorf("branch %d of the saved session is damaged", i)
		}
		for n, in := range b.Inputs {
			w.add(in, nil)
			if err := w.check(); err != nil {
				return tooLong(err, i, n)
			}
			if in.Conn < 0 || in.Conn > maxConn {
				return fmt.Errorf("branch %d of the saved session has a connection %d; they go from 1 to %d", i, in.Conn, maxConn)
			}
			// Before it is carried out: that alone could take forever.
			if in.Kind == Octets && bytes.Count(in.Data, []byte{'\n'}) > maxLines {
				return tooLong(fmt.Errorf("an input sends more than %d lines at once", maxLines), i, n)
			}
		}
	}
	r.all = w.Inputs
	return nil
}

// tooLong says of what there is too much, and at which Input of which branch it
// was found out.
func tooLong(err error, branch, input int) error {
	return fmt.Errorf("the saved session is too long: %w (found at input %d of branch %d)", err, input+1, branch)
}

// Next plays Inputs until about so many Events have come of them, and reports
// whether all is done, or has failed. Events of one Input come together.
func (r *Restoring) Next(events int) (done bool) {
	err := attempt(func() {
		for enough := r.weight.Events + events; r.err == nil && !r.played() && r.weight.Events < enough; events-- {
			r.err = r.step()
		}
	})
	if err != nil {
		r.err = tooLong(err, len(r.tree.branches), max(r.input, 1)-1)
	}
	return r.err != nil || r.played()
}

func (r *Restoring) played() bool { return len(r.tree.branches) == len(r.saved.Branches) }

// step plays one Input, or begins or ends a branch.
func (r *Restoring) step() error {
	i := len(r.tree.branches)
	b := r.saved.Branches[i]
	if r.log == nil {
		r.log, r.input = NewLog(r.fresh()), 0
	}
	if r.input < len(b.Inputs) {
		in := b.Inputs[r.input]
		r.input++
		r.weight.add(in, r.log.Append(in))
		if err := r.weight.check(); err != nil {
			return tooLong(err, i, r.input-1)
		}
		return nil
	}
	if b.At < -1 || b.At >= len(r.log.Events()) {
		return fmt.Errorf("branch %d of the saved session does not fit its parent", i)
	}
	for b.Parent > 0 && b.At <= r.tree.branches[b.Parent].At { // as Tree.From has it, since it does
		b.Parent = r.tree.branches[b.Parent].Parent
	}
	r.tree.branches = append(r.tree.branches, &Branch{b.Parent, b.At, b.Name, r.log})
	r.log = nil
	return nil
}

// Done is how much is done: Inputs, of how many.
func (r *Restoring) Done() (inputs, of int) { return r.weight.Inputs, r.all }

// Tree is the tree, once Next has said that it is done; or why there is none.
func (r *Restoring) Tree() (*Tree, error) {
	if r.err != nil {
		return nil, r.err
	}
	return r.tree, nil
}

// Restore brings a saved tree back at once.
func Restore(s Saved, fresh func() Machine) (*Tree, error) {
	r := BeginRestore(s, fresh)
	for !r.Next(bound.Events) {
	}
	return r.Tree()
}
