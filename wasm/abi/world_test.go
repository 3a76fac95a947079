package abi

import (
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/show"
)

// Each fault happens, tells what it is, and gives its branch a name.
func TestDisturb(t *testing.T) {
	for _, x := range []struct {
		fault show.Fault
		name  string
		says  string
	}{
		{show.Fault{Kind: "cut", From: "server", Octets: 120}, "line cut after 120 octets of the server's", "will break after 120 octets more from the server"},
		{show.Fault{Kind: "cut"}, "line cut", "The line breaks now"},
		{show.Fault{Kind: "pause", Delay: int64(2 * time.Second)}, "nothing comes through for 2000 ms", "for 2 seconds"},
		{show.Fault{Kind: "lose", From: "client", Delay: int64(300 * time.Millisecond)}, "a segment of the client's lost", "300 ms late"},
		{show.Fault{Kind: "latency", Delay: int64(time.Second)}, "1000 ms each way", "each way"},
		{show.Fault{Kind: "segment", Octets: 1}, "segments of 1 octet", "at most 1 octet"},
		{show.Fault{Kind: "fill", On: true}, "disk full", "disk is full"},
		{show.Fault{Kind: "busy", On: true}, "server busy", "turns new sessions away"},
		{show.Fault{Kind: "hold", On: true}, "maildrop held elsewhere", "another computer"},
		{show.Fault{Kind: "hold"}, "no longer: maildrop held elsewhere", "no client is left"},
	} {
		e := New()
		s := read[show.Session](t, e.Open(marshal(t, request(t))))
		c := read[show.Change](t, e.Disturb(s.ID, 6, marshal(t, x.fault)))
		if c.Branch != 1 || c.Branches[1].Name != x.name {
			t.Errorf("%+v: branch %d of %+v", x.fault, c.Branch, c.Branches)
		}
		if said := said(c.Events); !strings.Contains(said, x.says) {
			t.Errorf("%+v: %s", x.fault, said)
		}
	}
}

func said(events []show.Event) string {
	var all []string
	for _, e := range events {
		all = append(all, e.Sentence)
	}
	return strings.Join(all, "\n")
}

// A knife drawn over the octets of a message cuts exactly there.
func TestCutWithinAMessage(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	masked := read[[]show.Event](t, e.Masked(s.ID, 0, false))
	for _, m := range s.Events {
		if m.Kind != "sent" {
			continue
		}
		c := read[show.Change](t, e.Disturb(s.ID, -1, marshal(t, show.Fault{Kind: "cut", Event: m.Seq, Octets: 5})))
		whole := read[show.Session](t, e.Pick(s.ID, c.Branch))
		var last show.Event
		broken := false
		for _, x := range whole.Events {
			if x.Kind == "arrived" && x.Side != m.Side {
				last = x
			}
			broken = broken || x.Kind == "broken"
		}
		if !broken || last.Size != 5 || !strings.HasPrefix(m.Octets, last.Octets[:4]) {
			t.Errorf("cut in %q: the last that came is %+v", m.Label, last)
		}
		if want := "line cut after 5 octets of “" + masked[m.Seq].Label + "”"; c.Branches[c.Branch].Name != want {
			t.Errorf("%q, want %q", c.Branches[c.Branch].Name, want)
		}
		read[show.Session](t, e.Pick(s.ID, 0))
	}
	for _, f := range []show.Fault{{Kind: "cut", Event: 9999}, {Kind: "cut", Event: 1}, {Kind: "quake"}, {Kind: "cut", Octets: -1}, {Kind: "pause", Delay: 1 << 60}} {
		wantFailure(t, e.Disturb(s.ID, 3, marshal(t, f)))
	}
	wantFailure(t, e.Disturb(s.ID, 3, "{"))
}

// Mail may come, and days pass; who stays away too long is logged out.
func TestMailAndDays(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	end := len(s.Events) - 1
	c := read[show.Change](t, e.Deliver(s.ID, end, "ada", "Subject: lunch\n\nAt noon?\n"))
	if c.Branch != 0 || !strings.Contains(said(c.Events), "New mail reaches maildrop ada: lunch") {
		t.Fatalf("%+v", c)
	}
	end += len(c.Events)
	c = read[show.Change](t, e.Act(s.ID, end, "sleep 86400000000000"))
	if says := said(c.Events); !strings.Contains(says, "autologout timer fires") || !strings.Contains(says, "The session leaves the TRANSACTION state") {
		t.Fatalf("a day passed: %s", says)
	}
	end += len(c.Events)
	v := read[sim.View](t, e.View(s.ID, end))
	if v.Conns[0].Open || v.Maildrops[0].Holder != 0 {
		t.Errorf("the session goes on: %+v", v.Conns[0])
	}
	c = read[show.Change](t, e.Act(s.ID, end, "connect"))
	if day := int64(24 * time.Hour); c.Events[0].At < day {
		t.Errorf("it is still day 0: %d ns", c.Events[0].At)
	}
	c = read[show.Change](t, e.Act(s.ID, 8, "sleep 172800000000000"))
	if c.Branches[c.Branch].Name != "days pass: 2" {
		t.Errorf("%+v", c.Branches)
	}
	for _, refused := range []string{
		e.Act(s.ID, 3, "sleep -5"), e.Act(s.ID, 3, "sleep tight"), e.Act(s.ID, 3, "sleep 99999999999999999999"), e.Deliver(99, 0, "ada", ""),
	} {
		wantFailure(t, refused)
	}
	real := read[show.Session](t, e.Open(`{"kind":"real"}`))
	wantFailure(t, e.Deliver(real.ID, 0, "ada", "x"))
	wantFailure(t, e.Disturb(real.ID, 0, `{"kind":"cut"}`))
	wantFailure(t, e.Act(real.ID, 0, "sleep 5"))
}

// Two devices that look for mail at the same moment meet the lock.
func TestTwoDevicesAtOnce(t *testing.T) {
	r := request(t)
	r.Lines = []string{"<close connection>"}
	r.Scenario.Devices = []sim.Device{
		{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical"},
		{Name: "phone", Agent: "leave on server", User: "ada", Password: "analytical"},
	}
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, r)))
	c := read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "run laptop + phone"))
	if !strings.Contains(marshal(t, c.Events), "[IN-USE]") {
		t.Errorf("they did not meet: %s", said(c.Events))
	}
}
