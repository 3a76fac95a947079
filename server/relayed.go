package main

import (
	"context"
	"errors"
	"io"
	"net"
	"os"
	"sync/atomic"
	"time"

	"github.com/coder/websocket"
)

// relayed is one connection through the relay: a page on one side, a server on
// the other.
//
// Each direction has one goroutine and one buffer: it reads no more until the
// other side has taken what was read before, so that whoever is slow slows
// down whoever is fast, and nothing piles up in between.
type relayed struct {
	page     *websocket.Conn
	server   net.Conn
	limits   relayLimits
	up, down atomic.Int64 // octets carried
	idle     *time.Timer
	ended    chan verdict // holds the first verdict; later ones are dropped
}

// run carries octets until something ends the connection, and says what.
func (c *relayed) run(ctx context.Context) verdict {
	c.idle = time.AfterFunc(c.limits.Idle, func() { c.end(idleFor(c.limits.Idle)) })
	defer c.idle.Stop()
	total := time.AfterFunc(c.limits.Total, func() { c.end(openFor(c.limits.Total)) })
	defer total.Stop()
	stop := context.AfterFunc(ctx, func() { c.end(stopping) })
	defer stop()

	go func() { c.end(c.carryUp()) }()
	go func() { c.end(c.carryDown()) }()
	end := <-c.ended
	if end.code == websocket.StatusNormalClosure {
		c.linger()
	}
	return end
}

// end states a verdict. The first one counts.
func (c *relayed) end(v verdict) {
	select {
	case c.ended <- v:
	default:
	}
}

// carryUp carries what the page sends to the server.
func (c *relayed) carryUp() verdict {
	buf := make([]byte, c.limits.BufferSize)
	for {
		// A context that ends would cut the WebSocket without a goodbye; it is
		// Close that ends this wait.
		kind, message, err := c.page.Reader(context.Background())
		if err != nil {
			return pageVerdict(err)
		}
		if kind != websocket.MessageBinary {
			return notBinary
		}
		for err == nil {
			var n int
			n, err = message.Read(buf)
			octets, over := carry(buf[:n], &c.up, c.limits.Up)
			if len(octets) > 0 {
				c.idle.Reset(c.limits.Idle)
				c.server.SetWriteDeadline(time.Now().Add(c.limits.Write))
				if _, err := c.server.Write(octets); err != nil {
					return serverVerdict(err)
				}
			}
			if over {
				return sentTooMuch
			}
		}
		if err != io.EOF {
			return pageVerdict(err)
		}
	}
}

// carryDown carries what the server sends to the page.
func (c *relayed) carryDown() verdict {
	buf := make([]byte, c.limits.BufferSize)
	for {
		n, err := c.server.Read(buf)
		octets, over := carry(buf[:n], &c.down, c.limits.Down)
		if len(octets) > 0 {
			c.idle.Reset(c.limits.Idle)
			if v, ok := c.tell(octets); !ok {
				return v
			}
		}
		if over {
			return gotTooMuch
		}
		if err != nil {
			return serverVerdict(err)
		}
	}
}

// tell sends octets to the page and gives it some time to take them.
func (c *relayed) tell(octets []byte) (verdict, bool) {
	ctx, cancel := context.WithTimeout(context.Background(), c.limits.Write)
	defer cancel()
	err := c.page.Write(ctx, websocket.MessageBinary, octets)
	switch {
	case err == nil:
		return verdict{}, true
	case ctx.Err() != nil:
		return pageNotRead, false
	}
	return pageVerdict(err), false
}

// carry counts octets as carried, as many of them as the limit still allows.
func carry(octets []byte, carried *atomic.Int64, limit int64) (allowed []byte, over bool) {
	if left := limit - carried.Load(); int64(len(octets)) > left {
		octets, over = octets[:left], true
	}
	carried.Add(int64(len(octets)))
	return octets, over
}

// linger lets the server finish when the page has ended: the page may have
// sent QUIT and gone, and a connection cut with octets still unread could take
// the QUIT with it.
func (c *relayed) linger() {
	tcp, ok := c.server.(*net.TCPConn)
	if !ok || tcp.CloseWrite() != nil {
		return
	}
	tcp.SetReadDeadline(time.Now().Add(c.limits.Linger))
	io.Copy(io.Discard, tcp) // until the server ends or its time is over: either will do
}

func pageVerdict(err error) verdict {
	switch {
	case errors.Is(err, errFrameTooLong):
		return frameTooBig
	case errors.Is(err, errNoFrame):
		return noFrame
	case websocket.CloseStatus(err) != -1:
		return pageClosed
	}
	return pageGone
}

func serverVerdict(err error) verdict {
	switch {
	case errors.Is(err, io.EOF):
		return serverClosed
	case errors.Is(err, os.ErrDeadlineExceeded):
		return serverStuck
	}
	return serverBroke
}
