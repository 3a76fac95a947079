package sim_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/show"
)

// session plays lines on a fresh world without latency.
func (l lab) session(lines ...string) *sim.Log {
	log := sim.NewLog(l.world(0))
	sim.Play(log, 1, lines)
	return log
}

// rfc1939 is POP3, for the tests that know its commands.
var rfc1939 = lab{Profile: pop3.Profile, way: ways["POP3"]}

func session(lines ...string) *sim.Log { return rfc1939.session(lines...) }

var login = ways["POP3"].login

func after(lines ...string) *sim.Log { return session(slices.Concat(login, lines)...) }

// last is the last event of a kind.
func last(t *testing.T, l *sim.Log, k sim.Kind) sim.Event {
	t.Helper()
	for _, e := range slices.Backward(l.Events()) {
		if e.Kind == k {
			return e
		}
	}
	t.Fatalf("no event of kind %s", k)
	return sim.Event{}
}

func TestWhyItWasRefused(t *testing.T) {
	for _, c := range []struct {
		l       *sim.Log
		section string
		says    string
	}{
		{session("STAT"), "RFC 1939 section 3", "may only be given in the TRANSACTION state"},
		{session("STATS"), "RFC 1939 section 3", "Did you mean STAT?"},
		{session("RTER 1"), "RFC 1939 section 3", "Did you mean RETR?"},
		{session("EHLO x"), "RFC 1939 section 3", "knows no command EHLO. A server"},
		{session("PASS x"), "RFC 1939 section 7", "USER and PASS are a pair"},
		{session("USER"), "RFC 1939 section 3", "It is written USER name."},
		{session("USER ada", "PASS wrong"), "RFC 1939 section 7", "does not say which of them is wrong"},
		{after("RETR 7"), "RFC 1939 section 5", "There is no message 7."},
		{after("DELE 1", "RETR 1"), "RFC 1939 section 5", "RSET takes the mark back"},
		{after("TOP 1"), "RFC 1939 section 3", "The argument n is missing."},
		{after("RETR one"), "RFC 1939 section 4", `"one" is not a decimal number`},
	} {
		e := last(t, c.l, sim.Replied)
		if e.OK || e.Why.String() != c.section || !strings.Contains(e.Explain, c.says) || strings.ContainsAny(e.Text+e.Explain, "{}") {
			t.Errorf("%q: %s: %s; want %s: …%s…", e.Text, e.Why, e.Explain, c.section, c.says)
		}
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{
		"STATS": "STAT", "LSIT": "LIST", "delete": "DELE", "DEL": "DELE", "quti": "QUIT", "XYZZY": "", "": "", "UIDLL": "UIDL",
	} {
		if got := pop3.Profile.Suggest(word); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
}

// Whatever a table has words for, they are for the wire, for the learner, and
// with the section; POP3 has them for all that there is. That no refusal comes
// up without words, TestRepliesGiveReasons holds.
func TestEveryRefusalHasItsWords(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		for r, row := range l.Refusals {
			if row.Text == "" || row.Explain == "" || row.Why.IsZero() {
				t.Errorf("%s: %+v", r, row)
			}
		}
	})
	for _, r := range sim.AllRefusals {
		if _, ok := pop3.Profile.Refusals[r]; !ok {
			t.Errorf("POP3 has no words for: %s", r)
		}
	}
}

// The ways that the tests go lead through every state of the table.
func TestWaysLeadThroughEveryState(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		seen := map[sim.State]bool{}
		for _, stage := range l.stages {
			for _, e := range l.session(stage...).Events() {
				seen[e.Old], seen[e.New] = true, true
			}
		}
		for _, s := range l.States {
			if !seen[s.Name] {
				t.Errorf("no way leads to the %s state: add one to ways", s.Name)
			}
		}
		if e := last(t, l.session(l.login...), sim.Locked); e.Mailbox == "" {
			t.Errorf("%q does not log in", l.login)
		}
		// A protocol may have no use for a lock where there is no message.
		if e := last(t, l.session(l.empty...), sim.Replied); !e.OK {
			t.Errorf("%q does not log in", l.empty)
		}
	})
}

func TestTypingIntoAClosedConnection(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		log := l.session()
		sim.HangUp(log, 1)
		sim.Type(log, 1, l.login[0])
		if e := last(t, log, sim.Fault); e.Side != sim.Client || e.Explain == "" {
			t.Errorf("%+v", e)
		}
		sim.Connect(log, 1)
		sim.Type(log, 1, l.login[0])
		if e := last(t, log, sim.Replied); !e.OK {
			t.Errorf("after connecting again: %+v", e)
		}
	})
}

// Connecting again while the server has not yet seen the old connection end
// must not leave the maildrop locked for ever.
func TestReconnectingReleasesTheLock(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		log := sim.NewLog(l.world(time.Second))
		sim.Play(log, 1, l.login)
		log.Append(sim.Input{At: log.Now(), Conn: 1, From: sim.Client, Kind: sim.Close})
		sim.Connect(log, 1)
		for _, line := range l.login {
			sim.Type(log, 1, line)
		}
		if e := last(t, log, sim.Replied); !e.OK {
			t.Errorf("the maildrop is still locked: %s", e.Text)
		}
	})
}

func TestTaskIsJudgedByWhatHappens(t *testing.T) {
	task := sim.Task{
		Goals: []sim.Goal{{Text: "Message 2 is gone.", When: sim.Pattern{Kind: sim.Removed, Item: 2}}},
		Never: []sim.Goal{{Text: "Message 1 must stay.", When: sim.Pattern{Kind: sim.Removed, Item: 1}}},
	}
	for _, c := range []struct {
		name string
		l    *sim.Log
		want bool
	}{
		{"nothing", after(), false},
		{"marked only", after("DELE 2"), false},
		{"solved", after("DELE 2", "QUIT"), true},
		{"solved with harmless extras", after("NOOP", "STAT", "RETR 1", "XYZZY", "DELE 2", "LIST", "QUIT"), true},
		{"both", after("DELE 1", "DELE 2", "QUIT"), false},
		{"taken back", after("DELE 2", "RSET", "QUIT"), false},
		{"another", after("DELE 3", "QUIT"), false},
		{"one after the other", func() *sim.Log {
			l := after("DELE 2", "QUIT")
			sim.Connect(l, 1)
			for _, line := range append(slices.Clone(login), "DELE 1", "QUIT") {
				sim.Type(l, 1, line)
			}
			return l
		}(), false},
		{"line lost", func() *sim.Log { l := after("DELE 2"); sim.HangUp(l, 1); return l }(), false},
	} {
		if got := task.Judge(c.l.Events()); got.Solved != c.want {
			t.Errorf("%s: solved %v, want %v", c.name, got.Solved, c.want)
		}
	}
	if (sim.Task{}).Judge(nil).Solved {
		t.Error("a task without goals is solved by nothing")
	}
}

// A goal can ask for the mailbox and for what is said of it.
func TestPatternFitsMailboxAndText(t *testing.T) {
	e := sim.Event{Kind: sim.Stored, Mailbox: "ada/work", Text: "Tea"}
	for _, c := range []struct {
		p    sim.Pattern
		want bool
	}{
		{sim.Pattern{Kind: sim.Stored}, true},
		{sim.Pattern{Kind: sim.Stored, Mailbox: "ada/work", Text: "Tea"}, true},
		{sim.Pattern{Kind: sim.Stored, Mailbox: "ada"}, false},
		{sim.Pattern{Kind: sim.Stored, Text: "Te"}, false},
	} {
		if got := c.p.Fits(e); got != c.want {
			t.Errorf("%+v: %v, want %v", c.p, got, c.want)
		}
	}
	for _, ok := range []bool{true, false} {
		if (sim.Pattern{Kind: sim.Replied, OK: &ok}).Fits(sim.Event{Kind: sim.Replied, OK: true, Goes: true}) {
			t.Errorf("a challenge is taken for %v", ok)
		}
	}
}

// In a script a device runs on a connection of its own, whether the learner's
// is open or not.
func TestScriptLetsADeviceRun(t *testing.T) {
	sc := sim.Scenario{
		Protocol: "POP3", Host: "mail.example.org",
		Mailboxes: []sim.Mailbox{{Name: "ada", Password: "secret"}},
		Devices:   []sim.Device{{Name: "laptop", Agent: "download and delete", User: "ada", Password: "secret"}},
	}
	log := sim.NewLog(sim.NewWorld(pop3.Profile, sc))
	sim.Play(log, 1, []string{"<laptop runs>", sim.CloseConnection, "<laptop runs>", "<phone runs>"})
	var ran []int
	for _, e := range log.Events() {
		if e.Kind == sim.Opened && e.Device == "laptop" {
			ran = append(ran, e.Conn)
		}
	}
	if !slices.Equal(ran, []int{2, 2}) {
		t.Errorf("the laptop ran on connections %v", ran)
	}
	if e := last(t, log, sim.Fault); !strings.Contains(e.Text, "phone") {
		t.Errorf("there is no phone, and that is not said: %+v", e)
	}
}

func TestMaskedHidesSecrets(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		log := l.session(slices.Concat(l.login, l.then)...)
		text := masked(t, l, log)
		if strings.Contains(text, "secret") {
			t.Error("the password is to be read in the clear")
		}
		if open := show.Transcript(log.Events()); !strings.Contains(open, "C: "+l.login[len(l.login)-1]+"\n") {
			t.Errorf("asked for, the password is still hidden:\n%s", open)
		}
	})
	digest := pop3.Digest("<x@y>", "a secret")
	if strings.Contains(masked(t, rfc1939, session("APOP ada "+digest)), digest) {
		t.Error("the digest is to be read in the clear")
	}
}

// masked is all that is shown of a session where secrets stay out.
func masked(t *testing.T, l lab, log *sim.Log) string {
	t.Helper()
	events := sim.Masked(l.Profile, log.Events(), sim.AccountsOf(log.Machine(), false))
	text := show.Transcript(events)
	for _, e := range events {
		js, err := json.Marshal(show.EventOf(l.Profile, e))
		if err != nil {
			t.Fatal(err)
		}
		text += l.Narrate(e) + string(js)
	}
	return text
}

func TestRestoreRefusesWhatIsDamaged(t *testing.T) {
	fresh := func() sim.Machine { return world(0) }
	opens := []sim.Input{{Conn: 1, Kind: sim.Open}}
	for name, saved := range map[string]sim.Saved{
		"nothing":              {},
		"another version":      {Version: 1, Branches: []sim.SavedBranch{{Parent: -1, At: -1}}},
		"no branches":          {Version: 2},
		"its own parent":       {Version: 2, Branches: []sim.SavedBranch{{}}},
		"two roots":            {Version: 2, Branches: []sim.SavedBranch{{Parent: -1, At: -1, Inputs: opens}, {Parent: -1}}},
		"an event that is not": {Version: 2, Branches: []sim.SavedBranch{{Parent: -1, At: 7}}},
	} {
		if tree, err := sim.Restore(saved, fresh); err == nil {
			t.Errorf("%s was restored: %v", name, tree)
		}
	}
}

// A link of a few characters can unpack to this: it must not stop the page.
func TestRestoreRefusesWhatWouldTakeForever(t *testing.T) {
	lines := func(n int, line string) sim.Input {
		return sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: bytes.Repeat([]byte(line+"\r\n"), n)}
	}
	rest := sim.Input{Kind: sim.Rest}
	large := []sim.Input{{Kind: sim.Deliver, Mailbox: "ada", Data: bytes.Repeat([]byte("x"), 4<<20)}, rest,
		lines(1, "USER ada"), rest, lines(1, "PASS a secret"), rest}
	for name, inputs := range map[string][]sim.Input{
		"a million lines in one input": {lines(1_000_000, "NOOP")},
		"long answers to many inputs":  slices.Concat(large, slices.Repeat([]sim.Input{lines(1, "RETR 7"), rest}, 300)),
		"long answers to one input":    slices.Concat(large, []sim.Input{lines(300, "RETR 7"), rest}),
	} {
		inputs = append([]sim.Input{{Conn: 1, Kind: sim.Open}}, inputs...)
		steps := 0
		_, err := sim.Restore(sim.Saved{Version: 2, Branches: []sim.SavedBranch{{Parent: -1, At: -1, Inputs: inputs}}}, func() sim.Machine {
			return counted{world(0), &steps}
		})
		if err == nil || !strings.Contains(err.Error(), "too long") || !strings.Contains(err.Error(), "of branch 0)") {
			t.Errorf("%s: %v", name, err)
		}
		if steps > 1000 {
			t.Errorf("%s: %d inputs were carried out", name, steps)
		}
	}
}

// counted is a machine that counts its steps.
type counted struct {
	sim.Machine
	steps *int
}

func (c counted) Step(in sim.Input) []sim.Event {
	*c.steps++
	return c.Machine.Step(in)
}

// A segment of one octet makes much of a long message, but not more than can be looked at.
func TestALongMessageIsDividedIntoThousandsOfSegmentsAtMost(t *testing.T) {
	l := sim.NewLog(world(0))
	body := strings.Repeat("all work\r\n", 1<<15)
	l.Append(sim.Input{Kind: sim.Deliver, Mailbox: "ada", Data: []byte(body)})
	l.Append(sim.Input{Kind: sim.Segment, N: 1})
	sim.Play(l, 1, []string{"USER ada", "PASS a secret", "RETR 7"})
	arrived, octets := 0, 0
	for _, e := range l.Events() {
		if e.Kind == sim.Arrived && e.Keyword == "RETR" && e.Side == sim.Client {
			arrived++
			octets += len(e.Octets)
			labels := 0
			for _, s := range e.Spans {
				labels += s.Len
			}
			if labels != len(e.Octets) {
				t.Fatalf("%d of %d octets of a segment have labels", labels, len(e.Octets))
			}
		}
	}
	if arrived < 4000 || arrived > 4200 || octets < len(body) {
		t.Errorf("%d octets arrived in %d segments", octets, arrived)
	}
}

func TestSentencesEndAndSayNoMoreThanAScreenHolds(t *testing.T) {
	each(t, func(t *testing.T, l lab) {
		log := l.session(slices.Concat(l.login, l.then)...)
		for _, c := range l.AllCommands() {
			for _, line := range []string{c.Keyword, c.Keyword + " 1", c.Keyword + " 1 0", strings.Repeat("x", 300)} {
				sim.Play(log, 1, slices.Concat(l.login, []string{line, sim.CloseConnection}))
			}
		}
		log.Append(sim.Input{At: log.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: []byte("Subject: late\n\nnews\n")})
		sim.Pass(log, time.Hour)
		for _, e := range log.Events() {
			s := l.Narrate(e)
			if len(s) < 10 || len(s) > 200 || e.Kind != sim.Sent && !strings.HasSuffix(s, ".") {
				t.Errorf("%s: %q", e.Kind, s)
			}
		}
	})
}
