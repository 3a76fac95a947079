package pop3

import (
	"testing"

	"popscope/sim"
	"popscope/sim/golden"
)

var suite = golden.Suite{
	Profile: Table,
	Dir:     "testdata",
	Refusals: []string{
		"PASS: unable to lock maildrop", "PASS: invalid name or password", "PASS: prohibited character",
		"APOP: unable to lock maildrop", "APOP: permission denied", "APOP: prohibited character", "APOP: APOP needs a timestamp in the greeting",
		"QUIT: some deleted messages not removed",
		"USER: a password in the clear needs TLS", "USER: prohibited character",
		"PASS: logged in too early, wait {n} seconds", "APOP: logged in too early, wait {n} seconds", "AUTH: logged in too early, wait {n} seconds",
		"AUTH: unable to lock maildrop", "AUTH: authentication failed", "AUTH: authentication exchange failed", "AUTH: authentication cancelled",
		"AUTH: response too long", "AUTH: a response must end with CRLF",
		"AUTH: unrecognized authentication mechanism", "AUTH: AUTH takes only a mechanism", "AUTH: a password in the clear needs TLS",
		"STLS: Command not permitted when TLS active", "STLS: STLS is not permitted after UTF8",
		"RPOP: permission denied", "RPOP: unable to lock maildrop", "XTND BBOARDS: no such bboard", "XTND ARCHIVE: no such bboard", "XTND X-BBOARDS: no such bboard",
		"RETR: this message needs UTF-8 mode", "TOP: this message needs UTF-8 mode",
		// The words of the table in other languages count for nothing more.
		"LANG: invalid language {tag}", "LANG: idioma desconocido: {tag}", "LANG: zu viele Argumente: {usage}",
		"DELE: Nachricht {n} ist schon gelöscht", "RETR: keine solche Nachricht, im Postfach: {n}",
	},
}

func TestGolden(t *testing.T) { suite.Run(t) }
func TestGoldenCoversTheTable(t *testing.T) {
	suite.Covers(t,
		sim.Service{},
		sim.Service{With: []string{"STLS"}},
		sim.Service{Without: []string{"CAPA"}}, // then an argument can be too long
		sim.Service{Revision: "1081", With: []string{"RPOP", "XTND"}},
		sim.Service{Revision: "1225", With: []string{"RPOP", "XTND"}},
		sim.Service{Revision: "1460"},
		sim.Service{Revision: "1725"},
		sim.Service{With: []string{"XTND"}},
	)
}
func TestRefusalsAreTold(t *testing.T) { suite.Told(t) }
