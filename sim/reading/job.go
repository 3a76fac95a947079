package reading

import (
	"errors"
	"fmt"
	"iter"

	"popscope/sim"
	"popscope/sim/paste"
)

// MaxEvents is how many events of a session are shown.
const MaxEvents = 100_000

// Job reads a file piece by piece, so that whoever waits for it can do something
// else in between, or give up.
type Job struct {
	next    func() (float64, bool)
	stop    func()
	part    float64
	done    bool
	session Session
	err     error
}

var (
	errUnfinished = errors.New("it is not read to the end yet")
	errStopped    = errors.New("reading was stopped")
)

// Begin makes a Job that reads a file as Read does. No work is done yet.
func Begin(file []byte, wanted *sim.Profile) *Job {
	j := &Job{err: errUnfinished}
	j.next, j.stop = iter.Pull(func(yield func(float64) bool) {
		s, err := listen(file, wanted, yield)
		j.session, j.err = s, err
		if errors.Is(err, paste.ErrStopped) {
			j.session, j.err = Session{}, errStopped
		}
	})
	return j
}

// Next goes on with the work. The budget is about how many lines of a text, or
// Inputs for the Tap, are dealt with. It reports whether all is done, and how
// much of it (0 to 1).
func (j *Job) Next(budget int) (done bool, progress float64) {
	for spent := 0; spent < budget && !j.done; spent += paste.Slice {
		part, more := j.next()
		if !more {
			j.done, part = true, 1
		}
		j.part = max(j.part, part)
	}
	return j.done, j.part
}

// Stop gives up: what was kept is let go.
func (j *Job) Stop() {
	if !j.done {
		j.stop()
		j.done, j.session, j.err = true, Session{}, errStopped
	}
}

// Result is what was found, when all is done.
func (j *Job) Result() (Session, error) { return j.session, j.err }

// found is the share of the work that is done when a session is found: the rest
// is for the Tap.
const found = 0.5

// listen finds the session in a file and lets a Tap listen to it.
func listen(file []byte, wanted *sim.Profile, yield func(float64) bool) (Session, error) {
	s, lines, err := find(file, wanted, func(part float64) bool { return yield(part * found) })
	if err != nil {
		return Session{}, err
	}
	s.log = sim.NewLog(sim.NewTap(s.Profile))
	for i, in := range s.Inputs {
		if i%paste.Slice == 0 && !yield(found+(1-found)*float64(i)/float64(len(s.Inputs))) {
			return Session{}, paste.ErrStopped
		}
		if len(s.log.Events()) >= MaxEvents {
			where := fmt.Sprintf("after %s", in.At)
			if lines != nil {
				where = fmt.Sprintf("from line %d on", lines[i])
			}
			s.Notes = append(s.Notes, fmt.Sprintf("What comes %s is left out: the session has more than %d events, and no more are shown.", where, MaxEvents))
			s.Inputs = s.Inputs[:i]
			break
		}
		s.log.Append(in)
	}
	return s, nil
}
