package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"sync"
	"time"

	"popscope/sim"
)

// labConn is one connection: octets between a client and its Session.
type labConn struct {
	lab     *lab
	conn    net.Conn
	drops   *labCopy
	opened  time.Time
	session *sim.Session
	guard   labGuard
	hello   []byte // the first octets, as long as they could be a handshake of TLS
	cleared bool   // they are none
	pace    pace
	in      int64 // octets

	// sending is the time spent in sending. It does not count: who fetches a
	// large message over a slow line is not idle (RFC 1939 section 3).
	sending time.Duration
}

// errOver is the end of a connection that may not last any longer.
var errOver = errors.New("the connection has lasted as long as it may")

// talk carries octets until the session is over, and says how it ended.
func (c *labConn) talk() (outcome string) {
	c.step(sim.Input{Kind: sim.Open})
	buf := make([]byte, c.lab.limits.Chunk)
	for {
		switch err := c.send(); {
		case errors.Is(err, errOver):
			return "cut off after " + spell(c.lab.limits.Total)
		case err != nil:
			return "the client did not take what was sent"
		}
		if c.session.Closed() {
			return "closed by the server"
		}
		c.awaitUntilDeadline()
		n, err := c.conn.Read(buf)
		c.in += int64(n)
		if c.outlived() {
			limit := spell(c.lab.limits.Total)
			c.pace.written += int64(c.lab.refuse(c.conn, "this connection has lasted "+limit+", which is the limit here; nothing was removed"))
			return "closed after " + limit
		}
		octets, tls := c.clear(buf[:n])
		if tls {
			c.pace.written += int64(c.lab.refuse(c.conn, "this port speaks "+c.lab.profile.Name+" in the clear, and this is a handshake of TLS"))
			return "hung up on TLS"
		}
		if len(octets) > 0 {
			c.lab.mail.look()
			c.step(sim.Input{Kind: sim.Octets, From: sim.Client, Data: octets})
		}
		switch {
		case err == nil:
		case errors.Is(err, os.ErrDeadlineExceeded):
			c.step(sim.Input{Kind: sim.Wait})
		default:
			return "closed by the client"
		}
	}
}

// clear holds the first octets back until it is known whether they are in the
// clear, or a handshake of TLS.
func (c *labConn) clear(octets []byte) (rest []byte, tls bool) {
	if c.cleared {
		return octets, false
	}
	c.hello = append(c.hello, octets...)
	tls, c.cleared = tlsHello(c.hello)
	if !c.cleared {
		return nil, false
	}
	rest, c.hello = c.hello, nil
	return rest, tls
}

// step lets time pass until now, and tells the Session what has happened.
func (c *labConn) step(in sim.Input) {
	c.drops.mu.Lock()
	defer c.drops.mu.Unlock()
	in.At = time.Since(c.lab.began) - c.sending
	c.session.Step(in)
}

// pieces are buffers for what is being sent. Only a connection that is sending
// has one: that, and not the message, is what a client costs who does not read.
var pieces = sync.Pool{New: func() any { return new([pieceSize]byte) }}

// pieceSize is how many octets are written at a time.
const pieceSize = 32 << 10

// send sends all that the Session has to say. The Session says it bit by bit
// where the client has asked for much.
func (c *labConn) send() error {
	piece := pieces.Get().(*[pieceSize]byte)
	defer pieces.Put(piece)
	for {
		began := time.Now()
		c.lab.pause(c.guard.owed())
		c.pace.begin()
		for n := c.session.Fill(piece[:]); n > 0; n = c.session.Fill(piece[:]) {
			if err := c.pace.write(piece[:n], c.halt); err != nil {
				return err
			}
		}
		c.sending += time.Since(began)
		if !c.session.Pending() {
			return nil
		}
		c.step(sim.Input{Kind: sim.Wait})
	}
}

// halt is why sending must stop: in the middle of a reply there is no room for
// another.
func (c *labConn) halt() error {
	if c.outlived() {
		return errOver
	}
	return nil
}

// awaitUntilDeadline lets the next Read wait until the first of the limits.
func (c *labConn) awaitUntilDeadline() {
	var deadline time.Time // none
	if at, ok := c.session.Deadline(); ok {
		deadline = c.lab.began.Add(at + c.sending)
	}
	if total := c.lab.limits.Total; total > 0 {
		if end := c.opened.Add(total); deadline.IsZero() || end.Before(deadline) {
			deadline = end
		}
	}
	c.conn.SetReadDeadline(deadline)
}

// outlived reports whether the connection has lasted as long as it may.
func (c *labConn) outlived() bool {
	total := c.lab.limits.Total
	return total > 0 && time.Since(c.opened) >= total
}

// spell is a time as it is said: "2 hours", "90 seconds".
func spell(d time.Duration) string {
	for _, unit := range []struct {
		name string
		size time.Duration
	}{{"hour", time.Hour}, {"minute", time.Minute}, {"second", time.Second}} {
		switch {
		case d == unit.size:
			return "1 " + unit.name
		case d%unit.size == 0:
			return fmt.Sprintf("%d %ss", d/unit.size, unit.name)
		}
	}
	return d.String()
}
