package abi

import (
	"errors"
	"fmt"
	"strconv"
	"time"

	"popscope/sim"
	"popscope/sim/show"
	"popscope/wasm/json"
)

var errNotSimulated = errors.New("only a simulated session can be changed: this one shows what was seen on the wire")

// Disturb puts a fault in after event seq: show.Fault in, show.Change out. In
// the past it starts a branch, as Type does; so does a cut within a message
// that was sent (Fault.Event), whatever seq is.
func (e *Engine) Disturb(id, seq int, fault string) string {
	return e.change(id, func(s *session) (int, error) {
		var f show.Fault
		if err := json.Unmarshal([]byte(fault), &f); err != nil {
			return 0, fmt.Errorf("the fault is damaged: %w", err)
		}
		if s.kind != simulated {
			return 0, errNotSimulated
		}
		if f.Kind == "cut" && f.Event > 0 {
			return s.cutWithin(f)
		}
		in, name, err := f.Input(conn)
		if err != nil {
			return 0, err
		}
		return s.act(seq, name, func(l *sim.Log) {
			if in.Kind == sim.Hold {
				in.Conn = l.Spare(conn)
			}
			put(l, in)
		})
	})
}

// cutWithin breaks the line while a message is under way.
func (s *session) cutWithin(f show.Fault) (int, error) {
	l := s.log()
	if events := l.Events(); f.Event >= len(events) || events[f.Event].Kind != sim.Sent {
		return 0, fmt.Errorf("event %d is no message that was sent", f.Event)
	}
	before, cut, err := l.CutWithin(f.Event, f.Octets)
	if err != nil {
		return 0, err
	}
	return s.act(before, show.CutName(masked(l, false).Event(f.Event), f.Octets), cut)
}

// Deliver lets new mail arrive after event seq: an RFC 822 text, with any line
// ends, for a maildrop by its unique name (show.Change).
func (e *Engine) Deliver(id, seq int, mailbox, text string) string {
	return e.change(id, func(s *session) (int, error) {
		if s.kind != simulated {
			return 0, errNotSimulated
		}
		in := sim.Input{Kind: sim.Deliver, Mailbox: mailbox, Data: []byte(text)}
		return s.act(seq, "mail for "+mailbox, func(l *sim.Log) { put(l, in) })
	})
}

// put carries out an Input now, and waits for what follows.
func put(l *sim.Log, in sim.Input) {
	in.At = l.Now()
	l.Append(in)
	l.Settle()
}

// longest is how much time may pass at once.
const longest = 400 * 24 * time.Hour

// sleep lets so many virtual nanoseconds pass.
func (s *session) sleep(seq int, word string) (from int, err error) {
	n, err := strconv.Atoi(word)
	if d := time.Duration(n); err == nil && d >= 0 && d <= longest {
		name := strconv.Itoa(n/int(time.Minute)) + " minutes pass"
		if day := 24 * time.Hour; d > 0 && d%day == 0 {
			name = "days pass: " + strconv.Itoa(int(d/day))
		}
		return s.act(seq, name, func(l *sim.Log) { sim.Pass(l, d) })
	}
	return 0, errors.New("time passes in nanoseconds, at most 400 days of them")
}

// runAll lets devices do their errands, all at the same moment.
func runAll(l *sim.Log, names []string) {
	for _, name := range names {
		l.Append(sim.Input{At: l.Now(), Conn: free(l), From: sim.Client, Kind: sim.Run, Device: name})
	}
	l.Settle()
}
