package sim

import (
	"time"

	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// Side is one of the two ends of a connection.
type Side string

// The two sides.
const (
	Client Side = "client"
	Server Side = "server"
)

// other is the other end.
func (s Side) other() Side {
	if s == Server {
		return Client
	}
	return Server
}

// State is a state of a session, as its document spells it: "AUTHORIZATION".
type State string

// Closed is the one state that is ours and not a document's: there is no
// connection, not yet or no more.
const Closed State = "closed"

// Kind says what an Event tells.
type Kind string

// The kinds of Event.
const (
	Opened    Kind = "opened"    // a client asks for a TCP connection (SYN)
	TCP       Kind = "tcp"       // what the two ends' TCP say to one another to open or to close; Text says it
	Sent      Kind = "sent"      // one side hands octets to the network: one message, one arrow
	Arrived   Kind = "arrived"   // those octets reach the other side
	Commanded Kind = "command"   // the server has understood, or not, a whole command
	Replied   Kind = "reply"     // the server has decided its reply
	Changed   Kind = "state"     // the session goes from one state to another
	Locked    Kind = "locked"    // the maildrop is locked and its messages are numbered
	Unlocked  Kind = "unlocked"  // the exclusive-access lock is released
	Marked    Kind = "marked"    // a message is marked as deleted
	Unmarked  Kind = "unmarked"  // its mark is taken away
	Removed   Kind = "removed"   // a message is gone from the maildrop
	Delivered Kind = "delivered" // new mail reaches the maildrop
	Learned   Kind = "learned"   // the client has read facts about the maildrop
	Held      Kind = "held"      // the client holds a message, whole or its top
	Created   Kind = "created"   // a folder is made
	Destroyed Kind = "destroyed" // a folder is no more
	Renamed   Kind = "renamed"   // a folder has another name or place: Text
	Stored    Kind = "stored"    // a message is put into a folder by a client
	Flagged   Kind = "flagged"   // a message has other flags: Text
	Secured   Kind = "secured"   // from here on TLS hides the octets
	Decided   Kind = "decided"   // a client that acts on its own has made up its mind
	Timer     Kind = "timer"     // the autologout timer fires
	Fault     Kind = "fault"     // octets that break the protocol, or a fault put in on purpose
	Gap       Kind = "gap"       // octets of Side's were not recorded; Facts say how many, if that is known
	Broken    Kind = "broken"    // the line is cut: no more octets come through
	Hangup    Kind = "closed"    // one side closes the connection
)

// How a connection ends, as Text of a Hangup says it. "": it is closed in order.
const (
	ByReset   = "reset"   // torn down by a TCP reset
	ByRefusal = "refused" // it never came about: nobody accepts it
)

// Event is one fact, appended to a Log and never changed.
//
// Seq, Cause, Step and Input place it; which of the other fields are set
// depends on Kind.
type Event struct {
	Seq   int           `json:"seq"`   // from 0, without gaps
	Cause int           `json:"cause"` // Seq of the Event that led to it, -1 if it came from outside
	Step  int           `json:"step"`  // from 1: a message on the wire and all that it brings about; or what a session does in a state that it leaves by itself
	Input int           `json:"input"` // index of the Input that set it in motion
	At    time.Duration `json:"at"`    // virtual time since the start, nanoseconds
	Conn  int           `json:"conn"`  // from 1; 0 if it belongs to no connection
	Side  Side          `json:"side"`  // who acts
	Kind  Kind          `json:"kind"`

	Octets []byte      `json:"octets,omitempty"` // exactly as on the wire (Sent, Arrived)
	Spans  []wire.Span `json:"spans,omitempty"`  // tile Octets

	Partial bool `json:"partial,omitempty"` // more of the line or reply has to come: these octets do not end it (Sent); not all of its first line was recorded (Replied)

	Keyword string `json:"keyword,omitempty"` // upper case (Commanded, Replied, Sent); which fault was put in, as its InputKind (Fault)
	OK      bool   `json:"ok,omitempty"`      // positive status indicator (Replied)
	Odd     bool   `json:"odd,omitempty"`     // neither a yes nor a no, for it begins with no status indicator (Replied); with Goes, it goes on with what was said before
	Text    string `json:"text,omitempty"`    // what follows the status indicator (Replied); what went wrong (Fault); what is said (TCP, Decided); how it ends (Hangup)
	Explain string `json:"explain,omitempty"` // why, in words for a learner (Replied, Fault, Hangup); what is odd about it (Learned)
	Breach  Breach `json:"breach,omitempty"`  // in which way it breaks the protocol (Fault); "" if it was put in on purpose
	Goes    bool   `json:"goes,omitempty"`    // belongs to an exchange that goes on (Commanded, Replied)

	Old State `json:"old,omitempty"` // the state until then (Changed), or in which it came (Commanded, "" if nobody knows; Replied, if nobody has asked)
	New State `json:"new,omitempty"` // the state from then on (Changed); the one in which there is no session, if it has a name (Opened)

	Mailbox string `json:"mailbox,omitempty"` // the maildrop's unique name
	Device  string `json:"device,omitempty"`  // whose program acts (Opened, Decided)
	Message int    `json:"message,omitempty"` // message-number in this session
	Item    int    `json:"item,omitempty"`    // the message's own number in the World: does not change between sessions
	Whole   bool   `json:"whole,omitempty"`   // Held: all of the message, not only its top
	Part    string `json:"part,omitempty"`    // Held: the part of the message that it is (POP4)
	Facts   []Fact `json:"facts,omitempty"`   // Learned

	Why      rfc.Ref `json:"why"`                // the rule that explains it
	Inferred bool    `json:"inferred,omitempty"` // read off the wire by a Tap, not known from inside

	told string // its sentence, where a Mask has hidden numbers in it; else ""
}

// Fact is something a reply says about a maildrop or one of its messages.
// Fields that the reply does not speak of are zero; Message 0 means the whole
// maildrop.
type Fact struct {
	Message  int    `json:"message"`
	Count    int    `json:"count,omitempty"`    // messages, when Message is 0
	Counted  bool   `json:"counted,omitempty"`  // Count is stated, and may be 0
	Octets   int    `json:"octets,omitempty"`   // size
	Sized    bool   `json:"sized,omitempty"`    // Octets is stated, and may be 0
	UniqueID string `json:"uniqueId,omitempty"` // from a unique-id listing
	Flags    string `json:"flags,omitempty"`    // of the message, SPACE between them
	Flagged  bool   `json:"flagged,omitempty"`  // Flags are stated, and may be none
}
