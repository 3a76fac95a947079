package sim

import (
	"slices"
	"time"
)

// Place is where a line goes that somebody types for one end of a connection
// while looking at an event. It stands in the course as if that end had said
// nothing else: it takes the place of what that end said there, or it waits for
// what it would have waited for.
type Place struct {
	Seq     int           // the event after which the line goes
	Until   time.Duration // if not 0, time goes on until then first: what is waited for comes in that time
	Instead int           // seq of the message whose place the line takes; -1: of none
	Awaited int           // seq of the message of that end to which the reply is still due; -1: no reply is, or it is the greeting
	Waits   bool          // something is waited for
}

// Place says where a line goes that side from types on a connection after event
// seq. At the end of all nothing is there to be replaced or to be waited for.
func (l *Log) Place(seq, conn int, from Side) Place {
	p := Place{Seq: seq, Instead: -1, Awaited: -1}
	last := len(l.events) - 1
	if seq < 0 || seq >= last {
		return p
	}
	if first := l.events[l.beginning(seq)]; first.Kind == Sent && first.Side == from && first.Conn == conn {
		p.Instead = first.Seq
		return p
	}
	at := seq
	for _, e := range l.events[seq+1:] {
		if e.Kind != Arrived || e.Side != from || e.Conn != conn {
			continue
		}
		asked, due := l.asked(e.Seq, seq)
		if !due {
			break
		}
		if !p.Waits {
			p.Waits, p.Awaited = true, asked
		}
		at = e.Seq
	}
	idle := func(in Input) bool { return in.Kind == Rest || in.Kind == Wait }
	since, end := l.events[seq].Input+1, l.events[at].Input+1
	if p.Waits && slices.ContainsFunc(l.inputs[min(since, end):end], func(in Input) bool { return !idle(in) }) {
		p.Until = l.events[at].At // what was done meanwhile is not done on this course
		return p
	}
	moment := l.events[at].At
	for p.Seq = at; p.Seq < last && p.Waits && l.events[p.Seq+1].Step == l.events[at].Step && l.events[p.Seq+1].At == moment; {
		p.Seq++
	}
	for _, e := range l.events[at+1:] {
		if e.At != moment {
			break
		}
		if e.Kind == Sent && e.Side == from && e.Conn == conn && !l.Said(e) {
			p.Instead = e.Seq // what a program goes on with at once
			break
		}
	}
	return p
}

// Said reports whether whoever sent a message was told to from outside, and is
// no program.
func (l *Log) Said(e Event) bool {
	in := l.inputs[e.Input]
	return in.Kind == Octets && in.Conn == e.Conn && in.From == e.Side
}

// beginning is the first event of the step to which event seq belongs.
func (l *Log) beginning(seq int) int {
	for seq > 0 && l.events[seq-1].Step == l.events[seq].Step {
		seq--
	}
	return seq
}

// asked finds the message that was answered by what has arrived at its sender in
// event seq; -1 if none was. It is due after event since if it had been set in
// motion by then.
func (l *Log) asked(seq, since int) (by int, due bool) {
	from := l.events[seq].Side
	for ; seq >= 0; seq = l.events[seq].Cause {
		due = due || seq <= since
		if e := l.events[seq]; e.Side == from && e.Kind == Sent {
			return seq, due
		}
	}
	return -1, due
}

// Instead gives the course on which a side says something else than the message
// of event seq, which it has sent: before is the event after which that leaves
// the old one, and say brings a log that far. Then whoever took its place may
// speak. A program that would have sent the message does no more.
func (l *Log) Instead(seq int) (before int, say func(*Log), err error) {
	before, inputs, err := l.Until(seq)
	if err != nil {
		return 0, nil, err
	}
	e := l.events[seq]
	inputs = slices.Clone(inputs)
	last := &inputs[len(inputs)-1]
	if l.Said(e) {
		n := 0 // octets that went before it, at once
		for _, b := range l.events[before+1 : seq] {
			if b.Input == e.Input && b.Kind == Sent && b.Side == e.Side && b.Conn == e.Conn {
				n += len(b.Octets)
			}
		}
		if last.Data = last.Data[:n]; n == 0 {
			inputs = inputs[:len(inputs)-1]
		}
		return before, func(f *Log) { f.carry(inputs) }, nil
	}
	if last.Kind == Rest || last.Kind == Wait {
		*last = Input{At: e.At, Kind: Wait} // what comes later has not come yet
	}
	return before, func(f *Log) {
		n := 0
		for _, b := range l.events[len(f.events):seq] {
			if b.Kind == Sent && b.Side == e.Side && b.Conn == e.Conn {
				n++
			}
		}
		f.Append(Input{At: f.Now(), Conn: e.Conn, From: e.Side, Kind: Take, N: n})
		f.carry(inputs)
	}, nil
}

func (l *Log) carry(inputs []Input) {
	for _, in := range inputs {
		l.Append(in)
	}
}
