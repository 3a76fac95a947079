package main

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"sync/atomic"
	"time"

	"popscope/sim"
	"popscope/sim/wire"
)

// labLimits bound what clients of the simulated server may do to it.
type labLimits struct {
	Conns, ConnsEach int           // at once: in all, and from one network
	Idle             time.Duration // without a command; 0: what the protocol's document says
	Total            time.Duration // how long a connection may live; 0: for ever
	Chunk            int           // octets read at a time
	Buffer           int           // octets that the system may hold for a client who is slow to read
	Write            time.Duration // for a client to take anything at all of what is sent: a slow line is no fault
	Linger           time.Duration // for a client to close when the server has ended
	Unknown          int           // lines before a login that are no commands; then it is over. 0: any number
	Guess            guessLimits   // how long wrong passwords are waited for
	Copies           int           // of the maildrops, kept for addresses that have left
	Forget           time.Duration // how long such a copy is kept
	Stored           int           // octets that clients may store in all copies together
	Reserve          int           // octets that they may store in each copy besides
}

// defaultLabLimits suit a class in a room that works for a day.
var defaultLabLimits = labLimits{
	Conns: 256, ConnsEach: 64,
	Total: 2 * time.Hour,
	Chunk: 2 << 10, Buffer: 128 << 10,
	Write: time.Minute, Linger: time.Second,
	Unknown: 10, Guess: defaultGuessLimits,
	Copies: 1024, Forget: 12 * time.Hour, Stored: 256 << 20, Reserve: 64 << 10,
}

// unsaidIdle is how long a client may be silent where the protocol's document
// says nothing of it; RFC 1939 section 3 has the same.
const unsaidIdle = 10 * time.Minute

// lab is the simulated server on TCP. The engine does not know of clocks,
// sockets or other goroutines; all three are brought to it here.
//
// Each connection is a goroutine that owns one Session. Which of them meet at
// the same maildrops, labCopies decides.
type lab struct {
	profile  *sim.Profile
	listener net.Listener
	limits   labLimits
	log      *slog.Logger
	slots    *slots
	copies   *labCopies
	mail     *mailFolder // that the maildrops come from; nil: from the scenario
	guesses  *guesses
	began    time.Time // virtual time 0
	ids      atomic.Int64
	conns    connections
	stopping context.Context // its end is that of all pauses
	halt     context.CancelFunc
}

func newLab(profile *sim.Profile, scenario sim.Scenario, limits labLimits, sharing sharing, log *slog.Logger) *lab {
	// An autologout timer that the document describes is kept as it is
	// described, mostly without a word. Any other limit is ours, and answered.
	if limits.Idle == 0 && profile.Autologout == 0 {
		limits.Idle = unsaidIdle
	}
	if limits.Idle > 0 {
		changed := *profile
		changed.Autologout = limits.Idle
		changed.Logout = &sim.Refused{Text: "no command for " + spell(limits.Idle) + ", which is the limit here; nothing was removed"}
		profile = &changed
	}
	host := sim.NewHost(scenario)
	var numbers atomic.Int64
	host.Number = func() int { return int(numbers.Add(1)) }
	began := time.Now()
	stopping, halt := context.WithCancel(context.Background())
	return &lab{
		profile: profile, limits: limits, log: log,
		slots:    newSlots(limits.Conns, limits.ConnsEach),
		copies:   newLabCopies(sharing, host, began, limits.Copies, newLabRoom(sharing, limits.Stored, limits.Reserve), limits.Forget),
		began:    began,
		guesses:  newGuesses(limits.Guess),
		stopping: stopping, halt: halt,
	}
}

// feed lets the lab serve the mail of a folder.
func (l *lab) feed(mail *mailFolder) {
	l.mail = mail
	mail.feed(l.copies)
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
		if tcp, ok := conn.(*net.TCPConn); ok {
			tcp.SetWriteBuffer(l.limits.Buffer) // if it fails, the system's own choice will do
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
	l.halt()
	l.conns.stop(ctx)
}

// handle answers one client.
func (l *lab) handle(conn net.Conn) {
	client := hostOf(conn.RemoteAddr().String())
	give, ok := l.slots.take(client)
	if !ok {
		l.log.Warn("too many connections to the simulated server", "client", client)
		l.refuse(conn, "too many connections, try again later")
		l.linger(conn)
		return
	}
	defer give()
	drops, leave := l.copies.take(client)
	defer leave()
	id := int(l.ids.Add(1))
	c := &labConn{
		lab: l, conn: conn, drops: drops, opened: time.Now(),
		session: sim.NewSession(l.profile, drops.host, id),
		guard:   labGuard{lab: l, drops: drops, client: client},
		pace:    pace{conn: conn, unsent: unsent, patience: l.limits.Write},
	}
	c.session.Guard = &c.guard
	l.log.Debug("a client has come to the simulated server", "conn", id, "client", client)
	outcome := c.talk()
	c.step(sim.Input{Kind: sim.Close, From: sim.Client}) // whatever happened: the lock must go
	l.log.Info("served", "conn", id, "client", client, "in", c.in, "out", c.pace.written, "outcome", outcome)
	l.linger(conn)
}

// pause waits, but not when the server stops.
func (l *lab) pause(d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-time.After(d):
	case <-l.stopping.Done():
	}
}

// refuse says no as the protocol says it, if the client will hear it: the
// connection is closed either way.
func (l *lab) refuse(conn net.Conn, text string) (sent int) {
	r := wire.Reply{Count: -1, Text: text}
	for _, i := range l.profile.Dialect.Indicators {
		if !i.Positive && i.Counts == "" && !i.Goes {
			r.Indicator = i.Octets
			break
		}
	}
	conn.SetWriteDeadline(time.Now().Add(l.limits.Linger))
	sent, _ = conn.Write(l.profile.Dialect.Encode(r, wire.Shape{}, nil, nil))
	return sent
}

// linger gives the client time to read the last words. Closing at once, with
// octets of the client's still unread, would make TCP take them back.
func (l *lab) linger(conn net.Conn) {
	half, ok := conn.(interface{ CloseWrite() error })
	if !ok || half.CloseWrite() != nil {
		return
	}
	conn.SetReadDeadline(time.Now().Add(l.limits.Linger))
	io.Copy(io.Discard, conn)
}
