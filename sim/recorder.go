package sim

// recorder numbers the Events of a machine.
type recorder struct {
	seq   int // of the next event
	step  int // of the message that is under way
	input int // index of the current input
	out   []Event
}

// clone is an independent copy that has given out nothing yet.
func (r recorder) clone() recorder {
	r.out = nil
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
	return e.Seq
}
