package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"popscope/sim"
)

// labLimits bound what clients of the simulated server may do to it.
type labLimits struct {
	Conns, ConnsEach int           // at once: in all, and from one address
	Chunk            int           // octets read at a time
	Piece            int           // octets written at a time
	Write            time.Duration // for a client to take a piece: a slow line is no fault
}

var defaultLabLimits = labLimits{Conns: 256, ConnsEach: 64, Chunk: 4 << 10, Piece: 32 << 10, Write: 30 * time.Second}

// lab is the simulated server on TCP. The engine does not know of clocks,
// sockets or other goroutines; all three are brought to it here.
//
// Each connection is a goroutine that owns one Session. They share the Host,
// with its maildrops and their locks, so a Session steps only under mu.
type lab struct {
	profile  *sim.Profile
	addr     string // where to listen, as it was asked for
	listener net.Listener
	limits   labLimits
	log      *slog.Logger
	slots    *slots
	began    time.Time // virtual time 0
	ids      atomic.Int64

	mu   sync.Mutex
	host *sim.Host

	conns connections
}

func newLab(profile *sim.Profile, scenario sim.Scenario, addr string, limits labLimits, log *slog.Logger) *lab {
	return &lab{
		profile: profile, addr: addr, limits: limits, log: log,
		slots: newSlots(limits.Conns, limits.ConnsEach),
		began: time.Now(),
		host:  sim.NewHost(scenario),
	}
}

// serve answers the clients of the listener until that is closed.
func (l *lab) serve() {
	for {
		conn, err := l.listener.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil {
			// The machine is out of something, mostly file descriptors. It will
			// pass; until then there is no sense in asking at full speed.
			l.log.Error("the simulated server cannot accept a connection", "err", err)
			time.Sleep(100 * time.Millisecond)
			continue
		}
		if !l.conns.add(conn) {
			conn.Close()
			return
		}
		go func() {
			defer l.conns.remove(conn)
			defer conn.Close()
			l.handle(conn)
		}()
	}
}

// stop closes the listener and all connections and waits for their goroutines, or until ctx
// ends. Nothing is removed from a maildrop by it.
func (l *lab) stop(ctx context.Context) {
	l.listener.Close()
	l.conns.stop(ctx)
}

// handle answers one client.
func (l *lab) handle(conn net.Conn) {
	client := hostOf(conn.RemoteAddr().String())
	give, ok := l.slots.take(client)
	if !ok {
		l.log.Warn("too many connections to the simulated server", "client", client)
		conn.SetWriteDeadline(time.Now().Add(time.Second))
		conn.Write([]byte("-ERR too many connections, try again later\r\n")) // best effort: it is closed either way
		return
	}
	defer give()
	id := int(l.ids.Add(1))
	c := &labConn{lab: l, conn: conn, session: sim.NewSession(l.profile, l.host, id)}
	l.log.Debug("a client has come to the simulated server", "conn", id, "client", client)
	outcome := c.talk()
	c.step(sim.Input{Kind: sim.Close, From: sim.Client}) // whatever happened: the lock must go
	l.log.Info("served", "conn", id, "client", client, "in", c.in, "out", c.out, "outcome", outcome)
}

// labConn is one connection: octets between a client and its Session.
type labConn struct {
	lab     *lab
	conn    net.Conn
	session *sim.Session
	in, out int64 // octets

	// sending is the time spent in sending. It does not count: who fetches a
	// large message over a slow line is not idle (RFC 1939 section 3).
	sending time.Duration
}

// talk carries octets until the session is over, and says how it ended.
func (c *labConn) talk() (outcome string) {
	c.step(sim.Input{Kind: sim.Open})
	buf := make([]byte, c.lab.limits.Chunk)
	for {
		if err := c.send(); err != nil {
			return "the client did not take what was sent"
		}
		if c.session.Closed() {
			return "closed by the server"
		}
		c.awaitUntilAutologout()
		n, err := c.conn.Read(buf)
		c.in += int64(n)
		if n > 0 {
			c.step(sim.Input{Kind: sim.Octets, From: sim.Client, Data: buf[:n]})
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

// step lets time pass until now, and tells the Session what has happened.
func (c *labConn) step(in sim.Input) {
	c.lab.mu.Lock()
	defer c.lab.mu.Unlock()
	in.At = time.Since(c.lab.began) - c.sending
	c.session.Step(in)
}

// send sends all that the Session has to say. The Session says it bit by bit
// where the client has asked for much at once.
func (c *labConn) send() error {
	for {
		began := time.Now()
		for octets := range slices.Chunk(c.session.Take(), c.lab.limits.Piece) {
			c.conn.SetWriteDeadline(time.Now().Add(c.lab.limits.Write))
			n, err := c.conn.Write(octets)
			c.out += int64(n)
			if err != nil {
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

// awaitUntilAutologout lets the next Read wait as long as the Session does.
func (c *labConn) awaitUntilAutologout() {
	var deadline time.Time // none
	if at, ok := c.session.Deadline(); ok {
		deadline = c.lab.began.Add(at + c.sending)
	}
	c.conn.SetReadDeadline(deadline)
}
