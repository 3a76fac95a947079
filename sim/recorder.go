package sim

// recorder numbers the Events of a machine.
type recorder struct {
	seq   int // of the next event
	step  int // of the message that is under way
	input int // index of the current input
	out   []Event
	sent  int // octets of what was sent, in out
	spans int // parts of these octets
}

// The bounds of what may come of one input, far beyond what anybody does: a
// scenario and an input can be made that would go on for hours.
const (
	mostEvents = 200_000
	mostSent   = 64 << 20 // octets
	mostSpans  = 2_000_000
)

// tooMuch is the panic of a machine that is past them.
type tooMuch struct{}

// clone is an independent copy that has given out nothing yet.
func (r recorder) clone() recorder {
	r.out = nil
	return r
}

// begin starts the Events of one more Input.
func (r *recorder) begin() {
	r.input++
	r.out, r.sent, r.spans = nil, 0, 0
}

// add records an event and gives its seq.
func (r *recorder) add(e Event) int {
	if e.Kind == Sent {
		r.sent += len(e.Octets)
		r.spans += len(e.Spans)
	}
	if len(r.out) >= mostEvents || r.sent > mostSent || r.spans > mostSpans {
		panic(tooMuch{})
	}
	e.Seq, e.Step, e.Input = r.seq, r.step, r.input
	r.seq++
	r.out = append(r.out, e)
	return e.Seq
}
