package sim

import "time"

// Scenario is where a World begins. With the Inputs it decides everything.
type Scenario struct {
	Protocol  string        `json:"protocol"`          // a profile's name: "POP3"
	Host      string        `json:"host"`              // name of the server host, as in its greeting
	Seed      uint64        `json:"seed"`              // for timestamps and nonces
	Epoch     int64         `json:"epoch,omitempty"`   // seconds since 1970 at virtual time 0
	Latency   time.Duration `json:"latency"`           // each way, nanoseconds
	Segment   int           `json:"segment,omitempty"` // octets that one TCP segment may carry; 0: any number
	Service   Service       `json:"service,omitzero"`
	Mailboxes []Mailbox     `json:"mailboxes"`
	Devices   []Device      `json:"devices,omitempty"`
	Seat      Side          `json:"seat,omitempty"` // Server: the learner answers, and the devices ask; else the learner is a client
}

// Mailbox is a mailbox as a Scenario describes it: who may open it, and what
// lies in it at the start.
type Mailbox struct {
	Name     string   `json:"name"`
	Password string   `json:"password"`
	Login    Login    `json:"login,omitempty"`
	Messages [][]byte `json:"messages"`        // RFC 822 text; any line ends, turned to CRLF
	Stuck    []int    `json:"stuck,omitempty"` // messages, by their item, that a resource shortage keeps from being removed
	Folders  []Folder `json:"folders,omitempty"`

	LoginDelay time.Duration `json:"loginDelay,omitempty"` // if not that of the Service
	Expire     int           `json:"expire,omitempty"`     // if not that of the Service
}

// Folder is one more mailbox of a user's, where the protocol knows such.
type Folder struct {
	Name     string   `json:"name"` // as its owner calls it
	ReadOnly bool     `json:"readOnly,omitempty"`
	Messages [][]byte `json:"messages,omitempty"`
}

// Login says which ways of logging in a mailbox allows. RFC 1939 section 13
// wants one way for each mailbox, not both. Besides the constants, a SASL
// mechanism's name may stand here.
type Login string

// The ways to log in.
const (
	LoginAny  Login = ""     // any; for a lab, where any client may come
	LoginPass Login = "PASS" // a password in the clear only
	LoginAPOP Login = "APOP" // APOP only
)

// Service says how the server behaves: which revision of its protocol it
// follows, and what it offers beyond.
type Service struct {
	Revision       string        `json:"revision,omitempty"`       // one of Profile.Revisions; empty: the latest
	Without        []string      `json:"without,omitempty"`        // capabilities, by their tags, that are switched off
	With           []string      `json:"with,omitempty"`           // those that are off unless they are asked for
	Mechanisms     []string      `json:"mechanisms,omitempty"`     // of AUTH, in the order in which they are announced; empty: all
	LoginDelay     time.Duration `json:"loginDelay,omitempty"`     // between two logins of one user (RFC 2449 section 6.5)
	Expire         int           `json:"expire,omitempty"`         // days that the server keeps mail; 0: for ever (RFC 2449 section 6.7)
	NothingStays   bool          `json:"nothingStays,omitempty"`   // EXPIRE 0: nobody may leave mail on the server; what RETR has sent goes at QUIT (RFC 2449 section 6.7)
	Implementation string        `json:"implementation,omitempty"` // RFC 2449 section 6.9
	NeedsTLS       bool          `json:"needsTLS,omitempty"`       // no password in the clear before STLS (RFC 2595 section 2.3)
	Silent         bool          `json:"silent,omitempty"`         // the greeting has no timestamp, so that there is no APOP
	Renumbers      bool          `json:"renumbers,omitempty"`      // a fault: messages get new unique-ids whenever their maildrop is opened (against RFC 1939 section 7)
}

// Device is a client program that acts on its own, and what it remembers from
// one session to the next belongs to it: a laptop, a phone.
type Device struct {
	Name     string `json:"name"`
	Agent    string `json:"agent"` // one of Profile.Agents
	User     string `json:"user"`
	Password string `json:"password"`
	Days     int    `json:"days,omitempty"`     // leave on server: after how many days to delete; 0: never
	Lines    int    `json:"lines,omitempty"`    // headers first: lines of the body to look at
	Largest  int    `json:"largest,omitempty"`  // headers first: octets of the largest message to fetch; 0: any
	Folder   string `json:"folder,omitempty"`   // POP1, POP2: the mailbox to read; POP4: where to file
	Pipeline bool   `json:"pipeline,omitempty"` // send commands together where the server offers it
	Plain    bool   `json:"plain,omitempty"`    // log in with USER and PASS even if something better is offered
	TLS      bool   `json:"tls,omitempty"`      // ask for TLS with STLS, and log in under it only (RFC 2595 section 4)
	Auth     string `json:"auth,omitempty"`     // the only way to log in: a mechanism of AUTH, or APOP (RFC 2384 section 4); empty: any
}
