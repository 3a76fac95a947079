package abi

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/show"
)

// goOn carries a job out to its end, a little at a time.
func goOn(t *testing.T, e *Engine, started string, budget func() int) (show.Session, string) {
	t.Helper()
	j := read[show.Job](t, started)
	events := []show.Event{}
	for done := 0; ; {
		text := e.Go(j.ID, budget())
		if strings.HasPrefix(text, `{"error"`) {
			return show.Session{}, text
		}
		j = read[show.Job](t, text)
		if j.Done < done || j.Done > 1000 {
			t.Fatalf("%d thousandths are done, after %d", j.Done, done)
		}
		done = j.Done
		if events = append(events, j.Events...); j.Session != nil {
			j.Session.Events = events
			return *j.Session, ""
		}
	}
}

// Whoever opens a session a little at a time has the same as at once.
func TestAJobGivesWhatOpenGives(t *testing.T) {
	e := New()
	r := request(t)
	s := read[show.Session](t, e.Open(marshal(t, r)))
	read[show.Change](t, e.TypeAll(s.ID, 6, `["STAT","LIST","RETR 1"]`))
	read[show.Change](t, e.Type(s.ID, 8, "NOOP"))
	saved := r
	saved.Saved = e.Save(s.ID)
	damaged := r
	damaged.Saved = `{"version":2,"branches":[{"parent":-1,"at":9999,"inputs":[]}]}`
	rapid.Check(t, func(rt *rapid.T) {
		r := rapid.SampledFrom([]show.Request{r, saved, damaged}).Draw(rt, "request")
		want := read[show.Session](t, e.Open(marshal(t, r)))
		got, _ := goOn(t, e, e.Begin(marshal(t, r)), func() int { return rapid.IntRange(-1, 30).Draw(rt, "events") })
		want.ID, got.ID = 0, 0
		if marshal(t, got) != marshal(t, want) {
			rt.Fatalf("a job gives\n%s\nand not\n%s", marshal(t, got), marshal(t, want))
		}
	})
	file := []byte("S: +OK ready\nC: STAT\nS: +OK 2 320\nC: QUIT\nS: +OK bye\n")
	want := read[show.Session](t, e.Read(file, ""))
	got, _ := goOn(t, e, e.BeginReading(file, ""), func() int { return 3 })
	want.ID, got.ID = 0, 0
	if marshal(t, got) != marshal(t, want) {
		t.Errorf("reading gives\n%s\nand not\n%s", marshal(t, got), marshal(t, want))
	}
}

func TestAJobCanBeGivenUp(t *testing.T) {
	e := New()
	j := read[show.Job](t, e.Begin(marshal(t, request(t))))
	e.Stop(j.ID)
	e.Stop(j.ID)
	wantFailure(t, e.Go(j.ID, 10))
	if len(e.jobs)+len(e.sessions) != 0 {
		t.Errorf("%d jobs and %d sessions are left", len(e.jobs), len(e.sessions))
	}
	if _, failed := goOn(t, e, e.BeginReading([]byte("Dear Ada\n"), ""), func() int { return 9 }); !strings.Contains(failed, "cannot be read") {
		t.Errorf("a letter is read as a session: %s", failed)
	}
	for _, refused := range []string{e.Begin("{"), e.Begin(`{"kind":"odd"}`), e.BeginReading(nil, "POP9")} {
		wantFailure(t, refused)
	}
}

// What is too much is not done, and what was there before stays; what was made
// can be brought back.
func TestAnActBeyondTheBoundsLeavesNothing(t *testing.T) {
	e := New()
	r := request(t)
	s := read[show.Session](t, e.Open(marshal(t, r)))
	end := len(s.Events) - 1
	c := read[show.Change](t, e.Deliver(s.ID, end, "ada", strings.Repeat("all work and no play\r\n", 180_000)))
	end = c.From + len(c.Events) - 1
	c = read[show.Change](t, e.Act(s.ID, end, "hangup"))
	c = read[show.Change](t, e.Act(s.ID, c.From+len(c.Events)-1, "connect"))
	end = c.From + len(c.Events) - 1
	c = read[show.Change](t, e.TypeAll(s.ID, end, `["USER ada","PASS analytical","STAT"]`))
	end = c.From + len(c.Events) - 1
	before, save := e.Pick(s.ID, 0), e.Save(s.ID)
	lines := []string{}
	for range 20 {
		lines = append(lines, "RETR 1", "RETR 2", "RETR 3", "RETR 4")
	}
	if text := e.TypeAll(s.ID, end, marshal(t, lines)); !strings.Contains(text, "too much, and was not done") {
		t.Errorf("20 messages of 4 MB each are sent: %.200s", text)
	}
	again := append([]string{"USER ada", "PASS analytical"}, lines...)
	if text := e.TypeAll(s.ID, c.From-1, marshal(t, again)); !strings.Contains(text, "too much, and was not done") {
		t.Errorf("the same on a branch: %.200s", text)
	}
	if e.Pick(s.ID, 0) != before || e.Save(s.ID) != save {
		t.Error("the session is not as it was before")
	}
	read[show.Session](t, e.Pick(s.ID, 0))
	read[show.Change](t, e.Type(s.ID, end, "STAT"))
	r.Saved = e.Save(s.ID)
	if again := read[show.Session](t, e.Open(marshal(t, r))); len(again.Notes) > 0 {
		t.Errorf("what was made can't be brought back: %v", again.Notes)
	}
}

// A link of a few characters can unpack to any of these.
func TestWhatALinkCanHoldIsBounded(t *testing.T) {
	e := New()
	many := func(n int, text string) []byte { return []byte(strings.Repeat(text, n)) }
	with := func(change func(*sim.Scenario)) string {
		r := request(t)
		sc := *r.Scenario
		sc.Mailboxes = append([]sim.Mailbox{}, sc.Mailboxes...)
		change(&sc)
		r.Scenario = &sc
		return marshal(t, r)
	}
	saved := func(inputs ...sim.Input) string {
		r := request(t)
		r.Saved = marshal(t, sim.Saved{Version: 2, Branches: []sim.SavedBranch{{Parent: -1, At: -1, Inputs: inputs}}})
		return marshal(t, r)
	}
	for _, of := range []struct{ what, request, says string }{
		{"a message of a million lines", with(func(sc *sim.Scenario) { sc.Mailboxes[0].Messages = [][]byte{many(1_000_000, "\n")} }), "1000000 lines of mail; it may have 500000"},
		{"a million messages", with(func(sc *sim.Scenario) { sc.Mailboxes[0].Messages = make([][]byte, 400_000) }), "messages; it may have 20000"},
		{"mailboxes", with(func(sc *sim.Scenario) { sc.Mailboxes = make([]sim.Mailbox, 5000) }), "5000 mailboxes; it may have 200"},
		{"devices", with(func(sc *sim.Scenario) { sc.Devices = make([]sim.Device, 5000) }), "5000 devices; it may have 200"},
		{"mechanisms", with(func(sc *sim.Scenario) { sc.Service.Mechanisms = make([]string, 5000) }), "it may have 200"},
		{"lines that nobody sends", saved(sim.Input{Conn: 1, Kind: sim.Octets, Data: many(1_000_000, "\n")}), "more than 20000 lines at once"},
		{"octets", saved(sim.Input{Conn: 1, Kind: sim.Octets, Data: many(17<<20, "x")}), "octets put into it"},
		{"inputs", saved(make([]sim.Input, 41_000)...), "40000 inputs"},
		{"connections", saved(sim.Input{Conn: 1 << 30, Kind: sim.Open}), "a connection 1073741824"},
		{"values", `{"kind":"simulated","lines":[` + strings.Repeat(`"",`, 600_000) + `""]}`, "more than 500000 values"},
		{"depth", `{"kind":"simulated","odd":` + strings.Repeat(`[`, 100_000), "too deep"},
	} {
		if text := e.Open(of.request); !strings.Contains(text, of.says) {
			t.Errorf("%s: %.300s", of.what, text)
		}
		if n := len(e.sessions); n > 0 {
			clear(e.sessions)
		}
	}
}

// Whatever is asked for, the answer is a session within its bounds, or words. (Run
// it with -fuzzminimizetime 10x: its seeds are long.)
func FuzzOpen(f *testing.F) {
	e := New()
	r := request(f)
	f.Add(marshal(f, r))
	s := read[show.Session](f, e.Open(marshal(f, r)))
	e.Type(s.ID, 3, "LIST")
	r.Saved = e.Save(s.ID)
	f.Add(marshal(f, r))
	f.Add(`{"kind":"real"}`)
	f.Add(`{"kind":"read","scenario":{"protocol":"POP2"},"saved":"{\"version\":2,\"branches\":[]}"}`)
	f.Add(`{"kind":"simulated","scenario":{"protocol":"POP3","host":"a","segment":1,"mailboxes":[{"name":"a","password":"b"}]},"lines":["USER a","PASS b","<a runs>","<maildrop held elsewhere> a"]}`)
	f.Fuzz(func(t *testing.T, request string) {
		if len(request) > 1<<16 {
			return
		}
		e := New()
		text := e.Open(request)
		if strings.HasPrefix(text, `{"error"`) {
			return
		}
		s := read[show.Session](t, text)
		if len(s.Events) > 200_000 {
			t.Fatalf("%d events", len(s.Events))
		}
		by, failed := goOn(t, e, e.Begin(request), func() int { return 50 })
		if by.ID, s.ID = 0, 0; failed != "" || fmt.Sprint(by) == "" || marshal(t, by) != marshal(t, s) {
			t.Errorf("little by little: %s%.300s", failed, marshal(t, by))
		}
	})
}
