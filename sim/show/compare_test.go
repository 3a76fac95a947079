package show_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
	"popscope/sim/scenario/samples"
	"popscope/sim/show"
)

// course plays a script on the sample maildrop.
func course(t interface{ Fatal(...any) }, lines ...string) *sim.Log {
	sc, err := samples.Scenario("ada")
	if err != nil {
		t.Fatal(err)
	}
	w, err := scenario.NewWorld(sc)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, lines)
	return l
}

func TestComparisonShowsWhereCoursesPart(t *testing.T) {
	a := course(t, "USER ada", "PASS analytical", "DELE 2", "QUIT")
	b := course(t, "USER ada", "PASS analytical", "DELE 2", "RETR 1", sim.CloseConnection)
	c, err := show.Compare("a", a, "b", b)
	if err != nil {
		t.Fatal(err)
	}
	if e := b.Events()[c.Shared]; e.Kind != sim.Sent || e.Keyword != "RETR" {
		t.Errorf("they part at %+v", e)
	}
	want := []string{"Message 2", "gone in A, there in B", "holds nothing in A, message 1 in B"}
	all := strings.Join(c.Differences, "\n")
	for _, w := range want {
		if !strings.Contains(all, w) {
			t.Errorf("%q is missing in\n%s", w, all)
		}
	}
	// TCP, greeting, and a reply to each of four commands.
	if c.A.RoundTrips != 6 || c.A.Ends[0] != "Connection 1 is closed." || c.A.ClientOctets != len("USER ada\r\nPASS analytical\r\nDELE 2\r\nQUIT\r\n") {
		t.Errorf("%+v", c.A)
	}
}

// Each step of both is in the comparison once and in its order, and what is
// called the same is the same.
func TestComparisonIsComplete(t *testing.T) {
	lines := rapid.SliceOfN(rapid.SampledFrom([]string{"USER ada", "PASS analytical", "STAT", "DELE 1", "RETR 2", "RSET", "QUIT", sim.CloseConnection, sim.OpenConnection}), 0, 8)
	rapid.Check(t, func(t *rapid.T) {
		a, b := course(t, lines.Draw(t, "a")...), course(t, lines.Draw(t, "b")...)
		c, err := show.Compare("a", a, "b", b)
		if err != nil {
			t.Fatal(err)
		}
		var inA, inB []*show.ComparedStep
		for _, r := range c.Rows {
			if r.A != nil {
				inA = append(inA, r.A)
			}
			if r.B != nil {
				inB = append(inB, r.B)
			}
			if r.Same && (r.A == nil || r.B == nil || r.A.Label != r.B.Label || r.A.Bring != r.B.Bring) {
				t.Fatalf("not the same: %+v, %+v", r.A, r.B)
			}
		}
		for l, got := range map[*sim.Log][]*show.ComparedStep{a: inA, b: inB} {
			next := 0
			for _, s := range got {
				if s.Seq != next {
					t.Fatalf("a step begins at event %d, and the one before ended before %d", s.Seq, next)
				}
				next = s.Last + 1
			}
			if next != len(l.Events()) {
				t.Fatalf("%d of %d events", next, len(l.Events()))
			}
		}
		self, err := show.Compare("a", a, "a", a)
		if err != nil || len(self.Differences) > 0 || self.Shared != len(a.Events()) || slices.ContainsFunc(self.Rows, func(r show.ComparedRow) bool { return !r.Same }) {
			t.Fatalf("a course differs from itself: %+v", self)
		}
	})
}

// What arrived on one branch is not what arrived on the other, although both are
// the next message there.
func TestComparisonTellsMailApartThatCameLater(t *testing.T) {
	arrives := func(text string) *sim.Log {
		w, err := scenario.NewWorld(sim.Scenario{Protocol: "POP3", Mailboxes: []sim.Mailbox{
			{Name: "eve", Password: "x", Messages: [][]byte{[]byte("Subject: first\r\n\r\n")}},
			{Name: "ada", Password: "x", Messages: [][]byte{[]byte("Subject: old\r\n\r\n")}},
		}})
		if err != nil {
			t.Fatal(err)
		}
		l := sim.NewLog(w)
		sim.Connect(l, 1)
		l.Append(sim.Input{At: l.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: []byte(text)})
		l.Settle()
		return l
	}
	c, err := show.Compare("a", arrives("Subject: tea\r\n\r\n"), "b", arrives("Subject: coffee\r\n\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Message 2 of ada (tea): there in A, never there in B.", "Message 3 of ada (coffee): never there in A, there in B."}
	if !slices.Equal(c.Differences, want) {
		t.Errorf("%q", c.Differences)
	}
}
