package sim

import (
	"slices"
	"strings"
	"time"
)

// DeviceView is one client and all that it has got, over all its sessions: a
// device of the scenario, or the learner's own hands. Nothing in POP tells one
// device what another has done.
type DeviceView struct {
	Name     string        `json:"name"`            // "": the learner
	Agent    string        `json:"agent,omitempty"` // what it does when it runs; "": what a person types
	User     string        `json:"user,omitempty"`  // whose maildrop it opens, once that is known
	Conn     int           `json:"conn"`            // its open connection; 0: none
	Sessions int           `json:"sessions"`        // how often it has opened a maildrop
	Last     time.Duration `json:"last"`            // when it last did so, nanoseconds
	Messages []DeviceMail  `json:"messages"`        // in the order in which it first got them
	Missed   []int         `json:"missed"`          // items that are gone from its maildrop before it got the whole of them
}

// DeviceMail is a message that a device has got. What it has, it keeps,
// whatever becomes of the message on the server.
type DeviceMail struct {
	Mailbox  string        `json:"mailbox"`
	Item     int           `json:"item"`               // the message in the maildrop, whatever its number
	UniqueID string        `json:"uniqueId,omitempty"` // by which the device can know it again; "": it was told none
	Subject  string        `json:"subject,omitempty"`
	Holds    string        `json:"holds"`    // "part", "top", "whole"
	HeldSize int           `json:"heldSize"` // octets that it holds
	At       time.Duration `json:"at"`       // when it last got them, nanoseconds
	Session  int           `json:"session"`  // in which of its sessions it first got any
	Times    int           `json:"times"`    // how often it has fetched the whole: more than once is in vain
	Removed  bool          `json:"removed"`  // it has had the server remove the message
}

// device finds the client at the far end of a connection, or makes room for it.
func (v *View) device(e Event) *DeviceView {
	name := e.Device
	if e.Kind != Opened {
		name = v.conn(e).Device
	}
	for i := range v.Devices {
		if v.Devices[i].Name == name {
			return &v.Devices[i]
		}
	}
	v.Devices = append(v.Devices, DeviceView{Name: name, Messages: []DeviceMail{}, Missed: []int{}})
	return &v.Devices[len(v.Devices)-1]
}

// applyDevice brings up to date what the clients have. It comes after all else.
func (v *View) applyDevice(e Event) {
	switch e.Kind {
	case Opened:
		v.device(e).Conn = e.Conn
	case Hangup, Broken:
		if d := v.device(e); d.Conn == e.Conn {
			d.Conn = 0
			for _, c := range v.Conns {
				if c.Open && c.Device == d.Name && c.Conn != e.Conn {
					d.Conn = c.Conn
				}
			}
		}
	case Locked:
		d := v.device(e)
		d.User, _, _ = strings.Cut(e.Mailbox, FolderSeparator)
		d.Sessions++
		d.Last = e.At
		v.conn(e).Session = d.Sessions
	case Held:
		d := v.device(e)
		if e.Message > 0 {
			d.hold(e, v.conn(e).Session, v.conn(e).mail(e.Message).UniqueID)
			return
		}
		for _, m := range v.drop(e).Messages { // a whole mailbox at once (RFC 918)
			if !m.Gone && m.Message > 0 {
				e.Item, e.Message, e.Whole, e.Text, e.Facts = m.Item, m.Message, true, m.Subject, []Fact{{Octets: m.Octets}}
				d.hold(e, v.conn(e).Session, "")
			}
		}
	case Removed:
		v.lose(e)
	case Stored:
		// It was moved, and is not lost.
		for i := range v.Devices {
			d := &v.Devices[i]
			d.Missed = slices.DeleteFunc(d.Missed, func(item int) bool {
				return slices.ContainsFunc(v.Maildrops, func(box MaildropView) bool {
					return slices.ContainsFunc(box.Messages, func(m ServerMail) bool { return m.Item == item && m.UniqueID == e.Facts[0].UniqueID })
				})
			})
		}
	}
}

// lose notes that a message is gone, and who will never get it.
func (v *View) lose(e Event) {
	owner, _, _ := strings.Cut(e.Mailbox, FolderSeparator)
	asked := e.Message > 0 // else the server did it of its own accord
	by, session := v.conn(e).Device, v.conn(e).Session
	for i := range v.Devices {
		d := &v.Devices[i]
		at := d.find(e, session)
		switch {
		case asked && d.Name == by:
			if at >= 0 {
				d.Messages[at].Removed = true
			}
		case d.User == owner && !e.Inferred && (at < 0 || d.Messages[at].Holds != "whole"):
			d.Missed = append(d.Missed, e.Item)
		}
	}
}

// find looks for a message among those that the device has, -1 if it has not
// got it in that session, or any. Who only listens knows messages by their numbers, and those mean
// something else in every session.
func (d *DeviceView) find(e Event, session int) int {
	return slices.IndexFunc(d.Messages, func(m DeviceMail) bool {
		return m.Mailbox == e.Mailbox && m.Item == e.Item && (!e.Inferred || m.Session == session)
	})
}

// hold notes that the device has got a message. A top that comes after the
// whole adds nothing.
func (d *DeviceView) hold(e Event, session int, id string) {
	i := d.find(e, session)
	if i < 0 {
		i = len(d.Messages)
		d.Messages = append(d.Messages, DeviceMail{Mailbox: e.Mailbox, Item: e.Item, Session: session})
	}
	m := &d.Messages[i]
	if id != "" {
		m.UniqueID = id
	}
	holds := "top"
	switch {
	case e.Whole:
		holds = "whole"
		m.Times++
	case m.Holds == "whole":
		return
	case e.Part != "":
		holds = "part"
	}
	if e.Part == "" {
		m.Subject = e.Text
	}
	m.Holds, m.HeldSize, m.At = holds, e.Facts[0].Octets, e.At
}
