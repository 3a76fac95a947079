package sim_test

import (
	"bytes"
	"slices"
	"strconv"
	"testing"
	"time"

	"popscope/sim"
	"popscope/sim/pop3"
)

// BenchmarkEvents plays sessions with everything recorded: events per second.
func BenchmarkEvents(b *testing.B) {
	events := 0
	for b.Loop() {
		events += len(after("STAT", "LIST", "UIDL", "RETR 1", "DELE 2", "RSET", "TOP 1 0", "DELE 1", "QUIT").Events())
	}
	b.ReportMetric(float64(events)/b.Elapsed().Seconds(), "events/s")
}

// BenchmarkRETR fetches a message of 5 MiB from a session that nobody watches,
// as a lab listener serves it: octets per second.
func BenchmarkRETR(b *testing.B) {
	big := append([]byte("Subject: big\r\n\r\n"), bytes.Repeat([]byte("The quick brown fox jumps over the lazy dog, and so on to column 76 of it.\r\n"), 5<<20/76)...)
	h := sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{big}}}})
	s := sim.NewSession(pop3.Profile, h, 1)
	s.Step(sim.Input{Kind: sim.Open})
	s.Step(sim.Input{Kind: sim.Octets, Data: []byte("USER ada\r\nPASS x\r\n")})
	s.Take()
	retr := sim.Input{Kind: sim.Octets, Data: []byte("RETR 1\r\n")}
	b.SetBytes(int64(len(big)))
	for b.Loop() {
		s.Step(retr)
		if len(s.Take()) < len(big) {
			b.Fatal("the message did not come")
		}
	}
}

// long is a session of at least so many events.
func long(events int) *sim.Log {
	l := sim.NewLog(world(time.Millisecond))
	sim.Play(l, 1, login)
	for len(l.Events()) < events {
		for _, line := range []string{"STAT", "LIST", "RETR 1", "DELE 2", "RSET"} {
			sim.Type(l, 1, line)
		}
	}
	return l
}

// lengths are the lengths of the sessions that are sought in and replayed, in
// events.
var lengths = []int{1_000, 10_000, 100_000}

// BenchmarkSeek goes to any event of a long session, back as well as forth.
func BenchmarkSeek(b *testing.B) {
	for _, n := range lengths {
		l := long(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			seq := 0
			for b.Loop() {
				seq = (seq + 61_703) % n
				if _, err := l.View(seq); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkReplay plays all the inputs of a long session anew, as a session
// that was saved is restored.
func BenchmarkReplay(b *testing.B) {
	for _, n := range lengths {
		inputs := long(n).Inputs()
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				l := sim.NewLog(world(time.Millisecond))
				for _, in := range inputs {
					l.Append(in)
				}
				if len(l.Events()) < n {
					b.Fatalf("only %d events came back", len(l.Events()))
				}
			}
		})
	}
}

// BenchmarkFork begins another course in the middle of a long session.
func BenchmarkFork(b *testing.B) {
	for _, n := range lengths {
		l := long(n)
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := l.Fork(n / 2); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkTap listens to pipelined sessions of so many commands, in inputs of
// 1460 octets as TCP brings them: octets per second, which must not depend on how
// many there are.
func BenchmarkTap(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		ask, say := bytes.Repeat([]byte("RETR 1\r\n"), n), bytes.Repeat([]byte("+OK\r\na: b\r\n\r\nthe text of it\r\n.\r\n"), n)
		inputs := []sim.Input{{Conn: 1, Kind: sim.Open}, heardLine(sim.Server, "+OK"), heardLine(sim.Client, "USER a"), heardLine(sim.Server, "+OK"), heardLine(sim.Client, "PASS b"), heardLine(sim.Server, "+OK")}
		for _, x := range []sim.Input{{From: sim.Client, Data: ask}, {From: sim.Server, Data: say}} {
			for piece := range slices.Chunk(x.Data, 1460) {
				inputs = append(inputs, sim.Input{Conn: 1, From: x.From, Kind: sim.Octets, Data: piece})
			}
		}
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			b.SetBytes(int64(len(ask) + len(say)))
			b.ReportAllocs()
			for b.Loop() {
				l := sim.NewLog(sim.NewTap(pop3.Profile))
				for _, in := range inputs {
					l.Append(in)
				}
			}
		})
	}
}

// BenchmarkTurn asks whose turn it is while much waits to be answered.
func BenchmarkTurn(b *testing.B) {
	tap := sim.NewTap(pop3.Profile)
	tap.Step(sim.Input{Conn: 1, Kind: sim.Open})
	tap.Step(heardLine(sim.Server, "+OK"))
	tap.Step(sim.Input{Conn: 1, From: sim.Client, Kind: sim.Octets, Data: bytes.Repeat([]byte("NOOP\r\n"), 10_000)})
	tap.Step(sim.Input{Conn: 1, From: sim.Server, Kind: sim.Octets, Data: bytes.Repeat([]byte("x"), 1<<20)})
	b.ReportAllocs()
	for b.Loop() {
		if tap.Turn(1) != sim.ServerAnswers {
			b.Fatal("it is another's turn")
		}
	}
}

func heardLine(from sim.Side, line string) sim.Input {
	return sim.Input{Conn: 1, From: from, Kind: sim.Octets, Data: []byte(line + "\r\n")}
}
