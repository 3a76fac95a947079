package sim

import "time"

// InputKind says what an Input does.
type InputKind string

// The kinds of Input.
const (
	Open    InputKind = "open"    // the client opens connection Conn
	Octets  InputKind = "octets"  // side From sends Data
	Close   InputKind = "close"   // side From closes, without a word
	Run     InputKind = "run"     // device Device opens connection Conn and does its errand
	Take    InputKind = "take"    // the program on Conn sends N messages more; before the next it leaves the client to whoever types
	Deliver InputKind = "deliver" // Data is a new message for Mailbox
	Wait    InputKind = "wait"    // nothing happens but time
	Rest    InputKind = "rest"    // time goes on until nothing is under way any more
)

// The kinds of Input that are faults, put in on purpose. Each is an Event too.
const (
	Cut     InputKind = "cut"     // the line breaks when N more octets of side From have come through
	Pause   InputKind = "pause"   // nothing comes through on Conn for Delay
	Lose    InputKind = "lose"    // the next segment of side From is lost, and comes Delay late, when TCP sends it again
	Latency InputKind = "latency" // from now on Delay each way
	Segment InputKind = "segment" // from now on at most N octets in a TCP segment; 0: any number
	Fill    InputKind = "fill"    // the server's disk is full (N is 1), or no longer (0)
	Hold    InputKind = "hold"    // a client on another computer opens Mailbox over Conn and stays (N is 1), or all such go (0)
	Busy    InputKind = "busy"    // the server turns new sessions away (N is 1), or no longer (0)
)

// The kinds of Input that only a Tap is told: how well it hears.
const (
	Retold  InputKind = "retold"  // what follows on Conn somebody wrote down: words and their order, no evidence for octets, line ends or times
	Missing InputKind = "missing" // N octets that side From sent here were not recorded; 0: nobody knows how many
	Reset   InputKind = "reset"   // side From tears the connection down, as TCP does (RFC 9293 section 3.5.3)
	Refuse  InputKind = "refuse"  // nobody accepts the connection that was asked for (RFC 9293 section 3.10.7.1)
)

// Input is all that can reach a World, a Session or a Tap from outside. The
// same Inputs give the same Events, octet for octet.
type Input struct {
	At      time.Duration `json:"at"` // virtual time, nanoseconds; never less than that of the Input before
	Conn    int           `json:"conn,omitempty"`
	From    Side          `json:"from,omitempty"`
	Kind    InputKind     `json:"kind"`
	Mailbox string        `json:"mailbox,omitempty"`
	Device  string        `json:"device,omitempty"`
	Data    []byte        `json:"data,omitempty"`
	N       int           `json:"n,omitempty"`
	Delay   time.Duration `json:"delay,omitempty"` // nanoseconds
}

// To is the side that the octets of side From go to.
func (in Input) To() Side { return in.From.other() }
