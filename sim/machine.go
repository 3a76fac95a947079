package sim

import "time"

// Machine is what a Log records: a World, or a Tap.
type Machine interface {
	// Step tells the machine what happens and gives the Events that follow,
	// up to the Input's time. Their Seq, Cause, Step and At are set.
	Step(Input) []Event
	// Clone is an independent copy.
	Clone() Machine
	// Due is when something already under way comes to pass; ok is false if
	// all is at rest. Timers do not count.
	Due() (at time.Duration, ok bool)
	// Now is the virtual time.
	Now() time.Duration
	// View is what there is to see before the first Event.
	View() View
	// Profile is the protocol's table.
	Profile() *Profile
}
