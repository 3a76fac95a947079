package main

import (
	"errors"
	"io"
	"net"
	"os"
	"testing"
	"time"
)

// What the system says of a connection: what the other end has not read.
func TestUnsentIsWhatNobodyTook(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	client, err := net.Dial("tcp", listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer client.Close()
	server, err := listener.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer server.Close()
	server.SetWriteDeadline(time.Now().Add(200 * time.Millisecond)) // until then the system has taken all that it takes
	n, err := server.Write(make([]byte, 64<<20))
	if !errors.Is(err, os.ErrDeadlineExceeded) {
		t.Fatal(err)
	}
	if held := unsent(server); held <= 0 || held > int64(n) {
		t.Errorf("of %d octets that were written and not read, %d are unsent", n, held)
	}
	if _, err := io.ReadFull(client, make([]byte, n)); err != nil {
		t.Fatal(err)
	}
	for deadline := time.Now().Add(patience); unsent(server) > 0; time.Sleep(time.Millisecond) { // until the last is acknowledged
		if time.Now().After(deadline) {
			t.Fatalf("all was read, and %d octets are unsent", unsent(server))
		}
	}
	if held := unsent(fakeConn{}); held != 0 {
		t.Errorf("of a connection without a system %d octets are unsent", held)
	}
}

type fakeConn struct{ net.Conn }
