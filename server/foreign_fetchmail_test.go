package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
)

// fetcher is an installation of fetchmail: what it has delivered, and what it
// remembers from one run to the next.
type fetcher struct {
	t   *testing.T
	dir string
}

func newFetcher(t *testing.T) *fetcher {
	t.Helper()
	f := &fetcher{t, tree(t, map[string]string{
		"delivered/": "",
		// It stands in for a mail delivery agent: each message becomes a file.
		"deliver": "n=$(ls delivered | wc -l)\ncat > delivered/$(printf %03d $n)\n",
	})}
	return f
}

// run polls a server once, in the words of fetchmail's own configuration, and
// says whether there was mail, and what was said on the line.
func (f *fetcher) run(host, port, protocol, options string) (any bool, said string) {
	f.t.Helper()
	program := need(f.t, "fetchmail", "fetchmail")
	rc := fmt.Sprintf("set no syslog\n"+
		"poll %s port %s protocol %s timeout 60 bad-header accept\n"+
		"user ada password \"sturdy-boots\" sslproto '' no rewrite no stripcr %s\n"+
		"mda \"cd %s && /bin/sh deliver\"\n", host, port, protocol, options, f.dir)
	if err := os.WriteFile(filepath.Join(f.dir, "rc"), []byte(rc), 0o600); err != nil {
		f.t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(f.t.Context(), 2*patience)
	defer cancel()
	command := exec.CommandContext(ctx, program, "--nodetach", "--nosyslog", "-v", "--invisible", "--fetchmailrc", "rc", "--idfile", "ids", "--pidfile", "pid")
	command.Dir = f.dir
	command.Env = append(os.Environ(), "FETCHMAILHOME="+f.dir, "LC_ALL=C")
	out, err := command.CombinedOutput()
	switch code := command.ProcessState.ExitCode(); {
	case err == nil:
	case code != 1: // which means: no mail
		f.t.Fatalf("fetchmail: %v\n%s", err, out)
	}
	return err == nil, string(out)
}

// delivered is what has been delivered so far, in order.
func (f *fetcher) delivered() []string {
	f.t.Helper()
	files, err := filepath.Glob(filepath.Join(f.dir, "delivered", "*"))
	if err != nil {
		f.t.Fatal(err)
	}
	slices.Sort(files)
	var texts []string
	for _, file := range files {
		octets, err := os.ReadFile(file)
		if err != nil {
			f.t.Fatal(err)
		}
		texts = append(texts, string(octets))
	}
	return texts
}

// asFetched is what fetchmail delivers of a message: its octets, but where the
// header never ends it adds the blank line, and it writes a message of its own
// where there is nothing.
func asFetched(m stored) string {
	text := string(canonical(m.text))
	if text != "" && !strings.Contains(text, "\r\n\r\n") {
		text += "\r\n"
	}
	return text
}

// wantFetched compares what fetchmail has delivered with the mail.
func (f *fetcher) wantFetched(want []stored) {
	f.t.Helper()
	got := f.delivered()
	if len(got) != len(want) {
		f.t.Fatalf("%d messages are delivered, want %d", len(got), len(want))
	}
	for i, m := range want {
		if text := asFetched(m); text == "" && !strings.Contains(got[i], "Subject: Headerless mail") || text != "" && got[i] != text {
			f.t.Errorf("%s: %d octets are delivered, want %d; %.60q, %.60q", m.name, len(got[i]), len(text), got[i], text)
		}
	}
}

func TestFetchmailKeeps(t *testing.T) {
	for _, way := range []struct{ name, protocol, login string }{
		{"USER and PASS", "POP3 auth password", "POP3> USER ada"},
		{"APOP", "APOP", "POP3> APOP ada "},
		{"CRAM-MD5", "POP3 auth cram-md5", "POP3> AUTH CRAM-MD5"},
		{"its own choice", "POP3", "POP3> AUTH "},
	} {
		t.Run(way.name, func(t *testing.T) {
			l, host, port := openLabOf(t, sim.Service{}, mail)
			f := newFetcher(t)
			if _, said := f.run(host, port, way.protocol, "keep fetchall"); !strings.Contains(said, way.login) {
				t.Errorf("it did not log in as it was told:\n%.2000s", said)
			}
			f.wantFetched(mail)
			if n := len(mailOf(l, "ada")); n != len(mail) {
				t.Errorf("%d messages are left, want %d", n, len(mail))
			}
		})
	}
}

func TestFetchmailDeletes(t *testing.T) {
	l, host, port := openLabOf(t, sim.Service{}, mail)
	f := newFetcher(t)
	f.run(host, port, "POP3 auth password", "no keep fetchall")
	f.wantFetched(mail)
	if n := len(mailOf(l, "ada")); n != 0 {
		t.Errorf("%d messages are left", n)
	}
	if any, _ := f.run(host, port, "POP3 auth password", "no keep fetchall"); any {
		t.Error("it finds mail in the empty maildrop")
	}
}

// fetchmail leaves the mail where it is and remembers unique-ids. The server is
// another one each time: a unique-id stays the same as long as the message is
// there.
func TestFetchmailRemembers(t *testing.T) {
	f := newFetcher(t)
	for day, known := range []int{3, 3, 5, 9} {
		_, host, port := openLabOf(t, sim.Service{}, mail[:known])
		before := len(f.delivered())
		any, said := f.run(host, port, "POP3 uidl auth password", "keep")
		if any != (known > before) || strings.Count(said, "POP3> TOP ")+strings.Count(said, "POP3> RETR ") != known-before {
			t.Errorf("run %d, with %d new messages:\n%.3000s", day, known-before, said)
		}
		f.wantFetched(mail[:known])
	}
}

// A message is fetched in the middle of others that stay: the numbers are those
// of the session, the unique-ids are not.
func TestFetchmailRemembersAcrossGaps(t *testing.T) {
	f := newFetcher(t)
	_, host, port := openLabOf(t, sim.Service{}, slices.Concat(mail[:2], mail[6:8]))
	f.run(host, port, "POP3 uidl auth password", "keep")
	_, host, port = openLabOf(t, sim.Service{}, mail[1:9])
	f.run(host, port, "POP3 uidl auth password", "keep")
	f.wantFetched(slices.Concat(mail[:2], mail[6:8], mail[2:6], mail[8:9]))
}
