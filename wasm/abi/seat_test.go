package abi

import (
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/show"
)

// The learner answers a device, is told what it waits for, and may go back and
// say something else.
func TestSayFromTheServersSeat(t *testing.T) {
	r := request(t)
	r.Lines = nil
	r.Scenario.Seat = sim.Server
	r.Scenario.Devices = []sim.Device{{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical", Plain: true}}
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, r)))
	for _, x := range s.Events {
		if x.Kind == "sent" || x.Kind == "opened" {
			t.Fatalf("nobody has come yet: %+v", x)
		}
	}
	c := read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "run laptop"))
	end := c.From + len(c.Events) - 1
	w := read[show.Awaiting](t, e.Awaits(s.ID, end))
	if len(w.Clients) != 1 || w.Clients[0].Line != "" || w.Clients[0].Begins[0] != "+OK" || w.Clients[0].Why == nil {
		t.Fatalf("for the greeting: %+v", w)
	}
	c = read[show.Change](t, e.Say(s.ID, end, "+OK ready"))
	if !strings.Contains(said(c.Events), "The server greets the client.") {
		t.Fatal(said(c.Events))
	}
	after := c.From + len(c.Events) - 1
	if w = read[show.Awaiting](t, e.Awaits(s.ID, after)); len(w.Clients) != 1 || w.Clients[0].Line != "CAPA" || w.Clients[0].Then == "" {
		t.Errorf("for the capabilities: %+v", w)
	}
	if answer := e.Awaits(s.ID, after); strings.Contains(answer, "null") {
		t.Errorf("lists are lists, and never null: %s", answer)
	}
	c = read[show.Change](t, e.Say(s.ID, end, "go away"))
	if c.Branch != 1 || c.Branches[1].Name != "“go away” instead" || !strings.Contains(said(c.Events), "no status indicator") {
		t.Errorf("%+v: %s", c.Branches, said(c.Events))
	}
	read[show.Session](t, e.Pick(s.ID, 0))
	c = read[show.Change](t, e.Act(s.ID, after, "hangup"))
	if !strings.Contains(said(c.Events), "The server closes the TCP connection.") {
		t.Errorf("%s", said(c.Events))
	}
	r.Saved = e.Save(s.ID)
	if back := read[show.Session](t, e.Open(marshal(t, r))); len(back.Branches) != 2 || len(back.Notes) > 0 {
		t.Errorf("%+v", back)
	}
	for _, refused := range []string{e.Type(s.ID, after, "STAT"), e.Act(s.ID, after, "connect"), e.Awaits(s.ID, 999), e.Awaits(99, 0)} {
		wantFailure(t, refused)
	}
	plain := read[show.Session](t, e.Open(marshal(t, request(t))))
	wantFailure(t, e.Say(plain.ID, 3, "+OK"))
	real := read[show.Session](t, e.Open(`{"kind":"real"}`))
	if w := read[show.Awaiting](t, e.Awaits(real.ID, -1)); len(w.Clients) != 0 {
		t.Errorf("%+v", w)
	}
}

// In the past of the server's seat a reply takes the place of the one that was
// given there, and what the client waits for is what that answered.
func TestSayInThePlaceOfAReply(t *testing.T) {
	r := request(t)
	r.Lines = nil
	r.Scenario.Seat = sim.Server
	r.Scenario.Devices = []sim.Device{{Name: "laptop", Agent: "download and delete", User: "ada", Password: "analytical", Plain: true}}
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, r)))
	c := read[show.Change](t, e.Act(s.ID, len(s.Events)-1, "run laptop"))
	for _, line := range []string{"+OK ready", "-ERR what is CAPA?", "+OK who is it?"} {
		c = read[show.Change](t, e.Say(s.ID, c.From+len(c.Events)-1, line))
	}
	all := read[show.Session](t, e.Pick(s.ID, 0)).Events
	seq := 0
	for _, x := range all {
		if x.Kind == "sent" && x.Label == "-ERR what is CAPA?" {
			seq = x.Seq
		}
	}
	if w := read[show.Awaiting](t, e.Awaits(s.ID, seq)); len(w.Clients) != 1 || w.Clients[0].Line != "CAPA" {
		t.Errorf("it waits for %+v", w)
	}
	c = read[show.Change](t, e.Say(s.ID, seq, "-ERR no"))
	got := ""
	for _, x := range read[show.Session](t, e.Pick(s.ID, c.Branch)).Events {
		if x.Kind == "sent" {
			got += x.Label + "|"
		}
	}
	if c.Branch != 1 || got != "+OK ready|CAPA|-ERR no|USER ada|" {
		t.Errorf("branch %d: %s", c.Branch, got)
	}
}
