package mbox_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim/mbox"
)

func TestFilesAreRead(t *testing.T) {
	for _, c := range []struct {
		name, file, form string
		want             []string
		notes            []string
	}{
		{"one message", "Subject: a\r\n\r\ntext\r\n", "eml", []string{"Subject: a\r\n\r\ntext\r\n"}, nil},
		{"LF", "Subject: a\n\ntext", "eml", []string{"Subject: a\r\n\r\ntext\r\n"}, []string{"2 lines ended with LF", "The last line had no end"}},
		{"CR, byte order mark", "\xEF\xBB\xBFSubject: a\r\rtext\r", "eml", []string{"Subject: a\r\n\r\ntext\r\n"}, []string{"3 lines"}},
		{"a box", "From ada Mon\nSubject: a\n\none\n\nFrom bob Tue\nSubject: b\n\ntwo\n", "mbox", []string{"Subject: a\r\n\r\none\r\n", "Subject: b\r\n\r\ntwo\r\n"}, []string{"9 lines ended with LF"}},
		{"quoted", "From ada\nSubject: a\n\n>From me\n", "mbox", []string{"Subject: a\r\n\r\nFrom me\r\n"}, []string{"can't be told", "LF"}},
		{"quoted twice", "From ada\nSubject: a\n\n>>From me\n>From you\n> From\n", "mbox", []string{"Subject: a\r\n\r\n>From me\r\nFrom you\r\n> From\r\n"}, []string{"mboxrd", "LF"}},
		{"not quoted", "From ada\nSubject: a\n\ntext\nFrom me\n", "mbox", []string{"Subject: a\r\n\r\ntext\r\nFrom me\r\n"}, []string{"LF"}},
		{"a paragraph", "From ada\nSubject: a\n\ntext\n\nFrom me\nto you\n", "mbox", []string{"Subject: a\r\n\r\ntext\r\n\r\nFrom me\r\nto you\r\n"}, []string{"LF"}},
		{"a date, and no header", "From a Mon Jan  1 10:00:00 2024\nSubject: a\n\nFrom b Tue Jan  2 10:00:00 2024\nto you\n", "mbox", []string{"Subject: a\r\n\r\nFrom b Tue Jan  2 10:00:00 2024\r\nto you\r\n"}, []string{"1 line looks like", "LF"}},
		{"no empty line", "From a Mon Jan  1 10:00:00 2024\nSubject: a\n\none\nFrom b Tue Jan  2 10:00:00 2024\nSubject: b\n", "mbox", []string{"Subject: a\r\n\r\none\r\n", "Subject: b\r\n"}, []string{"LF"}},
		{"headless", "From a Mon Jan  1 10:00:00 2024\ntext\n", "mbox", []string{"text\r\n"}, []string{"1 message without a header", "LF"}},
		{"internal data", "From MAILER-DAEMON Fri Jul  8 12:08:34 2011\nSubject: DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA\n\nx\n\nFrom a Fri Jul  8 12:08:34 2011\nSubject: a\n", "mbox", []string{"Subject: a\r\n"}, []string{"1 message left out that a mail program keeps", "LF"}},
		{"empty lines above", "\n\nFrom a Fri Jul  8 12:08:34 2011\nSubject: a\n", "mbox", []string{"Subject: a\r\n"}, []string{"Empty lines above", "LF"}},
		{"a quoted line above a mail", ">From a Fri Jul  8 12:08:34 2011\r\nSubject: a\r\n", "eml", []string{"Subject: a\r\n"}, []string{"above the header is left out"}},
		{"a mark above a box", "\xEF\xBB\xBFFrom - Tue Jan 02 12:34:56 2018\r\nSubject: a\r\n", "mbox", []string{"Subject: a\r\n"}, nil},
		{"an empty one", "From ada\n\nFrom bob\nSubject: b\n", "mbox", []string{"Subject: b\r\n"}, []string{"1 message without a single line", "LF"}},
	} {
		got, err := mbox.Read([]byte(c.file))
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got.Form != c.form || len(got.Messages) != len(c.want) || len(got.Notes) != len(c.notes) {
			t.Errorf("%s: %s, %q, %q", c.name, got.Form, got.Messages, got.Notes)
			continue
		}
		for i, w := range c.want {
			if string(got.Messages[i]) != w {
				t.Errorf("%s: message %d is %q", c.name, i+1, got.Messages[i])
			}
		}
		for i, w := range c.notes {
			if !strings.Contains(got.Notes[i], w) {
				t.Errorf("%s: %q does not say %q", c.name, got.Notes[i], w)
			}
		}
	}
}

func TestWhatIsNoMailIsRefused(t *testing.T) {
	for file, want := range map[string]string{
		"": "empty", " \r\n": "empty", "hello": "no message", "\r\nSubject: a": "no message", "GIF89a\x00": "NUL",
		"From nobody\n": "without a message", strings.Repeat("x", mbox.MaxFile+1): "the most", strings.Repeat("\n", mbox.MaxLines+1) + "a": "1048577 lines, and 1048576 are the most",
		"\xff\xfeS\x00": "UTF-16", "BABYL OPTIONS: -*-": "BABYL", "\x01\x01\x01\x01\nSubject: a\n": "MMDF",
	} {
		if _, err := mbox.Read([]byte(file)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v", file, err)
		}
	}
	many := strings.Repeat("From x\nSubject: y\n\n", mbox.MaxMessages+3)
	got, err := mbox.Read([]byte(many))
	if err != nil || len(got.Messages) != mbox.MaxMessages || !strings.Contains(got.Notes[0], "3 messages left out") {
		t.Errorf("%v %d %q", err, len(got.Messages), got.Notes)
	}
}

// What is written as an mboxrd file is read again as it was.
func TestMboxrdComesBack(t *testing.T) {
	line := rapid.SampledFrom([]string{"text", "From me", ">From me", ">>>From", "", "> quoted", ".", "Fromage", "\xff\xfe"})
	rapid.Check(t, func(t *rapid.T) {
		var file bytes.Buffer
		var want [][]byte
		for i := range rapid.IntRange(1, 5).Draw(t, "messages") {
			m := fmt.Sprintf("Subject: %d\n\n", i) + strings.Join(rapid.SliceOf(line).Draw(t, "lines"), "\n") + "\n"
			file.WriteString("From ada@example.org Mon Feb  3 00:00:00 1992\n")
			for l := range strings.Lines(m) {
				if strings.HasPrefix(strings.TrimLeft(l, ">"), "From ") {
					l = ">" + l
				}
				file.WriteString(l)
			}
			file.WriteString("\n")
			want = append(want, []byte(strings.ReplaceAll(m, "\n", "\r\n")))
		}
		got, err := mbox.Read(file.Bytes())
		if err != nil || len(got.Messages) != len(want) {
			t.Fatalf("%v: %q", err, got.Messages)
		}
		for i := range want {
			if !bytes.Equal(got.Messages[i], want[i]) {
				t.Fatalf("message %d was %q and is %q", i, want[i], got.Messages[i])
			}
		}
	})
}

// FuzzRead reads anything: messages, all of whose lines end with CRLF, or a
// reason.
func FuzzRead(f *testing.F) {
	for _, s := range []string{"", "From x\n\nFrom \n", "a: b\r\n\r\n\x00", "From a\r>From \rx", ">From a", "\n\n\n", "From a\nSubject: b\n\n\n\nFrom c\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		got, err := mbox.Read(file)
		if err != nil {
			if err.Error() == "" || got.Messages != nil {
				t.Errorf("refused without a reason: %q", err)
			}
			return
		}
		if len(got.Messages) == 0 {
			t.Error("nothing was found, and no reason given")
		}
		if before, after := plain(file), plain(bytes.Join(got.Messages, nil)); before != after && !strings.Contains(strings.Join(got.Notes, " "), "left out") {
			t.Errorf("of %d lines %d are left, and no note says so: %q", before, after, got.Notes)
		}
		for _, m := range got.Messages {
			rest := bytes.ReplaceAll(m, []byte("\r\n"), nil)
			if !bytes.HasSuffix(m, []byte("\r\n")) || bytes.ContainsAny(rest, "\r\n") {
				t.Errorf("%q has other line ends", m)
			}
			mbox.Subject(m)
		}
	})
}

// plain counts the lines that have something in them and have nothing to do with
// a line "From ".
func plain(text []byte) int {
	n := 0
	for _, l := range bytes.FieldsFunc(bytes.TrimPrefix(text, []byte("\xEF\xBB\xBF")), func(c rune) bool { return c == '\r' || c == '\n' }) {
		if !bytes.HasPrefix(bytes.TrimLeft(l, ">"), []byte("From ")) {
			n++
		}
	}
	return n
}
