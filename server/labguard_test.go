package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
)

// greedy are lines with which somebody logs in and has mail deleted, by
// protocol.
var greedy = map[string][]string{
	"POP1": {"USER ada", "PASS sturdy", "RDEL ada", "RCEV", "RCVD", "QUIT"},
	"POP2": {"HELO ada sturdy", "READ 1", "RETR", "ACKD", "QUIT"},
	"POP3": {"USER ada", "PASS sturdy", "DELE 1", "QUIT"},
	"POP4": {"USER ada", "PASS sturdy", "DELE 1", "QUIT"},
}

// labSpeaking is a simulated server of any protocol with one message for ada.
func labSpeaking(t interface{ Fatal(...any) }, protocol string, limits labLimits) *lab {
	return labSpeakingTo(t, byAll, protocol, limits)
}

// labSpeakingTo is labSpeaking for any way to share the maildrops.
func labSpeakingTo(t interface{ Fatal(...any) }, sharing sharing, protocol string, limits labLimits) *lab {
	world := sim.Scenario{Protocol: protocol, Host: "test.example", Seed: 7, Mailboxes: []sim.Mailbox{{Name: "ada", Password: "sturdy", Messages: [][]byte{[]byte("one")}}}}
	profile, err := scenario.For(world)
	if err != nil {
		t.Fatal(err)
	}
	return newLab(profile, world, limits, sharing, quiet())
}

// hail sends octets in these pieces as the first thing on a connection, and
// gives all that the server says until it closes.
func hail(t *testing.T, l *lab, pieces []string) string {
	t.Helper()
	d := join(t, l)
	said := make(chan string)
	go func() {
		all, _ := io.ReadAll(d.r)
		said <- string(all)
	}()
	for _, p := range pieces {
		if _, err := io.WriteString(d.conn, p); err != nil {
			break // hung up on
		}
	}
	return <-said
}

// strangers is what other programs say first, and what the server calls it.
var strangers = map[string]string{
	"POST /x HTTP/1.1\r\nHost: 127.0.0.1:1110\r\nContent-Type: text/plain\r\n\r\n": "HTTP",
	"GET / HTTP/1.0\r\n\r\n":                              "HTTP",
	"post / http/1.1\r\n":                                 "HTTP",
	"XYZZY * HTTP/1.1\r\n":                                "HTTP",
	"USER / HTTP/1.1\r\n":                                 "HTTP",
	"PASS / HTTP/1.1\r\n":                                 "HTTP",
	"HELO / HTTP/1.1\r\n":                                 "HTTP",
	"AUTH / HTTP/1.1\r\n":                                 "HTTP",
	"NOOP / HTTP/1.1\r\n":                                 "HTTP",
	"QUIT / HTTP/2\r\n":                                   "HTTP",
	"GET\t/\tHTTP/1.1\r\n":                                "HTTP",
	"GET / HTTP/1.1\n":                                    "HTTP",
	"GET /\r\n":                                           "HTTP",
	"CONNECT 127.0.0.1:1110 HTTP/1.1\r\n":                 "HTTP",
	"OPTIONS *\r\n":                                       "HTTP",
	"GET http://127.0.0.1/ x\r\n":                         "HTTP",
	"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n":                    "HTTP",
	"HTTP/1.1 200 OK\r\n":                                 "HTTP",
	"PUT /" + strings.Repeat("x", 9000) + " HTTP/1.1\r\n": "HTTP",
	"Host: 127.0.0.1\r\n":                                 "a header",
	"X-Forwarded-For:1\r\n":                               "a header",
	"EHLO client.example\r\n":                             "SMTP",
	"mail FROM:<a@b.example>\r\n":                         "SMTP",
	"a001 LOGIN ada sturdy\r\n":                           "IMAP",
	"* CAPABILITY\r\n":                                    "IMAP",
	"SSH-2.0-OpenSSH_9.6\r\n":                             "SSH",
	"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03":        "TLS",
	"\x16\x03\x03\n\r\n":                                  "TLS",
	"\x80\x2e\x01\x00\x02\x00\x15":                        "TLS",
	"\x80\x0a\x01\x03\x01\x00\x15":                        "TLS",
}

// Whoever speaks another protocol is told so, in the form of this one, and hung
// up on: of what comes behind it nothing is obeyed, wherever the network cuts.
func TestLabHangsUpOnStrangers(t *testing.T) {
	for protocol, lines := range greedy {
		behind := strings.Join(lines, "\r\n") + "\r\n"
		l := labSpeaking(t, protocol, defaultLabLimits)
		for said, what := range strangers {
			all := said + behind
			for _, size := range []int{1, 2, 3, 7, len(all)} {
				var pieces []string
				for rest := all; rest != ""; rest = rest[min(size, len(rest)):] {
					pieces = append(pieces, rest[:min(size, len(rest))])
				}
				heard := strings.SplitAfter(hail(t, l, pieces), "\r\n")
				if len(heard) != 3 || heard[2] != "" || !strings.HasPrefix(heard[1], "-") || !strings.Contains(heard[1], "this port speaks "+protocol) || !strings.Contains(heard[1], what) {
					t.Errorf("%s, %d octets at a time: %.40q is answered %q", protocol, size, said, heard)
				}
			}
		}
		if n := len(mailOf(l, "ada")); n != 1 {
			t.Errorf("%s: %d messages are left, want 1", protocol, n)
		}
	}
	for said, what := range map[string]string{"HELO client.example\r\n": "SMTP", "HELO ada sturdy\r\n": "POP2"} {
		if heard := hail(t, labSpeaking(t, "POP3", defaultLabLimits), []string{said}); !strings.Contains(heard, "-ERR this port speaks POP3, and this is "+what) {
			t.Errorf("%q is answered %q", said, heard)
		}
	}
}

// A request of any method and any target, in any form that a browser could be
// made to send, and cut anywhere, removes nothing.
func TestNoRequestIsObeyed(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		protocol := rapid.SampledFrom([]string{"POP1", "POP2", "POP3", "POP4"}).Draw(r, "protocol")
		l := labSpeaking(r, protocol, defaultLabLimits)
		method := rapid.OneOf(rapid.StringMatching(`[A-Za-z!#$%&'*+.^_|~-]{1,12}`), rapid.SampledFrom([]string{"USER", "PASS", "AUTH", "APOP", "HELO", "STAT", "CAPA", "UTF8", "LANG", "RETR"})).Draw(r, "method")
		target := rapid.OneOf(rapid.StringMatching(`/[a-zA-Z0-9/?=&%+._~-]{0,600}`), rapid.SampledFrom([]string{"*", "http://127.0.0.1:1110/", "127.0.0.1:1110"})).Draw(r, "target")
		end := rapid.SampledFrom([]string{"\r\n", "\n"}).Draw(r, "end")
		request := method + " " + target + " HTTP/1.1" + end
		for range rapid.IntRange(0, 3).Draw(r, "fields") {
			request += rapid.StringMatching(`[A-Za-z-]{1,20}: ?[a-z0-9 .;=]{0,30}`).Draw(r, "field") + end
		}
		all := request + end + strings.Join(greedy[protocol], "\r\n") + "\r\n"
		var pieces []string
		for all != "" {
			n := rapid.IntRange(1, len(all)).Draw(r, "cut")
			pieces, all = append(pieces, all[:n]), all[n:]
		}
		heard := hail(t, l, pieces)
		if n := len(mailOf(l, "ada")); n != 1 || strings.Count(heard, "\r\n") != 2 {
			r.Fatalf("%s, %q: %d messages are left; heard %q", protocol, request, n, heard)
		}
	})
}

// What a client of the protocol says is no stranger's, however odd: neither a
// password nor a name, nor a slip of the fingers.
func TestLabHangsUpOnNobodyElse(t *testing.T) {
	for _, line := range []string{"STATS", "", "user", "USER", "USER a/b", "USER http://x/", "CAPA", "AUTH", "AUTH *", "LOGIN ada sturdy", "XTND x", "TOP 1 /", "HTTP", "xHTTP/1", "\x16\x02", "\x80\x80\x80\x80\x80"} {
		l := labSpeaking(t, "POP3", defaultLabLimits)
		heard := hail(t, l, append([]string{line + "\r\nNOOP\r\n"}, strings.Join(greedy["POP3"], "\r\n")+"\r\n"))
		if n := len(mailOf(l, "ada")); n != 0 {
			t.Errorf("after %q: %q", line, heard)
		}
	}
	world := sim.Scenario{Protocol: "POP3", Host: "test.example", Mailboxes: []sim.Mailbox{{Name: "ada", Password: "GET / HTTP/1.1"}}}
	l := newLab(pop3As(t, sim.Service{}), world, defaultLabLimits, byAll, quiet())
	d := join(t, l)
	d.hear()
	d.say("USER ada", "+OK")
	d.say("PASS GET / HTTP/1.1", "+OK")
	for range 2 * defaultLabLimits.Unknown {
		d.say("Host: x", "-ERR") // whoever is in may say what they like
	}
	d.say("QUIT", "+OK")
}

// After some lines that are no commands the server says that it is enough.
func TestLabUnknownLimit(t *testing.T) {
	limits := defaultLabLimits
	limits.Unknown = 4
	for protocol, want := range map[string]string{"POP1": "-ERR", "POP3": "-ERR", "POP4": "-ERR"} {
		d := join(t, labSpeaking(t, protocol, limits))
		d.hear()
		for _, line := range []string{"XYZZY", "", "\xff"} {
			d.say(line, want)
		}
		d.say("USER ada", "+")
		d.say(strings.Repeat("x", 10_000), want+" 4 lines before the login were no commands, and that is the limit here")
		if rest, err := io.ReadAll(d.r); len(rest) > 0 || err != nil {
			t.Errorf("%s says after that %q, %v", protocol, rest, err)
		}
	}
}

// guess tries wrong passwords, all sent at once, until the time is over, and
// says how many were answered.
func guess(t *testing.T, l *lab, addr, protocol string, name func(int) string, during time.Duration) (answered int) {
	t.Helper()
	end := time.Now().Add(during)
	for time.Now().Before(end) {
		d := joinFrom(t, l, addr)
		d.hear()
		d.conn.SetDeadline(end)
		go func() {
			for i := 0; ; i++ {
				said := "USER " + name(i) + "\r\nPASS wrong\r\n"
				if protocol == "POP2" {
					said = "HELO " + name(i) + " wrong\r\n"
				}
				if _, err := io.WriteString(d.conn, said); err != nil {
					return
				}
			}
		}()
		for {
			line, err := d.r.ReadString('\n')
			if err != nil {
				break
			}
			if strings.HasPrefix(line, "-") {
				answered++
			}
		}
		d.conn.Close()
	}
	time.Sleep(2 * defaultGuessLimits.Most) // until the server has noticed
	return answered
}

// Who guesses passwords gets slower and slower, on one connection or on ever
// new ones, for one name or for many.
func TestLabGuessing(t *testing.T) {
	one, many := func(int) string { return "ada" }, func(i int) string { return fmt.Sprint("user", i) }
	for _, c := range []struct {
		protocol string
		name     func(int) string
		most     int
	}{{"POP1", one, 25}, {"POP2", one, 25}, {"POP3", one, 25}, {"POP4", one, 25}, {"POP3", many, 25}, {"POP2", many, 45}} {
		synctest.Test(t, func(t *testing.T) {
			l := labSpeaking(t, c.protocol, defaultLabLimits)
			answered := guess(t, l, "192.0.2.1", c.protocol, c.name, time.Minute)
			if answered < 10 || answered > c.most {
				t.Errorf("%s: %d guesses were answered in a minute, want 10 to %d", c.protocol, answered, c.most)
			}
		})
	}
}

// Nobody is locked out by that: the right password does within seconds where the
// guessing goes on, and at once for everybody else.
func TestLabGuessingLocksNobodyOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		world := sim.Scenario{Protocol: "POP3", Host: "test.example", Mailboxes: []sim.Mailbox{{Name: "ada", Password: "a"}, {Name: "bob", Password: "b"}}}
		l := newLab(pop3As(t, sim.Service{}), world, defaultLabLimits, byAddress, quiet())
		var attack sync.WaitGroup
		for range 50 {
			attack.Go(func() { guess(t, l, "192.0.2.1", "POP3", func(int) string { return "ada" }, time.Minute) })
		}
		time.Sleep(50 * time.Second)
		for _, c := range []struct {
			addr, name string
			most       time.Duration
		}{
			{"192.0.2.1", "ada", defaultGuessLimits.Most},
			{"192.0.2.1", "bob", defaultGuessLimits.Most},
			{"192.0.2.2", "ada", 0},
		} {
			began := time.Now()
			d := joinFrom(t, l, c.addr)
			d.hear()
			d.say("USER "+c.name, "+OK")
			d.say("PASS "+c.name[:1], "+OK")
			d.say("QUIT", "+OK")
			if took := time.Since(began); took > c.most {
				t.Errorf("%s at %s logged in after %v, want %v at most", c.name, c.addr, took, c.most)
			}
		}
		attack.Wait()
	})
}

// A slip is forgiven: the reply to the first wrong password comes at once, and
// once somebody is in, nothing is held against them.
func TestLabForgivesASlip(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := labWith(t, defaultLabLimits)
		for range 3 {
			d := join(t, l)
			d.hear()
			began := time.Now()
			d.say("USER ada", "+OK")
			d.say("PASS sturdy shoes", "-ERR")
			if took := time.Since(began); took != 0 {
				t.Errorf("a slip is answered after %v", took)
			}
			d.say("USER ada", "+OK")
			d.say("PASS sturdy boots", "+OK")
			if took := time.Since(began); took != defaultGuessLimits.First {
				t.Errorf("after a slip the login takes %v", took)
			}
			d.say("QUIT", "+OK")
			synctest.Wait()
		}
		time.Sleep(defaultGuessLimits.Forget)
		if wait := l.guesses.tried("192.0.2.1", "ada", false, 0); wait != 0 {
			t.Errorf("after a long time a slip still costs %v", wait)
		}
	})
}

// What is remembered of guesses has a limit, whatever names and addresses come.
func TestGuessesAreBounded(t *testing.T) {
	limits := defaultGuessLimits
	limits.Names = 50
	g := newGuesses(limits)
	for i := range 5000 {
		g.tried(fmt.Sprintf("192.0.2.%d", i%200), fmt.Sprint(i), false, i)
	}
	if n := len(g.failed); n > limits.Names {
		t.Errorf("%d are remembered, want %d at most", n, limits.Names)
	}
	if a, b := network("2001:db8:1:2:3:4:5:6"), network("2001:db8:1:2::1"); a != b || network("192.0.2.1") == network("192.0.2.2") {
		t.Errorf("one network of IPv6 is %s and %s", a, b)
	}
	for n := range 70 {
		if d := g.delay(n); d < 0 || d > limits.Most || n > 0 && d < limits.First {
			t.Errorf("after %d failures a reply waits %v", n, d)
		}
	}
}

// A server that stops does not wait for those who wait.
func TestLabStopsWhileSomebodyWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l := labWith(t, defaultLabLimits)
		began := time.Now()
		l.halt()
		if l.pause(time.Hour); time.Since(began) > 0 {
			t.Errorf("stopped after %v", time.Since(began))
		}
	})
}
