package main

import (
	"bufio"
	"bytes"
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/scenario"
	"popscope/sim/wire"
)

func TestLabTooManyConnections(t *testing.T) {
	for name, limits := range map[string]labLimits{"in all": {Conns: 1, ConnsEach: 9}, "each": {Conns: 9, ConnsEach: 1}} {
		synctest.Test(t, func(t *testing.T) {
			limits.Chunk, limits.Linger, limits.Write = 512, time.Second, time.Second
			l := labWith(t, limits)
			first := join(t, l)
			first.enter()
			second := join(t, l)
			if got := second.hear(); got != "-ERR too many connections, try again later" {
				t.Errorf("%s: the second is told %q", name, got)
			}
			if _, err := second.r.ReadByte(); err != io.EOF {
				t.Errorf("%s: the second is not closed: %v", name, err)
			}
			if limits.ConnsEach == 1 {
				joinFrom(t, l, "192.0.2.2").hear()
			}
			first.say("QUIT", "+OK")
			synctest.Wait()
			join(t, l).enter()
		})
	}
}

// farewell reads what the server says of its own accord, and wants it to close
// after so long.
func (d *dialogue) farewell(want string, after time.Duration) {
	d.t.Helper()
	began := time.Now()
	rest, err := io.ReadAll(d.r)
	if string(rest) != want || err != nil {
		d.t.Errorf("the last words are %q, %v, want %q", rest, err, want)
	}
	if took := time.Since(began); took != after {
		d.t.Errorf("closed after %v, want %v", took, after)
	}
}

// Whoever gives no command for too long is told so, however many octets come.
func TestLabIdleLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Idle = 30 * time.Second
		l := labWith(t, limits, "one")
		d := join(t, l)
		d.enter()
		d.say("DELE 1", "+OK")
		for range 3 {
			time.Sleep(20 * time.Second)
			d.say("NOOP", "+OK")
		}
		time.Sleep(20 * time.Second)
		if _, err := io.WriteString(d.conn, "NO"); err != nil {
			t.Fatal(err)
		}
		d.farewell("-ERR no command for 30 seconds, which is the limit here; nothing was removed\r\n", 10*time.Second)
		next := join(t, l)
		next.enter()
		next.say("STAT", "+OK 1 ")
		next.say("QUIT", "+OK")
	})
}

// A limit that is longer than what the protocol asks for is kept too.
func TestLabLongIdleLimit(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Idle = 2 * pop3.Profile.Autologout
		d := join(t, labWith(t, limits))
		d.enter()
		d.farewell("-ERR no command for 20 minutes, which is the limit here; nothing was removed\r\n", limits.Idle)
	})
}

// Where the protocol's document says nothing of idle clients, there is a limit
// all the same, in the protocol's own words.
func TestLabIdleLimitUnsaid(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		profile := *pop3As(t, sim.Service{})
		profile.Autologout = 0
		profile.Dialect = wire.Dialect{LineLimit: 512, Indicators: []wire.Indicator{
			{Octets: "+", Positive: true}, {Octets: "#", Positive: true, Counts: wire.MessageCount}, {Octets: "-"},
		}}
		d := join(t, newLab(&profile, sim.Scenario{Host: "test.example"}, defaultLabLimits, byAll, quiet()))
		d.hear()
		d.farewell("- no command for 10 minutes, which is the limit here; nothing was removed\r\n", unsaidIdle)
	})
}

// No connection lasts for ever, however busy it is.
func TestLabTotalTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Total = time.Hour
		l := labWith(t, limits, "one")
		d := join(t, l)
		d.enter()
		d.say("DELE 1", "+OK")
		for range 11 {
			time.Sleep(5 * time.Minute)
			d.say("NOOP", "+OK")
		}
		d.farewell("-ERR this connection has lasted 1 hour, which is the limit here; nothing was removed\r\n", 5*time.Minute)
		next := join(t, l)
		next.enter()
		next.say("STAT", "+OK 1 ")
		next.say("QUIT", "+OK")
	})
}

// In the middle of a reply the server can only hang up: another reply would
// look like a part of the message.
func TestLabTotalTimeWhileSending(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		limits := defaultLabLimits
		limits.Total = time.Minute
		l := labWith(t, limits, strings.Repeat("a line of mail\r\n", 20_000))
		d := join(t, l)
		d.enter()
		d.say("RETR 1", "+OK")
		piece := make([]byte, pieceSize)
		for range 3 {
			time.Sleep(25 * time.Second)
			if _, err := io.ReadFull(d.r, piece); err != nil {
				break // cut off
			}
		}
		if rest, err := io.ReadAll(d.r); err != nil || bytes.Contains(rest, []byte("-ERR")) || bytes.HasSuffix(rest, []byte("\r\n.\r\n")) {
			t.Errorf("%d more octets, %v: ...%.80q", len(rest), err, rest[max(0, len(rest)-80):])
		}
		synctest.Wait()
		join(t, l).enter()
	})
}

// A client that has sent more than the server wants to read still gets the
// last words: TCP does not take them back.
func TestLabLastWordsArrive(t *testing.T) {
	l := labWith(t, defaultLabLimits, strings.Repeat("a line of mail\r\n", 1000))
	var err error
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	go l.serve()
	defer func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		l.stop(ctx)
	}()
	conn, err := net.Dial("tcp", l.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	said := "USER ada\r\nPASS sturdy boots\r\nRETR 1\r\nQUIT\r\n" + strings.Repeat("NOOP\r\n", 20_000)
	go io.WriteString(conn, said)
	r, last := bufio.NewScanner(conn), ""
	for r.Scan() {
		last = r.Text()
	}
	if r.Err() != nil || !strings.Contains(last, "signing off") {
		t.Errorf("the last line is %q, %v", last, r.Err())
	}
}

// Every protocol can be served, and says goodbye and no in its own words.
func TestLabEveryProtocol(t *testing.T) {
	for _, known := range scenario.Profiles() {
		world := sim.Scenario{Protocol: known.Name, Host: "test.example", Seed: 7}
		profile, err := scenario.For(world)
		if err != nil {
			t.Fatal(err)
		}
		limits := defaultLabLimits
		limits.Conns = 1
		l := newLab(profile, world, limits, byAddress, quiet())
		first := join(t, l)
		if greeting := first.hear(); !strings.HasPrefix(greeting, "+") {
			t.Errorf("%s greets with %q", known.Name, greeting)
		}
		var no string
		for _, i := range profile.Dialect.Indicators {
			if !i.Positive && no == "" { // a second one is only understood
				no = i.Octets
			}
		}
		second := join(t, l)
		if got := second.hear(); got != no+" too many connections, try again later" {
			t.Errorf("%s refuses a second client with %q", known.Name, got)
		}
		first.say("QUIT", "+")
		if rest, err := io.ReadAll(first.r); err != nil || len(rest) != 0 {
			t.Errorf("%s says after QUIT: %q, %v", known.Name, rest, err)
		}
	}
}
