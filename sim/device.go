package sim

import (
	"slices"
	"strings"
)

// run lets a device open a connection and do its errand.
func (w *World) run(in Input) {
	i := slices.IndexFunc(w.start.Devices, func(d Device) bool { return d.Name == in.Device })
	if i < 0 {
		w.fault(in.Conn, "There is no device "+in.Device+" in this scenario.", "")
		return
	}
	d := w.start.Devices[i]
	row := w.profile.agent(d.Agent)
	if row == nil {
		w.fault(in.Conn, w.profile.Name+" knows no client that would "+d.Agent+".", "")
		return
	}
	if l := w.open(in.Conn, i); l != nil {
		l.client.agent, l.patience = row.New(d, w.memories[i]), row.Patience
		if Seatable && w.seat != nil && l.patience == 0 {
			l.patience = seatPatience
		}
		w.await(l)
	}
}

// await sets the timer of a client that acts on its own anew.
func (w *World) await(l *link) {
	l.late = 0
	if l.patience > 0 {
		l.late = w.now + l.patience
	}
}

// tell lets the agent of a connection, if it has one, act on what was heard.
func (w *World) tell(l *link, heard []Heard, cause int) {
	a := l.client.agent
	if a == nil {
		return
	}
	if w.idle(l) {
		l.client.agent = nil // it has what it came for, and does no more
		return
	}
	w.await(l)
	for _, h := range heard {
		h.At = w.now
		m := a.Next(h)
		if l.device >= 0 {
			w.memories[l.device] = a.Memory()
		}
		if m.Note != "" {
			w.rec.step++
			cause = w.rec.add(Event{
				Kind: Decided, Side: Client, Conn: l.id, At: w.now, Cause: cause,
				Text: m.Note, Device: w.driver(l),
			})
		}
		if !l.open {
			return
		}
		if len(m.Lines) > 0 {
			w.say(l, []byte(strings.Join(m.Lines, "\r\n")+"\r\n"), cause)
		}
		if l.client.agent == nil {
			return
		}
		if m.Close {
			w.leave(l, cause)
		}
	}
}

// take lets the program of a connection send some messages more, and then leave
// the client to whoever types.
func (w *World) take(in Input) {
	if l := w.link(in.Conn); l != nil && l.open {
		l.take = max(in.N, 0) + 1
		return
	}
	w.ahead = in
}

// taken reports whether somebody takes the client over from its program, which
// is about to send a message.
func (w *World) taken(l *link, cause int) bool {
	if l.take == 0 || l.client.agent == nil {
		return false
	}
	if l.take--; l.take > 0 {
		return false
	}
	l.client.agent, l.patience, l.late = nil, 0, 0
	w.rec.step++
	w.rec.add(Event{
		Kind: Decided, Side: Client, Conn: l.id, At: w.now, Cause: cause, Device: w.driver(l),
		Text: "Here somebody takes the client over from its program, which sends nothing more by itself.",
	})
	return true
}
