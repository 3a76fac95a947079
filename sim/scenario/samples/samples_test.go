package samples_test

import (
	"fmt"
	"testing"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
)

// Each sample is a World that begins, with a user who has mail, each message
// with who sent it and what about.
func TestSamples(t *testing.T) {
	if len(samples.Names()) < 2 {
		t.Errorf("there are only %v", samples.Names())
	}
	for _, name := range samples.Names() {
		sc, err := samples.Scenario(name)
		if err != nil {
			t.Error(err)
			continue
		}
		w, err := scenario.NewWorld(sc)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		log := sim.NewLog(w)
		sim.Connect(log, 1)
		if s := log.Machine().(*sim.World).Session(1); s.State() != w.Profile().Initial {
			t.Errorf("%s: the session is in the %s state", name, s.State())
		}
		for _, d := range w.Host().Maildrops() {
			for _, m := range d.Messages() {
				if len(m.Raw) == 0 && name == "awkward" {
					continue
				}
				if m.Field("From") == "" || m.Field("Subject") == "" || m.Field("Date") == "" {
					t.Errorf("%s: whose is %q?", name, m.Raw)
				}
			}
			if len(d.Messages()) == 0 && name != "empty" {
				t.Errorf("%s has no mail", name)
			}
		}
	}
	for name, want := range map[string]int{"empty": 0, "many": 60, "awkward": 6} {
		if sc, err := samples.Scenario(name); err != nil || len(sc.Mailboxes[0].Messages) != want || samples.Title(name) == "" {
			t.Errorf("%s: %v, %d messages, %q", name, err, len(sc.Mailboxes[0].Messages), samples.Title(name))
		}
	}
	sc, err := samples.Scenario("grace")
	if err != nil {
		t.Fatal(err)
	}
	box := sc.Mailboxes[0]
	got := fmt.Sprint(len(box.Messages))
	for _, f := range box.Folders {
		got += fmt.Sprint(" ", f.Name, " ", len(f.Messages))
	}
	if want := "3 Letters 1 Letters/2002 1"; got != want {
		t.Errorf("grace's maildrop holds %s, want %s", got, want)
	}
	if _, err := samples.Scenario("nobody"); err == nil {
		t.Error("there is a sample of nobody's")
	}
}
