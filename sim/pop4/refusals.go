package pop4

import "popscope/sim"

// refusals are those that differ from POP3's: a number is used up by MOVE as
// well as by DELE.
var refusals = map[sim.Refusal]sim.Refused{
	sim.AlreadyDeleted: {
		Text:    "message {message} already deleted or moved",
		Explain: "Message {message} is marked as deleted, or was moved to another folder, and its number may not be used any more. RSET takes a mark back, but brings back nothing that was moved.",
		Why:     filingInferred,
	},
}
