package abi

import (
	"errors"

	"popscope/sim"
	"popscope/sim/show"
)

// seated reports whether the learner sits on the server's seat.
func (s *session) seated() bool {
	w, ok := s.log().Machine().(*sim.World)
	return sim.Seatable && ok && w.Scenario().Seat == sim.Server
}

// Say sends a line, and its CRLF, from the server's seat after event seq, to
// the client that waits for an answer (show.Change).
func (e *Engine) Say(id, seq int, line string) string {
	return e.change(id, func(s *session) (int, error) {
		if !s.seated() {
			return 0, errors.New("in this session the server answers by itself")
		}
		name := line
		if p := s.log().Machine().Profile(); p.LogsIn(line) {
			name = sim.MaskLine(p, sim.Accounts{}, "", line)
		}
		if seq < 0 || seq >= len(s.log().Events()) {
			return 0, errors.New("a reply needs an event at which it is said")
		}
		at, bring := s.seat(seq)
		return s.act(at, "“"+name+"” instead", func(l *sim.Log) {
			bring(l)
			l.Settle() // whatever is under way comes first
			put(l, sim.Input{Conn: asking(l), From: sim.Server, Kind: sim.Octets, Data: []byte(line + "\r\n")})
		})
	})
}

// seat is where a reply goes that is typed at event seq: in the place of the one
// that the learner has sent there, or after the event. bring brings a log to that
// place from the event.
func (s *session) seat(seq int) (at int, bring func(*sim.Log)) {
	l := s.log()
	if p := l.Place(seq, l.Events()[seq].Conn, sim.Server); p.Instead >= 0 {
		if before, bring, err := l.Instead(p.Instead); err == nil {
			return before, bring
		}
	}
	return seq, func(*sim.Log) {}
}

// errSeat says that the learner is no client.
var (
	errListens = errors.New("to listen to others takes the whole engine")
	errSeat    = errors.New("you sit on the server's seat: a device of the scenario is the client, and you answer it")
)

// hangUp closes the connection from the learner's end.
func hangUp(l *sim.Log) {
	if w, ok := l.Machine().(*sim.World); sim.Seatable && ok && w.Scenario().Seat == sim.Server {
		put(l, sim.Input{Conn: asking(l), From: sim.Server, Kind: sim.Close})
		return
	}
	sim.HangUp(l, conn)
}

// asking is the connection whose client waits for an answer, or else one that
// is open.
func asking(l *sim.Log) int {
	if all := l.Machine().(*sim.World).Awaits(); len(all) > 0 {
		return all[0].Conn
	}
	return max(free(l)-1, conn)
}

// Awaits is what the clients wait for after event seq (show.Awaiting).
func (e *Engine) Awaits(id, seq int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		if s.seated() && seq >= 0 && seq < len(s.log().Events()) {
			seq, _ = s.seat(seq)
		}
		m, err := s.log().At(seq)
		if err != nil {
			return nil, err
		}
		if w, ok := m.(*sim.World); ok {
			return show.AwaitingOf(w.Awaits()), nil
		}
		return show.Awaiting{Clients: []show.Awaited{}}, nil
	})
}
