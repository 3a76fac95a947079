package quiz_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/quiz"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// answers are, for a kind of question, all texts that are right: an option that
// is among them can be defended.
func (o *oracle) answers(t *testing.T, q show.Question, was, reply string) []string {
	switch q.Kind {
	case "status":
		var out []string
		for _, x := range q.Options {
			if strings.HasPrefix(reply, x.Text) {
				out = append(out, x.Text)
			}
		}
		return out
	case "state":
		// The prompt asks for the first; which state it comes to in the end can
		// be defended too, so that must not be offered.
		if o.via != "" {
			return []string{o.via, o.state}
		}
		return []string{o.state}
	case "maildrop":
		var out []string
		for i, f := range o.fates() {
			out = append(out, "“"+o.messages[i].subject+"” "+f)
		}
		return []string{strings.Join(out, ", ")}
	case "client":
		if !strings.Contains(q.Prompt, "hold") || !strings.Contains(q.Prompt, "in this session") || !strings.Contains(q.Prompt, "counts once") {
			t.Fatalf("what is asked for is not what is held: %s", q.Prompt)
		}
		return []string{map[bool]string{true: "none", false: fmt.Sprintf("%d octets", o.holds())}[o.holds() == 0]}
	case "number":
		for _, m := range o.messages {
			if strings.Contains(q.Prompt, "“"+m.subject+"”") {
				if !strings.Contains(q.Prompt, fmt.Sprintf("was message %d.", m.before)) {
					t.Fatalf("it was message %d: %s", m.before, q.Prompt)
				}
				return []string{fmt.Sprint(m.number)}
			}
		}
	case "unique-id":
		line, _, _ := strings.Cut(reply, "\r\n")
		return []string{line[strings.LastIndexByte(line, ' ')+1:]}
	}
	t.Fatalf("the oracle has no answer for %q of kind %s (%s)", q.Prompt, q.Kind, was)
	return nil
}

// The figure of a first line that is typed: "+OK 2 320 and words".
var figuresOf = regexp.MustCompile(`^(\+OK|#|=)((?: ?\d+)+)(?: |$)`)

// examine holds one question against the oracle.
func (o *oracle) examine(t *testing.T, q show.Question, was, line, reply string) {
	first, _, _ := strings.Cut(reply, "\r\n")
	if q.Kind == "reply" {
		at := figuresOf.FindStringSubmatch(first)
		if q.Expect != first || at == nil || !slices.Equal(q.Figures, append([]string{at[1]}, strings.Fields(at[2])...)) || !slices.Equal(q.Figures, o.figures(line, reply)) {
			t.Fatalf("%s (%s): the reply is %q, its figures %q, and the oracle has %q", line, q.Key, first, q.Figures, o.figures(line, reply))
		}
		return
	}
	right := o.answers(t, q, was, reply)
	var found []int
	for i, x := range q.Options {
		if slices.Contains(right, x.Text) {
			found = append(found, i)
		}
	}
	if len(found) != 1 || found[0] != q.Right || q.Expect != q.Options[found[0]].Text || right[0] != q.Expect {
		t.Fatalf("%s %q after %q: %s\nright is %q, offered %+v, marked %d", o.protocol, line, was, q.Prompt, right, q.Options, q.Right)
	}
	for _, x := range q.Options {
		if !wellFormed(q.Kind, x.Text) {
			t.Fatalf("%s: %q is no answer to %q", line, x.Text, q.Prompt)
		}
	}
}

// An answer is written in the words of its kind, so that two that differ cannot
// both be meant.
var forms = map[string]*regexp.Regexp{
	"status":    regexp.MustCompile(`^(\+OK|-ERR|[-+#=])$`),
	"state":     regexp.MustCompile(`^([A-Z]+|closed)$`),
	"maildrop":  regexp.MustCompile(`^(?:“[^”]+” (?:there|unmarked|marked as deleted|gone)(?:, |$))+$`),
	"client":    regexp.MustCompile(`^(none|1 octet|\d+ octets)$`),
	"number":    regexp.MustCompile(`^\d+$`),
	"unique-id": regexp.MustCompile(`^[!-~]{1,70}$`),
}

func wellFormed(kind, text string) bool { return forms[kind].MatchString(text) }

// Over ten thousand seeds each question has exactly one answer that can be
// defended, and it is the one that is marked as right.
func TestOracle(t *testing.T) {
	protocols := []string{"POP1", "POP2", "POP3", "POP4"}
	asked := map[string]int{}
	seeds := uint64(10000)
	if testing.Short() {
		seeds = 1000
	}
	for seed := range seeds {
		length := 3
		if seed%32 < 4 {
			length = 24 // so that there is a second session
		}
		q, err := quiz.Make(show.QuizRequest{Protocol: protocols[seed%4], Seed: seed, Length: length, Difficulty: 1 + int(seed/4)%3})
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range judged(t, q) {
			asked[x.Kind]++
		}
	}
	for kind := range forms {
		if asked[kind] < int(seeds)/100 {
			t.Errorf("of kind %s only %d questions came up: %v", kind, asked[kind], asked)
		}
	}
}

// judged plays a quiz's session, and holds each question against the oracle on
// the way.
func judged(t *testing.T, q show.Quiz) []show.Question {
	w, err := scenario.NewWorld(*q.Request.Scenario)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(w)
	sim.Play(l, 1, q.Request.Lines)
	o := newOracle(q.Request.Scenario)
	events := l.Events()
	for i := 0; i < len(events); i++ {
		e := events[i]
		switch {
		case e.Kind == sim.Opened:
			o.opened()
			continue
		case e.Side != sim.Client || e.Kind != sim.Sent && (e.Kind != sim.Hangup || e.Cause >= 0):
			continue
		}
		was, line, reply := o.state, "", ""
		if e.Kind == sim.Hangup {
			o.hangup()
		} else {
			line = strings.TrimSuffix(string(e.Octets), "\r\n")
			for _, r := range events[i+1:] {
				if r.Kind == sim.Opened || r.Side == sim.Client && r.Kind == sim.Sent {
					break
				}
				if r.Side == sim.Server && r.Kind == sim.Sent {
					reply = string(r.Octets)
					break
				}
			}
			o.hear(line, reply)
		}
		for _, x := range q.Questions {
			if x.Seq == e.Seq {
				o.examine(t, x, was, line, reply)
			}
		}
	}
	return q.Questions
}
