package abi

import (
	"encoding/json"
	"testing"

	"popscope/sim/show"
)

// What goes over the wire, is kept and is read, through the boundary.
func TestFactsOfAMessage(t *testing.T) {
	e := New()
	r := request(t)
	r.Lines = append(r.Lines, "RETR 1")
	s := read[show.Session](t, e.Open(marshal(t, r)))
	end := len(s.Events) - 1
	a := read[show.Account](t, e.Account(s.ID, end))
	if len(a.Sums) == 0 || a.Message != 1 {
		t.Errorf("%+v", a)
	}
	if l := read[show.Letter](t, e.Letter(s.ID, end, `{"conn":1,"message":1}`)); l.Holds != "whole" || len(l.Headers) == 0 {
		t.Errorf("%+v", l)
	}
	if f := read[show.Framing](t, e.Framing(s.ID, a.Seq, "null")); !f.Whole || len(f.Cuts) != 0 {
		t.Errorf("%+v", f)
	}
	if f := read[show.Framing](t, e.Framing(s.ID, a.Seq, "[3]")); len(f.Cuts) != 1 || f.Cuts[0].At != 3 {
		t.Errorf("%+v", f.Cuts)
	}
	if f := read[show.Framing](t, e.Stuff("POP3", ".")); f.Size != len("+OK\r\n..\r\n.\r\n") {
		t.Errorf("%+v", f)
	}
	for _, answer := range []string{
		e.Account(99, 0), e.Letter(s.ID, end, "{"), e.Letter(s.ID, end, "{}"), e.Letter(99, 0, "{}"), e.Letter(s.ID, 9999, `{"conn":1}`),
		e.Framing(s.ID, -1, "null"), e.Framing(s.ID, a.Seq, "edges"), e.Framing(99, 0, "null"), e.Stuff("POP9", ""),
	} {
		var f show.Failure
		if err := json.Unmarshal([]byte(answer), &f); err != nil || f.Error == "" || f.Crashed {
			t.Errorf("%s should be a failure", answer)
		}
	}
}
