package sim_test

import (
	"bytes"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"popscope/sim"
	"popscope/sim/scenario"
)

// letter is a message as somebody may have saved it: with dots where they
// matter, bare CR and LF, no line end at the end, no header, nothing at all.
func letter() *rapid.Generator[[]byte] {
	piece := rapid.SampledFrom([]string{
		"Subject: x", "Subject: J\u00f6rg", "\r\n", "\r\n", "\n", "\r", ".", "..", "\r\n.\r\n", "\n.", "a line", "\x00", "\xff",
		"Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n", "\r\n--b\r\n", "\r\n--b--\r\n", strings.Repeat("0123456789\r\n", 200), strings.Repeat("x", 2000),
	})
	return rapid.Custom(func(t *rapid.T) []byte {
		return []byte(strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), ""))
	})
}

// fetching are lines that ask for messages in every protocol.
func (l lab) fetching() *rapid.Generator[string] {
	forms := []string{"RETR %d", "TOP %d 0", "TOP %d 1", "TOP %d 999999", "LIST", "UIDL", "XSTR %d", "XPRT %d 1", "XPRT %d 0", "READ %d", "RETR", "ACKS", "NACK", "RETR ada", "RCEV", "RCVD", "RETR work", "RDEL ada", "CAPA"}
	return rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, 4).Draw(t, "sort") == 0 {
			return l.command().Draw(t, "command")
		}
		form := rapid.SampledFrom(forms).Draw(t, "form")
		if strings.Contains(form, "%d") {
			return fmt.Sprintf(form, rapid.IntRange(1, 4).Draw(t, "message"))
		}
		return form
	})
}

// A Session that nobody watches says, in whatever pieces it is asked, what the
// events of one that is watched hold, and no more at once than it is asked for.
func TestPiecesAreTheWhole(t *testing.T) {
	check(t, func(t *rapid.T, l lab) {
		box := ada
		box.Messages = rapid.SliceOfN(letter(), 0, 4).Draw(t, "messages")
		box.Folders = []sim.Folder{{Name: "work", Messages: box.Messages}}
		sc := sim.Scenario{Protocol: l.Name, Host: "dewey.example", Seed: 7, Service: l.service, Mailboxes: []sim.Mailbox{box, bob}}
		watched, piecewise := sim.NewSession(l.Profile, sim.NewHost(sc), 1), sim.NewSession(l.Profile, sim.NewHost(sc), 1)
		watched.Trace = true
		said := strings.Join(l.login, "\r\n") + "\r\n" + strings.Join(rapid.SliceOfN(l.fetching(), 0, 9).Draw(t, "lines"), "\r\n") + "\r\n"
		sizes := rapid.SliceOfN(rapid.OneOf(rapid.IntRange(1, 7), rapid.IntRange(1, 5000)), 1, 9).Draw(t, "pieces")

		var want, got bytes.Buffer
		see := func(events []sim.Event) {
			for _, e := range events {
				if e.Kind == sim.Sent {
					want.Write(e.Octets)
				}
			}
		}
		turn := 0
		drain := func() {
			for {
				p := make([]byte, sizes[turn%len(sizes)])
				turn++
				n := piecewise.Fill(p)
				got.Write(p[:n])
				if n < len(p) && !piecewise.Pending() {
					return
				}
				if n == 0 {
					piecewise.Step(sim.Input{Kind: sim.Wait})
				}
			}
		}
		see(watched.Step(sim.Input{Kind: sim.Open}))
		piecewise.Step(sim.Input{Kind: sim.Open})
		for rest := []byte(said); len(rest) > 0; {
			n := rapid.IntRange(1, len(rest)).Draw(t, "cut")
			in := sim.Input{Kind: sim.Octets, From: sim.Client, Data: rest[:n]}
			rest = rest[n:]
			see(watched.Step(in))
			for watched.Take(); watched.Pending(); watched.Take() {
				see(watched.Step(sim.Input{Kind: sim.Wait}))
			}
			piecewise.Step(in)
			if rapid.Bool().Draw(t, "read on") {
				drain()
			}
		}
		drain()
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Fatalf("asked %q\nin pieces %.300q\nthe whole %.300q", said, &got, &want)
		}
		if watched.State() != piecewise.State() || watched.Closed() != piecewise.Closed() {
			t.Fatalf("asked %q: %s, in pieces %s", said, watched.State(), piecewise.State())
		}
	})
}

// What a reply costs before anybody reads it does not depend on how large the
// message is, of how many lines, or how many of them are asked for.
func TestRepliesCostNothingUntilTheyAreRead(t *testing.T) {
	const size = 16 << 20
	large := map[string][]byte{
		"newlines": bytes.Repeat([]byte("\r\n"), size/2),
		"letters":  bytes.Repeat([]byte("x"), size),
		"header":   bytes.Repeat([]byte("x:\r\n"), size/4),
		"dots":     bytes.Repeat([]byte(".\r\n"), size/3),
		"parts":    append([]byte("Content-Type: multipart/mixed; boundary=b\r\n\r\n"), bytes.Repeat([]byte("--b\r\n"), size/5)...),
		"folded":   append([]byte("Content-Type: multipart/mixed;\r\n"), bytes.Repeat([]byte(" x\r\n"), size/4)...),
	}
	asked := map[string][]string{
		"POP1": {"USER ada", "PASS x", "RETR ada", "RCEV"},
		"POP2": {"HELO ada x", "READ 1", "RETR"},
		"POP3": {"USER ada", "PASS x", "STAT", "LIST", "UIDL", "TOP 1 0", "TOP 1 999999999", "RETR 1"},
		"POP4": {"USER ada", "PASS x", "STAT", "XSTR 1", "XPRT 1 1", "XPRT 1 0", "TOP 1 0", "CFLD x", "COPY x 1"},
	}
	for name, raw := range large {
		h := sim.NewHost(sim.Scenario{Mailboxes: []sim.Mailbox{{Name: "ada", Password: "x", Messages: [][]byte{raw}}}})
		for protocol, lines := range asked {
			profile, err := scenario.For(sim.Scenario{Protocol: protocol})
			if err != nil {
				t.Fatal(err)
			}
			s := sim.NewSession(profile, h.Clone(), 1)
			s.Step(sim.Input{Kind: sim.Open})
			piece := make([]byte, 4<<10)
			for _, l := range lines {
				for s.Fill(piece) > 0 {
				}
				before := allocated()
				s.Step(sim.Input{Kind: sim.Octets, Data: []byte(l + "\r\n")})
				n := s.Fill(piece)
				if cost := allocated() - before; cost > 2<<20 || n == 0 {
					t.Errorf("%s, a message of %s: %s takes %d octets of memory", protocol, name, l, cost)
				}
			}
		}
	}
}

// allocated is how much memory was ever asked for.
func allocated() uint64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.TotalAlloc
}
