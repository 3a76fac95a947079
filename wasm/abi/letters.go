package abi

import (
	"fmt"

	"popscope/sim/mbox"
	"popscope/sim/show"
)

// Letters takes the messages out of an .eml or an mbox file (show.Letters).
func (e *Engine) Letters(file []byte) string {
	return answer(func() (any, error) {
		found, err := mbox.Read(file)
		if err != nil {
			return nil, fmt.Errorf("this file cannot be read: %w", err)
		}
		out := show.Letters{Form: found.Form, Letters: []show.LetterFile{}, Notes: append([]string{}, found.Notes...)}
		for _, m := range found.Messages {
			out.Letters = append(out.Letters, show.LetterFile{Subject: mbox.Subject(m), Size: len(m), Octets: m})
		}
		return out, nil
	})
}
