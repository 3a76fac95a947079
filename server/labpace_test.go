package main

import (
	"errors"
	"net"
	"os"
	"testing"
	"testing/synctest"
	"time"
)

// slowLine is a connection as the system has it, with the clock of the test: it
// takes octets into a buffer, from which a client takes them at a steady rate;
// once that is full it takes no more until a third of it is free, as Linux does.
type slowLine struct {
	net.Conn
	size, rate int       // octets, and octets in a second
	until      int       // the client takes so many and no more
	written    int       // octets
	began      time.Time // when the client began to take
	deadline   time.Time
	full       bool
}

func (s *slowLine) SetWriteDeadline(t time.Time) error { s.deadline = t; return nil }

// unsent is what lies in the buffer now.
func (s *slowLine) unsent(net.Conn) int64 {
	taken := min(int(time.Since(s.began).Seconds()*float64(s.rate)), s.until, s.written)
	return int64(s.written - taken)
}

func (s *slowLine) Write(p []byte) (n int, err error) {
	for len(p) > 0 {
		free := s.size - int(s.unsent(nil))
		switch {
		case free > 0 && (!s.full || free >= s.size/3):
			k := min(len(p), free)
			p, n, s.written = p[k:], n+k, s.written+k
			s.full = s.unsent(nil) >= int64(s.size)
		case !time.Now().Before(s.deadline):
			return n, os.ErrDeadlineExceeded
		default:
			s.full = true
			time.Sleep(100 * time.Millisecond)
		}
	}
	return n, nil
}

// send sends so many octets in pieces, and says how many were written.
func (p *pace) send(octets int) (int, error) {
	piece := make([]byte, pieceSize)
	p.begin()
	for sent := 0; sent < octets; sent += len(piece) {
		if err := p.write(piece, func() error { return nil }); err != nil {
			return sent, err
		}
	}
	return octets, nil
}

// A message of 10 MB is taken to its end at 20 kB a second, and at 1 kB, however
// much the system holds: for minutes on end nothing more can be written.
func TestPaceIsTheClients(t *testing.T) {
	const message = 10 << 20
	for _, buffer := range []int{64 << 10, 256 << 10, 4 << 20, 2 * message} {
		for _, rate := range []int{1000, 20_000, 30_000, 10 << 20} {
			synctest.Test(t, func(t *testing.T) {
				line := &slowLine{size: buffer, rate: rate, until: 1 << 40, began: time.Now()}
				p := pace{conn: line, unsent: line.unsent, patience: defaultLabLimits.Write}
				if sent, err := p.send(message); err != nil {
					t.Errorf("%d octets a second, a buffer of %d: after %d octets %v", rate, buffer, sent, err)
				}
			})
		}
	}
}

// A client that takes nothing more is given up when its time is over, and not
// much later, whatever the buffer, and however well it read before.
func TestPaceEndsWithTheClient(t *testing.T) {
	for _, until := range []int{0, 1, 100_000, 5 << 20} {
		synctest.Test(t, func(t *testing.T) {
			line := &slowLine{size: 256 << 10, rate: 100_000, until: until, began: time.Now()}
			p := pace{conn: line, unsent: line.unsent, patience: defaultLabLimits.Write}
			_, err := p.send(10 << 20)
			if !errors.Is(err, os.ErrDeadlineExceeded) {
				t.Fatalf("a client that took %d octets: %v", until, err)
			}
			stopped := time.Duration(until/line.rate) * time.Second
			least, most := p.patience, p.patience+p.patience/looks+2*time.Second
			if waited := time.Since(line.began) - stopped; waited < least || waited > most {
				t.Errorf("a client that took %d octets was waited for %v, want %v to %v", until, waited, least, most)
			}
		})
	}
}
