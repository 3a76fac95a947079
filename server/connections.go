package main

import (
	"context"
	"net"
	"sync"
)

// connections keeps track of connections and the goroutines that serve them,
// so that they can be ended together.
type connections struct {
	mu      sync.Mutex
	stopped bool
	open    map[net.Conn]struct{}
	wg      sync.WaitGroup
}

// add notes a connection. It is false, and nothing noted, when the end has
// come.
func (c *connections) add(conn net.Conn) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.stopped {
		return false
	}
	if c.open == nil {
		c.open = map[net.Conn]struct{}{}
	}
	c.open[conn] = struct{}{}
	c.wg.Add(1)
	return true
}

// remove forgets a connection whose goroutine is done.
func (c *connections) remove(conn net.Conn) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.open, conn)
	c.wg.Done()
}

// stop closes all connections and waits for their goroutines, or until ctx
// ends.
func (c *connections) stop(ctx context.Context) {
	c.mu.Lock()
	c.stopped = true
	for conn := range c.open {
		conn.Close()
	}
	c.mu.Unlock()
	waitFor(ctx, &c.wg)
}

// waitFor waits for a group, or until ctx ends.
func waitFor(ctx context.Context, group *sync.WaitGroup) {
	done := make(chan struct{})
	go func() { group.Wait(); close(done) }()
	select {
	case <-done:
	case <-ctx.Done():
	}
}
