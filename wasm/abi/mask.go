package abi

import (
	"strings"

	"popscope/sim"
	"popscope/sim/show"
)

// To mask a session takes 20 kB, which a first visit does not need: the core
// module does not export what does. It masks single lines.

// masked says what of a log may leave the page.
func masked(l *sim.Log, published bool) *sim.Mask {
	m := l.Machine()
	return sim.NewMask(m.Profile(), sim.AccountsOf(m, published), l.Events())
}

// Transcript is a branch in the documents' C:/S: notation, secrets masked.
func (e *Engine) Transcript(id, branch int) string {
	s, err := e.session(id)
	if err != nil {
		return Fail(err)
	}
	b, err := s.tree.Branch(branch)
	if err != nil {
		return Fail(err)
	}
	return show.Transcript(masked(b.Log, false).Events())
}

// Masked are the events of a branch as they may leave the page, on paper or kept
// for later (a list of show.Event). published says that everybody can read the
// scenario's passwords: then they are shown.
func (e *Engine) Masked(id, branch int, published bool) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		b, err := s.tree.Branch(branch)
		if err != nil {
			return nil, err
		}
		m := b.Log.Machine()
		accounts := sim.AccountsOf(m, published)
		accounts.Shown = true
		return show.EventsOf(m.Profile(), sim.Masked(m.Profile(), b.Log.Events(), accounts)), nil
	})
}

// masked is a line typed at event seq as the name of a branch may hold it, which
// goes along into links.
func (s *session) masked(seq int, line string) string {
	l := s.log()
	state := sim.State("")
	if v, err := l.View(seq); err == nil {
		for _, c := range v.Conns {
			if c.Conn == conn {
				state = c.State
			}
		}
	}
	m := l.Machine()
	shown := sim.MaskLine(m.Profile(), sim.AccountsOf(m, false), state, line)
	if shown == line {
		return line
	}
	// A row of asterisks is no name: what is left of the line is its keyword, or nothing.
	if keyword, _, more := strings.Cut(shown, " "); more && !strings.Contains(keyword, "*") {
		return keyword + " …"
	}
	return "another line"
}
