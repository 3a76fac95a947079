package abi

// Rename gives a branch another name, which is saved with the session (a list
// of show.Branch).
func (e *Engine) Rename(id, branch int, name string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		if err := s.tree.Rename(branch, name); err != nil {
			return nil, err
		}
		return s.branches(), nil
	})
}
