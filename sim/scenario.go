package sim

import "time"

// Scenario is where a World begins. With the Inputs it decides everything.
type Scenario struct {
	Protocol  string        `json:"protocol"`        // a profile's name: "POP3"
	Host      string        `json:"host"`            // name of the server host, as in its greeting
	Seed      uint64        `json:"seed"`            // for timestamps and unique-ids
	Epoch     int64         `json:"epoch,omitempty"` // seconds since 1970 at virtual time 0
	Latency   time.Duration `json:"latency"`         // each way, nanoseconds
	Mailboxes []Mailbox     `json:"mailboxes"`
}

// Mailbox is a mailbox as a Scenario describes it: who may open it, and what
// lies in it at the start.
type Mailbox struct {
	Name     string   `json:"name"`
	Password string   `json:"password"`
	Login    Login    `json:"login,omitempty"`
	Messages [][]byte `json:"messages"`        // RFC 822 text; any line ends, turned to CRLF
	Stuck    []int    `json:"stuck,omitempty"` // messages, by their item, that a resource shortage keeps from being removed
}

// Login says which ways of logging in a mailbox allows. RFC 1939 section 13
// wants one way for each mailbox, not both.
type Login string

// The ways to log in.
const (
	LoginAny  Login = ""     // either; for a lab, where any client may come
	LoginPass Login = "PASS" // USER and PASS only
	LoginAPOP Login = "APOP" // APOP only
)
