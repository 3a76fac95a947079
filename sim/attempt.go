package sim

import "strings"

// Wrong is an attempt that fails, as its author foresaw it, and by what it is
// known: not by how it was typed, but by what came of it.
type Wrong struct {
	Why   string    `json:"why"`
	Signs []Pattern `json:"signs"`           // they come about in this order
	Fails int       `json:"fails"`           // a bit for each goal that is not met, and then for each thing that must never happen, and does
	Told  bool      `json:"told,omitempty"`  // the author says which signs they are
	Short bool      `json:"short,omitempty"` // it does nothing that the solution does not, but stops too early
	Ended bool      `json:"ended,omitempty"` // and then with its connection closed
}

// Prospect is what can become of an attempt from where it stands.
type Prospect struct {
	Over  bool   // it can no longer succeed: its connection is closed, or something happened that must not
	Why   string // what its author says of it, if it was foreseen
	Asked bool   // Why says no more than what is still missing: for who asks
	Back  int    // where the attempt has strayed: the last event from which the solution leads to the goals; -1: there is none, or it has not strayed
	Left  int    // a bit for each line of the solution that is still to be sent; 0: from here they do not lead to the goals
}

const (
	mostDeeds = 40  // that are looked back at for a way out
	mostLines = 400 // of an attempt for which the way that is left is sought
)

// Prospect tries the solution from where connection conn stands, and from where
// it stood before: nothing else can tell what still leads to the goals.
func (t Task) Prospect(l *Log, conn int, v Verdict) Prospect {
	p := Prospect{Back: -1}
	if v.Solved || len(t.Solution) == 0 {
		return p
	}
	open := -1 // the event in which the connection was opened
	again, deed := false, 0
	for i, e := range l.events {
		switch {
		case e.Conn != conn:
		case e.Kind == Opened:
			again = again || deed > 0
			open, deed = i, 1
		case e.Kind == Hangup || e.Kind == Broken:
			open = -1
		}
	}
	fails := t.Fails(v)
	p.Over = open < 0 || fails>>len(t.Goals) != 0
	if len(l.inputs) > mostLines {
		p.Left = 1<<len(t.Solution) - 1
	} else if !p.Over {
		p.Left = t.left(l, conn)
		if p.Left == 0 && again {
			fresh := l.first(l.events[open].Input)
			Connect(fresh, conn)
			p.Over = t.left(fresh, conn) == 0 // what an earlier session did can't be mended by a new one
		}
	}
	for i := len(l.inputs) - 1; p.Left == 0 && i > 0 && i > len(l.inputs)-mostDeeds; i-- {
		if k := l.inputs[i].Kind; k == Rest {
			continue
		}
		if before := l.first(i); t.left(before, conn) != 0 {
			p.Back = len(before.events) - 1
			break
		}
	}
	p.Why, p.Asked = t.Foreseen(l, conn, v, p.Over)
	return p
}

// left are the lines of the solution that still solve the task from here, a bit
// for each: as few at its end as can be, without those that are not needed; 0:
// none do.
func (t Task) left(l *Log, conn int) int {
	all := 1<<len(t.Solution) - 1
	for from := len(t.Solution) - 1; from >= 0; from-- {
		lines := all >> from << from
		if !t.solves(l, conn, lines) {
			continue
		}
		for i := from; i < len(t.Solution); i++ {
			if less := lines &^ (1 << i); t.solves(l, conn, less) {
				lines = less
			}
		}
		return lines
	}
	return 0
}

// solves reports whether these lines of the solution solve the task from here.
func (t Task) solves(l *Log, conn, lines int) bool {
	try := l.first(len(l.inputs))
	for i, line := range t.Solution {
		if lines>>i&1 != 0 {
			Do(try, conn, line)
		}
	}
	return t.Judge(try.events).Solved
}

// Fails are the bits of Wrong.Fails.
func (t Task) Fails(v Verdict) int {
	bits := 0
	for i, seq := range v.Met {
		if seq < 0 {
			bits |= 1 << i
		}
	}
	for i, seq := range v.Broken {
		if seq >= 0 {
			bits |= 1 << (len(v.Met) + i)
		}
	}
	return bits
}

// Foreseen says what the author says of an attempt that is over, or is not. All
// that failed in the one that was foreseen fails here; of several, one that has
// something of its own is meant, then the one that explains most, then the one
// whose last sign is the latest.
func (t Task) Foreseen(l *Log, conn int, v Verdict, over bool) (why string, asked bool) {
	last := len(l.inputs) - 1 // what was done last
	for last > 0 && l.inputs[last].Kind == Rest {
		last--
	}
	fails := t.Fails(v)
	never := len(t.Goals)
	most := -1
	for _, w := range t.Wrong {
		if w.Fails&^fails != 0 || fails>>never != 0 && w.Fails>>never == 0 {
			continue
		}
		if w.Short && (w.Fails != fails || w.Ended != over) {
			continue
		}
		at := shows(l.events, conn, w.Signs)
		worth := len(w.Signs)
		if w.Told {
			worth += 1 << 51
		} else if !w.Short {
			worth += 1 << 50
		}
		for bits := w.Fails; bits > 0; bits &= bits - 1 {
			worth += 1 << 40
		}
		if worth += at << 8; at < 0 || worth <= most {
			continue
		}
		most, why, asked = worth, w.Why, w.Short && !over
		if !over && !w.Short && l.events[at].Input < last {
			why = "" // it was said when it came about
		}
	}
	return why, asked
}

// shows finds the event that is the last of these signs; -1: not all of them are
// there, in order.
func shows(events []Event, conn int, signs []Pattern) int {
	at, n := -1, len(signs)
	for i := len(events) - 1; i >= 0 && n > 0; i-- {
		if events[i].Conn == conn && signs[n-1].Fits(events[i]) {
			at = max(at, i)
			n--
		}
	}
	if n > 0 {
		return -1
	}
	return at
}

// begins reports whether the octets begin with a line's first words, in any case.
func begins(octets []byte, line string) bool {
	return len(octets) >= len(line) && strings.EqualFold(string(octets[:len(line)]), line)
}
