package sim

import (
	"fmt"
	"strconv"
	"time"
)

// impair puts a fault in, on purpose.
func (w *World) impair(in Input) {
	l := w.link(in.Conn)
	if in.Kind == Cut && in.N > 0 && in.Conn > 0 && (l == nil || !l.open) {
		w.trouble(in, fmt.Sprintf("Once there is a connection, the line will break after %s from the %s.", plural(in.N, "octet"), in.To().other()))
		w.ahead = in
		return
	}
	if l == nil && (in.Kind == Cut || in.Kind == Pause || in.Kind == Lose) {
		w.fault(in.Conn, "There is no connection to disturb.", "")
		return
	}
	to := in.To()
	switch in.Kind {
	case Cut:
		if in.N <= 0 {
			w.trouble(in, "The line breaks now.")
			w.sever(l, -1)
			return
		}
		w.trouble(in, fmt.Sprintf("The line will break after %s more from the %s.", plural(in.N, "octet"), in.From))
		l.toward(to).left = in.N
	case Pause:
		w.trouble(in, fmt.Sprintf("Nothing comes through for %s.", spoken(in.Delay)))
		for i := range w.flight {
			if w.flight[i].conn == l.id {
				w.flight[i].due += in.Delay
			}
		}
		w.sort()
		for _, side := range []Side{Client, Server} {
			d := l.toward(side)
			d.held = max(d.held, w.now) + in.Delay
		}
	case Lose:
		w.trouble(in, fmt.Sprintf("The next segment of the %s is lost. TCP sends it again, and it comes %s late; what follows it has to wait.", in.From, spoken(in.Delay)))
		l.toward(to).lost = in.Delay
	case Latency:
		w.latency = max(in.Delay, 0)
		w.trouble(in, fmt.Sprintf("From now on everything takes %s each way.", spoken(w.latency)))
	case Segment:
		w.segment = max(in.N, 0)
		if w.segment == 0 {
			w.trouble(in, "From now on a TCP segment carries any number of octets.")
		} else {
			w.trouble(in, fmt.Sprintf("From now on a TCP segment carries at most %s.", plural(w.segment, "octet")))
		}
	case Fill:
		w.host.Full = in.N != 0
		w.trouble(in, map[bool]string{
			true:  "The server's disk is full: it cannot write its mailboxes anew, and so removes nothing.",
			false: "There is room on the server's disk again.",
		}[w.host.Full])
	case Busy:
		w.host.Busy = in.N != 0
		w.trouble(in, map[bool]string{
			true:  "The server has too much to do, and turns new sessions away.",
			false: "The server takes new sessions again.",
		}[w.host.Busy])
	case Hold:
		w.hold(in)
	default:
		w.trouble(in, fmt.Sprintf("Nothing in this World is called %q.", string(in.Kind)))
	}
}

// trouble is the event of a fault.
func (w *World) trouble(in Input, text string) {
	side := in.From
	if side == "" {
		side = Server
	}
	w.rec.step++
	w.rec.add(Event{Kind: Fault, Side: side, Conn: in.Conn, At: w.now, Cause: -1, Keyword: string(in.Kind), Text: text})
}

// sever breaks the line: what is under way is lost, and each end finds out.
func (w *World) sever(l *link, cause int) {
	w.forget(l)
	l.line = newLine()
	was := l.open
	l.open = false
	w.rec.step++
	seq := w.rec.add(Event{
		Kind: Broken, Side: Client, Conn: l.id, At: w.now, Cause: cause, Why: w.profile.LostWhy,
		Explain: "Neither end has said goodbye. TCP finds out in the end, when nothing is acknowledged any more; here both ends find out at once.",
	})
	if !w.over(l) {
		w.serve(l, Input{At: w.now, From: Client, Kind: Close}, seq)
	}
	if was {
		w.tell(l, []Heard{{Closed: true}}, seq)
	}
}

// sort brings the parcels in the order in which they arrive.
func (w *World) sort() {
	for i := 1; i < len(w.flight); i++ {
		for j := i; j > 0 && w.flight[j].due < w.flight[j-1].due; j-- {
			w.flight[j], w.flight[j-1] = w.flight[j-1], w.flight[j]
		}
	}
}

// spoken is a time as a person says it.
func spoken(d time.Duration) string {
	if d >= time.Minute && d%time.Minute == 0 {
		return minutes(d)
	}
	if d >= time.Second && d%time.Second == 0 {
		return plural(int(d/time.Second), "second")
	}
	return strconv.FormatFloat(float64(d)/float64(time.Millisecond), 'f', -1, 64) + " ms"
}
