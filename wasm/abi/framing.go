package abi

import (
	"fmt"

	"popscope/sim/scenario"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// Framing shows how a decoder reads the octets of event seq, one by one
// (show.Framing). Edges is a JSON list of offsets at which segments end; null
// stands for those in which the octets arrived.
func (e *Engine) Framing(id, seq int, edges string) string {
	return answer(func() (any, error) {
		s, err := e.session(id)
		if err != nil {
			return nil, err
		}
		var at []int
		if err := json.Unmarshal([]byte(edges), &at); err != nil {
			return nil, fmt.Errorf("the edges of the segments are damaged: %w", err)
		}
		l := s.log()
		return show.FramingOf(l.Machine().Profile(), l.Events(), seq, at)
	})
}

// Stuff frames a text as a server of the protocol sends a message
// (show.Framing).
func (e *Engine) Stuff(protocol, text string) string {
	return answer(func() (any, error) {
		p, err := scenario.Profile(protocol)
		if err != nil {
			return nil, err
		}
		return show.Stuff(p, text)
	})
}
