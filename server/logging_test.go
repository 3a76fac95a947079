package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	neturl "net/url"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// logged is one line of the log: names and values, these quoted unless plain.
var logged = regexp.MustCompile(`^time=\S+ level=[A-Z]+ msg=("([^"\\]|\\.)*"|[^\s"=]+)( [a-z]+=("([^"\\]|\\.)*"|[^\s"=]*))*$`)

// wantHarmless wants whole lines that do nothing to a terminal and are not long.
func wantHarmless(t interface{ Errorf(string, ...any) }, log string) {
	for line := range strings.Lines(log) {
		line, ended := strings.CutSuffix(line, "\n")
		bad := func(c rune) bool { return !unicode.IsPrint(c) }
		if !ended || !logged.MatchString(line) || !utf8.ValidString(line) || strings.ContainsFunc(line, bad) || len(line) > 4*longestMessage {
			t.Errorf("the log has the line %.300q (%d octets)", line, len(line))
		}
	}
}

// Whatever is logged, a line is one event.
func TestLogIsHarmless(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var out bytes.Buffer
		log := newLog(&out, slog.LevelDebug)
		text := string(rapid.SliceOfN(rapid.Byte(), 0, 600).Draw(t, "text"))
		log.Info("words", "text", text, "err", errors.New(text), "octets", []byte(text), "took", time.Second, "n", 7)
		log.Debug(text)
		wantHarmless(t, out.String())
		if n := strings.Count(out.String(), "\n"); n != 2 {
			t.Errorf("%d lines of two events", n)
		}
	})
	var plain bytes.Buffer
	newLog(&plain, slog.LevelInfo).Info("\x7F", "text", "\x7F") // which is no control character to the handler
	wantHarmless(t, plain.String())
	var out bytes.Buffer
	newLog(&out, slog.LevelInfo).Info("words", "text", strings.Repeat("ä", 1000), "err", errors.New(strings.Repeat("x", 1000)))
	if s := out.String(); !strings.Contains(s, "… (2000 octets)") || !strings.Contains(s, "… (1000 octets)") || len(s) > 700 {
		t.Errorf("long values are not cut: %s", s)
	}
	if s := out.String(); !strings.Contains(s, "level=INFO msg=words") {
		t.Errorf("the log says %s", s)
	}
}

// Strangers may send what they like in every part of a request: the server
// answers, goes on, and logs whole lines.
func TestStrangersInTheLog(t *testing.T) {
	site := tree(t, map[string]string{"index.html": "the page"})
	url, _, log, stop := serving(t, "--verbose", "--site", site, "--relay", "lab=127.0.0.1:1")
	host := strings.TrimPrefix(url, "http://")
	rapid.Check(t, func(t *rapid.T) {
		octets := func(name string) string {
			octet := rapid.SampledFrom([]*rapid.Generator[byte]{rapid.Byte(), rapid.ByteRange(0x80, 0xFF), rapid.ByteRange(' ', '~')}).Draw(t, name+" kind")
			text := string(rapid.SliceOfN(octet, 0, 60).Draw(t, name))
			return strings.Repeat(text, rapid.SampledFrom([]int{1, 1, 1, 40}).Draw(t, name+" times"))
		}
		conn, err := net.Dial("tcp", host)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		path := rapid.SampledFrom([]string{"/", "/relay/", "/relay/lab", "/lessons/", "/popscope.js?"}).Draw(t, "path")
		if more := octets("path"); rapid.Bool().Draw(t, "as it is") {
			path += more
		} else {
			path += neturl.PathEscape(more)
		}
		fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: %s\r\nOrigin: %s\r\nUser-Agent: %s\r\nReferer: %s\r\n"+
			"Connection: Upgrade, close\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
			"Sec-WebSocket-Key: %s\r\nSec-WebSocket-Protocol: pop-relay.v1\r\nX-%s: x\r\n\r\n",
			path, rapid.SampledFrom([]string{host, octets("host")}).Draw(t, "host"), rapid.SampledFrom([]string{url, octets("origin")}).Draw(t, "origin"), octets("agent"), octets("referer"), rapid.SampledFrom([]string{"dGhlIHNhbXBsZSBub25jZQ==", octets("key")}).Draw(t, "key"), rapid.SampledFrom([]string{"Y", octets("name")}).Draw(t, "name"))
		conn.(*net.TCPConn).CloseWrite()
		conn.SetReadDeadline(time.Now().Add(patience))
		if _, err := http.ReadResponse(bufio.NewReader(conn), nil); err != nil && !strings.Contains(err.Error(), "EOF") && !strings.Contains(err.Error(), "reset") {
			t.Fatalf("no answer: %v", err)
		}
	})
	if code := stop(); code != exitOK {
		t.Errorf("exit code %d", code)
	}
	if s := log.String(); !strings.Contains(s, "relay refused") {
		t.Errorf("nothing was refused: %.500s", s)
	}
	wantHarmless(t, log.String())
}
