package abi

import "popscope/sim/show"

// Account counts the octets of the message that was sent last at event seq, or
// with it (show.Account).
func (e *Engine) Account(id, seq int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		l := s.log()
		return show.AccountOf(l.Machine().Profile(), l.Events(), seq), nil
	})
}
