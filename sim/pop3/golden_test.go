package pop3

import (
	"testing"

	"popscope/sim/golden"
)

var suite = golden.Suite{
	Profile: Profile,
	Dir:     "testdata",
	Refusals: []string{
		"PASS: unable to lock maildrop", "PASS: invalid name or password",
		"APOP: unable to lock maildrop", "APOP: permission denied",
		"QUIT: some deleted messages not removed",
	},
}

func TestGolden(t *testing.T)               { suite.Run(t) }
func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t) }
func TestRefusalsAreTold(t *testing.T)      { suite.Told(t) }
