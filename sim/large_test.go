package sim_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/pop3"
)

// A maildrop of 10,000 messages is listed, fetched from, and emptied by half;
// the log of that goes back, and does not keep a copy of the maildrop for every
// few events.
func TestTenThousandMessages(t *testing.T) {
	const many = 10_000
	box := sim.Mailbox{Name: "ada", Password: "x"}
	for i := range many {
		box.Messages = append(box.Messages, fmt.Appendf(nil, "Subject: %d\r\n\r\n%d\r\n", i+1, i+1))
	}
	w := sim.NewWorld(pop3.Profile, sim.Scenario{Protocol: "POP3", Host: "dewey.example", Mailboxes: []sim.Mailbox{box}})
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	l := sim.NewLog(w)
	sim.Play(l, 1, []string{"USER ada", "PASS x", "STAT", "LIST", "UIDL", fmt.Sprint("RETR ", many)})
	if e := last(t, l, sim.Held); e.Message != many || e.Text != "10000" {
		t.Errorf("the client holds message %d, %q", e.Message, e.Text)
	}
	var lines bytes.Buffer
	for n := 1; n < many; n += 2 {
		fmt.Fprintf(&lines, "DELE %d\r\n", n)
	}
	l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Octets, Data: lines.Bytes()})
	l.Settle()
	sim.Type(l, 1, "STAT")
	if e := last(t, l, sim.Replied); !strings.HasPrefix(e.Text, "5000 ") {
		t.Errorf("with every other message marked, STAT says %q", e.Text)
	}
	sim.Type(l, 1, "QUIT")
	if d := l.Machine().(*sim.World).Host().Maildrop("ada"); len(d.Messages()) != many/2 {
		t.Errorf("%d messages remain", len(d.Messages()))
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	if used := (after.HeapAlloc - before.HeapAlloc) >> 20; used > 300 {
		t.Errorf("the log of %d events takes %d MiB", len(l.Events()), used)
	}
	v, err := l.View(len(l.Events()) / 2)
	if err != nil || len(v.Maildrops[0].Messages) != many {
		t.Errorf("in the middle there are %d messages (%v)", len(v.Maildrops[0].Messages), err)
	}
}
