package pop2

import (
	"slices"
	"testing"
	"time"

	"popscope/sim"
)

// A pause that is shorter than T1 is no reason for a client to give up; one
// that is longer is (RFC 937, Timeouts).
func TestPatience(t *testing.T) {
	for _, pause := range []time.Duration{59 * time.Second, 61 * time.Second} {
		log := sim.NewLog(sim.NewWorld(Profile, sim.Scenario{
			Host:      "mail.example.org",
			Latency:   100 * time.Millisecond,
			Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sesame", Messages: [][]byte{[]byte("x")}}},
			Devices:   []sim.Device{{Name: "laptop", Agent: "download and keep", User: "ada", Password: "sesame"}},
		}))
		wait := func(d time.Duration) { log.Append(sim.Input{At: log.Now() + d, Kind: sim.Wait}) }
		log.Append(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Run, Device: "laptop"})
		for range 100 {
			if !sends(log, "RETR") {
				wait(10 * time.Millisecond)
			}
		}
		if !sends(log, "RETR") || sends(log, "ACKS") {
			t.Fatal("the message is not on its way")
		}
		log.Append(sim.Input{At: log.Now(), Conn: 1, Kind: sim.Pause, Delay: pause})
		wait(10 * time.Minute)
		if got, want := sends(log, "ACKS"), pause < time.Minute; got != want {
			t.Errorf("after a pause of %s the client acknowledges the message: %v", pause, got)
		}
	}
}

// sends reports whether the client has sent a command.
func sends(log *sim.Log, keyword string) bool {
	return slices.ContainsFunc(log.Events(), func(e sim.Event) bool {
		return e.Kind == sim.Sent && e.Side == sim.Client && e.Keyword == keyword
	})
}
