package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"strings"
	"syscall"
	"testing"
	"time"

	"popscope/sim"
)

// What clients cost who mean no good, or have a slow line:
//
//	go test ./server -run '^$' -bench 'Stalled|Top|Meanwhile'

// stallers are as many clients as the simulated server takes at once.
var stallers = defaultLabLimits.Conns

// stall lets so many bare sockets ask for the message of each of as many users,
// and read no more than the beginning.
func stall(b *testing.B, addr *net.TCPAddr, clients int) (hangUp func()) {
	b.Helper()
	var sockets []int
	for i := range clients {
		s := idleClient(b, addr)
		askSocket(b, s, fmt.Sprintf("USER user%d\r\n", i))
		askSocket(b, s, "PASS analytical\r\n")
		askSocket(b, s, "RETR 1\r\n")
		sockets = append(sockets, s)
	}
	return func() {
		for _, s := range sockets {
			syscall.Close(s)
		}
	}
}

// sharedMail serves the same message to so many users; it is there once.
func sharedMail(b *testing.B, users int, message string) *lab {
	b.Helper()
	names := map[string][]string{}
	var mail []change
	m := sim.NewMessage([]byte(message))
	for i := range users {
		name := fmt.Sprint("user", i)
		names[name] = nil
		mail = append(mail, change{user: name, message: m})
	}
	l := benchLab(b, names)
	l.copies.change(mail)
	return l
}

// BenchmarkStalled measures the memory that all clients hold together who have
// asked for a message of 32 MiB and do not read it.
func BenchmarkStalled(b *testing.B) {
	l := sharedMail(b, stallers, "Subject: large\r\n\r\n"+strings.Repeat("0123456789 and so on until it is long enough to be a line.\r\n", 32<<20/60))
	grown, rounds := int64(0), 0
	for b.Loop() {
		awaitNobody(l)
		before := inUse()
		hangUp := stall(b, l.listener.Addr().(*net.TCPAddr), stallers)
		grown += inUse() - before
		rounds++
		hangUp()
	}
	b.ReportMetric(float64(grown)/float64(rounds), "octets")
}

// newlines is a message of 16 MiB that consists of nothing else.
var newlines = strings.Repeat("\n", 16<<20)

// askLine sends a line and reads the reply, one line or up to the termination octet.
func askLine(b *testing.B, conn net.Conn, r *bufio.Reader, line string, lines bool) {
	b.Helper()
	if _, err := io.WriteString(conn, line+"\r\n"); err != nil {
		b.Fatal(err)
	}
	for first := true; first || lines; first = false {
		got, err := r.ReadString('\n')
		if err != nil || first && !strings.HasPrefix(got, "+OK") {
			b.Fatalf("%s is answered %q, %v", line, got, err)
		}
		if got == ".\r\n" {
			return
		}
	}
}

// member is a client that has logged in.
func member(b *testing.B, l *lab, user string) (net.Conn, *bufio.Reader) {
	b.Helper()
	conn, err := net.Dial("tcp", l.listener.Addr().String())
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { conn.Close() })
	r := bufio.NewReader(conn)
	if _, err := r.ReadString('\n'); err != nil {
		b.Fatal(err)
	}
	askLine(b, conn, r, "USER "+user, false)
	askLine(b, conn, r, "PASS analytical", false)
	return conn, r
}

// BenchmarkTop measures TOP 1 0 of a message of 16 MiB of line ends.
func BenchmarkTop(b *testing.B) {
	l := sharedMail(b, 1, newlines)
	conn, r := member(b, l, "user0")
	for b.Loop() {
		askLine(b, conn, r, "TOP 1 0", true)
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N), "us/command")
}

// BenchmarkMeanwhile measures how long a user waits at worst for the reply to
// STAT while eight others send TOP 1 0 of 16 MiB of line ends as fast as they
// can, and all the rest do not read what they have asked for.
func BenchmarkMeanwhile(b *testing.B) {
	const busy = 8
	l := sharedMail(b, stallers, newlines)
	hangUp := stall(b, l.listener.Addr().(*net.TCPAddr), stallers-busy-1)
	defer hangUp()
	for i := range busy {
		conn, r := member(b, l, fmt.Sprint("user", stallers-2-i))
		go func() {
			for {
				if _, err := io.WriteString(conn, "TOP 1 0\r\n"); err != nil {
					return
				}
				for range 3 {
					if _, err := r.ReadSlice('\n'); err != nil {
						return
					}
				}
			}
		}()
	}
	conn, r := member(b, l, fmt.Sprint("user", stallers-1))
	worst := time.Duration(0)
	for b.Loop() {
		began := time.Now()
		askLine(b, conn, r, "STAT", false)
		worst = max(worst, time.Since(began))
	}
	b.ReportMetric(float64(worst.Microseconds()), "us/worst")
}
