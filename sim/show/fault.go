package show

import (
	"errors"
	"strconv"
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

// Bounds of a Fault: enough for every lesson, and too little to stop the page.
const (
	longestDelay = int64(24 * time.Hour)
	mostOctets   = 1 << 30
)

var errFault = errors.New("there is no such fault: its kind is unknown, its octets are too many, or it takes more than a day")

// Input is what a World is told; name is what the branch is called that the
// fault begins. An error is for a person.
func (f Fault) Input(conn int) (in sim.Input, name string, err error) {
	if f.Octets < 0 || f.Octets > mostOctets || f.Delay < 0 || f.Delay > longestDelay {
		return in, "", errFault
	}
	in = sim.Input{From: sim.Server, Kind: sim.InputKind(f.Kind), Mailbox: f.Mailbox, N: f.Octets, Delay: time.Duration(f.Delay)}
	if f.From == string(sim.Client) {
		in.From = sim.Client
	}
	delay := strconv.Itoa(int(f.Delay/1e6)) + " ms"
	switch in.Kind {
	case sim.Cut:
		name = "line cut"
		if f.Octets > 0 {
			name += " after " + octets(f.Octets) + " of the " + string(in.From) + "'s"
		}
	case sim.Pause:
		name = "nothing comes through for " + delay
	case sim.Lose:
		name = "a segment of the " + string(in.From) + "'s lost"
	case sim.Latency:
		return in, delay + " each way", nil
	case sim.Segment:
		return in, "segments of " + octets(f.Octets), nil
	default:
		if name = switches[f.Kind]; name == "" {
			return in, "", errFault
		}
		in.From, in.N = "", 1
		if !f.On {
			in.N, name = 0, "no longer: "+name
		}
		return in, name, nil
	}
	if in.Conn = f.Conn; in.Conn < 1 {
		in.Conn = conn
	}
	return in, name, nil
}

// switches are the faults that begin and end, and what a branch is then called.
var switches = map[string]string{"fill": "disk full", "busy": "server busy", "hold": "maildrop held elsewhere"}

func octets(n int) string {
	if n == 1 {
		return "1 octet"
	}
	return strconv.Itoa(n) + " octets"
}

// CutName is what a branch is called on which the line breaks within a message.
func CutName(e sim.Event, n int) string {
	line, _ := sim.FirstLine(e)
	return "line cut after " + octets(min(max(n, 1), len(e.Octets))) + " of “" + line + "”"
}
