package abi

import (
	"errors"

	"popscope/sim"
	"popscope/sim/show"
)

// Type sends a line for whoever looks at event seq; in the past, that starts a
// branch (show.Change). There it takes the place of what the client sends at that
// event, or waits for the reply that it would have waited for: Typing says which.
func (e *Engine) Type(id, seq int, line string) string {
	return e.change(id, func(s *session) (int, error) {
		if err := s.typed(); err != nil {
			return 0, err
		}
		return s.speak(seq, sim.Client, s.instead(seq, line), func(l *sim.Log) { sim.Type(l, conn, line) })
	})
}

// TypeNow sends a line right after event seq: behind what the client has sent by
// then, whether that is answered or not (show.Change).
func (e *Engine) TypeNow(id, seq int, line string) string {
	return e.change(id, func(s *session) (int, error) {
		if err := s.typed(); err != nil {
			return 0, err
		}
		return s.act(seq, s.masked(seq, line)+" at once", func(l *sim.Log) { sim.Type(l, conn, line) })
	})
}

// typed gives an error if a session takes no lines of a client.
func (s *session) typed() error {
	switch {
	case s.kind != simulated:
		return errors.New("only a simulated session takes what is typed: this one takes what was seen on the wire")
	case s.seated():
		return errSeat
	}
	return nil
}

// speak lets one side say something where it belongs that is typed at event seq.
func (s *session) speak(seq int, from sim.Side, name string, do func(*sim.Log)) (int, error) {
	l := s.log()
	p := l.Place(seq, conn, from)
	if p.Instead < 0 {
		return s.act(p.Seq, name, func(l *sim.Log) {
			if p.Until > 0 {
				l.Append(sim.Input{At: p.Until, Kind: sim.Wait})
			}
			do(l)
		})
	}
	before, bring, err := l.Instead(p.Instead)
	if err != nil {
		return 0, err
	}
	return s.act(before, name, func(l *sim.Log) {
		bring(l)
		do(l)
	})
}

// Typing says what Type does with a line at event seq (show.Typing).
func (e *Engine) Typing(id, seq int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		return show.TypingOf(s.log(), s.log().Place(seq, conn, sim.Client)), nil
	})
}
