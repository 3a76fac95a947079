package sim

import "time"

// View is what there is to see at one moment: made from Events alone, so that
// a recorded session, a simulated one and a real one look the same.
type View struct {
	At        time.Duration  `json:"at"` // virtual time, nanoseconds
	Conns     []ConnView     `json:"conns"`
	Maildrops []MaildropView `json:"maildrops"`
	Devices   []DeviceView   `json:"devices"` // those of the scenario, then whoever else has come
}

// ConnView is one connection: its state, and what its client knows and holds.
type ConnView struct {
	Conn     int          `json:"conn"`             // from 1
	Device   string       `json:"device,omitempty"` // whose program drives it
	Open     bool         `json:"open"`             // the TCP connection is open
	TLS      bool         `json:"tls"`              // TLS hides the octets
	Goes     Side         `json:"goes,omitempty"`   // who has begun a line or a reply and not ended it, as far as a Tap has seen
	State    State        `json:"state"`            // of the session
	Client   State        `json:"client,omitempty"` // of the client, where the document draws its states
	Mailbox  string       `json:"mailbox,omitempty"`
	Count    int          `json:"count"`  // messages, as the server told the client; -1 if it has not
	Octets   int          `json:"octets"` // size of the maildrop, as told; -1 if not
	Held     int          `json:"held"`   // octets of a whole mailbox that the client holds (RFC 918)
	Messages []ClientMail `json:"messages"`
	Inferred bool         `json:"inferred"`
	Session  int          `json:"session,omitempty"` // which one of its device's, as DeviceMail.Session counts them; 0: no maildrop has been opened
}

// ClientMail is what the client knows of one message, and how much it holds.
type ClientMail struct {
	Message  int    `json:"message"` // message-number
	Octets   int    `json:"octets"`  // as told; -1 if not
	UniqueID string `json:"uniqueId,omitempty"`
	Subject  string `json:"subject,omitempty"`
	Flags    string `json:"flags,omitempty"` // as told
	Holds    string `json:"holds"`           // "nothing", "part", "top", "whole"
	HeldSize int    `json:"heldSize"`        // octets the client holds
	Deleted  bool   `json:"deleted"`         // the client has it marked as deleted, or was cut off when it had
	Removed  bool   `json:"removed"`         // the client had it marked as deleted, and it was removed when the session ended
}

// MaildropView is one maildrop on the server.
type MaildropView struct {
	Mailbox  string       `json:"mailbox"`
	Holder   int          `json:"holder"` // connection that holds the exclusive-access lock; 0: nobody
	Messages []ServerMail `json:"messages"`
	Inferred bool         `json:"inferred"`
}

// ServerMail is one message in a maildrop. A message that is gone stays in the
// list, so that the learner sees what has been lost.
type ServerMail struct {
	Item     int    `json:"item"`    // does not change between sessions
	Message  int    `json:"message"` // message-number; 0 until the maildrop is locked
	Octets   int    `json:"octets"`  // -1 if unknown
	UniqueID string `json:"uniqueId,omitempty"`
	From     string `json:"from,omitempty"`
	Subject  string `json:"subject,omitempty"`
	Flags    string `json:"flags,omitempty"` // as the server lists them
	Marked   bool   `json:"marked"`          // as deleted, while the session lasts
	Gone     bool   `json:"gone"`            // removed in UPDATE
	Unseen   bool   `json:"unseen"`          // arrived after the lock: this session does not see it

	At time.Duration `json:"at,omitempty"` // when it arrived, nanoseconds
}
