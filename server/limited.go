package main

import (
	"net"
	"sync"
)

// webConns and webConnsEach are how many connections the web server keeps at
// once, in all and from one network. A browser opens six for a page, and a class
// may share one address.
const (
	webConns     = 4096
	webConnsEach = 1024
)

// limited is a listener that hangs up on connections over a limit, so that
// nobody can take all there are by opening them and saying nothing.
type limited struct {
	net.Listener
	slots *slots
}

// Accept waits for a connection that finds a slot.
func (l limited) Accept() (net.Conn, error) {
	for {
		conn, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		if give, ok := l.slots.take(hostOf(conn.RemoteAddr().String())); ok {
			return &slotted{Conn: conn, give: sync.OnceFunc(give)}, nil
		}
		conn.Close()
	}
}

// slotted is a connection that gives its slot back when it is closed.
type slotted struct {
	net.Conn
	give func()
}

// Close closes the connection.
func (s *slotted) Close() error {
	s.give()
	return s.Conn.Close()
}
