package abi

import (
	"fmt"

	"popscope/sim/quiz"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Ask makes questions about the next thing that the client does after event
// seq of the branch that is watched (show.QuestionRequest in, show.Questions
// out).
func (e *Engine) Ask(id, seq int, request string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		var r show.QuestionRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request for a question is damaged: %w", err)
		}
		return quiz.Ask(s.log(), seq, r)
	})
}

// Quiz makes up a session from a seed, and questions on it (show.QuizRequest
// in, show.Quiz out).
func (e *Engine) Quiz(request string) string {
	return answer(func() (any, error) {
		var r show.QuizRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the request for a quiz is damaged: %w", err)
		}
		return quiz.Make(r)
	})
}

// Mark marks answers (show.MarkRequest in, show.Marks out).
func (e *Engine) Mark(request string) string {
	return answer(func() (any, error) {
		var r show.MarkRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the answers are damaged: %w", err)
		}
		return quiz.Marks(r), nil
	})
}
