package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"popscope/lessons"
	"popscope/sim/show"
)

// A lesson's session as a capture, read again, is the same session.
func TestReadCapture(t *testing.T) {
	file := filepath.Join(t.TempDir(), "session.pcapng")
	code, stdout, stderr := command(t, "play", "first-session", "--format", "pcapng", "--out", file)
	if code != exitOK || stdout+stderr != "" {
		t.Fatalf("exit code %d: %s%s", code, stdout, stderr)
	}
	_, want, _ := command(t, "play", "first-session", "--format", "transcript")
	code, got, stderr := command(t, "read", file, "--format", "transcript")
	if code != exitOK || stderr != "" || got != want {
		t.Errorf("exit code %d: %s\n%s\nwant\n%s", code, stderr, got, want)
	}
	code, text, _ := command(t, "read", file)
	for _, want := range []string{"C: USER ada\n", "C: PASS ****", "    The session begins in the AUTHORIZATION state.\n", "The client now holds all of message"} {
		if !strings.Contains(text, want) {
			t.Errorf("exit code %d, and the session lacks %q", code, want)
		}
	}
}

// The comments of a capture are there if they are asked for; the password is
// not unless it is.
func TestPlayCapture(t *testing.T) {
	_, plain, _ := command(t, "play", "first-session", "--format", "pcapng")
	_, annotated, _ := command(t, "play", "first-session", "--format", "pcapng", "--annotate", "--show-passwords")
	const sentence, password = "The server greets the client.", "PASS analytical"
	if strings.Contains(plain, sentence) || !strings.Contains(annotated, sentence) {
		t.Error("the sentences are not where they were asked for")
	}
	if strings.Contains(plain, password) || !strings.Contains(annotated, password) {
		t.Error("the password is not where it was asked for")
	}
}

// What is said, with and without what it brings about; and both are read again.
func TestReadTranscript(t *testing.T) {
	_, want, _ := command(t, "play", "first-session", "--format", "transcript")
	_, annotated, _ := command(t, "play", "first-session", "--format", "transcript", "--annotate")
	if _, text, _ := command(t, "play", "first-session"); text != annotated || !strings.HasPrefix(want, "C: <open connection>\nS: +OK") {
		t.Errorf("the transcript is\n%s", want)
	}
	for _, source := range []string{want, annotated} {
		var out, err bytes.Buffer
		code := run(t.Context(), []string{"read", "-", "--format", "transcript"}, strings.NewReader(source), &out, &err, nil)
		if code != exitOK || out.String() != want || !strings.HasPrefix(err.String(), "note: ") {
			t.Errorf("exit code %d: %s\n%s\nwant\n%s", code, &err, &out, want)
		}
	}
}

func TestReadJSON(t *testing.T) {
	text := "+OK ready\nUSER ada\n+OK\nPASS x\n+OK\nRETR 1\n+OK\nSubject: long\n\n" + strings.Repeat("a line\n", 2000) + ".\nQUIT\n+OK\n"
	file := filepath.Join(tree(t, map[string]string{"log.txt": text}), "log.txt")
	code, stdout, stderr := command(t, "read", file, "--format", "json")
	var session show.File
	if err := json.Unmarshal([]byte(stdout), &session); code != exitOK || stderr != "" || err != nil {
		t.Fatalf("exit code %d: %s%v", code, stderr, err)
	}
	if session.Format != "popscope-session" || session.Version != 1 || session.Protocol != "POP3" || !session.Masked || session.Began != "" || len(session.Notes) != 1 {
		t.Errorf("%+v", session)
	}
	for i, e := range session.Events {
		if e.Seq != i || !e.Inferred {
			t.Errorf("event %d: %+v", i, e)
		}
		if want := (e.Size + 2) / 3 * 4; e.Kind == "sent" && len(e.Octets) != want {
			t.Errorf("event %d has %d octets, and base64 of %d", i, e.Size, len(e.Octets))
		}
	}
}

func TestReadRefuses(t *testing.T) {
	dir := tree(t, map[string]string{
		"empty": "", "letter": "Dear Sir,\n", "torn.pcap": "\xd4\xc3\xb2\xa1\x02\x00", "packed": "\x1f\x8b\x08\x00", "picture": "\x89PNG\r\n\x1a\n",
	})
	wantFailure(t, exitFailed, "the file "+dir+"/nothing does not exist", "read", dir+"/nothing")
	wantFailure(t, exitFailed, "cannot read "+dir+"/empty: it is empty", "read", dir+"/empty")
	wantFailure(t, exitFailed, "no session was found in it: its 1 line was read with every mark that is known, such as C: and S: or arrows", "read", dir+"/letter")
	wantFailure(t, exitFailed, "at octet 0 of the file: the file ends in the middle of its header", "read", dir+"/torn.pcap")
	wantFailure(t, exitFailed, "this file is compressed (gzip): unpack it first", "read", dir+"/packed")
	wantFailure(t, exitFailed, "line 2: the octet 1A does not belong into a transcript", "read", dir+"/picture")
	wantFailure(t, exitUsage, `--protocol: there is no protocol "imap"`, "read", dir+"/letter", "--protocol", "imap")
	wantFailure(t, exitFailed, "cannot write "+dir+"/no/such: no such file or directory", "play", "first-session", "--out", dir+"/no/such")
}

// What was read is not written over, by whatever path it is named: it may be
// the only recording there is.
func TestOutIsNotWhatWasRead(t *testing.T) {
	lesson, err := fs.ReadFile(lessons.Builtin(), "01-first-session.md")
	if err != nil {
		t.Fatal(err)
	}
	was := map[string]string{"session.txt": "S: +OK ready\nC: QUIT\nS: +OK bye\n", "01-first-session.md": string(lesson)}
	dir := tree(t, was)
	for _, c := range [][2]string{{"read", "session.txt"}, {"play", "01-first-session.md"}} {
		file := dir + "/" + c[1]
		if err := errors.Join(os.Symlink(c[1], file+".link"), os.Link(file, file+".twin")); err != nil {
			t.Fatal(err)
		}
		for _, out := range []string{file, dir + "/./" + c[1], file + ".link", file + ".twin"} {
			wantFailure(t, exitFailed, "cannot write "+out+": that is the file that was read", c[0], file, "--format", "json", "--out", out)
		}
		if code, _, stderr := command(t, c[0], file, "--out", file+".out"); code != exitOK {
			t.Errorf("another file: %s", stderr)
		}
		if is, err := os.ReadFile(file); err != nil || string(is) != was[c[1]] {
			t.Errorf("%s is %q, %v", c[1], is, err)
		}
	}
}

// Octets that are no text are not thrown at a person.
func TestCaptureIsNotForATerminal(t *testing.T) {
	terminal, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer terminal.Close()
	var stderr bytes.Buffer
	code := run(t.Context(), []string{"play", "first-session", "--format", "pcapng"}, nil, terminal, &stderr, nil)
	if want := "popscope: a capture file is nothing for a terminal: give --out FILE, or pipe it into a program\n"; code != exitUsage || stderr.String() != want {
		t.Errorf("exit code %d: %s", code, &stderr)
	}
}
