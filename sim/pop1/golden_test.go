package pop1

import (
	"testing"

	"popscope/sim/golden"
)

var suite = golden.Suite{
	Profile: Profile,
	Dir:     "testdata",
	Refusals: []string{
		"USER: no such user", "PASS: wrong password",
		"RETR: mailbox is in use", "RETR: no such mailbox",
		"RDEL: mailbox is in use", "RDEL: no such mailbox", "RDEL: mailbox may only be read",
		"RCVD: some mail not deleted",
	},
}

func TestGolden(t *testing.T)               { suite.Run(t) }
func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t) }
func TestRefusalsAreTold(t *testing.T)      { suite.Told(t) }
