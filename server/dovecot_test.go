package main

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/coder/websocket"

	"popscope/sim"
	"popscope/sim/pop3"
)

// dovecot starts Debian's Dovecot with messages for the user ada, whose
// password is "analytical", and gives its address.
func dovecot(t testing.TB, messages ...string) (addr string) {
	t.Helper()
	addr, _ = dovecotWith(t, "", map[string][]string{"ada": messages})
	return addr
}

// dovecotWith starts Dovecot with messages for each user, and gives its address
// and its folder, where below mail each user has a maildir. Settings are added
// to its configuration. Dovecot's login process refuses to run as root, so root
// runs it as nobody.
func dovecotWith(t testing.TB, settings string, mail map[string][]string) (addr, dir string) {
	t.Helper()
	program := need(t, "dovecot", "dovecot-pop3d")
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command(program, "-F", "-c", "dovecot.conf")
	if me.Uid == "0" {
		if me, err = user.Lookup("nobody"); err != nil {
			t.Fatal(err)
		}
		uid, _ := strconv.Atoi(me.Uid)
		gid, _ := strconv.Atoi(me.Gid)
		run.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}
	}
	group, err := user.LookupGroupId(me.Gid)
	if err != nil {
		t.Fatal(err)
	}
	// Dovecot's sockets need a short path that another user may enter.
	dir, err = os.MkdirTemp("/tmp", "dovecot")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	free, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr = free.Addr().String()
	free.Close()
	_, port, _ := net.SplitHostPort(addr)

	conf, err := os.ReadFile("testdata/dovecot.conf")
	if err != nil {
		t.Fatal(err)
	}
	// Any name and the right password would do otherwise.
	known := strings.Replace(string(conf), "driver = static\n  args = password={PLAIN}analytical", "driver = passwd-file\n  args = {dir}/users", 1)
	if known == string(conf) {
		t.Fatal("testdata/dovecot.conf has no passdb as it is known here")
	}
	text := strings.NewReplacer("{dir}", dir, "{port}", port, "{user}", me.Username, "{group}", group.Name).Replace(known + settings)
	write(t, filepath.Join(dir, "dovecot.conf"), text)
	var users strings.Builder
	for name, messages := range mail {
		fmt.Fprintf(&users, "%s:{PLAIN}analytical\n", name)
		for i, m := range messages {
			write(t, filepath.Join(dir, "mail", name, "new", fmt.Sprintf("%d.x", i+1)), m)
		}
	}
	write(t, filepath.Join(dir, "users"), users.String())
	if run.SysProcAttr != nil {
		if out, err := exec.Command("chown", "-R", me.Uid+":"+me.Gid, dir).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
	}
	var said bytes.Buffer
	run.Dir, run.Stdout, run.Stderr = dir, &said, &said
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		run.Process.Signal(syscall.SIGTERM)
		run.Wait()
	})
	for end := time.Now().Add(patience); ; time.Sleep(20 * time.Millisecond) {
		conn, err := net.Dial("tcp", addr)
		if err == nil {
			conn.Close()
			return addr, dir
		}
		if time.Now().After(end) {
			log, _ := os.ReadFile(filepath.Join(dir, "log"))
			t.Fatalf("Dovecot does not answer: %v\n%s%s", err, said.String(), log)
		}
	}
}

func write(t testing.TB, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// instrument is what the page does with a relayed connection: it sends what
// the learner types, and shows a Tap both directions.
type instrument struct {
	t    *testing.T
	page *websocket.Conn
	log  *sim.Log
}

func (i *instrument) see(from sim.Side, kind sim.InputKind, octets []byte) {
	i.log.Append(sim.Input{Conn: 1, From: from, Kind: kind, Data: octets})
}

// answered counts the replies that the Tap has read.
func (i *instrument) answered() (n int) {
	for _, e := range i.log.Events() {
		if e.Kind == sim.Replied {
			n++
		}
	}
	return n
}

// hear reads until one more reply is whole.
func (i *instrument) hear() sim.Event {
	i.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for before := i.answered(); i.answered() == before; {
		_, octets, err := i.page.Read(ctx)
		if err != nil {
			i.t.Fatal(err)
		}
		i.see(sim.Server, sim.Octets, octets)
	}
	var reply sim.Event
	for _, e := range i.log.Events() {
		if e.Kind == sim.Replied {
			reply = e
		}
	}
	return reply
}

func (i *instrument) say(line string) sim.Event {
	i.t.Helper()
	octets := []byte(line + "\r\n")
	i.see(sim.Client, sim.Octets, octets)
	send(i.t, i.page, websocket.MessageBinary, octets)
	return i.hear()
}

// A whole session against a server that others wrote, through the relay: every
// reply is read as what it is, and what follows from it is what Dovecot did.
func TestTapReadsDovecot(t *testing.T) {
	var texts []string
	for _, m := range mail {
		if m.text != "" && !strings.Contains(m.text, "\x00") { // Dovecot replaces NUL by another octet
			texts = append(texts, m.text)
		}
	}
	url := relayAt(t, dovecot(t, texts...), defaultRelayLimits, quiet())
	i := &instrument{t, page(t, url, "lab"), sim.NewLog(sim.NewTap(pop3.Profile))}
	i.see(sim.Client, sim.Open, nil)
	i.hear()
	for _, line := range []struct {
		text string
		ok   bool
	}{
		{"STAT", false}, {"USER ada", true}, {"PASS wrong", false}, {"USER ada", true}, {"PASS analytical", true},
		{"STAT", true}, {"LIST", true}, {"LIST 2", true}, {"LIST 99", false}, {"UIDL", true}, {"UIDL 1", true},
		{"RETR 1", true}, {"RETR 2", true}, {"TOP 1 0", true}, {"DELE 1", true}, {"DELE 1", false}, {"RETR 1", false},
		{"RSET", true}, {"DELE 2", true}, {"NOOP", true}, {"XYZZY", false}, {"QUIT", true},
	} {
		if r := i.say(line.text); r.OK != line.ok {
			t.Errorf("%s: %v %q, want %v", line.text, r.OK, r.Text, line.ok)
		} else if !r.OK && line.text != "PASS wrong" && r.Explain == "" {
			t.Errorf("%s: %q is not explained", line.text, r.Text)
		}
	}
	i.see(sim.Server, sim.Close, nil)

	var states []sim.State
	for _, e := range i.log.Events() {
		at := 0
		for _, s := range e.Spans {
			if s.Off != at {
				t.Errorf("spans %v do not tile %q", e.Spans, e.Octets)
			}
			at += s.Len
		}
		switch e.Kind {
		case sim.Changed:
			states = append(states, e.New)
		case sim.Fault:
			t.Errorf("Dovecot is said to break the protocol: %s", e.Text)
		case sim.Removed:
			if e.Message != 2 {
				t.Errorf("message %d removed", e.Message)
			}
		}
		if !e.Inferred {
			t.Errorf("known from inside: %+v", e)
		}
	}
	if want := []sim.State{pop3.Authorization, pop3.Transaction, pop3.Update, sim.Closed}; !slices.Equal(states, want) {
		t.Errorf("states %v, want %v", states, want)
	}
	view, err := i.log.View(len(i.log.Events()) - 1)
	if err != nil {
		t.Fatal(err)
	}
	c := view.Conns[0]
	if c.Count != len(texts) || len(c.Messages) != len(texts) {
		t.Errorf("the client knows of %d messages, and %d of them: want %d", c.Count, len(c.Messages), len(texts))
	}
	for n, m := range c.Messages {
		size, listed := len(canonical(texts[n])), len(canonical(texts[n]))
		if !strings.HasSuffix(texts[n], "\n") {
			listed -= 2 // Dovecot does not count the CRLF that it adds at the end
		}
		if m.Octets != listed || m.UniqueID == "" || n < 2 && (m.Holds != "whole" || m.HeldSize != size) {
			t.Errorf("message %d of %d octets: %+v", n+1, size, m)
		}
	}
}
