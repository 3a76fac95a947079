package mbox_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim/mbox"
)

// Files that people keep, and the messages that are in each.
func TestCases(t *testing.T) {
	for name, want := range map[string][]string{
		"12-unquoted-from.mbox": {
			"Subject: one\nFrom: a@example.org\n\nNews of the harbour:\n\n* the crane is mended\n\nFrom my window (the small one) I see three ships;\n\n* one is red\n",
			"Subject: two\nFrom: a@example.org\n\nhi\n",
		},
		"13b-quoted-from-on-top.mbox": {"X-Mozilla-Status: 0001\nSubject: x\n\nbody\n"},
		"g1-unquoted-paragraph.mbox": {
			"From: ada@example.org\nSubject: one\n\nDear Bob,\n\nFrom the first day on I liked tea.\n\nAda\n",
			"From: ada@example.org\nSubject: two\n\nHello.\n",
		},
		"g4-content-length.mbox": {
			"Content-Length: 46\nFrom: ada@example.org\nSubject: one\n\nDear Bob,\n\nFrom the first day on I liked tea.\n",
			"From: ada@example.org\nSubject: two\n\nHello.\n",
		},
		"g5-mail-file-with-from-line.eml": {"From: ada@example.org\nSubject: one\n\nFirst.\n\nFrom now on, only tea.\n"},
	} {
		file, err := os.ReadFile(filepath.Join("testdata", "cases", name))
		if err != nil {
			t.Fatal(err)
		}
		got, err := mbox.Read(file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var said []string
		for _, m := range got.Messages {
			said = append(said, strings.ReplaceAll(string(m), "\r\n", "\n"))
		}
		if fmt.Sprintf("%q", said) != fmt.Sprintf("%q", want) {
			t.Errorf("%s: it holds\n%q\nwant\n%q\n%q", name, said, want, got.Notes)
		}
	}
}

// What stands between messages has an address and a date, however programs
// write them; a sentence has not.
func TestSeparators(t *testing.T) {
	for line, want := range map[string]int{
		"From ada@example.org Mon Jan  1 10:00:00 2024":                  2,
		"From MAILER-DAEMON Fri Jul  8 12:08:34 2011":                    2,
		"From - Tue Jan 02 12:34:56 2018":                                2,
		"From - Sat Apr 12 2025 15:59:28":                                2,
		"From 1593454@xxx Fri Jan 05 10:00:00 +0000 2018":                2,
		"From ada Fri, 05 Jan 2018 10:00:00 +0000":                       2,
		"From ada@example.org Mon Jan  1 10:00:00 MET DST 2024":          2,
		"From ada@example.org Mon Jan  1 10:00 2024 remote from dewey":   2,
		`From "ada lovelace"@example.org Mon Jan  1 10:00:00 2024`:       2,
		"From ???@??? Mon Jan  1 10:00:00 2024":                          2,
		"From the first day on":                                          1,
		"From May to June it took 31 days":                               1,
		"From Monday at 10:00 we meet":                                   1,
		"From now on, Mon Jan 1 is free":                                 1,
		"From here: Mon Jan 1 at 10:00 in the year of 2024 it all began": 1,
		"From":                            1,
		"Fromage":                         1,
		"from a Mon Jan  1 10:00:00 2024": 1,
	} {
		file := "From a Mon Jan  1 10:00:00 2024\nSubject: a\n\ntext\n\n" + line + "\nSubject: b\n\nmore\n"
		got, err := mbox.Read([]byte(file))
		if err != nil || len(got.Messages) != want {
			t.Errorf("%q: %d messages, want %d: %v", line, len(got.Messages), want, err)
		}
	}
}

// writers are the kinds of mbox file: how a line of a text is quoted, and
// whether the length is told.
var writers = map[string]struct {
	quote  func(line string) bool
	length bool
	exact  bool // nothing is lost by the quoting
}{
	"mboxo":   {func(l string) bool { return strings.HasPrefix(l, "From ") }, false, false},
	"mboxrd":  {func(l string) bool { return strings.HasPrefix(strings.TrimLeft(l, ">"), "From ") }, false, true},
	"mboxcl":  {func(l string) bool { return strings.HasPrefix(l, "From ") }, true, false},
	"mboxcl2": {func(string) bool { return false }, true, false},
}

// However a file was written, the messages come back, or a note says what cannot
// be known. No line is lost.
func TestEveryKindComesBack(t *testing.T) {
	line := rapid.SampledFrom([]string{"text", "From me to you", ">From me", ">>From x", "", "> quoted", ".", "Fromage", "From Monday at 10:00", "Subject: in the text", "From: x"})
	for name, w := range writers {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				var file bytes.Buffer
				var want []string
				quoted := false
				for i := range rapid.IntRange(1, 4).Draw(t, "messages") {
					var body strings.Builder
					for _, l := range rapid.SliceOf(line).Draw(t, "lines") {
						quoted = quoted || strings.HasPrefix(strings.TrimLeft(l, ">"), "From ")
						body.WriteString(l + "\n")
					}
					head := fmt.Sprintf("Subject: %d\n", i)
					var text strings.Builder
					for l := range strings.Lines(body.String()) {
						if w.quote(l) {
							l = ">" + l
						}
						text.WriteString(l)
					}
					if w.length {
						head += fmt.Sprintf("Content-Length: %d\n", text.Len())
					}
					fmt.Fprintf(&file, "From ada@example.org Mon Feb  3 00:00:00 1992\n%s\n%s\n", head, text.String())
					want = append(want, head+"\n"+body.String())
				}
				got, err := mbox.Read(file.Bytes())
				if err != nil || len(got.Messages) != len(want) {
					t.Fatalf("%v: %q of\n%s", err, got.Messages, &file)
				}
				doubt := strings.Contains(strings.Join(got.Notes, "\n"), "One > each was taken away")
				for i := range want {
					m := strings.ReplaceAll(string(got.Messages[i]), "\r\n", "\n")
					if m != want[i] && (w.exact || !doubt || !quoted || strings.Count(m, "\n") != strings.Count(want[i], "\n")) {
						t.Fatalf("message %d was %q and is %q, and the notes say %q", i, want[i], m, got.Notes)
					}
				}
			})
		})
	}
}
