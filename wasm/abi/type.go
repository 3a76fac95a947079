package abi

import (
	"errors"

	"popscope/sim"
	"popscope/sim/show"
)

// Type sends a line for whoever looks at event seq; in the past, that starts a
// branch (show.Change). There it takes the place of what the client sends at that
// event, or waits for the reply that it would have waited for: Typing says which.
// What sends it right away, behind all that was sent by then, is Act.
func (e *Engine) Type(id, seq int, line string) string {
	return e.change(id, func(s *session) (int, error) {
		if s.kind != simulated {
			return 0, errors.New("only a simulated session takes what is typed: this one takes what was seen on the wire")
		}
		if s.seated() {
			return 0, errSeat
		}
		return s.speak(seq, line, func(l *sim.Log) { sim.Type(l, conn, line) })
	})
}

// speak lets the client say something where it belongs that is typed at event seq,
// and begins with a line.
func (s *session) speak(seq int, line string, do func(*sim.Log)) (int, error) {
	p := s.log().Place(seq, conn, sim.Client)
	bring := func(l *sim.Log) {
		if p.Until > 0 {
			l.Append(sim.Input{At: p.Until, Kind: sim.Wait})
		}
	}
	if p.Instead >= 0 {
		var err error
		if p.Seq, bring, err = s.log().Instead(p.Instead); err != nil {
			return 0, err
		}
	}
	return s.act(p.Seq, s.masked(seq, line)+" instead", func(l *sim.Log) {
		bring(l)
		do(l)
	})
}

// Typing says what becomes of a line that is typed at event seq (show.Typing): in a
// session that is watched it goes to the end, wherever one looks.
func (e *Engine) Typing(id, seq int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		l := s.log()
		last := len(l.Events()) - 1
		if seq = min(seq, last); s.kind != simulated {
			seq = last
		}
		out := show.Typing{Place: l.Place(seq, conn, sim.Client)}
		if seq = out.Place.Seq; out.Place.Instead >= 0 {
			seq = out.Place.Instead - 1
		}
		out.Amid, out.Untimely = l.Untimely(seq, conn)
		return out, nil
	})
}
