package abi

import (
	"errors"
	"fmt"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/share"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Share gives a session as it may be given away: without secrets, and going as
// it went (show.ShareRequest in, show.Shared out).
func (e *Engine) Share(id int, request string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		var r show.ShareRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request to share is damaged: %w", err)
		}
		w, ok := s.log().Machine().(*sim.World)
		if !ok {
			return nil, errors.New("only a simulated session fits into a link: this one can't be played again, it was seen on the wire. Export it as a file instead, with its secrets masked")
		}
		saved := s.tree.Save()
		if !r.All {
			if _, err := s.tree.Branch(r.Branch); err != nil {
				return nil, err
			}
			b := saved.Branches[r.Branch]
			b.Parent, b.At = -1, -1
			saved.Branches = []sim.SavedBranch{b}
		}
		clean, err := share.Clean(share.Session{Scenario: w.Scenario(), Saved: saved, Title: r.Title, Published: r.Published}, func(sc sim.Scenario) (sim.Machine, error) {
			return scenario.NewWorld(sc)
		})
		if err != nil {
			return nil, err
		}
		out := show.Shared{Saved: string(json.Marshal(clean.Saved)), Title: clean.Title, Notes: append([]string{}, clean.Notes...)}
		if !r.Published {
			out.Scenario = &clean.Scenario
		}
		return out, nil
	})
}
