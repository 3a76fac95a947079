package sim

import "slices"

// recorder numbers the Events of a machine.
type recorder struct {
	seq   int // of the next event
	step  int // of the message that is under way
	input int // index of the current input
	out   []Event
	sent  []Event // messages that are still on their way, to be found by seq
}

// clone is an independent copy that has given out nothing yet.
func (r recorder) clone() recorder {
	r.out = nil
	r.sent = slices.Clone(r.sent)
	return r
}

// begin starts the Events of one more Input.
func (r *recorder) begin() {
	r.input++
	r.out = nil
}

// add records an event and gives its seq.
func (r *recorder) add(e Event) int {
	e.Seq, e.Step, e.Input = r.seq, r.step, r.input
	r.seq++
	r.out = append(r.out, e)
	if e.Kind == Sent {
		r.sent = append(r.sent, e)
	}
	return e.Seq
}

// find gives the message that was sent as event seq, of which so many octets
// have arrived, and forgets it when that were all.
func (r *recorder) find(seq, octets int) Event {
	for i, e := range r.sent {
		if e.Seq != seq {
			continue
		}
		if e.Octets = e.Octets[octets:]; len(e.Octets) > 0 {
			r.sent[i] = e
		} else {
			r.sent = append(r.sent[:i:i], r.sent[i+1:]...)
		}
		return e
	}
	return Event{Seq: seq}
}
