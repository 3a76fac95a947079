package main

import (
	"bytes"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"popscope/sim"
)

// fetched are the messages that a client at an address gets in a new session,
// all in one line; more lines may follow.
func fetched(t *testing.T, l *lab, addr string, more ...string) string {
	t.Helper()
	time.Sleep(time.Second) // the last look is long ago
	d := joinFrom(t, l, addr)
	d.enter()
	all := texts(d)
	for _, line := range append(more, "QUIT") {
		d.say(line, "+OK")
	}
	synctest.Wait()
	return all
}

// texts are all messages of a session that has begun.
func texts(d *dialogue) string {
	d.t.Helper()
	d.say("LIST", "+OK")
	n := 0
	for line := d.hear(); line != "."; line = d.hear() {
		n++
	}
	var all []string
	for i := range n {
		d.say("RETR "+string(rune('1'+i)), "+OK")
		for line := d.hear(); line != "."; line = d.hear() {
			all = append(all, line)
		}
	}
	return strings.Join(all, " ")
}

// Mail that is put into the folder while the program runs is there at the next
// login, at every address; so is what was changed, and what was taken away is
// gone. A session that is open goes on with what it has numbered.
func TestNewMailIsNoticed(t *testing.T) {
	for _, sharing := range []sharing{byAddress, byConnection, byAll} {
		dir := tree(t, map[string]string{"ada/password": "sturdy boots", "ada/1.eml": "one", "ada/2.eml": "two", "ada/3.eml": "three"})
		folder, err := loadMaildrops(dir, quiet())
		if err != nil {
			t.Fatal(err)
		}
		file := func(name string) string { return filepath.Join(dir, "ada", name) }
		write := func(name, text string) {
			if err := os.WriteFile(file(name), []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		synctest.Test(t, func(t *testing.T) {
			l := labOn(t, folder, sharing)
			check := func(addr, want string, more ...string) {
				t.Helper()
				if got := fetched(t, l, addr, more...); got != want {
					t.Errorf("copies for each %s: at %s there is %q, want %q", sharing, addr, got, want)
				}
			}
			check("192.0.2.1", "one two three", "DELE 1")
			kept := "two three" // where what was deleted stays deleted
			if sharing == byConnection {
				kept = "one two three"
			}
			open := joinFrom(t, l, "192.0.2.1")
			open.enter()
			write("0.eml", "new")
			write("2.eml", "two, and more")
			if err := os.Remove(file("3.eml")); err != nil {
				t.Fatal(err)
			}
			write("notes.txt", "no mail")
			write(".hidden.eml", "no mail")
			time.Sleep(time.Second)
			if got := texts(open); got != kept {
				t.Errorf("copies for each %s: an open session has %q, want %q", sharing, got, kept)
			}
			open.say("QUIT", "+OK")
			synctest.Wait()
			now := "new two, and more"
			first := strings.TrimSpace(strings.TrimSuffix(strings.TrimSuffix(kept, "two three"), " ") + " " + now)
			check("192.0.2.1", first)
			if sharing == byAddress {
				check("192.0.2.2", "one "+now) // nobody has deleted anything there
			}
			old := time.Unix(0, 0)
			if err := os.Chtimes(file("0.eml"), old, old); err != nil {
				t.Fatal(err)
			}
			check("192.0.2.1", first, "DELE 1")
			if sharing == byAll {
				check("192.0.2.1", "two, and more")
			}
			if err := os.Rename(filepath.Join(dir, "ada"), filepath.Join(dir, "gone")); err != nil {
				t.Fatal(err)
			}
			if got := fetched(t, l, "192.0.2.1"); !strings.HasSuffix(got, "two, and more") {
				t.Errorf("copies for each %s: without its folder the maildrop holds %q", sharing, got)
			}
		})
	}
}

// What cannot be read is said once, and the rest is served.
func TestBadNewMail(t *testing.T) {
	dir := tree(t, map[string]string{"ada/password": "sturdy boots", "ada/1.eml": "a: one"})
	var log bytes.Buffer
	folder, err := loadMaildrops(dir, slog.New(slog.NewTextHandler(&log, nil)))
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "ada", "2.eml"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ada", "3.eml"), []byte("three"), 0o644); err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		l := labOn(t, folder, byAddress)
		for range 3 {
			if got := fetched(t, l, "192.0.2.1"); got != "a: one three" {
				t.Errorf("there is %q", got)
			}
		}
		if err := os.RemoveAll(filepath.Join(dir, "ada")); err != nil {
			t.Fatal(err)
		}
		for range 3 {
			fetched(t, l, "192.0.2.1")
		}
	})
	for _, want := range []string{"is not a regular file", "a maildrop has changed", "3.eml because", "can no longer be read"} {
		if n := strings.Count(log.String(), want); n != 1 {
			t.Errorf("the log says %d times that something %s:\n%s", n, want, &log)
		}
	}
}

// Looking takes no more than its share of the time, and nobody waits for who
// looks.
func TestLookingIsRare(t *testing.T) {
	dir := tree(t, map[string]string{"ada/password": "sturdy boots"})
	folder, err := loadMaildrops(dir, quiet())
	if err != nil {
		t.Fatal(err)
	}
	synctest.Test(t, func(t *testing.T) {
		folder.look()
		if err := os.WriteFile(filepath.Join(dir, "ada", "1.eml"), []byte("one"), 0o644); err != nil {
			t.Fatal(err)
		}
		folder.look() // in the same moment
		if n := len(folder.users[0].files); n != 0 {
			t.Errorf("%d files were found without a pause", n)
		}
		time.Sleep(time.Second)
		folder.looking.Lock()
		folder.look() // does not wait
		folder.looking.Unlock()
		folder.look()
		if n := len(folder.users[0].files); n != 1 {
			t.Errorf("%d files were found, want 1", n)
		}
	})
	var none *mailFolder
	none.look()
}

// Mail with UTF-8 in its header goes to whoever asks, unless the server is
// strict; then it needs UTF8.
func TestLabUTF8InTheHeader(t *testing.T) {
	for spec, want := range map[string]string{"pop3=:0": "+OK", "pop3=:0,strict-utf8": "-ERR [UTF8]", "pop3=:0,strict-utf8,without=UTF8": "+OK"} {
		var s labSpec
		if err := s.UnmarshalText([]byte(spec)); err != nil {
			t.Fatal(err)
		}
		world := sim.Scenario{Protocol: "POP3", Host: "test.example", Service: s.Service, Mailboxes: []sim.Mailbox{
			{Name: "ada", Password: "sturdy boots", Messages: [][]byte{[]byte("Subject: J\u00f6rg\r\n\r\nbody\r\n")}},
		}}
		for command, first := range map[string]string{"RETR 1": "Subject: J\u00f6rg", "TOP 1 0": "Subject: J\u00f6rg"} {
			l := newLab(pop3As(t, s.Service), world, defaultLabLimits, byAll, quiet())
			l.copies.base.UTF8ToAll = !s.Strict
			d := join(t, l)
			d.enter()
			d.say(command, want)
			if want == "+OK" {
				if got := d.hear(); got != first {
					t.Errorf("%s: %s gives %q", spec, command, got)
				}
				if _, err := io.CopyN(io.Discard, d.r, 1); err != nil {
					t.Error(err)
				}
			}
		}
	}
}
