package pop4

import (
	"testing"

	"popscope/sim/golden"
)

var suite = golden.Suite{
	Profile: Profile,
	Dir:     "testdata",
	Own:     true,
	Refusals: []string{
		"PASS: invalid name or password", "PASS: unable to lock maildrop", "APOP: permission denied",
		"SFLD: no such folder", "SFLD: unable to lock folder", "SFLD: some deleted messages not removed",
		"CFLD: folder exists", "CFLD: no such folder", "CFLD: bad folder name", "CFLD: no room on the disk",
		"DFLD: no such folder", "DFLD: INBOX stays", "DFLD: folder in use", "DFLD: folder not empty",
		"MOVF: no such folder", "MOVF: INBOX stays", "MOVF: folder in use", "MOVF: a folder cannot lie in itself",
		"MOVF: folder exists", "MOVF: folder name too long",
		"RENF: no such folder", "RENF: INBOX stays", "RENF: folder in use", "RENF: bad folder name",
		"RENF: folder exists", "RENF: folder name too long", "RENF: RENF does not move a folder",
		"MOVE: no such folder", "MOVE: that is the current folder", "MOVE: no room on the disk", "MOVE: messages cannot be removed from here",
		"COPY: no such folder", "COPY: that is the current folder", "COPY: no room on the disk",
		"STOR: message too large", "STOR: no room on the disk",
		"XPRT: no such part",
		"XSET: no such flag", "XCLR: no such flag",
		"QUIT: some deleted messages not removed",
	},
}

func TestGolden(t *testing.T)               { suite.Run(t) }
func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t) }
func TestRefusalsAreTold(t *testing.T)      { suite.Told(t) }
