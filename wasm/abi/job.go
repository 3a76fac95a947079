package abi

import (
	"fmt"

	"popscope/sim/show"
	"popscope/wasm/json"
)

// job is a session on its way: first it is played, or read, and then its events
// are handed over; both a little at a time.
type job struct {
	// play goes on, for about so many events, and gives the session once there
	// is one; until then, in thousandths, how much is done.
	play    func(events int) (s *session, done int, err error)
	request *show.Request // that opens it again
	stop    func()        // lets go what is kept meanwhile; nil: there is nothing
	made    *session
	given   int // of its events
}

// played is how much of a job is done, in thousandths, when everything has been
// played, and nothing handed over.
const played = 900

// Begin begins to open a session (show.Request in, show.Job out): Go goes on.
// Bounds are as for Open, and so is what becomes of what can't be restored.
func (e *Engine) Begin(request string) string {
	return answer(func() (any, error) {
		var r show.Request
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request for a session is damaged: %w", err)
		}
		s, restoring, err := begin(r)
		if err != nil {
			return nil, err
		}
		return e.start(&job{play: func(events int) (*session, int, error) {
			if restoring == nil {
				return s, played, nil
			}
			if !restoring.Next(events) {
				n, of := restoring.Done()
				return nil, played * n / max(of, 1), nil
			}
			return s, played, s.restored(r, restoring)
		}}), nil
	})
}

// start gives a job a number.
func (e *Engine) start(j *job) show.Job {
	e.last++
	e.jobs[e.last] = j
	return show.Job{ID: e.last}
}

// Go goes on with a job, for about so many events, and says how far it is
// (show.Job). A job that has given its Session, or has failed, is over.
func (e *Engine) Go(id, events int) string {
	return answer(func() (any, error) {
		j := e.jobs[id]
		if j == nil {
			return nil, fmt.Errorf("there is no job %d", id)
		}
		out, err := j.on(max(events, 1))
		out.ID = id
		if err != nil {
			delete(e.jobs, id)
			return nil, err
		}
		if j.made == nil || j.given < len(j.made.log().Events()) {
			return out, nil
		}
		delete(e.jobs, id)
		e.last++
		e.sessions[e.last] = j.made
		s := j.made.outline(e.last)
		s.Request = j.request
		out.Session = &s
		return out, nil
	})
}

func (j *job) on(events int) (out show.Job, err error) {
	if j.made == nil {
		j.made, out.Done, err = j.play(events)
		return out, err
	}
	l := j.made.log()
	all := l.Events()
	to := min(j.given+events, len(all))
	out.Events = show.EventsOf(l.Machine().Profile(), all[j.given:to])
	j.given = to
	out.Done = played + (1000-played)*to/max(len(all), 1)
	return out, nil
}

// Stop gives a job up. One that is over already stays as it is.
func (e *Engine) Stop(id int) {
	if j := e.jobs[id]; j != nil && j.stop != nil {
		j.stop()
	}
	delete(e.jobs, id)
}
