package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/scenario"
)

// pop3As is POP3 as a service has it.
func pop3As(t testing.TB, service sim.Service) *sim.Profile {
	t.Helper()
	profile, err := scenario.For(sim.Scenario{Protocol: "POP3", Service: service})
	if err != nil {
		t.Fatal(err)
	}
	return profile
}

// labWith makes a simulated server with one user, ada, whose password is
// "sturdy boots".
func labWith(t testing.TB, limits labLimits, messages ...string) *lab {
	return labFor(t, byAll, limits, messages...)
}

// labFor is labWith for any way to share the maildrops.
func labFor(t testing.TB, sharing sharing, limits labLimits, messages ...string) *lab {
	box := sim.Mailbox{Name: "ada", Password: "sturdy boots"}
	for _, m := range messages {
		box.Messages = append(box.Messages, []byte(m))
	}
	world := sim.Scenario{Protocol: "POP3", Host: "test.example", Seed: 7, Mailboxes: []sim.Mailbox{box}}
	return newLab(pop3As(t, sim.Service{}), world, limits, sharing, quiet())
}

// mailOf are the messages of a user where all clients share the maildrops.
func mailOf(l *lab, name string) []*sim.Message {
	drops, leave := l.copies.take("")
	defer leave()
	drops.mu.Lock()
	defer drops.mu.Unlock()
	return slices.Clone(drops.host.Maildrop(name).Messages())
}

// dialogue is a client that a test writes line by line.
type dialogue struct {
	t    *testing.T
	conn net.Conn
	r    *bufio.Reader
	last string // the line that was heard last
}

// join connects to the simulated server without a network: what one end writes
// the other has read when Write returns. The greeting has been read.
func join(t *testing.T, l *lab) *dialogue {
	t.Helper()
	return joinFrom(t, l, "192.0.2.1")
}

// joinFrom is join for a client at an address.
func joinFrom(t *testing.T, l *lab, addr string) *dialogue {
	t.Helper()
	client, server := net.Pipe()
	go func() {
		defer server.Close()
		l.handle(from{server, addr})
	}()
	t.Cleanup(func() { client.Close() })
	return dialogueOn(t, client)
}

func dialogueOn(t *testing.T, conn net.Conn) *dialogue {
	return &dialogue{t: t, conn: conn, r: bufio.NewReader(conn)}
}

// hear reads one line.
func (d *dialogue) hear() string {
	d.t.Helper()
	line, err := d.r.ReadString('\n')
	if err != nil {
		d.t.Fatalf("instead of a line: %q, %v", line, err)
	}
	d.last = strings.TrimSuffix(line, "\r\n")
	return d.last
}

// say sends one line and wants a reply that begins in a certain way.
func (d *dialogue) say(line, want string) {
	d.t.Helper()
	if _, err := io.WriteString(d.conn, line+"\r\n"); err != nil {
		d.t.Fatal(err)
	}
	if got := d.hear(); !strings.HasPrefix(got, want) {
		d.t.Fatalf("%.40s: %q, want %q", line, got, want)
	}
}

// enter reads the greeting and logs in.
func (d *dialogue) enter() {
	d.t.Helper()
	if got := d.hear(); !strings.HasPrefix(got, "+OK") {
		d.t.Fatalf("greeting: %q", got)
	}
	d.say("USER ada", "+OK")
	d.say("PASS sturdy boots", "+OK")
}

// A client that sends nothing is logged out when the profile says so, without
// a word, and what it had marked is not removed.
func TestLabAutologout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := labWith(t, defaultLabLimits, "one", "two")
		silent := join(t, l)
		silent.enter()
		silent.say("DELE 1", "+OK")
		began := time.Now()
		if rest, err := io.ReadAll(silent.r); err != nil || len(rest) != 0 {
			t.Errorf("said before it closed: %q, %v", rest, err)
		}
		if took := time.Since(began); took != pop3.Profile.Autologout {
			t.Errorf("logged out after %v, want %v", took, pop3.Profile.Autologout)
		}
		next := join(t, l)
		next.enter()
		next.say("STAT", "+OK 2 ")
		next.say("QUIT", "+OK")
	})
}

// Each command sets the timer anew.
func TestLabStaysWhileUsed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := join(t, labWith(t, defaultLabLimits))
		d.enter()
		for range 5 {
			time.Sleep(pop3.Profile.Autologout - time.Second)
			d.say("NOOP", "+OK")
		}
		d.say("QUIT", "+OK")
	})
}

// A client that asks for mail and never reads it loses the connection, and
// with it the lock.
func TestLabClientNeverReads(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := labWith(t, defaultLabLimits, strings.Repeat("a line of mail\r\n", 10_000))
		stuck := join(t, l)
		stuck.enter()
		if _, err := io.WriteString(stuck.conn, "RETR 1\r\n"); err != nil {
			t.Fatal(err)
		}
		synctest.Wait()

		before := join(t, l)
		before.hear()
		before.say("USER ada", "+OK")
		before.say("PASS sturdy boots", "-ERR")

		time.Sleep(defaultLabLimits.Write + time.Second)
		after := join(t, l)
		after.enter()
		after.say("QUIT", "+OK")
	})
}

// A slow client is not a stuck one, and not an idle one either: fetching one
// message may take longer than the server would wait for a command.
func TestLabSlowClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		message := strings.Repeat("a line of mail\r\n", 200_000)
		d := join(t, labWith(t, defaultLabLimits, message))
		d.enter()
		d.say("RETR 1", "+OK")
		began, piece := time.Now(), make([]byte, 32<<10)
		for left := len(message); left > 0; left -= len(piece) {
			time.Sleep(20 * time.Second)
			piece = piece[:min(left, len(piece))]
			if _, err := io.ReadFull(d.r, piece); err != nil {
				t.Fatalf("with %d octets to come: %v", left, err)
			}
		}
		if got := d.hear(); got != "." {
			t.Errorf("at the end: %q", got)
		}
		if time.Since(began) < 2*pop3.Profile.Autologout {
			t.Error("this client was not slow enough to show anything")
		}
		d.say("NOOP", "+OK")
		d.say("QUIT", "+OK")
	})
}

// A line of 10 MB is refused once, is not kept, and does not end the session.
func TestLabEndlessLine(t *testing.T) {
	d := join(t, labWith(t, defaultLabLimits))
	d.enter()
	before := liveHeap()
	chunk := bytes.Repeat([]byte("x"), 100_000)
	for range 100 {
		if _, err := d.conn.Write(chunk); err != nil {
			t.Fatal(err)
		}
	}
	if grown := liveHeap() - before; grown > 1<<20 {
		t.Errorf("%d octets are kept of a line without end", grown)
	}
	d.say("", "-ERR")
	d.say("NOOP", "+OK")
	d.say("QUIT", "+OK")
}

// Ten thousand commands at once are answered in order, without their answers
// piling up: the client reads only after it has sent all of them.
func TestLabPipelined(t *testing.T) {
	const times = 10_000
	message := strings.Repeat("a line of mail\r\n", 500)
	d := join(t, labWith(t, defaultLabLimits, message))
	d.enter()
	go io.WriteString(d.conn, strings.Repeat("RETR 1\r\n", times)+"QUIT\r\n")
	before := liveHeap()
	for i := range times {
		if got := d.hear(); !strings.HasPrefix(got, "+OK") {
			t.Fatalf("reply %d: %q", i, got)
		}
		if n, err := io.CopyN(io.Discard, d.r, int64(len(message))); err != nil {
			t.Fatalf("reply %d: %d octets, %v", i, n, err)
		}
		if got := d.hear(); got != "." {
			t.Fatalf("reply %d ends with %q", i, got)
		}
		if i == times/2 {
			if grown := liveHeap() - before; grown > 4<<20 {
				t.Errorf("%d octets are kept for a client that reads slower than it asks", grown)
			}
		}
	}
	if got := d.hear(); !strings.HasPrefix(got, "+OK") {
		t.Errorf("QUIT: %q", got)
	}
}

// liveHeap is how many octets are in use.
func liveHeap() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// Stopping closes every connection, and removes nothing.
func TestLabStops(t *testing.T) {
	l := labWith(t, defaultLabLimits, "one")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.listener = listener
	served := make(chan struct{})
	go func() { l.serve(); close(served) }()
	conn, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d := dialogueOn(t, conn)
	d.enter()
	d.say("DELE 1", "+OK")
	ctx, cancel := context.WithTimeout(t.Context(), patience)
	defer cancel()
	l.stop(ctx)
	if ctx.Err() != nil {
		t.Error("a connection would not end")
	}
	if rest, err := io.ReadAll(d.r); len(rest) != 0 {
		t.Errorf("said at the end: %q, %v", rest, err)
	}
	<-served
	if n := len(mailOf(l, "ada")); n != 1 {
		t.Errorf("%d messages are left, want 1", n)
	}
}

// Many clients at once, each with a maildrop of its own and one that all want.
func TestLabManyClients(t *testing.T) {
	world := sim.Scenario{Protocol: "POP3", Host: "test.example", Mailboxes: []sim.Mailbox{{Name: "shared", Password: "p"}}}
	const clients = 20
	for i := range clients {
		world.Mailboxes = append(world.Mailboxes, sim.Mailbox{
			Name: fmt.Sprint("user", i), Password: "p", Messages: [][]byte{[]byte("m"), []byte("n")},
		})
	}
	l := newLab(pop3As(t, sim.Service{}), world, defaultLabLimits, byAll, quiet())
	done := make(chan struct{})
	for i := range clients {
		d, other := join(t, l), join(t, l)
		go func() {
			defer func() { done <- struct{}{} }()
			d.hear()
			d.say(fmt.Sprint("USER user", i), "+OK")
			d.say("PASS p", "+OK")
			d.say("DELE 1", "+OK")
			d.say("QUIT", "+OK")
			other.hear()
			other.say("USER shared", "+OK")
			other.say("PASS p", "") // whoever is first
			other.say("QUIT", "+OK")
		}()
	}
	for range clients {
		<-done
	}
	for i := range clients {
		if n := len(mailOf(l, fmt.Sprint("user", i))); n != 1 {
			t.Errorf("user%d has %d messages, want 1", i, n)
		}
	}
}
