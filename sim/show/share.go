package show

import "popscope/sim"

// ShareRequest says what of a session is to be given away.
type ShareRequest struct {
	Branch    int    `json:"branch"`    // the one to give, if not all
	All       bool   `json:"all"`       // all branches
	Title     string `json:"title"`     // as its owner calls it
	Published bool   `json:"published"` // the scenario is one of Popscope's own: whoever follows the link has it, with its passwords
}

// Shared is a session that may be given away. Nobody's secret is in it: what
// sim.Mask would hide has a stand-in, the same one everywhere.
type Shared struct {
	Saved    string        `json:"saved"`              // for a Request
	Title    string        `json:"title"`              // without what is secret
	Scenario *sim.Scenario `json:"scenario,omitempty"` // for the same Request; missing if it is published
	Notes    []string      `json:"notes"`              // what could not be given along
}
