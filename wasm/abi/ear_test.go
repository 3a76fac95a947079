package abi

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim/show"
)

func TestListenerAndGuesses(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	list := read[show.OverheardList](t, e.Overheard(s.ID))
	if !slices.Contains(list.Dictionary, "analytical") {
		t.Error("the words of the lessons are not in the dictionary")
	}
	heard := list.Logins
	if len(heard) != 1 || heard[0].Password != "analytical" {
		t.Fatalf("%+v", heard)
	}
	r := request(t)
	r.Lines = []string{"APOP ada 0123456789abcdef0123456789abcdef"}
	s = read[show.Session](t, e.Open(marshal(t, r)))
	heard = read[show.OverheardList](t, e.Overheard(s.ID)).Logins
	got := read[show.Guesses](t, e.Guess(s.ID, marshal(t, show.GuessRequest{Seq: heard[0].Seq, Words: []string{"analytical"}})))
	if got.Found != "" || len(got.Tries) != 1 || len(got.Tries[0].Made) != 32 {
		t.Errorf("%+v", got)
	}
	real := read[show.Session](t, e.Open(`{"kind":"real"}`))
	e.Observe(real.ID, "open", "client", nil, 0)
	e.Observe(real.ID, "octets", "server", []byte("+OK\r\n"), 0)
	e.Observe(real.ID, "octets", "client", []byte("USER ada\r\nPASS mine\r\n"), 0)
	if text := e.Overheard(real.ID); strings.Contains(text, `"password":`) || !strings.Contains(text, "USER and PASS") {
		t.Error(text)
	}
	if text := e.Guess(real.ID, `{"seq":3}`); !strings.Contains(text, "simulated sessions only") {
		t.Error(text)
	}
	wantFailure(t, e.Guess(s.ID, "{"))
	wantFailure(t, e.Guess(99, "{}"))
	wantFailure(t, e.Overheard(99))
}

func TestLettersOfAFile(t *testing.T) {
	got := read[show.Letters](t, New().Letters([]byte("From ada\nSubject: a\n\n>From me\n")))
	if len(got.Letters) != 1 || got.Letters[0].Subject != "a" || got.Letters[0].Size != len("Subject: a\r\n\r\nFrom me\r\n") || len(got.Notes) != 2 { // of what was quoted, and of line ends
		t.Errorf("%+v", got)
	}
	wantFailure(t, New().Letters(nil))
}
