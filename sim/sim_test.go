package sim_test

import (
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
func session(lines ...string) *sim.Log {
	l := sim.NewLog(world(0))
	sim.Play(l, 1, lines)
	return l
}

var login = []string{"USER ada", "PASS a secret"}

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

func TestEveryRefusalHasItsWords(t *testing.T) {
	for _, r := range sim.AllRefusals {
		row, ok := pop3.Profile.Refusals[r]
		if !ok || row.Text == "" || row.Explain == "" || row.Why.IsZero() {
			t.Errorf("%s: %+v", r, row)
		}
	}
}

func TestTypingIntoAClosedConnection(t *testing.T) {
	l := session("QUIT", "NOOP")
	if e := last(t, l, sim.Fault); e.Side != sim.Client || e.Explain == "" {
		t.Errorf("%+v", e)
	}
	sim.Connect(l, 1)
	sim.Type(l, 1, "USER ada")
	if e := last(t, l, sim.Replied); !e.OK {
		t.Errorf("after connecting again: %+v", e)
	}
}

// Connecting again while the server has not yet seen the old connection end
// must not leave the maildrop locked for ever.
func TestReconnectingReleasesTheLock(t *testing.T) {
	l := sim.NewLog(world(time.Second))
	sim.Play(l, 1, login)
	l.Append(sim.Input{At: l.Now(), Conn: 1, From: sim.Client, Kind: sim.Close})
	sim.Connect(l, 1)
	for _, line := range login {
		sim.Type(l, 1, line)
	}
	if e := last(t, l, sim.Replied); !e.OK {
		t.Errorf("the maildrop is still locked: %s", e.Text)
	}
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

func TestMaskedHidesSecrets(t *testing.T) {
	l := session("USER ada", "PASS a secret", "QUIT")
	digest := pop3.Digest("<x@y>", "a secret")
	sim.Connect(l, 1)
	sim.Type(l, 1, "APOP ada "+digest)
	text := show.Transcript(l.Events(), false)
	for _, e := range l.Events() {
		e = sim.Masked(e)
		text += pop3.Profile.Narrate(e)
		js, err := json.Marshal(show.EventOf(pop3.Profile, e))
		if err != nil {
			t.Fatal(err)
		}
		text += string(js)
	}
	if strings.Contains(text, "a secret") || strings.Contains(text, digest) {
		t.Error("a secret is to be read in the clear")
	}
	if open := show.Transcript(l.Events(), true); !strings.Contains(open, "C: PASS a secret\n") {
		t.Errorf("asked for, the password is still hidden:\n%s", open)
	}
}

func TestRestoreRefusesWhatIsDamaged(t *testing.T) {
	fresh := func() sim.Machine { return world(0) }
	for _, saved := range []string{
		"", "{", "null", "[]", `{"version":2}`, `{"version":1}`, `{"version":1,"branches":[]}`,
		`{"version":1,"branches":[{"parent":0,"at":0}]}`,
		`{"version":1,"branches":[{"parent":-1,"at":-1,"inputs":[{"at":0,"conn":1,"kind":"open"}]},{"parent":-1,"at":0,"inputs":[]}]}`,
		`{"version":1,"branches":[{"parent":-1,"at":7,"inputs":[]}]}`,
	} {
		if tree, err := sim.Restore([]byte(saved), fresh); err == nil {
			t.Errorf("%s was restored: %v", saved, tree)
		}
	}
}

func TestSentencesEndAndSayNoMoreThanAScreenHolds(t *testing.T) {
	l := after("STAT", "LIST", "LIST 1", "UIDL", "UIDL 1", "RETR 1", "TOP 1 0", "DELE 1", "RSET", "DELE 1", strings.Repeat("x", 300), "QUIT", "NOOP")
	l.Append(sim.Input{At: l.Now(), Kind: sim.Deliver, Mailbox: "ada", Data: []byte("Subject: late\n\nnews\n")})
	sim.Connect(l, 1)
	sim.Pass(l, time.Hour)
	for _, e := range l.Events() {
		s := pop3.Profile.Narrate(e)
		if len(s) < 10 || len(s) > 200 || e.Kind != sim.Sent && !strings.HasSuffix(s, ".") {
			t.Errorf("%s: %q", e.Kind, s)
		}
	}
}
