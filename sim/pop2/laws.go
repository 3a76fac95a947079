package pop2

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// laws are what may not be seen on the wire, and where it is written.
var laws = map[sim.Breach]rfc.Ref{
	sim.NoIndicator: under(replies),
	sim.Unasked:     under(serverTable),
	sim.BareLF:      under(endOfLine),
	sim.LongCommand: under(sizes),
	sim.LongReply:   under(sizes),
	sim.YesInState:  under(serverTable),
	sim.OtherSize:   under(messageLength),
}
