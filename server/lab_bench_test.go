package main

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"popscope/sim"
)

// Our simulated server beside Dovecot, on the same machine and in the same run:
//
//	go test ./server -run '^$' -bench 'Sessions|Large|Idle'
//
// A simulated server need not be fast; but a class that fetches mail at once
// should not notice that it is one.

// crowd is how many clients come at once.
const crowd = 50

// manyProcesses is Dovecot as its documentation advises for many short sessions:
// processes are used again.
const manyProcesses = manyLogins + `
service pop3-login {
  service_count = 0
  process_min_avail = 2
}
service pop3 {
  service_count = 1000
  process_limit = 200
}
`

// eachServer runs a benchmark against both servers, where each of a crowd has a
// maildrop with the messages.
func eachServer(b *testing.B, messages []string, run func(b *testing.B, addr string)) {
	users := map[string][]string{}
	for i := range crowd {
		users[fmt.Sprint("user", i)] = messages
	}
	b.Run("Popscope", func(b *testing.B) { run(b, benchLab(b, users).listener.Addr().String()) })
	b.Run("Dovecot", func(b *testing.B) {
		addr, _ := dovecotWith(b, manyProcesses, users)
		run(b, addr)
	})
}

// benchLab serves maildrops to any number of clients.
func benchLab(b *testing.B, users map[string][]string) *lab {
	b.Helper()
	scenario := sim.Scenario{Protocol: "POP3", Host: "test.example", Seed: 7}
	for name, messages := range users {
		box := sim.Mailbox{Name: name, Password: "analytical"}
		for _, m := range messages {
			box.Messages = append(box.Messages, []byte(m))
		}
		scenario.Mailboxes = append(scenario.Mailboxes, box)
	}
	limits := defaultLabLimits
	limits.Conns, limits.ConnsEach = 1<<20, 1<<20
	l := newLab(pop3As(b, sim.Service{}), scenario, limits, byAll, quiet())
	var err error
	if l.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		b.Fatal(err)
	}
	go l.serve()
	b.Cleanup(func() {
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		l.stop(ctx)
	})
	return l
}

// fetchAll is one session: login, STAT, RETR for each message, QUIT, and the
// server has closed. It gives the octets that came.
func fetchAll(addr, user string) (octets int64, err error) {
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	r := bufio.NewReaderSize(conn, 64<<10)
	line := func() []byte {
		l, bad := r.ReadSlice('\n')
		if bad != nil && err == nil {
			err = bad
		}
		octets += int64(len(l))
		return l
	}
	say := func(command string) []byte {
		if command != "" {
			io.WriteString(conn, command+"\r\n")
		}
		l := line()
		if err == nil && !bytes.HasPrefix(l, []byte("+OK")) {
			err = fmt.Errorf("%s is answered %q", command, l)
		}
		return l
	}
	say("")
	say("USER " + user)
	say("PASS analytical")
	var count int
	fmt.Sscanf(string(say("STAT")), "+OK %d", &count)
	for i := range count {
		say(fmt.Sprint("RETR ", i+1))
		for err == nil && string(line()) != ".\r\n" {
		}
	}
	say("QUIT")
	if _, end := r.ReadByte(); err == nil && end != io.EOF {
		err = fmt.Errorf("after QUIT: %v", end)
	}
	return octets, err
}

// BenchmarkSessions measures whole sessions with ten messages of 4 KiB, one
// after the other and by a crowd.
func BenchmarkSessions(b *testing.B) {
	message := "Subject: bench\r\n\r\n" + strings.Repeat("0123456789 and so on until it is long enough to be a line.\r\n", 4<<10/60)
	messages := strings.Split(strings.Repeat(message+"\x00", 10), "\x00")[:10]
	eachServer(b, messages, func(b *testing.B, addr string) {
		for _, clients := range []int{1, crowd} {
			b.Run(fmt.Sprint("clients=", clients), func(b *testing.B) {
				var begun, octets atomic.Int64
				var all sync.WaitGroup
				b.ResetTimer()
				for c := range clients {
					all.Go(func() {
						for begun.Add(1) <= int64(b.N) {
							n, err := fetchAll(addr, fmt.Sprint("user", c))
							if err != nil {
								b.Error(err)
								return
							}
							octets.Add(n)
						}
					})
				}
				all.Wait()
				b.StopTimer()
				b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "sessions/s")
				b.ReportMetric(float64(octets.Load())/b.Elapsed().Seconds(), "octets/s")
			})
		}
	})
}

// BenchmarkLarge measures a session that fetches one message of 32 MiB.
func BenchmarkLarge(b *testing.B) {
	message := "Subject: large\r\n\r\n" + strings.Repeat("0123456789 and so on until it is long enough to be a line.\r\n", 32<<20/60)
	users := map[string][]string{"user0": {message}}
	run := func(b *testing.B, addr string) {
		if _, err := fetchAll(addr, "user0"); err != nil { // whoever must read it from a disk has done so
			b.Fatal(err)
		}
		var octets int64
		for b.Loop() {
			n, err := fetchAll(addr, "user0")
			if err != nil {
				b.Fatal(err)
			}
			octets += n
		}
		b.ReportMetric(float64(octets)/b.Elapsed().Seconds(), "octets/s")
	}
	b.Run("Popscope", func(b *testing.B) { run(b, benchLab(b, users).listener.Addr().String()) })
	b.Run("Dovecot", func(b *testing.B) {
		addr, _ := dovecotWith(b, manyProcesses, users)
		run(b, addr)
	})
}

// BenchmarkIdle measures the memory that a client holds by doing nothing, once
// it has connected and once it has logged in. The clients are bare sockets, so
// that all memory of this process is the server's.
func BenchmarkIdle(b *testing.B) {
	const clients = 1000
	for _, login := range []bool{false, true} {
		b.Run(map[bool]string{false: "connected", true: "logged in"}[login], func(b *testing.B) {
			users := map[string][]string{}
			for i := range clients {
				users[fmt.Sprint("user", i)] = []string{"Subject: idle\r\n\r\nidle\r\n"}
			}
			l := benchLab(b, users)
			grown, rounds := int64(0), 0
			for b.Loop() {
				awaitNobody(l)
				before := inUse()
				var sockets []int
				for i := range clients {
					s := idleClient(b, l.listener.Addr().(*net.TCPAddr))
					sockets = append(sockets, s)
					if login {
						askSocket(b, s, fmt.Sprintf("USER user%d\r\n", i))
						askSocket(b, s, "PASS analytical\r\n")
					}
				}
				grown += inUse() - before
				rounds++
				for _, s := range sockets {
					askSocket(b, s, "QUIT\r\n")
					syscall.Close(s)
				}
			}
			b.ReportMetric(float64(grown)/float64(rounds*clients), "octets/client")
		})
	}
}

// awaitNobody waits until the last client has left.
func awaitNobody(l *lab) {
	for taken := 1; taken > 0; time.Sleep(time.Millisecond) {
		l.slots.mu.Lock()
		taken = l.slots.taken
		l.slots.mu.Unlock()
	}
}

// inUse is the memory in use, of heap and stacks.
func inUse() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc + m.StackInuse)
}

// idleClient connects a bare socket and reads the greeting.
func idleClient(b *testing.B, addr *net.TCPAddr) int {
	b.Helper()
	s, err := syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM, 0)
	if err == nil {
		err = syscall.SetsockoptTimeval(s, syscall.SOL_SOCKET, syscall.SO_RCVTIMEO, &syscall.Timeval{Sec: int64(patience.Seconds())})
	}
	if err == nil {
		err = syscall.Connect(s, &syscall.SockaddrInet4{Port: addr.Port, Addr: [4]byte(addr.IP.To4())})
	}
	if err != nil {
		b.Fatal(err)
	}
	askSocket(b, s, "")
	return s
}

// askSocket sends a line on a bare socket and wants +OK.
func askSocket(b *testing.B, socket int, line string) {
	b.Helper()
	if line != "" {
		if _, err := syscall.Write(socket, []byte(line)); err != nil {
			b.Fatal(err)
		}
	}
	var reply [512]byte
	n, err := syscall.Read(socket, reply[:])
	for err == syscall.EINTR { // Go's own signals
		n, err = syscall.Read(socket, reply[:])
	}
	if err != nil || !bytes.HasPrefix(reply[:n], []byte("+OK")) {
		b.Fatalf("%q is answered %q, %v", line, reply[:max(n, 0)], err)
	}
}
