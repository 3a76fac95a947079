package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/coder/websocket"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/wire"
)

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
	i.hearUntil(i.answered() + 1)
	var reply sim.Event
	for _, e := range i.log.Events() {
		if e.Kind == sim.Replied {
			reply = e
		}
	}
	return reply
}

// hearUntil reads until so many replies are whole.
func (i *instrument) hearUntil(replies int) {
	i.t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for i.answered() < replies {
		_, octets, err := i.page.Read(ctx)
		if err != nil {
			i.t.Fatal(err)
		}
		i.see(sim.Server, sim.Octets, octets)
	}
}

func (i *instrument) say(line string) sim.Event {
	i.t.Helper()
	i.send(line + "\r\n")
	return i.hear()
}

func (i *instrument) send(octets string) {
	i.t.Helper()
	i.see(sim.Client, sim.Octets, []byte(octets))
	send(i.t, i.page, websocket.MessageBinary, []byte(octets))
}

// watch looks at a real server through the relay. The greeting has been read.
func watch(t *testing.T, addr string) (i *instrument, greeting sim.Event) {
	t.Helper()
	i = &instrument{t, page(t, relayAt(t, addr, defaultRelayLimits, quiet()), "lab"), sim.NewLog(sim.NewTap(pop3As(t, sim.Service{})))}
	i.see(sim.Client, sim.Open, nil)
	return i, i.hear()
}

// sound wants what holds for whatever a real server says: that all of it is
// understood, and known from outside only. What breaks the protocol is known
// before.
func (i *instrument) sound(faults ...string) {
	i.t.Helper()
	if found := has(i, sim.Fault, func(e sim.Event) string { return e.Text }); !slices.Equal(found, faults) {
		i.t.Errorf("Dovecot is said to break the protocol: %q, want %q", found, faults)
	}
	for _, e := range i.log.Events() {
		at := 0
		for _, s := range e.Spans {
			if s.Off != at {
				i.t.Errorf("spans %v do not tile %.200q", e.Spans, e.Octets)
			}
			at += s.Len
		}
		if !e.Inferred {
			i.t.Errorf("known from inside: %+v", e)
		}
	}
}

// has lists what a kind of event tells, in order.
func has[T any](i *instrument, kind sim.Kind, of func(sim.Event) T) (all []T) {
	for _, e := range i.log.Events() {
		if e.Kind == kind {
			all = append(all, of(e))
		}
	}
	return all
}

// wholeSession are the states of a session in which the maildrop was updated.
var wholeSession = []sim.State{pop3.Authorization, pop3.Transaction, pop3.Update, sim.Closed}

func entered(e sim.Event) sim.State { return e.New }
func message(e sim.Event) int       { return e.Message }

// A whole session against a server that others wrote, through the relay: every
// reply is read as what it is, and what follows from it is what Dovecot did.
func TestTapReadsDovecot(t *testing.T) {
	var texts []string
	for _, m := range mail {
		if m.text != "" && !strings.Contains(m.text, "\x00") { // Dovecot replaces NUL by another octet
			texts = append(texts, m.text)
		}
	}
	i, _ := watch(t, dovecot(t, texts...))
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

	i.sound()
	if states := has(i, sim.Changed, entered); !slices.Equal(states, wholeSession) {
		t.Errorf("states %v, want %v", states, wholeSession)
	}
	if removed := has(i, sim.Removed, message); !slices.Equal(removed, []int{2}) {
		t.Errorf("messages %v are removed, want 2", removed)
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

// All of a session at once, behind a digest: replies find their commands by
// order alone, and a message of 5 MiB comes in many pieces.
func TestTapReadsDovecotPipelined(t *testing.T) {
	i, greeting := watch(t, dovecot(t, mail[0].text, mail[2].text, mail[3].text))
	from, to := wire.FindTimestamp(greeting.Text)
	lines := []string{
		"APOP ada " + pop3.Digest(greeting.Text[from:to], "analytical"),
		"STAT", "LIST", "UIDL", "TOP 2 1", "RETR 2", "DELE 2", "RETR 2", "RSET", "DELE 1", "DELE 3", "LIST", "NOOP", "QUIT",
	}
	i.send(strings.Join(lines, "\r\n") + "\r\n")
	i.hearUntil(1 + len(lines))
	i.see(sim.Server, sim.Close, nil)
	i.sound()
	if states := has(i, sim.Changed, entered); !slices.Equal(states, wholeSession) {
		t.Errorf("states %v, want %v", states, wholeSession)
	}
	if removed := has(i, sim.Removed, message); !slices.Equal(removed, []int{1, 3}) {
		t.Errorf("messages %v are removed, want 1 and 3", removed)
	}
	var said []string
	for _, e := range i.log.Events() {
		if e.Kind == sim.Replied && e.Keyword != "" {
			said = append(said, fmt.Sprint(e.Keyword, " ", e.OK))
		}
	}
	want := "APOP true|STAT true|LIST true|UIDL true|TOP true|RETR true|DELE true|RETR false|RSET true|DELE true|DELE true|LIST true|NOOP true|QUIT true"
	if got := strings.Join(said, "|"); got != want {
		t.Errorf("replies\n%s, want\n%s", got, want)
	}
	held := has(i, sim.Held, func(e sim.Event) string { return fmt.Sprint(e.Message, " ", e.Whole) })
	if !slices.Equal(held, []string{"2 false", "2 true"}) {
		t.Errorf("the client holds %v", held)
	}
	view, err := i.log.View(len(i.log.Events()) - 1)
	if err != nil {
		t.Fatal(err)
	}
	if m := view.Conns[0].Messages[1]; m.HeldSize != len(canonical(mail[2].text)) || m.Octets != m.HeldSize {
		t.Errorf("the message of %d octets: %+v", len(canonical(mail[2].text)), m)
	}
}
