package main

import (
	"bufio"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// frame is a masked WebSocket frame, as a page sends it.
func frame(first byte, payload string) string {
	head := []byte{first, 0x80}
	switch n := len(payload); {
	case n < 126:
		head[1] |= byte(n)
	case n < 1<<16:
		head[1] |= 126
		head = binary.BigEndian.AppendUint16(head, uint16(n))
	default:
		head[1] |= 127
		head = binary.BigEndian.AppendUint64(head, uint64(n))
	}
	mask := []byte{1, 2, 3, 4}
	head = append(head, mask...)
	for i := range len(payload) {
		head = append(head, payload[i]^mask[i%4])
	}
	return string(head)
}

// frames are what a page may send, and what comes of it where one message has
// at most 1000 octets; "" is that it is carried.
var frames = []struct {
	name, octets string
	err          error
}{
	{"a message", frame(0x82, "QUIT\r\n"), nil},
	{"an empty message", frame(0x82, ""), nil},
	{"several", frame(0x82, "a") + frame(0x82, "b"), nil},
	{"a message in parts", frame(0x02, "a") + frame(0x00, "b") + frame(0x80, "c"), nil},
	{"a ping between the parts", frame(0x02, "a") + frame(0x89, "?") + frame(0x80, "c"), nil},
	{"as long as may be", frame(0x82, strings.Repeat("a", 1000)), nil},
	{"too long", frame(0x82, strings.Repeat("a", 1001)), errFrameTooLong},
	{"too long in parts", frame(0x02, strings.Repeat("a", 600)) + frame(0x80, strings.Repeat("a", 401)), errFrameTooLong},
	{"announced only", "\x82\xff\x7f\xff\xff\xff\xff\xff\xff\xff", errFrameTooLong},
	{"longer than there are numbers", "\x82\xff\x80\x00\x00\x00\x00\x00\x00\x00", errNoFrame},
	{"not masked", "\x82\x04QUIT", errNoFrame},
	{"a ping that is not masked", "\x89\x00", errNoFrame},
	{"an extension", frame(0xC2, "a"), errNoFrame},
	{"other extensions", frame(0xB2, "a"), errNoFrame},
	{"an unknown opcode", frame(0x83, "a"), errNoFrame},
	{"an unknown control", frame(0x8B, "a"), errNoFrame},
	{"a ping in parts", frame(0x09, "a"), errNoFrame},
	{"a long ping", frame(0x89, strings.Repeat("a", 126)), errNoFrame},
	{"a part of nothing", frame(0x80, "a"), errNoFrame},
	{"a message in a message", frame(0x02, "a") + frame(0x82, "b"), errNoFrame},
	{"no frame at all", "GET / HTTP/1.1\r\n\r\n", errNoFrame},
	{"a close with half a code", frame(0x88, "\x03"), errNoFrame},
	{"a close with no code there is", frame(0x88, "\x03\xee"), errNoFrame},
	{"a close with a small code", frame(0x88, "\x00\x01"), errNoFrame},
	{"a close that is not UTF-8", frame(0x88, "\x03\xe8\xff"), errNoFrame},
	{"a close", frame(0x88, "\x03\xe8bye"), nil},
	{"a close without a code", frame(0x88, ""), nil},
}

// What is wrong is found wherever the octets are cut, and nothing of it passes
// that would be a whole header.
func TestFrameCheck(t *testing.T) {
	for _, c := range frames {
		rapid.Check(t, func(t *rapid.T) {
			check := frameCheck{longest: 1000}
			passed := ""
			var err error
			for octets := c.octets; octets != "" && err == nil; {
				n := rapid.IntRange(1, len(octets)).Draw(t, "cut")
				var ok int
				ok, err = check.pass([]byte(octets[:n]))
				passed += octets[:ok]
				octets = octets[n:]
			}
			if !errors.Is(err, c.err) {
				t.Fatalf("%s: %v, want %v", c.name, err, c.err)
			}
			if !strings.HasPrefix(c.octets, passed) || (err == nil) != (passed == c.octets) {
				t.Fatalf("%s: %q passed of %q", c.name, passed, c.octets)
			}
		})
	}
}

// However a page breaks the rules of WebSocket, it is told so in our words.
func TestRelayBrokenFrames(t *testing.T) {
	limits := defaultRelayLimits
	limits.Frame = 1000
	url := relayAt(t, tcpServer(t, hold), limits, quiet())
	for _, c := range frames {
		if c.err == nil {
			continue
		}
		want := fmt.Sprint(int(noFrame.code), " ", noFrame.reason)
		if c.err == errFrameTooLong {
			want = fmt.Sprint(int(frameTooBig.code), " ", frameTooBig.reason)
		}
		if got := closeOf(t, url, c.octets); got != want {
			t.Errorf("%s: %s, want %s", c.name, got, want)
		}
	}
}

// closeOf opens a WebSocket, sends these octets in the same breath, and is the
// close frame that comes.
func closeOf(t *testing.T, url, octets string) string {
	t.Helper()
	host := strings.TrimPrefix(url, "http://")
	conn, err := net.Dial("tcp", host)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /relay/lab HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Protocol: %s\r\n\r\n%s", host, url, subprotocol, octets)
	r := bufio.NewReader(conn)
	response, err := http.ReadResponse(r, nil)
	if err != nil || response.StatusCode != http.StatusSwitchingProtocols {
		t.Fatalf("%v, %v", response, err)
	}
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(r, head); err != nil {
			return err.Error()
		}
		payload := make([]byte, head[1])
		if _, err := io.ReadFull(r, payload); err != nil {
			return err.Error()
		}
		if head[0] == 0x88 {
			return fmt.Sprint(binary.BigEndian.Uint16(payload), " ", string(payload[2:]))
		}
	}
}
