package show

import "popscope/sim"

// Typing is what becomes of a line that is typed for the client at an event: where
// it goes, and what the server would refuse there.
type Typing struct {
	Place    sim.Place `json:"place"`
	Amid     string    `json:"amid,omitempty"` // the command whose exchange goes on: the line is no command, but belongs to that
	Untimely []string  `json:"untimely"`       // keywords of commands that would be refused, because they belong behind another, or not behind it
}
