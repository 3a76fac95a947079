package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
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

func TestRelayOrigin(t *testing.T) {
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, quiet(), "https://pop.example")
	port := url[strings.LastIndex(url, ":"):]
	for from, allowed := range map[string]bool{
		url:                               true,
		"https://pop.example":             true,
		"":                                false,
		"null":                            false,
		"http://pop.example":              false,
		"https://pop.example:443":         false,
		"https://pop.example.evil":        false,
		"https://evil.example":            false,
		"http://127.0.0.1":                false,
		"http://localhost" + port:         false,
		"https" + url[len("http"):]:       false,
		strings.ToUpper(url):              false,
		url + "/":                         false,
		url + ".evil.example":             false,
		"http://evil.example/?" + url[7:]: false,
	} {
		conn, response, err := connect(t, url, "lab", from, subprotocol)
		if (err == nil) != allowed {
			t.Errorf("origin %q: allowed %v, want %v (%v)", from, err == nil, allowed, err)
		}
		if err != nil && response.StatusCode != http.StatusForbidden {
			t.Errorf("origin %q: status %d", from, response.StatusCode)
		}
		if err == nil {
			conn.Close(websocket.StatusNormalClosure, "")
		}
	}
}

// The owner of evil.example can have that name point at this machine; the page
// they serve under it must not pass for ours.
func TestRelayDNSRebinding(t *testing.T) {
	for host, allowed := range map[string]bool{
		"evil.example:8080":    false,
		"evil.example":         false,
		"127.0.0.1.evil:8080":  false,
		"127.0.0.1:8080":       true,
		"[::1]:8080":           true,
		"localhost:8080":       true,
		"192.0.2.7":            true,
		"teacher.example:8080": true, // by name
	} {
		r := httptest.NewRequest("GET", "/relay/lab", nil)
		r.Host = host
		r.Header.Set("Origin", "http://"+host)
		if got := allowedOrigin(r, []origin{"http://teacher.example:8080"}); got != allowed {
			t.Errorf("host %s: allowed %v", host, got)
		}
	}
}

func TestOriginFlag(t *testing.T) {
	for text, want := range map[string]string{
		"https://pop.example":       "https://pop.example",
		"https://POP.example/":      "https://pop.example",
		"http://pop.example:8080":   "http://pop.example:8080",
		"pop.example":               "",
		"ftp://pop.example":         "",
		"https://pop.example/page":  "",
		"https://me@pop.example":    "",
		"https://pop.example?q":     "",
		"https://":                  "",
		"https://pop.example#there": "",
	} {
		var o origin
		if err := o.UnmarshalText([]byte(text)); string(o) != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", text, o, err)
		}
	}
}

func TestRelaySubprotocol(t *testing.T) {
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, quiet())
	for _, offered := range [][]string{nil, {"pop-relay.v2"}, {"POP-RELAY.V1"}} {
		if _, response, err := connect(t, url, "lab", url, offered...); err == nil || response.StatusCode != http.StatusBadRequest {
			t.Errorf("offered %q: %v", offered, err)
		}
	}
	conn, _, err := connect(t, url, "lab", url, "other", subprotocol)
	if err != nil || conn.Subprotocol() != subprotocol {
		t.Errorf("offered with another: %v", err)
	}
}

func TestRelayUnknownTarget(t *testing.T) {
	url := relayAt(t, tcpServer(t, echo), defaultRelayLimits, quiet())
	for _, name := range []string{"other", "127.0.0.1:22", "LAB", strings.Repeat("x", 4000)} {
		_, end := goodbye(t, page(t, url, name))
		wantEnd(t, end, codeRefused, "There is no target of that name. There is: lab")
	}
	many := make([]string, 60)
	for i := range many {
		many[i] = "some-name"
	}
	for _, names := range [][]string{nil, many} {
		if v := unknownTarget(names); len(v.reason) > 120 {
			t.Errorf("%d octets: %s", len(v.reason), v.reason)
		}
	}
}

func TestRelayDialRefused(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	listener.Close() // nobody listens there now
	url := relayAt(t, addr, defaultRelayLimits, quiet())
	_, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeDialFailed, "refused the connection")
}

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
	wantEnd(t, end, websocket.StatusMessageTooBig, "")
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

func TestRelayConnections(t *testing.T) {
	limits := defaultRelayLimits
	limits.Conns, limits.ConnsEach = 3, 2
	url := relayAt(t, tcpServer(t, echo), limits, quiet())
	ready := func(conn *websocket.Conn) { // one round trip shows that it is carried
		t.Helper()
		send(t, conn, websocket.MessageBinary, []byte("x"))
		if _, _, err := conn.Read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	first, second := page(t, url, "lab"), page(t, url, "lab")
	ready(first)
	ready(second)
	_, end := goodbye(t, page(t, url, "lab"))
	wantEnd(t, end, codeTooMany, "Too many connections")
	ready(first) // those that were there are not disturbed
	if err := first.Close(websocket.StatusNormalClosure, ""); err != nil {
		t.Fatal(err)
	}
}

func TestSlots(t *testing.T) {
	s := newSlots(3, 2)
	var give []func()
	for _, c := range []struct {
		from string
		want bool
	}{{"a", true}, {"a", true}, {"a", false}, {"b", true}, {"b", false}, {"c", false}} {
		g, ok := s.take(c.from)
		if ok != c.want {
			t.Errorf("%s: %v", c.from, ok)
		}
		if ok {
			give = append(give, g)
		}
	}
	give[0]()
	if g, ok := s.take("c"); !ok {
		t.Error("a slot given back is not free")
	} else {
		give[0] = g
	}
	for _, g := range give {
		g()
	}
	if s.taken != 0 || len(s.from) != 0 {
		t.Errorf("left: %d, %v", s.taken, s.from)
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
