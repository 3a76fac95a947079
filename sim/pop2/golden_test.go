package pop2

import (
	"testing"

	"popscope/sim/golden"
)

var suite = golden.Suite{
	Profile: Profile,
	Dir:     "testdata",
	Refusals: []string{
		"HELO: error: no such user, or another password",
		"RETR: RETR asks for a message that is not there: =0 said so. What a server would send now is the message's octets, and there are none, so it closes without a word.",
	},
}

func TestGolden(t *testing.T)               { suite.Run(t) }
func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t) }
func TestRefusalsAreTold(t *testing.T)      { suite.Told(t) }
