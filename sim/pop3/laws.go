package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// laws are what may not be seen on the wire, and where it is written.
var laws = map[sim.Breach]rfc.Ref{
	sim.NoIndicator:    section("3"),
	sim.LowerCase:      section("3"),
	sim.Unasked:        section("3"),
	sim.NoGreeting:     section("4"),
	sim.NoReply:        section("3"),
	sim.BareLF:         section("3"),
	sim.LongCommand:    {Doc: 2449, Section: "4"},
	sim.LongReply:      section("3"),
	sim.NotStuffed:     section("3"),
	sim.YesInState:     section("3"),
	sim.YesToNothing:   section("5"),
	sim.YesToDeleted:   section("5"),
	sim.NoFields:       section("5"),
	sim.OtherMessage:   section("5"),
	sim.OtherSize:      section("11"),
	sim.OtherTotal:     section("5"),
	sim.OtherUniqueID:  section("7"),
	sim.FaultyUniqueID: section("7"),
}
