// Package paste makes a session out of a transcript that somebody pastes: as
// the documents print them (C: and S:), as programs write them (arrows, words,
// addresses), or as a terminal keeps them, where nobody has marked who speaks.
//
// The whole text is weighed in every way it may be read, and the way is taken
// that fits the protocol best. Every line is then in the Inputs or named in a
// note.
package paste

import (
	"errors"

	"popscope/sim"
)

// Paste is what was found in a transcript.
type Paste struct {
	Profile *sim.Profile // of those it may be: the one that goes best with it
	Inputs  []sim.Input  // for a sim.Tap
	Lines   []int        // of each Input: the line of the text where it begins, from 1
	Notes   []string     // what a reader must know: what was left out, what was put in. They quote nothing of what was said
}

// ErrStopped is the error when whoever reads does not want to go on.
var ErrStopped = errors.New("it was not read to the end")

// Read finds the session in a transcript. Of the protocols that it may be, the
// usual one comes first; their tables tell who speaks where the transcript does
// not. An error names the line.
//
// Time and again pause is asked whether to go on, and told how much of the work
// is done (0 to 1); between two times lie about Slice lines. It may be nil.
func Read(file []byte, among []*sim.Profile, pause func(part float64) bool) (Paste, error) {
	t, err := cut(file)
	if err != nil {
		return Paste{}, err
	}
	if err := page(t.lines); err != nil {
		return Paste{}, err
	}
	var tables []*table
	for _, p := range among {
		tables = append(tables, newTable(p))
	}
	p := &pauser{pause: pause, to: 0.7}
	w, err := weigh(t, tables, p)
	if err != nil {
		return Paste{}, err
	}
	p.from, p.to = 0.7, 1
	r := newReader(w, p)
	r.out.Notes = append(r.out.Notes, t.notes...)
	if w.unmarked {
		r.terminal()
	} else {
		r.marked()
	}
	if p.stopped {
		return Paste{}, ErrStopped
	}
	return r.finish()
}

// Slice is how many lines are looked at between two questions whether to go on.
const Slice = 500

const slice = Slice

// pauser asks whether to go on.
type pauser struct {
	pause    func(float64) bool
	from, to float64 // what share of the work this is
	part     float64 // of it that is done
	stopped  bool
}

// ask reports whether to go on when that part is done; 0: as much as before.
func (p *pauser) ask(part float64) bool {
	p.part = max(p.part, p.from+(p.to-p.from)*part)
	if !p.stopped && p.pause != nil && !p.pause(p.part) {
		p.stopped = true
	}
	return !p.stopped
}
