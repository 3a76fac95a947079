package show

import (
	"fmt"
	"time"

	"popscope/sim"
)

// Fault is something that goes wrong on purpose: Engine.disturb.
type Fault struct {
	Kind    string `json:"kind"`              // "cut" "pause" "lose" "latency" "segment" "fill" "busy" "hold"
	Conn    int    `json:"conn,omitempty"`    // cut, pause, lose: the connection; 0: the learner's
	From    string `json:"from,omitempty"`    // cut, lose: whose octets, "client" or "server"
	Octets  int    `json:"octets,omitempty"`  // cut: how many more come through; segment: how many a TCP segment carries, 0 any number
	Event   int    `json:"event,omitempty"`   // cut: seq of a message that was sent, of which Octets come through; 0: from now on
	Delay   int64  `json:"delay,omitempty"`   // pause, lose, latency: nanoseconds
	On      bool   `json:"on,omitempty"`      // fill, busy, hold: it begins, or else ends
	Mailbox string `json:"mailbox,omitempty"` // hold: whose maildrop another computer opens; "": the first
}

// faults are the kinds of Fault, and what a branch is called on which one
// happens.
var faults = map[string]func(f Fault, side string) string{
	"cut": func(f Fault, side string) string {
		if f.Octets < 1 {
			return "line cut"
		}
		return "line cut after " + octets(f.Octets) + " of the " + side + "'s"
	},
	"pause":   func(f Fault, _ string) string { return "nothing comes through for " + lasting(f.Delay) },
	"lose":    func(_ Fault, side string) string { return "a segment of the " + side + "'s lost" },
	"latency": func(f Fault, _ string) string { return lasting(f.Delay) + " each way" },
	"segment": func(f Fault, _ string) string {
		if f.Octets < 1 {
			return "segments of any size"
		}
		return "segments of " + octets(f.Octets)
	},
	"fill": func(f Fault, _ string) string { return either(f.On, "disk full", "disk no longer full") },
	"busy": func(f Fault, _ string) string { return either(f.On, "server busy", "server no longer busy") },
	"hold": func(f Fault, _ string) string { return either(f.On, "maildrop held elsewhere", "lock let go") },
}

// Bounds of a Fault: enough for every lesson, and too little to stop the page.
const (
	longestDelay = int64(24 * time.Hour)
	mostOctets   = 1 << 30
)

// Input is what a World is told; name is what the branch is called that the
// fault begins. An error is for a person.
func (f Fault) Input(conn int) (in sim.Input, name string, err error) {
	words, ok := faults[f.Kind]
	if !ok {
		return in, "", fmt.Errorf("there is no fault %q", f.Kind)
	}
	if f.Octets < 0 || f.Octets > mostOctets || f.Delay < 0 || f.Delay > longestDelay {
		return in, "", fmt.Errorf("a fault has 0 to %d octets, and takes at most a day", mostOctets)
	}
	if f.Conn < 1 {
		f.Conn = conn
	}
	in = sim.Input{Conn: f.Conn, From: sim.Server, Kind: sim.InputKind(f.Kind), Mailbox: f.Mailbox, N: f.Octets, Delay: time.Duration(f.Delay)}
	if f.From == string(sim.Client) {
		in.From = sim.Client
	}
	switch f.Kind {
	case "fill", "busy", "hold":
		in.Conn, in.From, in.N = 0, "", 0
		if f.On {
			in.N = 1
		}
	case "latency", "segment":
		in.Conn, in.From = 0, ""
	}
	return in, words(f, string(in.From)), nil
}

func octets(n int) string {
	if n == 1 {
		return "1 octet"
	}
	return fmt.Sprintf("%d octets", n)
}

func lasting(ns int64) string {
	if ns%int64(time.Second) == 0 {
		return fmt.Sprintf("%d s", ns/int64(time.Second))
	}
	return fmt.Sprintf("%d ms", ns/int64(time.Millisecond))
}

func either(on bool, begins, ends string) string {
	if on {
		return begins
	}
	return ends
}

// CutName is what a branch is called on which the line breaks within a message.
func CutName(e sim.Event, n int) string {
	line, _ := sim.FirstLine(e)
	return fmt.Sprintf("line cut after %s of “%s”", octets(min(max(n, 1), len(e.Octets))), line)
}
