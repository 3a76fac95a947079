package main

import (
	"context"
	"errors"
	"log/slog"
	"maps"
	"net"
	"net/http"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/coder/websocket"
)

// subprotocol is what a page must speak to use the relay: binary messages
// whose octets are those of the TCP connection, cut anywhere.
const subprotocol = "pop-relay.v1"

// relayLimits bound what one connection, one address and all of them may do.
type relayLimits struct {
	Up, Down   int64         // octets to the server and from it
	Frame      int64         // octets in one message from the page
	Total      time.Duration // how long a connection may live
	Idle       time.Duration // how long it may carry nothing
	Dial       time.Duration // to reach the server
	Write      time.Duration // for the other side to take what is sent
	Linger     time.Duration // for the server to end when the page has ended
	Conns      int           // at once
	ConnsEach  int           // at once from one address
	BufferSize int           // octets held for each direction
}

// defaultRelayLimits suit a class in a room. Idle is above the ten minutes
// that RFC 1939 section 3 makes a server wait: its own autologout comes first.
var defaultRelayLimits = relayLimits{
	Up:         16 << 20,
	Down:       256 << 20,
	Frame:      64 << 10,
	Total:      2 * time.Hour,
	Idle:       15 * time.Minute,
	Dial:       10 * time.Second,
	Write:      30 * time.Second,
	Linger:     2 * time.Second,
	Conns:      256,
	ConnsEach:  64,
	BufferSize: 16 << 10,
}

// relay lets a page reach servers by WebSocket: those its user has named, and
// no others. It copies octets and logs how many, never which.
type relay struct {
	targets map[string]string // name → HOST:PORT
	origins []origin          // of pages served elsewhere
	limits  relayLimits
	log     *slog.Logger
	slots   *slots
	ctx     context.Context // ends when the program stops
	open    sync.WaitGroup
}

func newRelay(ctx context.Context, targets map[string]string, origins []origin, limits relayLimits, log *slog.Logger) *relay {
	return &relay{
		targets: targets, origins: origins, limits: limits, log: log, ctx: ctx,
		slots: newSlots(limits.Conns, limits.ConnsEach),
	}
}

// names lists the targets in order.
func (rl *relay) names() []string { return slices.Sorted(maps.Keys(rl.targets)) }

// ServeHTTP answers GET /relay/{name}. What a browser's script could not read
// from a refused handshake, it is told by a close code after an accepted one;
// only strangers are refused before.
func (rl *relay) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !allowedOrigin(r, rl.origins) {
		rl.log.Warn("relay refused a page of another origin", "origin", r.Header.Get("Origin"), "host", r.Host)
		plainAnswer(w, http.StatusForbidden, "Only a page of this site may use the relay. "+
			"If this is your own site under another name, start popscope with --origin and that name.")
		return
	}
	if !offers(r, subprotocol) {
		plainAnswer(w, http.StatusBadRequest, "The relay is a WebSocket with the subprotocol "+subprotocol+".")
		return
	}
	rl.open.Add(1)
	defer rl.open.Done()
	page, err := websocket.Accept(checkedWriter{w, rl.limits.Frame}, r, &websocket.AcceptOptions{
		Subprotocols:       []string{subprotocol},
		InsecureSkipVerify: true, // allowedOrigin is stricter than the library's check
		CompressionMode:    websocket.CompressionDisabled,
	})
	if err != nil {
		rl.log.Warn("relay could not open a WebSocket", "err", err)
		return
	}
	defer page.CloseNow()
	page.SetReadLimit(-1) // frameCheck bounds a message, in our words

	began := time.Now()
	name, client := r.PathValue("name"), hostOf(r.RemoteAddr)
	c := &relayed{page: page, limits: rl.limits, ended: make(chan verdict, 1)}
	end := tooMany
	if give, ok := rl.slots.take(client); ok {
		defer give()
		end = rl.carry(c, name)
	}
	if err := page.Close(end.code, end.reason); err != nil && end.code != websocket.StatusNormalClosure {
		rl.log.Debug("relay could not say goodbye to the page", "err", err)
	}
	if _, known := rl.targets[name]; !known {
		name = "(unknown)" // it may be anything, of any length
	}
	rl.log.Info("relayed", "target", name, "client", client, "up", c.up.Load(), "down", c.down.Load(),
		"took", time.Since(began).Round(time.Millisecond), "code", int(end.code), "outcome", end.reason)
}

// carry does everything between the handshake and the goodbye.
func (rl *relay) carry(c *relayed, name string) verdict {
	addr, ok := rl.targets[name]
	if !ok {
		return unknownTarget(rl.names())
	}
	dialer := net.Dialer{Timeout: rl.limits.Dial}
	server, err := dialer.DialContext(rl.ctx, "tcp", addr)
	if err != nil {
		rl.log.Warn("relay could not reach a target", "target", name, "err", err)
		return dialVerdict(err)
	}
	defer server.Close()
	c.server = server
	return c.run(rl.ctx)
}

func dialVerdict(err error) verdict {
	var network net.Error
	switch {
	case errors.Is(err, context.Canceled):
		return stopping
	case errors.Is(err, syscall.ECONNREFUSED):
		return dialRefused
	case errors.As(err, &network) && network.Timeout():
		return dialTimedOut
	}
	return dialFailed
}

// offers reports whether the request offers a WebSocket subprotocol.
func offers(r *http.Request, want string) bool {
	for _, header := range r.Header.Values("Sec-WebSocket-Protocol") {
		for offered := range strings.SplitSeq(header, ",") {
			if strings.TrimSpace(offered) == want {
				return true
			}
		}
	}
	return false
}

// wait waits until the relayed connections are closed, or ctx ends.
func (rl *relay) wait(ctx context.Context) { waitFor(ctx, &rl.open) }
