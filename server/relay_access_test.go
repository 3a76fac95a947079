package main

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/coder/websocket"
)

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
