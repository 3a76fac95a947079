package abi

import (
	"fmt"

	"popscope/sim"
	"popscope/sim/settings"
	"popscope/sim/setup"
	"popscope/sim/show"
	"popscope/wasm/json"
)

// SetupForm gives what the account form of a mail program offers in a scenario:
// sim.Scenario in, show.SetupForm out.
func (e *Engine) SetupForm(scenario string) string {
	return answer(func() (any, error) {
		sc, err := readScenario(scenario)
		if err != nil {
			return nil, err
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

// Check finds what is wrong with a scenario, or odd: sim.Scenario in, a list of
// show.Flaw out.
func (e *Engine) Check(scenario string) string {
	return answer(func() (any, error) {
		sc, err := readScenario(scenario)
		if err != nil {
			return nil, err
		}
		return settings.Check(sc), nil
	})
}

func readScenario(text string) (sc sim.Scenario, err error) {
	if err = json.Unmarshal([]byte(text), &sc); err != nil {
		err = fmt.Errorf("the scenario is damaged: %w", err)
	}
	return sc, err
}
