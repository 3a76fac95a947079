package abi

import (
	"testing"

	"popscope/sim/show"
)

func TestQuizThroughTheBoundary(t *testing.T) {
	e := New()
	q := read[show.Quiz](t, e.Quiz(`{"protocol":"POP3","seed":18446744073709551615,"length":5,"difficulty":3}`))
	s := read[show.Session](t, e.Open(marshal(t, q.Request)))
	var given []show.Given
	for _, x := range q.Questions {
		if s.Events[x.Seq].Label != x.Line && s.Events[x.Seq].Kind != "closed" {
			t.Errorf("asked about %q, and event %d is %q", x.Line, x.Seq, s.Events[x.Seq].Label)
		}
		given = append(given, show.Given{Question: x, Option: x.Right, Text: x.Expect})
	}
	if m := read[show.Marks](t, e.Mark(marshal(t, show.MarkRequest{Answers: given}))); m.Right != 5 {
		t.Errorf("%+v", m)
	}
	asked := read[show.Questions](t, e.Ask(s.ID, 0, `{"seed":1}`)).Questions
	if len(asked) == 0 {
		t.Error("nothing to ask at the beginning")
	}
	for _, mistake := range []string{e.Quiz("{"), e.Quiz(`{"protocol":"POP9","length":3}`), e.Ask(99, 0, "{}"), e.Ask(s.ID, len(s.Events)-1, "{}"), e.Ask(s.ID, 0, "{"), e.Mark("{")} {
		wantFailure(t, mistake)
	}
}
