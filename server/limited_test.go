package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"testing"
	"time"
)

// Whoever opens connections and says nothing gets no more than his share, and
// those that are done make room.
func TestLimited(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	slots := newSlots(3, 2)
	server := newHTTPServer(testHandler(testSite()), quiet())
	go server.Serve(limited{listener, slots})
	defer server.Close()
	addr := listener.Addr().String()
	dial := func() (net.Conn, *bufio.Reader) {
		conn, err := net.Dial("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		conn.SetDeadline(time.Now().Add(patience))
		return conn, bufio.NewReader(conn)
	}
	healthy := func(conn net.Conn, r *bufio.Reader) error {
		fmt.Fprintf(conn, "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
		response, err := http.ReadResponse(r, nil)
		if err == nil {
			_, err = io.Copy(io.Discard, response.Body)
		}
		return err
	}
	first, r := dial()
	second, q := dial()
	if err := healthy(first, r); err != nil {
		t.Fatal(err)
	}
	if err := healthy(second, q); err != nil {
		t.Fatal(err)
	}
	third, p := dial()
	if err := healthy(third, p); err == nil {
		t.Error("a third connection is served")
	}
	third.Close()
	if err := healthy(second, q); err != nil {
		t.Errorf("those that were there are disturbed: %v", err)
	}
	first.Close()
	deadline := time.Now().Add(patience)
	for {
		fourth, p := dial()
		err := healthy(fourth, p)
		fourth.Close()
		if err == nil {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the slot of a connection that is closed is not free: %v", err)
		}
	}
	second.Close()
}
