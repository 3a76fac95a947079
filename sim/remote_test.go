package sim_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/pop3"
)

// A device says over a line that is not simulated what it says in a World, and
// remembers the same, however the line cuts what the server sends.
func TestRemoteSaysWhatADeviceSays(t *testing.T) {
	for _, row := range pop3.Table.AllAgents() {
		device := sim.Device{Name: "phone", Agent: row.Name, User: "ada", Password: "a secret", Lines: 1, Largest: 100, Pipeline: true, Plain: true}
		sc := sim.Scenario{Protocol: "POP3", Host: "dewey.example", Seed: 7, Mailboxes: []sim.Mailbox{ada}, Devices: []sim.Device{device}}
		log := sim.NewLog(sim.NewWorld(pop3.Profile, sc))
		log.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "phone"})
		log.Settle()
		want, _ := stream(log.Events(), 1, sim.Client)
		var noted []string
		for _, e := range log.Events() {
			if e.Kind == sim.Decided {
				noted = append(noted, e.Text)
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			r, err := sim.NewRemote(pop3.Table, device, sim.Memory{})
			if err != nil {
				t.Fatal(err)
			}
			s := sim.NewSession(pop3.Profile, sim.NewHost(sc), 1)
			s.Step(sim.Input{Kind: sim.Open})
			var said []byte
			var notes []string
			for !s.Closed() || s.Pending() {
				for octets := s.Take(); len(octets) > 0; {
					n := rapid.IntRange(1, len(octets)).Draw(t, "cut")
					notes = append(notes, r.Feed(0, octets[:n])...)
					octets = octets[n:]
				}
				out := r.Take()
				said = append(said, out...)
				s.Step(sim.Input{From: sim.Client, Kind: sim.Octets, Data: out})
			}
			notes = append(notes, r.Feed(0, s.Take())...)
			notes = append(notes, r.End(0)...)
			if string(said) != string(want) || !slices.Equal(notes, noted) || !r.Done() {
				t.Fatalf("%s says\n%s\n%q\nand in a World\n%s\n%q", row.Name, said, notes, want, noted)
			}
		})
	}
}

// A line that ends too soon is told to the agent, and what has come whole is
// remembered.
func TestRemoteLosesItsLine(t *testing.T) {
	r, err := sim.NewRemote(pop3.Table, sim.Device{Agent: "leave on server", User: "ada", Password: "x", Plain: true}, sim.Memory{})
	if err != nil {
		t.Fatal(err)
	}
	for _, reply := range []string{"+OK", "-ERR", "+OK", "+OK", "+OK\r\n1 a\r\n2 b\r\n.", "+OK\r\nhi\r\n.", "+OK\r\nhalf of it"} {
		r.Feed(time.Hour, []byte(reply+"\r\n"))
	}
	if said := string(r.Take()); !strings.HasSuffix(said, "RETR 2\r\n") || r.Done() {
		t.Fatalf("the client says %q", said)
	}
	notes := r.End(time.Hour)
	if len(notes) != 1 || !r.Done() || r.End(time.Hour) != nil {
		t.Errorf("the end of the line is told in %q", notes)
	}
	if m := r.Memory(); !slices.Equal(m.Known, []sim.Known{{UniqueID: "a", At: time.Hour}}) {
		t.Errorf("the device remembers %v", m)
	}
}

func TestRemoteNeedsAnAgent(t *testing.T) {
	if _, err := sim.NewRemote(pop3.Table, sim.Device{Agent: "daydream"}, sim.Memory{}); err == nil || !strings.Contains(err.Error(), "daydream") {
		t.Errorf("the error is %v", err)
	}
}
