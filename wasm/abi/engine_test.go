package abi

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario/samples"
	"popscope/sim/show"
)

// request is the lesson's session: two of its commands already sent.
func request(t testing.TB) show.Request {
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	return show.Request{Kind: "simulated", Scenario: &sc, Lines: []string{"USER ada", "PASS analytical"}}
}

func marshal(t testing.TB, v any) string {
	t.Helper()
	out, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// read takes an answer that must not be a failure.
func read[T any](t testing.TB, answer string) T {
	t.Helper()
	var f show.Failure
	if json.Unmarshal([]byte(answer), &f); f.Error != "" {
		t.Fatal(f.Error)
	}
	var v T
	if err := json.Unmarshal([]byte(answer), &v); err != nil {
		t.Fatalf("%v in %s", err, answer)
	}
	return v
}

func TestTypingGoesOnAtTheEndAndBranchesInThePast(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	end := len(s.Events) - 1
	c := read[show.Change](t, e.Type(s.ID, end, "DELE 2"))
	if c.Branch != 0 || c.From != end+1 || len(c.Branches) != 1 || c.Events[0].Label != "DELE 2" {
		t.Fatalf("at the end: %+v", c)
	}
	// Step back to where the login had just succeeded, and do something else.
	c = read[show.Change](t, e.Type(s.ID, end, "LIST"))
	if c.Branch != 1 || len(c.Branches) != 2 || c.Branches[1].Parent != 0 || c.Branches[1].Name != "LIST instead" {
		t.Fatalf("in the past: %+v", c)
	}
	for i, x := range c.Events {
		if x.Seq != c.From+i {
			t.Fatalf("events from %d on: the %dth has seq %d", c.From, i, x.Seq)
		}
	}
	back := read[show.Session](t, e.Pick(s.ID, 0))
	if last := back.Events[len(back.Events)-1]; back.Branch != 0 || !strings.Contains(marshal(t, back.Events), "DELE 2") {
		t.Fatalf("the old future is gone: %+v", last)
	}
	v := read[sim.View](t, e.View(s.ID, len(back.Events)-1))
	if !v.Maildrops[0].Messages[1].Marked || v.Maildrops[0].Holder != 1 {
		t.Errorf("%+v", v.Maildrops[0])
	}
	if v = read[sim.View](t, e.View(s.ID, end)); v.Maildrops[0].Messages[1].Marked {
		t.Error("going back did not take the mark away")
	}
}

func TestSavedSessionsComeBack(t *testing.T) {
	e := New()
	r := request(t)
	s := read[show.Session](t, e.Open(marshal(t, r)))
	read[show.Change](t, e.Type(s.ID, 4, "QUIT"))
	read[show.Change](t, e.Act(s.ID, 4, "hangup"))
	want := read[show.Session](t, e.Pick(s.ID, 1))
	r.Saved = e.Save(s.ID)

	other := New()
	got := read[show.Session](t, other.Open(marshal(t, r)))
	if len(got.Branches) != len(want.Branches) || len(got.Notes) > 0 {
		t.Fatalf("%+v, want %+v", got.Branches, want.Branches)
	}
	got = read[show.Session](t, other.Pick(got.ID, 1))
	if marshal(t, got.Events) != marshal(t, want.Events) {
		t.Error("the branch came back different")
	}
	r.Saved = `{"version":2,"branches":[{"parent":5}]}`
	got = read[show.Session](t, other.Open(marshal(t, r)))
	if len(got.Notes) != 1 || len(got.Events) == 0 {
		t.Errorf("damaged: notes %v, %d events", got.Notes, len(got.Events))
	}
}

func TestTaskTellsHowFarItIs(t *testing.T) {
	e := New()
	r := request(t)
	r.Task = &sim.Task{
		Goals: []sim.Goal{{Text: "gone", When: sim.Pattern{Kind: sim.Removed, Item: 2}}},
		Never: []sim.Goal{{Text: "kept", When: sim.Pattern{Kind: sim.Removed, Item: 1}}},
	}
	s := read[show.Session](t, e.Open(marshal(t, r)))
	c := read[show.Change](t, e.Type(s.ID, len(s.Events)-1, "DELE 2"))
	if c.Task == nil || c.Task.Solved || c.Task.Goals[0].Met {
		t.Fatalf("marked only: %+v", c.Task)
	}
	c = read[show.Change](t, e.Type(s.ID, c.From+len(c.Events)-1, "QUIT"))
	if !c.Task.Solved || !c.Task.Goals[0].Met || len(c.Task.Broken) != 0 {
		t.Fatalf("solved: %+v", c.Task)
	}
}

func TestRealSessionIsObserved(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(`{"kind":"real"}`))
	read[show.Change](t, e.Observe(s.ID, "open", "client", nil, 0))
	c := read[show.Change](t, e.Observe(s.ID, "octets", "server", []byte("+OK hi\r\n+O"), 12.5))
	if len(c.Events) != 3 || !c.Events[0].Inferred || c.Events[0].At != 12_500_000 {
		t.Fatalf("%+v", c.Events)
	}
	c = read[show.Change](t, e.Observe(s.ID, "close", "server", nil, 20))
	if text := marshal(t, c.Events); !strings.Contains(text, "breaks off") {
		t.Errorf("half a reply goes unnoticed: %s", text)
	}
	for _, refused := range []string{e.Type(s.ID, 0, "QUIT"), e.Act(s.ID, 0, "hangup"), e.Observe(s.ID, "shout", "server", nil, 1)} {
		wantFailure(t, refused)
	}
}

func wantFailure(t *testing.T, answer string) {
	t.Helper()
	var f show.Failure
	if err := json.Unmarshal([]byte(answer), &f); err != nil || f.Error == "" || f.Crashed {
		t.Errorf("%s should be a failure", answer)
	}
}

func TestMistakesComeBackAsFailures(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	for _, answer := range []string{
		e.Tables("SMTP"), e.Open("{"), e.Open(`{"kind":"dreamt"}`), e.Open(`{"kind":"simulated"}`),
		e.Open(`{"kind":"simulated","scenario":{"protocol":"POP9"}}`),
		e.Type(99, 0, "QUIT"), e.Type(s.ID, 9999, "QUIT"), e.Type(s.ID, -2, "QUIT"), e.Act(s.ID, 0, "dance"),
		e.View(s.ID, 9999), e.View(99, 0), e.Pick(s.ID, 5), e.Save(99), e.Transcript(s.ID, 7), e.Transcript(99, 0),
		e.Observe(s.ID, "octets", "server", nil, 0),
	} {
		wantFailure(t, answer)
	}
	if _, err := e.Octets(s.ID, 9999); err == nil {
		t.Error("octets of an event that does not exist")
	}
	if after := read[show.Session](t, e.Pick(s.ID, 0)); len(after.Branches) != 1 {
		t.Errorf("a mistake left something behind: %+v", after.Branches)
	}
	var crash show.Failure
	if json.Unmarshal([]byte(Crash("oh", "stack")), &crash); !crash.Crashed || crash.Error != "oh" {
		t.Errorf("%+v", crash)
	}
}

func TestNothingGivenMakesTheEnginePanic(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		e := New()
		kind := rapid.SampledFrom([]string{"simulated", "real"}).Draw(rt, "kind")
		r := request(t)
		r.Kind = kind
		id := read[show.Session](t, e.Open(marshal(t, r))).ID
		seq := rapid.IntRange(-3, 60)
		for range rapid.IntRange(1, 8).Draw(rt, "calls") {
			switch rapid.IntRange(0, 6).Draw(rt, "call") {
			case 0:
				e.Type(id, seq.Draw(rt, "seq"), rapid.String().Draw(rt, "line"))
			case 1:
				e.Act(id, seq.Draw(rt, "seq"), rapid.SampledFrom([]string{"connect", "hangup", "wait", ""}).Draw(rt, "what"))
			case 2:
				e.Observe(id, rapid.SampledFrom([]string{"open", "octets", "close"}).Draw(rt, "what"),
					rapid.SampledFrom([]string{"client", "server", ""}).Draw(rt, "side"),
					rapid.SliceOf(rapid.SampledFrom([]byte("+OK-ERR .\r\n1"))).Draw(rt, "octets"), rapid.Float64().Draw(rt, "ms"))
			case 3:
				e.Pick(id, seq.Draw(rt, "branch"))
			case 4:
				r.Saved = e.Save(id)
				read[show.Session](t, e.Open(marshal(t, r)))
			default:
				e.View(id, seq.Draw(rt, "seq"))
			}
		}
	})
}

// A real server may offer TLS: what follows is hidden, and said to be.
func TestRealSessionMayTurnToTLS(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, show.Request{Kind: "real"})))
	e.Observe(s.ID, "open", "client", nil, 0)
	e.Observe(s.ID, "octets", "server", []byte("+OK ready\r\n"), 1)
	e.Observe(s.ID, "octets", "client", []byte("STLS\r\n"), 2)
	e.Observe(s.ID, "octets", "server", []byte("+OK begin\r\n"), 3)
	change := read[show.Change](t, e.Observe(s.ID, "octets", "client", []byte("\x16\x03\x01\x00\x05\x01\x00\x00\x01\x03"), 4))
	last := change.Events[len(change.Events)-1]
	if last.Kind != "sent" || len(last.Spans) != 1 || last.Spans[0].Token != "ciphertext" {
		t.Errorf("%+v", last)
	}
}

// A revision of a protocol has a table of its own.
func TestTablesOfAScenario(t *testing.T) {
	e := New()
	var today, first show.Tables
	for text, to := range map[string]*show.Tables{"POP3": &today, `{"protocol":"POP3","service":{"revision":"1081"}}`: &first} {
		if err := json.Unmarshal([]byte(e.Tables(text)), to); err != nil {
			t.Fatalf("%s: %v", text, err)
		}
	}
	knows := func(tb show.Tables, keyword string) bool {
		return slices.ContainsFunc(tb.Commands, func(c show.CommandInfo) bool { return c.Keyword == keyword })
	}
	if !knows(today, "UIDL") || knows(first, "UIDL") {
		t.Error("UIDL came after RFC 1081")
	}
	if !strings.Contains(e.Tables(`{"protocol":3}`), `"error"`) {
		t.Error("a damaged scenario was taken")
	}
}
