package abi

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/setup"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// SetupForm gives what the account form of a mail program offers in a scenario:
// sim.Scenario in, show.SetupForm out.
func (e *Engine) SetupForm(scenario string) string {
	return answer(func() (any, error) {
		var sc sim.Scenario
		if err := json.Unmarshal([]byte(scenario), &sc); err != nil {
			return nil, fmt.Errorf("the scenario is damaged: %w", err)
		}
		return setup.FormOf(sc)
	})
}

// Setup tries an account as a mail program does: show.SetupRequest in,
// show.SetupOutcome out.
func (e *Engine) Setup(request string) string {
	return answer(func() (any, error) {
		var r show.SetupRequest
		if err := json.Unmarshal([]byte(request), &r); err != nil {
			return nil, fmt.Errorf("the account is damaged: %w", err)
		}
		return setup.Try(r)
	})
}
