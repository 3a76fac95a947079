package reading

import (
	"embed"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/scenario"
)

//go:embed testdata/cases/*.pcap
var captures embed.FS

// Whoever names the protocol is believed: of a connection that was open already,
// to a port that nobody knows, no octet tells what it is.
func TestTheProtocolIsBelieved(t *testing.T) {
	file, err := captures.ReadFile("testdata/cases/e10-port-10110-open-already.pcap")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Read(file, nil); err == nil || strings.Contains(err.Error(), "begin with") {
		t.Errorf("%v", err)
	}
	for _, p := range scenario.Profiles() {
		s, err := Read(file, p)
		if err != nil || s.Profile.Name != p.Name || s.Port != 10110 || string(s.Inputs[0].Data) != "USER ada\r\n" || s.Inputs[0].From != sim.Client {
			t.Errorf("%s: %v, %+v", p.Name, err, s.Inputs)
		}
	}
}
