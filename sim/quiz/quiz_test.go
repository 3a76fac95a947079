package quiz_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/quiz"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

func wanted(t *rapid.T) show.QuizRequest {
	return show.QuizRequest{
		Protocol: rapid.SampledFrom([]string{"POP1", "POP2", "POP3", "POP4"}).Draw(t, "protocol"), Seed: rapid.Uint64().Draw(t, "seed"),
		Length: rapid.IntRange(1, quiz.MaxLength).Draw(t, "length"), Difficulty: rapid.IntRange(1, 3).Draw(t, "difficulty"),
	}
}

// played opens the session of a quiz, as the page does.
func played(t *rapid.T, q show.Quiz) *sim.Log {
	w, err := scenario.NewWorld(*q.Request.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, q.Request.Lines)
	return l
}

// Whatever the seed, the right answer is what the engine then does, and no
// other is offered as well.
func TestRightAnswersAreWhatHappens(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := wanted(t)
		q, err := quiz.Make(r)
		if err != nil {
			t.Fatal(err)
		}
		if len(q.Questions) != r.Length {
			t.Fatalf("%d questions, and %d were wanted", len(q.Questions), r.Length)
		}
		l := played(t, q)
		last := -1
		for _, x := range q.Questions {
			if x.Seq <= last || x.Reveal < x.Seq || x.Reveal >= len(l.Events()) {
				t.Fatalf("asked at event %d, revealed at %d; the question before at %d", x.Seq, x.Reveal, last)
			}
			last = x.Seq
			happens(t, l, x)
			oneIsRight(t, x)
		}
	})
}

// happens holds an answer against the events.
func happens(t *rapid.T, l *sim.Log, q show.Question) {
	after := l.Events()[q.Seq : q.Reveal+1]
	said, state := "", ""
	for _, e := range after {
		if e.Kind == sim.Sent && e.Side == sim.Server && said == "" {
			said, _ = sim.FirstLine(e)
		}
		if e.Kind == sim.Changed && e.Side == sim.Server && state == "" {
			state = string(e.New)
		}
	}
	v, err := l.View(q.Reveal)
	if err != nil {
		t.Fatal(err)
	}
	switch q.Kind {
	case "status":
		if !strings.HasPrefix(said, q.Expect) {
			t.Fatalf("%s: the reply is %q, and the answer %q", q.Line, said, q.Expect)
		}
	case "reply":
		if said != q.Expect {
			t.Fatalf("%s: the reply is %q, and the answer %q", q.Line, said, q.Expect)
		}
	case "state":
		if state == "" {
			before, _ := l.View(q.Seq)
			state = string(before.Conns[0].State)
		}
		if q.Expect != state {
			t.Fatalf("%s: the state is %s, and the answer %s", q.Line, state, q.Expect)
		}
	case "maildrop":
		there, marked, gone := 0, 0, 0
		for _, m := range v.Maildrops[0].Messages {
			switch {
			case m.Gone:
				gone++
			case m.Marked:
				marked++
			default:
				there++
			}
		}
		if strings.Count(q.Expect, " there")+strings.Count(q.Expect, " unmarked") != there || strings.Count(q.Expect, " marked as deleted") != marked || strings.Count(q.Expect, " gone") != gone {
			t.Fatalf("%s: %d there, %d marked, %d gone, and the answer is %s", q.Line, there, marked, gone, q.Expect)
		}
	case "client":
		n := v.Conns[0].Held
		for _, m := range v.Conns[0].Messages {
			n += m.HeldSize
		}
		if n == 0 && q.Expect != "none" || n > 1 && !strings.HasPrefix(q.Expect, number(n)+" ") {
			t.Fatalf("%s: the client holds %d octets, and the answer is %s", q.Line, n, q.Expect)
		}
	case "number":
		for i, m := range v.Maildrops[0].Messages {
			if strings.Contains(q.Prompt, m.Subject) && (m.Gone || number(m.Message) != q.Expect) {
				t.Fatalf("%s: message %d is %+v, and the answer is %s", q.Prompt, i, m, q.Expect)
			}
		}
	case "unique-id":
		if !strings.HasSuffix(said, " "+q.Expect) {
			t.Fatalf("%s: the reply is %q, and the answer %q", q.Line, said, q.Expect)
		}
	default:
		t.Fatalf("there is no kind %q", q.Kind)
	}
}

func number(n int) string {
	out, _ := json.Marshal(n)
	return string(out)
}

func oneIsRight(t *rapid.T, q show.Question) {
	if len(q.Concepts) == 0 || q.Prompt == "" || q.Explain == "" || q.Expect == "" {
		t.Fatalf("words are missing: %+v", q)
	}
	for _, c := range q.Concepts {
		if c.Key == "" || c.Name == "" || c.Sentence == "" || c.Mix == "" {
			t.Fatalf("words are missing: %+v", c)
		}
	}
	if q.Right < 0 {
		if len(q.Figures) < 2 {
			t.Fatalf("nothing to judge by: %+v", q)
		}
		return
	}
	texts := map[string]bool{}
	for i, o := range q.Options {
		if texts[o.Text] {
			t.Fatalf("%q is offered twice", o.Text)
		}
		texts[o.Text] = true
		if (o.Text == q.Expect) != (i == q.Right) {
			t.Fatalf("option %d is %q; right is option %d, %q", i, o.Text, q.Right, q.Expect)
		}
		if i != q.Right && !slices.ContainsFunc(q.Concepts, func(c show.Concept) bool { return c.Key == o.Shows }) {
			t.Fatalf("what choosing %q shows, %q, has no words", o.Text, o.Shows)
		}
	}
	if len(q.Options) < 2 {
		t.Fatalf("nothing to choose from: %+v", q)
	}
}

// Every kind of question, and every concept, comes up sooner or later.
func TestNothingIsNeverAsked(t *testing.T) {
	kinds, keys := map[string]bool{}, map[string]bool{}
	for _, protocol := range []string{"POP1", "POP2", "POP3", "POP4"} {
		for seed := range uint64(12) {
			q, err := quiz.Make(show.QuizRequest{Protocol: protocol, Seed: seed, Length: 25, Difficulty: 3})
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range q.Questions {
				kinds[x.Kind] = true
				for _, c := range x.Concepts {
					keys[c.Key] = true
				}
			}
		}
	}
	if len(kinds) != 7 || len(keys) != 15 {
		t.Errorf("kinds %v, concepts %v", kinds, keys)
	}
}

func TestSeedDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := wanted(t)
		r.Length = min(r.Length, 8)
		a, err := quiz.Make(r)
		if err != nil {
			t.Fatal(err)
		}
		b, _ := quiz.Make(r)
		one, _ := json.Marshal(a)
		two, _ := json.Marshal(b)
		if string(one) != string(two) {
			t.Fatal("the same seed gives another quiz")
		}
		r.Seed++
		c, err := quiz.Make(r)
		if err != nil {
			t.Fatal(err)
		}
		if other, _ := json.Marshal(c.Request); strings.Contains(string(one), string(other)) {
			t.Fatal("another seed gives the same session")
		}
	})
}

func TestMarksTellWhatIsMixedUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q, err := quiz.Make(wanted(t))
		if err != nil {
			t.Fatal(err)
		}
		var right, wrong []show.Given
		for _, x := range q.Questions {
			right = append(right, show.Given{Question: x, Option: x.Right, Text: x.Expect})
			w := show.Given{Question: x, Option: (x.Right + 1) % max(len(x.Options), 1), Text: "-OK 7"}
			wrong = append(wrong, w)
		}
		m := quiz.Marks(show.MarkRequest{Answers: right})
		if m.Right != len(right) || len(m.Sentences) != 1 || !strings.HasPrefix(m.Sentences[0], "All of it") {
			t.Fatalf("%+v", m)
		}
		m = quiz.Marks(show.MarkRequest{Answers: wrong})
		if m.Right != 0 || len(m.Sentences) == 0 || !strings.HasPrefix(m.Sentences[0], "You ") {
			t.Fatalf("%+v", m.Sentences)
		}
		for _, x := range m.Marks {
			if len(x.Concepts) != 1 || x.Said == "" {
				t.Fatalf("%+v", x)
			}
		}
	})
}

func TestTypedAnswers(t *testing.T) {
	for _, c := range []struct {
		text  string
		right bool
		q     show.Question
	}{
		{"+OK 2 320", true, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"  +ok   2  320  whatever follows", true, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK 2 321", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK 2", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"-ERR 2 320", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"2 320", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK 2 320 5", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK 2 320octets", true, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK 2 3200", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"+OK two 320", false, show.Question{Figures: []string{"+OK", "2", "320"}}},
		{"", false, show.Question{Figures: []string{"+OK", "2"}}},
		{"#3", true, show.Question{Figures: []string{"#", "3"}}},
		{"# 3 messages", true, show.Question{Figures: []string{"#", "3"}}},
		{"=3", false, show.Question{Figures: []string{"#", "3"}}},
	} {
		c.q.Right = -1
		got := quiz.Marks(show.MarkRequest{Answers: []show.Given{{Question: c.q, Text: c.text}}}).Marks[0]
		if got.Right != c.right || got.Said == "" {
			t.Errorf("%q: %+v", c.text, got)
		}
	}
}

func TestWhatCannotBeAskedIsSaid(t *testing.T) {
	for _, r := range []show.QuizRequest{{Protocol: "SMTP", Length: 3}, {Protocol: "POP3"}, {Protocol: "POP3", Length: 1000}} {
		if _, err := quiz.Make(r); err == nil {
			t.Errorf("%+v: made", r)
		}
	}
	w, err := scenario.NewWorld(sim.Scenario{Protocol: "POP3"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := quiz.Ask(sim.NewLog(w), 0, show.QuestionRequest{}); err == nil {
		t.Error("asked where nothing happens")
	}
}

// session types lines into a session of two messages without subjects.
func session(t *testing.T, protocol string, lines ...string) *sim.Log {
	t.Helper()
	w, err := scenario.NewWorld(sim.Scenario{Protocol: protocol, Mailboxes: []sim.Mailbox{
		{Name: "first", Password: "x", Messages: [][]byte{[]byte("\r\nhello\r\n")}},
		{Name: "ada", Password: "x", Messages: [][]byte{[]byte("\r\none\r\n"), []byte("\r\ntwo\r\n")}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, lines)
	return l
}

// last asks about the last line that was typed.
func last(t *testing.T, l *sim.Log, kind string) show.Question {
	t.Helper()
	seq := len(l.Events()) - 1
	for l.Events()[seq].Kind != sim.Sent || l.Events()[seq].Side != sim.Client {
		seq--
	}
	got, err := quiz.Ask(l, seq, show.QuestionRequest{Kinds: []string{kind}})
	if err != nil || len(got.Questions) != 1 {
		t.Fatal(got, err)
	}
	return got.Questions[0]
}

// A protocol that closes the connection when something is wrong is not said to
// go on as if nothing had been.
func TestConceptsAreTrueOfTheProtocol(t *testing.T) {
	for _, c := range []struct {
		protocol string
		lines    []string
		closes   bool
	}{
		{"POP2", []string{"LIST"}, true},
		{"POP2", []string{"ACKD"}, true},
		{"POP2", []string{"HELO ada wrong"}, true},
		{"POP3", []string{"REED 1"}, false},
		{"POP3", []string{"STAT"}, false},
		{"POP3", []string{"USER ada", "PASS wrong"}, false},
		{"POP1", []string{"LIST"}, false},
	} {
		l := session(t, c.protocol, c.lines...)
		v, _ := l.View(len(l.Events()) - 1)
		if v.Conns[0].Open == c.closes {
			t.Fatalf("%s %v: open is %v", c.protocol, c.lines, v.Conns[0].Open)
		}
		said := last(t, l, "status").Concepts[0].Sentence
		if strings.Contains(said, "closes the connection") != c.closes {
			t.Errorf("%s %v: %s", c.protocol, c.lines, said)
		}
	}
}

// Who types a wrong number has not taken a yes for a no.
func TestWrongNumberIsNoWrongStatus(t *testing.T) {
	q := last(t, session(t, "POP3", "USER ada", "PASS x", "STAT"), "reply")
	for text, key := range map[string]string{"+OK 3 14": "totals", "+OK": "totals", "-ERR": "status"} {
		m := quiz.Marks(show.MarkRequest{Answers: []show.Given{{Question: q, Text: text}}}).Marks[0]
		if m.Right || len(m.Concepts) != 1 || m.Concepts[0].Key != key {
			t.Errorf("%q: %+v", text, m)
		}
	}
}

// A message without a subject is not called by a number that the server does not
// give it.
func TestMessagesAreCalledByWhatTheyAre(t *testing.T) {
	q := last(t, session(t, "POP3", "USER ada", "PASS x", "DELE 2"), "maildrop")
	if want := "the 1st that came unmarked, the 2nd that came marked as deleted"; q.Expect != want {
		t.Errorf("%s; want %s", q.Expect, want)
	}
}
