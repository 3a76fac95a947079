package errand

import (
	"bytes"
	"encoding/base64"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/rfc"
	worlds "popscope/sim/scenario"
	"popscope/sim/show"
)

func played(t *testing.T) show.Errand {
	t.Helper()
	e, err := Play()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// logOf plays a generation's request anew.
func logOf(t *testing.T, g show.Generation, latency time.Duration) *sim.Log {
	t.Helper()
	sc := *g.Request.Scenario
	sc.Latency = latency
	w, err := worlds.NewWorld(sc)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, g.Request.Lines)
	return l
}

func TestNothingIsRefused(t *testing.T) {
	for _, g := range played(t).Generations {
		for _, e := range g.Events {
			if e.Kind == "reply" && !e.OK || e.Kind == "fault" {
				t.Errorf("%s: %s", g.Protocol, e.Sentence)
			}
		}
	}
}

// What is counted step by step must be what the events come to.
func TestCountsAreThoseOfTheEvents(t *testing.T) {
	e := played(t)
	for _, g := range e.Generations {
		var want show.Cost
		trips := 0
		heard := sim.Client // whose turn it was last; the opening is the client's
		for _, event := range logOf(t, g, Latency).Events() {
			switch {
			case event.Kind == sim.Sent && event.Side == sim.Client:
				want.Steps++
				want.Sent += len(event.Octets)
				heard = sim.Client
			case event.Kind == sim.Sent:
				want.Received += len(event.Octets)
				if heard == sim.Client {
					trips++
				}
				heard = sim.Server
			case event.Kind == sim.Arrived:
				want.Segments++
			}
		}
		want.Steps++                // the opening
		want.RoundTrips = trips + 1 // SYN and its answer, besides all that is said
		if g.Total != want {
			t.Errorf("%s: total is %+v, by the events %+v", g.Protocol, g.Total, want)
		}
		var sum show.Cost
		for _, c := range g.Costs {
			sum.Steps += c.Steps
			sum.RoundTrips += c.RoundTrips
			sum.Sent += c.Sent
			sum.Received += c.Received
			sum.Segments += c.Segments
		}
		if sum != want {
			t.Errorf("%s: the phases come to %+v, the session to %+v", g.Protocol, sum, want)
		}
		if len(g.Costs) != len(e.Phases) {
			t.Errorf("%s: %d costs for %d phases", g.Protocol, len(g.Costs), len(e.Phases))
		}
	}
}

// Whoever knows the round trips knows the time, whatever the latency.
func TestTimeIsTwiceTheLatencyForEachRoundTrip(t *testing.T) {
	for _, g := range played(t).Generations {
		for _, latency := range []time.Duration{time.Millisecond, Latency, 300 * time.Millisecond} {
			got := lastHeard(logOf(t, g, latency).Events())
			if want := 2 * latency * time.Duration(g.Total.RoundTrips); got != want {
				t.Errorf("%s with a latency of %v takes %v; %d round trips take %v", g.Protocol, latency, got, g.Total.RoundTrips, want)
			}
		}
		if g.Time != int64(lastHeard(logOf(t, g, Latency).Events())) {
			t.Errorf("%s: its time is not that of its session", g.Protocol)
		}
	}
}

func TestStepsAreAllOfTheSession(t *testing.T) {
	for _, g := range played(t).Generations {
		next := 0
		for _, s := range g.Steps {
			if s.Seq != next {
				t.Errorf("%s: a step begins at event %d and should at %d", g.Protocol, s.Seq, next)
			}
			if s.Phase == "" || s.Server == "" {
				t.Errorf("%s: step %+v has no phase or no reply", g.Protocol, s)
			}
			next = s.Last + 1
		}
		if next != len(g.Events) {
			t.Errorf("%s: the steps end at event %d of %d", g.Protocol, next, len(g.Events))
		}
	}
}

// All four leave the client with the two messages, octet for octet.
func TestTheClientHasTheMail(t *testing.T) {
	for _, g := range played(t).Generations {
		var got []byte
		for _, e := range g.Events {
			if e.Kind != "sent" || e.Side != "server" || e.Octets == "" {
				continue
			}
			octets, err := base64.StdEncoding.DecodeString(e.Octets)
			if err != nil || len(octets) != e.Size {
				t.Fatalf("%s: event %d does not carry all of its octets (%v)", g.Protocol, e.Seq, err)
			}
			got = append(got, octets...)
		}
		if g.Protocol == "POP3" || g.Protocol == "POP4" {
			got = bytes.ReplaceAll(got, []byte("\r\n.."), []byte("\r\n.")) // byte-stuffing
		}
		for i, m := range mail {
			there := bytes.Contains(got, []byte(m))
			if want := i < 2 || g.Protocol == "POP1"; there != want {
				t.Errorf("%s: message %d has come: %v, want %v", g.Protocol, i+1, there, want)
			}
		}
	}
}

// Who has no difference to state ends as the errand wishes; who states one, does
// not.
func TestEndsAreAsWishedOrTheDifferenceIsStated(t *testing.T) {
	wish := []show.Remains{{Mailbox: "fred", Messages: subjects[1:]}}
	ends := map[string][]show.Remains{
		"POP1": {{Mailbox: "fred", Messages: []string{}}},
		"POP2": wish,
		"POP3": wish,
		"POP4": {{Mailbox: "fred", Messages: subjects[2:]}, {Mailbox: "fred/" + folder, Messages: subjects[1:2]}},
	}
	for _, g := range played(t).Generations {
		same := func(a, b show.Remains) bool { return a.Mailbox == b.Mailbox && slices.Equal(a.Messages, b.Messages) }
		if !slices.EqualFunc(g.Remains, ends[g.Protocol], same) {
			t.Errorf("%s leaves %+v, want %+v", g.Protocol, g.Remains, ends[g.Protocol])
		}
		asWished := slices.EqualFunc(g.Remains, wish, same) && slices.Equal(g.Holds, subjects[:2])
		if asWished != (g.Difference == "") {
			t.Errorf("%s ends as wished: %v; the difference it states: %q", g.Protocol, asWished, g.Difference)
		}
	}
}

// The text says that POP1's RETR would delete nothing.
func TestPOP1CanDeleteAllOrNothing(t *testing.T) {
	g := played(t).Generations[0]
	g.Request.Lines = slices.Clone(g.Request.Lines)
	g.Request.Lines[2] = "RETR mailbox"
	l := logOf(t, g, Latency)
	v, err := l.View(len(l.Events()) - 1)
	if err != nil {
		t.Fatal(err)
	}
	if got := remains(v); len(got) != 1 || !slices.Equal(got[0].Messages, subjects) {
		t.Errorf("RETR leaves %+v", got)
	}
	if !slices.Equal(holds(v), played(t).Generations[0].Holds) {
		t.Errorf("RETR brings %v", holds(v))
	}
}

// The rows say which generation a rule is of; the sentences are cited from
// sections that the list of rules knows.
func TestRulesAndWishes(t *testing.T) {
	e := played(t)
	data, err := os.ReadFile("../rfc/rules.tsv")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, line := range strings.Split(string(data), "\n") {
		if f := strings.Split(line, "\t"); len(f) > 1 {
			doc, _, _ := strings.Cut(f[0], "-")
			known[doc+" "+f[1]] = true
		}
	}
	if len(known) < 50 {
		t.Fatalf("only %d sections in rules.tsv", len(known))
	}
	place := func(protocol string) int {
		return slices.IndexFunc(e.Generations, func(g show.Generation) bool { return g.Protocol == protocol })
	}
	last := 0
	for _, r := range e.Rules {
		i := place(r.Protocol)
		if i < last {
			t.Errorf("%q is of %s, and stands behind a later one or none", r.Rule, r.Protocol)
		}
		last = i
		if r.Since == nil || r.Why == nil || r.Sentence == "" || r.Trouble == "" {
			t.Errorf("%q lacks something", r.Rule)
		}
		for _, keyword := range r.Keywords {
			if !slices.ContainsFunc(e.Generations[i].Steps, func(s show.ErrandStep) bool {
				first, _, _ := strings.Cut(s.Client, " ")
				return first == keyword
			}) {
				t.Errorf("%q is to be seen in %s, which the session of %s does not send", r.Rule, keyword, r.Protocol)
			}
		}
	}
	for _, r := range appeared {
		for _, ref := range []rfc.Ref{r.since, r.why} {
			// An introduction has no rules.
			if ref.Doc != 0 && ref.Section != "1" && !known[strconv.Itoa(ref.Doc)+" "+ref.Section] {
				t.Errorf("%q cites %s, which has no rule in rules.tsv", r.rule, ref)
			}
		}
	}
	for _, w := range e.Wishes {
		if len(w.Answers) != len(e.Generations) {
			t.Errorf("%q has %d answers for %d generations", w.Wish, len(w.Answers), len(e.Generations))
		}
		for i, a := range w.Answers {
			if a.Why == nil || a.How == "" {
				t.Errorf("%q, answer %d lacks something", w.Wish, i)
			}
		}
	}
}

// The errand is done after the mail has come.
func TestErrandComesAfterItsMail(t *testing.T) {
	got, err := Play()
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range got.Generations {
		sc := g.Request.Scenario
		for _, m := range sc.Mailboxes[0].Messages {
			line, _, _ := strings.Cut(string(m), "\r\n")
			sent, err := time.Parse("Mon, 2 Jan 06 15:04:05 -0700", strings.Replace(strings.TrimPrefix(line, "Date: "), "PDT", "-0700", 1))
			if err != nil {
				t.Fatal(err)
			}
			if now := time.Unix(sc.Epoch, 0); now.Before(sent) || now.Sub(sent) > 3*time.Hour {
				t.Errorf("%s: it is %s, and the mail is of %s", g.Protocol, now, sent)
			}
		}
	}
}

// What a generation shows is of its document, and no later: the server of 1996
// knows nothing that came after RFC 1939.
func TestNothingIsShownBeforeItsTime(t *testing.T) {
	for _, g := range played(t).Generations {
		if g.Protocol != "POP3" {
			continue
		}
		if g.Document == nil || g.Document.Text != "RFC 1939" || g.Year != 1996 {
			t.Errorf("POP3 is labelled %d, %+v", g.Year, g.Document)
		}
		for _, line := range []string{"CAPA", "STLS", "LANG", "UTF8"} {
			late := g
			late.Request.Lines = []string{line}
			events := logOf(t, late, Latency).Events()
			if !slices.ContainsFunc(events, func(e sim.Event) bool { return e.Kind == sim.Replied && e.Keyword == line && !e.OK }) {
				t.Errorf("in 1996 the server knows %s", line)
			}
		}
	}
}

// A rule is quoted in the words of the document that brought it; of POP4 there
// are none to quote.
func TestRulesAreQuotedFromTheirDocuments(t *testing.T) {
	for _, r := range appeared {
		if r.since.Doc != r.why.Doc && r.since.Doc != 0 {
			t.Errorf("%q is of %s, and quotes %s", r.rule, r.since, r.why)
		}
	}
}
