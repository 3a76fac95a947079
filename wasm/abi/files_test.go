package abi

import (
	"encoding/json"
	"strings"
	"testing"

	"popscope/sim/show"
)

// What is written as a capture, or as a transcript, and read again, is the same
// session as far as the wire tells.
func TestFilesComeBack(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	said := e.Transcript(s.ID, 0)
	for _, format := range []string{"pcapng", "transcript"} {
		file, err := e.Write(s.ID, 0, format, true, false)
		if err != nil {
			t.Fatal(err)
		}
		got := read[show.Session](t, e.Read(file, ""))
		if got.Kind != "read" || got.Protocol != s.Protocol {
			t.Errorf("%s: %s, %s", format, got.Kind, got.Protocol)
		}
		if again := e.Transcript(got.ID, 0); again != said {
			t.Errorf("%s: read again it says\n%s\nand not\n%s", format, again, said)
		}
		for _, event := range got.Events {
			if event.Kind == "fault" {
				t.Errorf("%s: %s", format, event.Sentence)
			}
		}
		r := *got.Request
		r.Saved = e.Save(got.ID)
		again := read[show.Session](t, New().Open(marshal(t, r)))
		if marshal(t, again.Events) != marshal(t, got.Events) || len(again.Notes) > 0 || again.Kind != "read" {
			t.Errorf("%s: saved and opened again it is another: %v", format, again.Notes)
		}
		if refused := e.Type(got.ID, len(got.Events)-1, "NOOP"); !strings.Contains(refused, "only a simulated session") {
			t.Errorf("typed into what others recorded: %s", refused)
		}
	}
}

func TestFilesHideSecrets(t *testing.T) {
	e := New()
	s := read[show.Session](t, e.Open(marshal(t, request(t))))
	for _, format := range []string{"pcapng", "transcript", "json"} {
		open, err := e.Write(s.ID, 0, format, true, false)
		if err != nil {
			t.Fatal(err)
		}
		masked, err := e.Write(s.ID, 0, format, false, false)
		if err != nil {
			t.Fatal(err)
		}
		if format != "json" && !strings.Contains(string(open), "analytical") {
			t.Errorf("%s: the secret was asked for and is not there", format)
		}
		if strings.Contains(string(masked), "analytical") {
			t.Errorf("%s holds the secret", format)
		}
		if format == "json" && (!json.Valid(open) || !json.Valid(masked)) {
			t.Error("this is no JSON")
		}
	}
	if _, err := e.Write(s.ID, 0, "docx", false, false); err == nil {
		t.Error("any format is written")
	}
	if said := e.Read([]byte("nothing of the kind"), "POP3"); !strings.Contains(said, "cannot be read") {
		t.Errorf("%s", said)
	}
	if said := e.Read(nil, "POP9"); !strings.Contains(said, "there is no protocol") {
		t.Errorf("%s", said)
	}
}
