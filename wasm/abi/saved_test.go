package abi

import (
	"testing"

	"popscope/sim/show"
)

// The page hands real sessions from one engine to another.
func TestRealSessionsComeBackInAnotherEngine(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(`{"kind":"real"}`))
	for i, said := range []struct{ side, octets string }{
		{"server", "+OK hi\r\n+O"}, {"server", "K and more\r\n"}, {"client", "USER ada\r\n"}, {"server", "+OK\r\n"}, {"client", "PA"},
	} {
		read[show.Change](t, e.Observe(s.ID, "octets", said.side, []byte(said.octets), float64(i)))
	}
	want := read[show.Session](t, e.Pick(s.ID, 0))
	other := New()
	got := read[show.Session](t, other.Open(marshal(t, show.Request{Kind: "real", Saved: e.Save(s.ID)})))
	if len(got.Notes) > 0 || marshal(t, got.Events) != marshal(t, want.Events) {
		t.Errorf("notes %v; events\n%s\nand not\n%s", got.Notes, marshal(t, got.Events), marshal(t, want.Events))
	}
	// Half a line was under way: it goes on in the other engine.
	a := read[show.Change](t, e.Observe(s.ID, "octets", "client", []byte("SS analytical\r\n"), 9))
	b := read[show.Change](t, other.Observe(got.ID, "octets", "client", []byte("SS analytical\r\n"), 9))
	if marshal(t, a) != marshal(t, b) {
		t.Errorf("%s\nand not\n%s", marshal(t, b), marshal(t, a))
	}
}
