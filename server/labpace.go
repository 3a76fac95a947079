package main

import (
	"errors"
	"net"
	"os"
	"time"
)

// looks is how often, while a client is waited for, it is looked whether it has
// taken anything.
const looks = 10

// pace sends to a client that may be slow, and gives up only on one that takes
// nothing at all for as long as patience. What counts is what the client has
// taken: the system's own buffers may hold minutes of a slow line, during which
// not one octet more can be written.
type pace struct {
	conn     net.Conn
	unsent   func(net.Conn) int64 // of what was written, octets that the system still holds
	patience time.Duration
	written  int64     // octets, in all
	taken    int64     // of those, so many at least
	moved    time.Time // when the client last took something, or had nothing to take
}

// begin is called when there is something to be sent again.
func (p *pace) begin() { p.moved = time.Now() }

// write sends octets. It asks halt, now and then, whether to stop.
func (p *pace) write(octets []byte, halt func() error) error {
	for {
		if err := halt(); err != nil {
			return err
		}
		p.look()
		wait := min(p.patience/looks, p.patience-time.Since(p.moved))
		p.conn.SetWriteDeadline(time.Now().Add(wait))
		n, err := p.conn.Write(octets)
		octets, p.written = octets[n:], p.written+int64(n)
		if p.look() || n > 0 {
			p.moved = time.Now()
		}
		if errors.Is(err, os.ErrDeadlineExceeded) && time.Since(p.moved) < p.patience {
			continue
		}
		return err
	}
}

// look reports whether the client has taken anything since the last look.
func (p *pace) look() bool {
	taken := p.written - p.unsent(p.conn)
	more := taken > p.taken
	p.taken = max(p.taken, taken)
	return more
}
