package sim

import "time"

// InputKind says what an Input does.
type InputKind string

// The kinds of Input.
const (
	Open    InputKind = "open"    // the client opens connection Conn
	Octets  InputKind = "octets"  // side From sends Data
	Close   InputKind = "close"   // side From closes, without a word
	Deliver InputKind = "deliver" // Data is a new message for Mailbox
	Wait    InputKind = "wait"    // nothing happens but time
	Rest    InputKind = "rest"    // time goes on until nothing is under way any more
)

// Input is all that can reach a World, a Session or a Tap from outside. The
// same Inputs give the same Events, octet for octet.
type Input struct {
	At      time.Duration `json:"at"` // virtual time, nanoseconds; never less than that of the Input before
	Conn    int           `json:"conn,omitempty"`
	From    Side          `json:"from,omitempty"`
	Kind    InputKind     `json:"kind"`
	Mailbox string        `json:"mailbox,omitempty"`
	Data    []byte        `json:"data,omitempty"`
}
