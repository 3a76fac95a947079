package main

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/coder/websocket"
)

// patience is how long a test waits for what must come. It is long because it
// is only ever used up when something is broken.
const patience = 30 * time.Second

// tcpServer runs f for each connection that is made to it.
func tcpServer(t *testing.T, f func(net.Conn)) (addr string) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var all connections
	var served sync.WaitGroup
	t.Cleanup(func() {
		listener.Close()
		served.Wait()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		all.stop(ctx)
	})
	served.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			all.add(conn)
			go func() {
				defer all.remove(conn)
				defer conn.Close()
				f(conn)
			}()
		}
	})
	return listener.Addr().String()
}

// echo sends everything back.
func echo(conn net.Conn) { io.Copy(conn, conn) }

// hold says nothing until the other side ends.
func hold(conn net.Conn) { io.Copy(io.Discard, conn) }

// relayAt serves a relay with one target, "lab", and gives its base URL. When
// the test ends, no relayed connection may be left.
func relayAt(t *testing.T, addr string, limits relayLimits, log *slog.Logger, named ...origin) string {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	rl := newRelay(ctx, map[string]string{"lab": addr}, named, limits, log)
	server := httptest.NewServer(handler(testSite(), rl, log))
	t.Cleanup(func() {
		cancel()
		server.Close()
		patience, done := context.WithTimeout(context.Background(), patience)
		defer done()
		rl.wait(patience)
		if patience.Err() != nil {
			t.Error("a relayed connection is left over")
		}
		if rl.slots.taken != 0 || len(rl.slots.from) != 0 {
			t.Errorf("%d slots are left over", rl.slots.taken)
		}
	})
	return server.URL
}

// connect opens a WebSocket as a page of that origin would.
func connect(t *testing.T, url, name, from string, subprotocols ...string) (*websocket.Conn, *http.Response, error) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	header := http.Header{}
	if from != "" {
		header.Set("Origin", from)
	}
	page, response, err := websocket.Dial(ctx, url+"/relay/"+name, &websocket.DialOptions{HTTPHeader: header, Subprotocols: subprotocols})
	if err == nil {
		page.SetReadLimit(1 << 20)
		t.Cleanup(func() { page.CloseNow() })
	}
	return page, response, err
}

// page opens a WebSocket as our own page does.
func page(t *testing.T, url, name string) *websocket.Conn {
	t.Helper()
	conn, _, err := connect(t, url, name, url, subprotocol)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

// send sends one message from the page.
func send(t *testing.T, page *websocket.Conn, kind websocket.MessageType, data []byte) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := page.Write(ctx, kind, data); err != nil {
		t.Fatal(err)
	}
}

// goodbye reads until the WebSocket is closed, and gives what came before.
func goodbye(t *testing.T, page *websocket.Conn) (octets []byte, end websocket.CloseError) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for {
		_, data, err := page.Read(ctx)
		octets = append(octets, data...)
		if errors.As(err, &end) {
			return octets, end
		}
		if err != nil {
			t.Fatalf("closed without a goodbye: %v", err)
		}
	}
}

// wantEnd checks a close code and that its reason is of use to a person.
func wantEnd(t *testing.T, end websocket.CloseError, code websocket.StatusCode, words string) {
	t.Helper()
	if end.Code != code || !strings.Contains(end.Reason, words) || len(end.Reason) > 120 {
		t.Errorf("closed with %d %q, want %d %q", end.Code, end.Reason, code, words)
	}
}

// lockedBuffer is a log that several goroutines write to.
type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

func (b *lockedBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}
