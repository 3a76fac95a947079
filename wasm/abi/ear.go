package abi

import (
	"errors"
	"fmt"

	"popscope/sim/ear"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Overheard is what somebody on the line learns from each login of the branch
// that is watched (show.OverheardList). Of other sessions than simulated ones
// it tells no password.
func (e *Engine) Overheard(id int) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		return show.OverheardList{Logins: ear.Listen(s.log().Events(), s.kind == simulated), Dictionary: ear.Dictionary}, nil
	})
}

// Guess tries words on a login that was overheard (show.GuessRequest in,
// show.Guesses out).
func (e *Engine) Guess(id int, request string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		if s.kind != simulated {
			return nil, errors.New("words are tried on simulated sessions only: this one is somebody's, and so may be the password")
		}
		var r show.GuessRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the words to try are damaged: %w", err)
		}
		return ear.Try(s.log().Events(), r)
	})
}
