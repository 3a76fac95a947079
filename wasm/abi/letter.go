package abi

import (
	"fmt"

	"popscope/sim/show"
	"popscope/wasm/json"
)

// Letter is a message as it is at event seq, in the server's maildrop or as a
// client holds it: show.LetterRequest in, show.Letter out.
func (e *Engine) Letter(id, seq int, request string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		var r show.LetterRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request for a letter is damaged: %w", err)
		}
		return show.LetterOf(s.log(), seq, &r)
	})
}
