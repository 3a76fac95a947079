package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"io"
	"log/slog"
	"net"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/coder/websocket"
)

func TestRelayEcho(t *testing.T) {
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, quiet())
	conn := page(t, url, "lab")
	sent := make([]byte, 3<<20)
	rand.Read(sent)
	copy(sent, "+OK \x00\xff\r\n.\r\n")
	writer := make(chan error, 1)
	go func() {
		for piece := sent; len(piece) > 0; {
			n := min(len(piece), 50_000)
			if err := conn.Write(context.Background(), websocket.MessageBinary, piece[:n]); err != nil {
				writer <- err
				return
			}
			piece = piece[n:]
		}
		writer <- nil
	}()
	var got []byte
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	for len(got) < len(sent) {
		kind, data, err := conn.Read(ctx)
		if err != nil || kind != websocket.MessageBinary {
			t.Fatal(kind, err)
		}
		got = append(got, data...)
	}
	if err := <-writer; err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, sent) {
		t.Error("other octets came back than were sent")
	}
}

func TestRelayTextRefused(t *testing.T) {
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, quiet())
	conn := page(t, url, "lab")
	send(t, conn, websocket.MessageText, []byte("QUIT\r\n"))
	octets, end := goodbye(t, conn)
	wantEnd(t, end, websocket.StatusUnsupportedData, "Only binary messages")
	if len(octets) != 0 {
		t.Errorf("%q reached the server", octets)
	}
}

func TestRelayFrameTooBig(t *testing.T) {
	limits := defaultRelayLimits
	limits.Frame = 1000
	url := relayAt(t, tcpServer(t, hold), limits, quiet())
	conn := page(t, url, "lab")
	send(t, conn, websocket.MessageBinary, make([]byte, 1001))
	_, end := goodbye(t, conn)
	wantEnd(t, end, websocket.StatusMessageTooBig, "One message was too big; send smaller ones.")
}

func TestRelayQuotaUp(t *testing.T) {
	limits := defaultRelayLimits
	limits.Up = 100
	url := relayAt(t, tcpServer(t, echo), limits, quiet())
	conn := page(t, url, "lab")
	send(t, conn, websocket.MessageBinary, make([]byte, 100))
	if _, data, err := conn.Read(t.Context()); err != nil || len(data) == 0 {
		t.Fatalf("within the quota: %d octets, %v", len(data), err)
	}
	send(t, conn, websocket.MessageBinary, make([]byte, 1))
	_, end := goodbye(t, conn)
	wantEnd(t, end, codeQuota, "sent to the server")
}

func TestRelayQuotaDown(t *testing.T) {
	limits := defaultRelayLimits
	limits.Down = 10_000
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		conn.Write(make([]byte, 50_000))
		hold(conn)
	}), limits, quiet())
	octets, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeQuota, "The server sent more")
	if len(octets) != 10_000 {
		t.Errorf("%d octets came, want 10000", len(octets))
	}
}

func TestRelayIdle(t *testing.T) {
	limits := defaultRelayLimits
	limits.Idle = 50 * time.Millisecond
	url := relayAt(t, tcpServer(t, hold), limits, quiet())
	_, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeIdle, "Nothing was sent either way for 50ms.")
}

func TestRelayTimeOver(t *testing.T) {
	limits := defaultRelayLimits
	limits.Total = 50 * time.Millisecond
	url := relayAt(t, tcpServer(t, hold), limits, quiet())
	_, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeTimeOver, "A connection may stay open for 50ms")
}

func TestRelayServerCloses(t *testing.T) {
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		io.WriteString(conn, "+OK see you\r\n")
	}), defaultRelayLimits, quiet())
	octets, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeServerClosed, "The server closed the connection.")
	if string(octets) != "+OK see you\r\n" {
		t.Errorf("before that it said %q", octets)
	}
}

// What the page sent before it closed must reach the server, although the
// server still has much to say that nobody will read.
func TestRelayPageCloses(t *testing.T) {
	heard := make(chan string, 1)
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		conn.Write(make([]byte, 100_000))
		said, _ := io.ReadAll(conn)
		heard <- string(said)
	}), defaultRelayLimits, quiet())
	conn := page(t, url, "lab")
	send(t, conn, websocket.MessageBinary, []byte("QUIT\r\n"))
	conn.Close(websocket.StatusNormalClosure, "")
	select {
	case said := <-heard:
		if said != "QUIT\r\n" {
			t.Errorf("the server heard %q", said)
		}
	case <-time.After(patience):
		t.Fatal("the server's connection was not closed")
	}
}

func TestRelayPageVanishes(t *testing.T) {
	gone := make(chan struct{})
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		hold(conn)
		close(gone)
	}), defaultRelayLimits, quiet())
	page(t, url, "lab").CloseNow()
	select {
	case <-gone:
	case <-time.After(patience):
		t.Fatal("the server's connection was not closed")
	}
}

// A server that floods and a page that does not read: the server must be held
// back, not its octets piled up in between.
func TestRelayBackPressure(t *testing.T) {
	var sent atomic.Int64
	stuck := make(chan struct{})
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		chunk := make([]byte, 64<<10)
		for {
			// Buffers of the kernel take some megabytes; then a write can only
			// go on when somebody reads.
			conn.SetWriteDeadline(time.Now().Add(500 * time.Millisecond))
			n, err := conn.Write(chunk)
			sent.Add(int64(n))
			if err != nil {
				close(stuck)
				return
			}
			if sent.Load() > 200<<20 {
				return
			}
		}
	}), defaultRelayLimits, quiet())
	conn := page(t, url, "lab")
	select {
	case <-stuck:
	case <-time.After(patience):
		t.Fatal("the server was never held back")
	}
	if n := sent.Load(); n > 64<<20 {
		t.Errorf("the server could send %d octets to a page that reads none", n)
	}
	octets, end := goodbye(t, conn) // now the page reads, and all that was sent is there
	wantEnd(t, end, codeServerClosed, "")
	if int64(len(octets)) != sent.Load() {
		t.Errorf("%d octets sent, %d came", sent.Load(), len(octets))
	}
}

// A page that never reads does not keep a connection for ever.
func TestRelayPageNeverReads(t *testing.T) {
	limits := defaultRelayLimits
	limits.Write = 50 * time.Millisecond
	cut := make(chan struct{})
	url := relayAt(t, tcpServer(t, func(conn net.Conn) {
		for chunk := make([]byte, 64<<10); ; {
			if _, err := conn.Write(chunk); err != nil {
				close(cut)
				return
			}
		}
	}), limits, quiet())
	page(t, url, "lab")
	select {
	case <-cut:
	case <-time.After(patience):
		t.Fatal("the connection was kept")
	}
}

// A server that never reads does not keep a connection for ever either.
func TestRelayServerNeverReads(t *testing.T) {
	limits := defaultRelayLimits
	limits.Write, limits.Up = 50*time.Millisecond, 1<<40
	release := make(chan struct{})
	defer close(release)
	url := relayAt(t, tcpServer(t, func(net.Conn) { <-release }), limits, quiet())
	conn := page(t, url, "lab")
	go func() {
		for chunk := make([]byte, 60_000); conn.Write(context.Background(), websocket.MessageBinary, chunk) == nil; {
		}
	}()
	_, end := goodbye(t, conn)
	wantEnd(t, end, codeServerClosed, "stopped reading")
}

func TestRelayStops(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	rl := newRelay(ctx, map[string]string{"lab": tcpServer(t, echo)}, nil, defaultRelayLimits, quiet())
	server := httptest.NewServer(handler(testSite(), rl, quiet()))
	defer server.Close()
	conn := page(t, server.URL, "lab")
	send(t, conn, websocket.MessageBinary, []byte("x"))
	if _, _, err := conn.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	cancel()
	_, end := goodbye(t, conn)
	wantEnd(t, end, websocket.StatusGoingAway, "being stopped")
}

// The log says how much and how it ended, never what.
func TestRelayLog(t *testing.T) {
	var log lockedBuffer
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug})))
	conn := page(t, url, "lab")
	send(t, conn, websocket.MessageBinary, []byte("PASS sturdy-boots\r\n"))
	if _, _, err := conn.Read(t.Context()); err != nil {
		t.Fatal(err)
	}
	conn.Close(websocket.StatusNormalClosure, "")
	deadline := time.Now().Add(patience)
	for !strings.Contains(log.String(), "relayed") && time.Now().Before(deadline) {
		time.Sleep(time.Millisecond)
	}
	if s := log.String(); !strings.Contains(s, "target=lab") || !strings.Contains(s, "up=19 down=19") {
		t.Errorf("the log says too little: %s", s)
	}
	if s := log.String(); strings.Contains(s, "boots") || strings.Contains(s, "PASS") {
		t.Errorf("the log says too much: %s", s)
	}
}
