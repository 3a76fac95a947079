package sim

// Until is the last event before event seq at which that has not come about
// yet, -1 if there is none: events of one moment come about together. The
// Inputs are those that bring it about from there, as they did before.
func (l *Log) Until(seq int) (before int, inputs []Input, err error) {
	if seq < 0 || seq >= len(l.events) {
		return 0, nil, l.outside(seq)
	}
	e := &l.events[seq]
	for before = seq - 1; before >= 0; before-- {
		b := &l.events[before]
		if b.Input != e.Input || b.At < e.At && l.parts(b) {
			break
		}
	}
	from := 0
	if before >= 0 {
		b := &l.events[before]
		if from = b.Input; !l.parts(b) {
			from++
		}
	}
	return before, l.inputs[from : e.Input+1], nil
}

// parts reports whether time stops at an event, so that only a part of what its
// Input has set in motion has come about (see way).
func (l *Log) parts(e *Event) bool {
	in := &l.inputs[e.Input]
	return e.At < in.At || in.idle()
}

// CutWithin gives the course on which the line breaks while event seq, a
// message that was sent, is under way: so many of its octets come through, at
// least one. It leaves the old one after the event before.
func (l *Log) CutWithin(seq, octets int) (before int, cut func(*Log), err error) {
	before, inputs, err := l.Until(seq)
	if err != nil {
		return 0, nil, err
	}
	e := l.events[seq]
	octets = min(max(octets, 1), len(e.Octets))
	return before, func(f *Log) {
		// What this side sends between the two is not what is to be cut.
		for _, b := range l.events[len(f.events):seq] {
			if b.Kind == Sent && b.Side == e.Side && b.Conn == e.Conn {
				octets += len(b.Octets)
			}
		}
		f.Append(Input{At: f.Now(), Conn: e.Conn, From: e.Side, Kind: Cut, N: octets})
		f.carry(inputs)
		f.Settle()
	}, nil
}
