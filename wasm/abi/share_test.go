package abi

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/show"
)

func TestSharedSessionsOpenAgain(t *testing.T) {
	e := New()
	r := request(t)
	s := read[show.Session](t, e.Open(marshal(t, r)))
	read[show.Change](t, e.Type(s.ID, len(s.Events)-1, "DELE 2"))
	read[show.Change](t, e.Type(s.ID, 4, "PASS my own secret"))
	want := read[show.Session](t, e.Pick(s.ID, 0))

	all := read[show.Shared](t, e.Share(s.ID, `{"all":true}`))
	if text := marshal(t, all); strings.Contains(text, "analytical") || all.Scenario == nil || len(all.Notes) > 0 {
		t.Fatalf("%s", text)
	}
	got := read[show.Session](t, New().Open(marshal(t, show.Request{Kind: "simulated", Scenario: all.Scenario, Saved: all.Saved})))
	if len(got.Branches) != 2 || len(got.Notes) > 0 {
		t.Fatalf("%+v %v", got.Branches, got.Notes)
	}

	// Who follows the link has the lesson, with its password; the learner's own
	// secret is none of their business.
	one := read[show.Shared](t, e.Share(s.ID, `{"branch":0,"published":true}`))
	got = read[show.Session](t, New().Open(marshal(t, show.Request{Kind: "simulated", Scenario: r.Scenario, Saved: one.Saved})))
	if one.Scenario != nil || marshal(t, got.Events) != marshal(t, want.Events) {
		t.Errorf("published: %s", marshal(t, got.Events))
	}
	one = read[show.Shared](t, e.Share(s.ID, `{"branch":1,"published":true}`))
	got = read[show.Session](t, New().Open(marshal(t, show.Request{Kind: "simulated", Scenario: r.Scenario, Saved: one.Saved})))
	if text := New().Open(marshal(t, show.Request{Kind: "simulated", Scenario: r.Scenario, Saved: one.Saved})); strings.Contains(text, "my own") || got.Branches[0].Name == "PASS my own secret instead" {
		t.Errorf("%s", text)
	}

	for _, mistake := range []string{e.Share(99, "{}"), e.Share(s.ID, "{"), e.Share(s.ID, `{"branch":7}`)} {
		wantFailure(t, mistake)
	}
	real := read[show.Session](t, e.Open(`{"kind":"real"}`))
	if said := e.Share(real.ID, "{}"); !strings.Contains(said, "Export it as a file") {
		t.Errorf("%s", said)
	}
}

// FuzzSaved opens a session with whatever a link or a storage may hold: it is
// brought back, or begins anew and a note says why.
func FuzzSaved(f *testing.F) {
	e := New()
	r := request(&testing.T{})
	s := e.Open(marshal(&testing.T{}, r))
	if !strings.Contains(s, `"id":1`) {
		f.Fatal(s)
	}
	e.Type(1, 4, "QUIT")
	e.Act(1, 6, "hangup")
	f.Add(e.Save(1))
	for _, saved := range []string{
		``, `{}`, `null`, `[]`, `{"version":2}`, `{"version":1,"branches":[{"parent":-1,"at":-1,"name":"","inputs":[]}]}`,
		`{"version":2,"branches":[{"parent":-1,"at":-1,"name":"x","inputs":[{"at":-5,"conn":-1,"kind":"open"},{"at":9223372036854775807,"kind":"wait"},{"kind":"rest"}]}]}`,
		`{"version":2,"branches":[{"parent":-1,"at":-1,"name":"x","inputs":[{"kind":"latency","delay":-1},{"kind":"open","conn":1},{"kind":"segment","n":-3},{"kind":"cut","conn":1,"n":-1},{"kind":"lose","conn":1,"from":"x","delay":9223372036854775807},{"kind":"pause","conn":1,"delay":-9},{"kind":"run","conn":1,"device":"none"},{"kind":"deliver","mailbox":"nobody"},{"kind":"dance"},{"kind":"octets","conn":9,"data":"AAAA"},{"kind":"rest"}]}]}`,
		`{"version":2,"branches":[{"parent":0,"at":3}]}`, `{"version":2,"branches":[{"parent":-1,"at":900}]}`,
	} {
		f.Add(saved)
	}
	f.Fuzz(func(t *testing.T, saved string) {
		q := r
		q.Saved = saved
		got := read[show.Session](t, New().Open(marshal(t, q)))
		if saved != "" && len(got.Notes) == 0 && !strings.Contains(saved, "branches") {
			t.Errorf("%q was brought back as something", saved)
		}
		for _, n := range got.Notes {
			if !strings.HasSuffix(n, "The session begins anew.") {
				t.Errorf("the note says %q", n)
			}
		}
	})
}

// Whatever the inputs of a saved session are, they are played, and the page
// goes on.
func TestAnyInputsArePlayed(t *testing.T) {
	kinds := []sim.InputKind{sim.Open, sim.Octets, sim.Close, sim.Run, sim.Deliver, sim.Wait, sim.Rest, sim.Cut, sim.Pause, sim.Lose, sim.Latency, sim.Segment, sim.Fill, sim.Busy, "dance"}
	r := request(t)
	r.Scenario.Devices = []sim.Device{{Name: "laptop", Agent: "leave on server", User: "ada", Password: "analytical"}}
	rapid.Check(t, func(rt *rapid.T) {
		times := rapid.SampledFrom([]time.Duration{0, 1, -1, time.Second, time.Hour, 1 << 62, -1 << 63, 1<<63 - 1})
		numbers := rapid.SampledFrom([]int{0, 1, 2, -1, 1 << 40, -1 << 63})
		input := rapid.Custom(func(t *rapid.T) sim.Input {
			return sim.Input{
				At: times.Draw(t, "at"), Conn: numbers.Draw(t, "conn"), N: numbers.Draw(t, "n"), Delay: times.Draw(t, "delay"),
				From: rapid.SampledFrom([]sim.Side{sim.Client, sim.Server, "", "x"}).Draw(t, "from"), Kind: rapid.SampledFrom(kinds).Draw(t, "kind"),
				Device: "laptop", Mailbox: "ada", Data: []byte(rapid.SampledFrom([]string{"USER ada\r\nPASS analytical\r\n", "RETR 1\r\n", "\n", "", "x"}).Draw(t, "data")),
			}
		})
		saved := sim.Saved{Version: 2, Branches: []sim.SavedBranch{{Parent: -1, At: -1, Inputs: rapid.SliceOfN(input, 0, 12).Draw(rt, "inputs")}}}
		q := r
		q.Saved = marshal(t, saved)
		if got := New().Open(marshal(t, q)); !strings.HasPrefix(got, `{"id":1`) {
			rt.Fatal(got)
		}
	})
}
