package abi

import "popscope/sim/show"

// Compare puts two branches of a session side by side (show.Comparison).
func (e *Engine) Compare(id, a, b int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		first, err := s.tree.Branch(a)
		if err != nil {
			return nil, err
		}
		second, err := s.tree.Branch(b)
		if err != nil {
			return nil, err
		}
		return show.Compare(first.Name, first.Log, second.Name, second.Log)
	})
}
