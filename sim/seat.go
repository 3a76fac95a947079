package sim

import (
	"bytes"
	"time"

	"popscope/sim/wire"
)

// In the server's seat the learner answers, and a client of the scenario asks.
// No Session decides anything: a Tap says what the learner's lines mean, and
// what is wrong with them; what they promise is done.

// seatPatience is how long a client waits for the learner, if its program has
// no time-out of its own.
const seatPatience = 10 * time.Minute

// over reports whether the server's end of a connection is closed, or was never
// open.
func (w *World) over(l *link) bool {
	if Seatable && w.seat != nil {
		return !w.ear().conn(l.id).open
	}
	return l.session.Closed()
}

// speak sends what the learner says for the server, line by line.
func (w *World) speak(in Input) {
	if !Seatable {
		return
	}
	l := w.link(in.Conn)
	if l == nil || !l.ready || w.over(l) {
		w.fault(in.Conn, "There is no client on the line: nothing was sent.", "A server waits until somebody connects.")
		return
	}
	for piece := range bytes.Lines(in.Data) {
		e := w.ear().conn(l.id).watch.foresee(piece)
		w.rec.step++
		e.Conn, e.At, e.Cause = l.id, w.now, -1
		e.Seq = w.rec.add(e)
		w.transmit(l, Client, e)
		w.witness(l, Input{From: Server, Kind: Octets, Data: piece}, e.Seq)
	}
}

// ear is the Tap on the server's seat. The World knows it only as a Machine, so
// that a build without that seat is one without a Tap.
func (w *World) ear() *Tap {
	if !Seatable {
		return nil
	}
	return w.seat.(*Tap)
}

// dismiss closes a connection from the server's end.
func (w *World) dismiss(in Input) {
	if !Seatable {
		return
	}
	l := w.link(in.Conn)
	if l == nil || w.over(l) {
		w.fault(in.Conn, "There is no connection to close.", "")
		return
	}
	w.rec.step++
	w.witness(l, Input{From: Server, Kind: Close}, -1)
	w.post(parcel{conn: l.id, to: Client, kind: fin, cause: w.rec.seq - 1})
}

// witness lets the Tap see what comes to pass at the server's end, and records
// what follows from it. What the client learns, its own end will tell.
func (w *World) witness(l *link, in Input, cause int) {
	if !Seatable {
		return
	}
	in.At, in.Conn = w.now, l.id
	seqs := map[int]int{} // of ours, by those of the Tap
	seen := w.seat.Step(in)
	if in.Kind == Octets && in.From == Server {
		seen = append(seen, w.seat.Step(Input{At: w.now, Conn: l.id, Kind: Wait})...) // the learner has said all that there is
	}
	for _, e := range seen {
		from, ok := seqs[e.Cause]
		if !ok {
			from = cause
		}
		seqs[e.Seq] = from
		switch {
		case e.Kind == Opened, e.Kind == Sent, e.Kind == Learned, e.Kind == Held, e.Kind == Changed && e.Side == Client, e.Kind == Hangup && in.From == Client:
			continue
		case !w.fulfil(l, &e):
			continue
		}
		e.Cause, e.At, e.Inferred = from, w.now, false
		seqs[e.Seq] = w.rec.add(e)
	}
}

// fulfil does to the maildrops what the learner's reply promises; false if there
// is no such message.
func (w *World) fulfil(l *link, e *Event) bool {
	d := w.host.Maildrop(e.Mailbox)
	switch {
	case d == nil:
		return true
	case e.Kind == Locked:
		d.holder, l.numbered = l.id, nil
		for _, m := range d.messages {
			l.numbered = append(l.numbered, m.Item)
		}
	case e.Kind == Unlocked:
		d.holder = 0
	case e.Message > 0:
		if e.Item = w.item(l, e.Message); e.Item == 0 {
			return false
		}
		if e.Kind == Removed {
			for i, m := range d.messages {
				if m.Item == e.Item {
					d.messages = append(d.messages[:i:i], d.messages[i+1:]...)
					break
				}
			}
		}
	}
	return true
}

// item is what a message-number of a session means in the World, 0 if nothing.
func (w *World) item(l *link, n int) int {
	if !Seatable || w.seat == nil {
		return l.session.item(n)
	}
	if n < 1 || n > len(l.numbered) {
		return 0
	}
	return l.numbered[n-1]
}

// late lets a client that has waited in vain act on it.
func (w *World) late(l *link) {
	if !Seatable || w.seat == nil || w.profile.agent(w.start.Devices[l.device].Agent).Patience > 0 {
		w.tell(l, []Heard{{Late: true}}, -1)
		return
	}
	w.rec.step++
	seq := w.rec.add(Event{
		Kind: Decided, Side: Client, Conn: l.id, At: w.now, Cause: -1, Device: w.driver(l),
		Text: "The client has waited for " + minutes(seatPatience) + ", and gives up. What it was to mark or remove stays as it is.",
	})
	w.leave(l, seq)
}

// foresee labels a line of a reply that may not be whole with it.
func (w *watcher) foresee(piece []byte) Event {
	ahead := w.clone() // to look ahead must change nothing
	e := Event{Kind: Sent, Side: Server, Octets: piece, Why: w.profile.Greeting.Ref}
	if ahead.head == nil {
		ahead.head = ahead.expect()
	}
	if row := ahead.head.row; row != nil {
		e.Keyword, e.Why = row.Keyword, row.Ref()
	}
	done := len(ahead.dec.Rest())
	ahead.dec.Feed(piece)
	var all []wire.Span
	for at, end := 0, done+len(piece); at < end; {
		a, ok := ahead.next()
		m := a.message
		if !ok {
			m, _ = ahead.dec.Flush()
		} else {
			ahead.follow(a)
		}
		for _, s := range m.Spans {
			s.Off += at
			all = append(all, s)
		}
		at += len(m.Octets)
	}
	_, e.Spans = cutSpans(all, done)
	return e
}
