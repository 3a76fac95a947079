package main

import (
	"context"
	"io"
	"net"
	"runtime"
	"strings"
	"testing"
	"time"
)

// onTCP lets a simulated server answer on a free port until the test ends.
func onTCP(t testing.TB, l *lab) *net.TCPAddr {
	t.Helper()
	var err error
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	go l.serve()
	t.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		l.stop(ctx)
	})
	return l.listener.Addr().(*net.TCPAddr)
}

// Many clients that ask for a large message and do not read it cost the server
// a small buffer each, however large the message, and keep nobody else waiting:
// they have been answered before the next is let in.
func TestLabStalledClientsAreCheap(t *testing.T) {
	const clients = 256
	message := strings.Repeat("a line of mail, and one more\r\n", 32<<20/30)
	limits := defaultLabLimits
	limits.ConnsEach = clients
	l := labFor(t, byConnection, limits, message)
	addr := onTCP(t, l)
	before := inUse()
	var stalled []net.Conn
	for range clients - 1 {
		conn, err := net.Dial("tcp", addr.String())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		stalled = append(stalled, conn)
		if _, err := io.WriteString(conn, "USER ada\r\nPASS sturdy boots\r\nRETR 1\r\n"); err != nil {
			t.Fatal(err)
		}
	}
	// Each has got some of it, and the server waits for it to read more.
	for _, conn := range stalled {
		conn.SetReadDeadline(time.Now().Add(patience))
		if _, err := io.ReadFull(conn, make([]byte, 1000)); err != nil {
			t.Fatal(err)
		}
	}
	if more := inUse() - before; more > clients*(pieceSize+64<<10) {
		t.Errorf("%d clients that do not read hold %d octets", clients, more)
	}
	conn, err := net.Dial("tcp", addr.String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	d := dialogueOn(t, conn)
	d.enter()
	d.say("TOP 1 0", "+OK")
	runtime.KeepAlive(stalled)
}
