package pop1

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// laws are what may not be seen on the wire, and where it is written. RFC 918
// says nothing of line ends and lengths.
var laws = map[sim.Breach]rfc.Ref{
	sim.NoIndicator: section("Summary of Commands and Replies"),
	sim.Unasked:     section("The Protocol"),
	sim.YesInState:  section("Diagram"),
}
