package settings

import (
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
)

func TestSamplesHaveNoFlaws(t *testing.T) {
	for _, name := range samples.Names() {
		sc, err := samples.Scenario(name)
		if err != nil {
			t.Fatal(err)
		}
		if flaws := Check(sc); len(flaws) > 0 {
			t.Errorf("%s: %+v", name, flaws)
		}
	}
}

func TestCheck(t *testing.T) {
	laptop := sim.Device{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical"}
	with := func(change func(*sim.Device)) func(*sim.Scenario) {
		return func(sc *sim.Scenario) {
			d := laptop
			change(&d)
			sc.Devices = []sim.Device{d}
		}
	}
	for _, c := range []struct {
		change func(*sim.Scenario)
		path   string
		stops  bool
	}{
		{func(sc *sim.Scenario) { sc.Protocol = "IMAP" }, "protocol", true},
		{func(sc *sim.Scenario) { sc.Host = "" }, "host", true},
		{func(sc *sim.Scenario) { sc.Host = "two words" }, "host", true},
		{func(sc *sim.Scenario) { sc.Latency = -1 }, "latency", true},
		{func(sc *sim.Scenario) { sc.Latency = time.Hour }, "latency", true},
		{func(sc *sim.Scenario) { sc.Segment = -1 }, "segment", true},
		{func(sc *sim.Scenario) { sc.Service.Revision = "9999" }, "service.revision", true},
		{func(sc *sim.Scenario) { sc.Service.With = []string{"STLS", "MAGIC"} }, "service.with[1]", true},
		{func(sc *sim.Scenario) { sc.Service.With = []string{"RPOP"} }, "service.with[0]", false},
		{func(sc *sim.Scenario) { sc.Service.Revision, sc.Service.With = "1460", []string{"STLS"} }, "service.with[0]", false},
		{func(sc *sim.Scenario) { sc.Service.Without = []string{"MAGIC"} }, "service.without[0]", true},
		{func(sc *sim.Scenario) { sc.Service.With, sc.Service.Without = []string{"STLS"}, []string{"STLS"} }, "service.without[0]", false},
		{func(sc *sim.Scenario) { sc.Service.Mechanisms = []string{"PLAIN", "ROT13"} }, "service.mechanisms[1]", false},
		{func(sc *sim.Scenario) { sc.Service.LoginDelay = -1 }, "service.loginDelay", true},
		{func(sc *sim.Scenario) { sc.Service.Expire = -1 }, "service.expire", true},
		{func(sc *sim.Scenario) { sc.Service.Expire, sc.Service.NothingStays = 7, true }, "service.nothingStays", false},
		{func(sc *sim.Scenario) { sc.Service.NeedsTLS = true }, "service.needsTLS", false},
		{func(sc *sim.Scenario) { sc.Mailboxes = nil }, "mailboxes", false},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Name = "" }, "mailboxes[0].name", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Name = "ada lovelace" }, "mailboxes[0].name", true},
		{func(sc *sim.Scenario) { sc.Mailboxes = append(sc.Mailboxes, sc.Mailboxes[0]) }, "mailboxes[1].name", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Password = "" }, "mailboxes[0].password", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Login = "KNOCK" }, "mailboxes[0].login", false},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Stuck = []int{1, 0} }, "mailboxes[0].stuck[1]", false},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].LoginDelay = 48 * time.Hour }, "mailboxes[0].loginDelay", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Expire = -2 }, "mailboxes[0].expire", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Folders = []sim.Folder{{Name: "a"}, {Name: ""}} }, "mailboxes[0].folders[1].name", true},
		{func(sc *sim.Scenario) { sc.Mailboxes[0].Folders = []sim.Folder{{Name: "a"}, {Name: "a"}} }, "mailboxes[0].folders[1].name", true},
		{with(func(d *sim.Device) { d.Name = "" }), "devices[0].name", true},
		{func(sc *sim.Scenario) { sc.Devices = []sim.Device{laptop, laptop} }, "devices[1].name", true},
		{with(func(d *sim.Device) { d.Agent = "dance" }), "devices[0].agent", true},
		{with(func(d *sim.Device) { d.User = "eve" }), "devices[0].user", false},
		{with(func(d *sim.Device) { d.Password = "x\r\nQUIT" }), "devices[0].user", true},
		{with(func(d *sim.Device) { d.Password = "x" }), "devices[0].password", false},
		{with(func(d *sim.Device) { d.Days = -1 }), "devices[0].days", true},
		{with(func(d *sim.Device) { d.Lines = -1 }), "devices[0].lines", true},
		{with(func(d *sim.Device) { d.Largest = -1 }), "devices[0].largest", true},
	} {
		sc, err := samples.Scenario("ada")
		if err != nil {
			t.Fatal(err)
		}
		c.change(&sc)
		flaws := Check(sc)
		if len(flaws) != 1 || flaws[0].Path != c.path || flaws[0].Stops != c.stops || flaws[0].Text == "" {
			t.Errorf("want one flaw at %s (stops: %v), got %+v", c.path, c.stops, flaws)
		}
		if _, err := scenario.NewWorld(sc); err != nil && !c.stops {
			t.Errorf("%s is only odd, and there is no world: %v", c.path, err)
		}
	}
}

// What the engine refuses to open, the check must have stopped.
func TestWhatCannotBeOpenedHasAFlaw(t *testing.T) {
	for _, sc := range []sim.Scenario{
		{}, {Protocol: "POP3", Service: sim.Service{Revision: "1"}}, {Protocol: "POP1", Service: sim.Service{With: []string{"STLS"}}},
		{Protocol: "POP2", Devices: []sim.Device{{Name: "x", Agent: "filer"}}},
	} {
		if _, err := scenario.NewWorld(sc); err == nil {
			t.Fatalf("%+v can be opened", sc)
		}
		stops := false
		for _, f := range Check(sc) {
			stops = stops || f.Stops
		}
		if !stops {
			t.Errorf("nothing stops %+v", sc)
		}
	}
}
