package sim

import (
	"cmp"
	"slices"
	"strings"
)

// View is what there is to see of a World before anything has happened.
func (w *World) View() View {
	v := View{Conns: []ConnView{}, Maildrops: []MaildropView{}, Devices: []DeviceView{}}
	for _, d := range w.start.Devices {
		v.Devices = append(v.Devices, DeviceView{Name: d.Name, Agent: d.Agent, User: d.User, Messages: []DeviceMail{}, Missed: []int{}})
	}
	for _, d := range NewHost(w.start).drops {
		m := MaildropView{Mailbox: d.Name, Messages: []ServerMail{}}
		for _, x := range d.messages {
			m.Messages = append(m.Messages, ServerMail{
				Item: x.Item, Octets: len(x.Raw), UniqueID: x.UniqueID, From: x.Field("From"), Subject: x.Field("Subject"),
			})
		}
		v.Maildrops = append(v.Maildrops, m)
	}
	return v
}

// Clone is an independent copy.
func (v View) Clone() View {
	v.Conns = slices.Clone(v.Conns)
	for i := range v.Conns {
		v.Conns[i].Messages = slices.Clone(v.Conns[i].Messages)
	}
	v.Maildrops = slices.Clone(v.Maildrops)
	for i := range v.Maildrops {
		v.Maildrops[i].Messages = slices.Clone(v.Maildrops[i].Messages)
	}
	v.Devices = slices.Clone(v.Devices)
	for i := range v.Devices {
		d := &v.Devices[i]
		d.Messages, d.Missed = slices.Clone(d.Messages), slices.Clone(d.Missed)
	}
	return v
}

// Apply brings the view up to date with one more Event. It is the only way a
// view changes.
func (v *View) Apply(e Event) {
	v.At = e.At
	v.apply(e)
	v.applyDevice(e)
}

func (v *View) apply(e Event) {
	switch e.Kind {
	case Opened:
		c := v.conn(e)
		*c = ConnView{Conn: e.Conn, Device: e.Device, Open: true, State: cmp.Or(e.New, Closed), Count: -1, Octets: -1, Messages: []ClientMail{}, Inferred: e.Inferred}
	case Hangup, Broken:
		c := v.conn(e)
		c.Open, c.Goes = false, ""
		if e.Kind == Hangup && (e.Side == Client || e.Inferred) {
			v.settle(c)
		}
	case TCP:
		if e.Side == Client && e.Text == finished {
			v.settle(v.conn(e))
		}
	case Sent:
		v.goes(e)
	case Secured:
		v.conn(e).TLS = true
	case Changed:
		if e.Side == Client {
			v.conn(e).Client = e.New
		} else {
			v.conn(e).State = e.New
		}
	case Learned:
		c := v.conn(e)
		if e.Mailbox != c.Mailbox {
			c.turn(e.Mailbox)
		}
		for _, f := range e.Facts {
			c.learn(f)
		}
		if e.Inferred {
			v.infer(e)
		}
	case Held:
		c := v.conn(e)
		c.hold(e)
		if e.Inferred {
			v.infer(e)
		}
	case Created, Destroyed, Renamed, Stored, Flagged:
		v.applyFolder(e)
	default:
		v.applyDrop(e)
	}
}

// goes notes whose line or reply has begun and not ended.
func (v *View) goes(e Event) {
	if !e.Partial && !slices.ContainsFunc(v.Conns, func(c ConnView) bool { return c.Conn == e.Conn && c.Goes == e.Side }) {
		return // as mostly
	}
	c := v.conn(e)
	if c.Goes = e.Side; !e.Partial {
		c.Goes = ""
	}
}

// applyFolder brings a user's folders up to date.
func (v *View) applyFolder(e Event) {
	switch e.Kind {
	case Created:
		v.drop(e)
	case Destroyed:
		v.Maildrops = slices.DeleteFunc(v.Maildrops, func(d MaildropView) bool { return d.Mailbox == e.Mailbox })
	case Renamed:
		// All that lies in the folder goes with it.
		for i := range v.Maildrops {
			if m := &v.Maildrops[i]; m.Mailbox == e.Mailbox || strings.HasPrefix(m.Mailbox, e.Mailbox+FolderSeparator) {
				m.Mailbox = e.Text + m.Mailbox[len(e.Mailbox):]
			}
		}
	case Stored:
		d := v.drop(e)
		m := ServerMail{Item: e.Item, Octets: -1, Message: e.Message, Subject: e.Text, Unseen: e.Message == 0 && d.Holder != 0}
		for _, f := range e.Facts {
			m.Octets, m.UniqueID, m.Flags = f.Octets, f.UniqueID, f.Flags
		}
		d.Messages = append(d.Messages, m)
	case Flagged:
		v.mail(e).Flags = e.Text
	}
}

// applyDrop brings a maildrop up to date.
func (v *View) applyDrop(e Event) {
	switch e.Kind {
	case Locked:
		d := v.drop(e)
		d.Holder = e.Conn
		n := 0
		for i := range d.Messages {
			m := &d.Messages[i]
			m.Unseen, m.Message = false, 0
			if !m.Gone {
				n++
				m.Message = n
			}
		}
		for _, f := range e.Facts {
			if m := d.numbered(f.Message); m != nil {
				m.UniqueID = f.UniqueID
			}
		}
		v.conn(e).turn(e.Mailbox)
	case Unlocked:
		d := v.drop(e)
		d.Holder = 0
		for i := range d.Messages {
			d.Messages[i].Marked = false
		}
	case Marked, Unmarked:
		v.mail(e).Marked = e.Kind == Marked
		v.conn(e).mail(e.Message).Deleted = e.Kind == Marked
	case Removed:
		m := v.mail(e)
		m.Gone, m.Marked = true, false
		if i, ok := v.conn(e).find(e.Message); ok {
			v.conn(e).Messages[i].Deleted = true
		}
	case Delivered:
		d := v.drop(e)
		d.Messages = append(d.Messages, ServerMail{
			Item: e.Item, Octets: e.Facts[0].Octets, UniqueID: e.Facts[0].UniqueID, Subject: e.Text, Unseen: d.Holder != 0, At: e.At,
		})
	}
}

// infer fills in what a reply tells of a maildrop that nobody can look into.
func (v *View) infer(e Event) {
	for _, f := range e.Facts {
		if f.Message == 0 {
			v.reserve(e, f.Count)
			continue
		}
		e.Item, e.Message = f.Message, f.Message
		m := v.mail(e)
		if f.Sized && (e.Kind == Learned || e.Whole) {
			m.Octets = f.Octets
		}
		if f.UniqueID != "" {
			m.UniqueID = f.UniqueID
		}
		if f.Flagged {
			m.Flags = f.Flags
		}
		if e.Text != "" {
			m.Subject = e.Text
		}
	}
}

// maxShown is how many messages mere counts make room for, in all maildrops
// together: a count is a few octets, and may be anything.
const maxShown = 10000

// reserve makes room for the messages of a maildrop that are counted, and not
// named yet. A count that says nothing new costs nothing.
func (v *View) reserve(e Event, count int) {
	if count <= 0 {
		return
	}
	d := v.drop(e)
	first, _ := d.place(1)
	if holds(d.Messages[first:], min(count, maxShown)) {
		return
	}
	room := maxShown
	for i := range v.Maildrops {
		if o := &v.Maildrops[i]; o.Mailbox != d.Mailbox {
			room -= len(o.Messages)
		}
	}
	count = min(count, room)
	if holds(d.Messages[first:], count) {
		return
	}
	all, old := make([]ServerMail, 0, first+max(count, len(d.Messages))), d.Messages[first:]
	all = append(all, d.Messages[:first]...)
	for n := 1; n <= count; n++ {
		if len(old) > 0 && old[0].Item == n {
			all, old = append(all, old[0]), old[1:]
			continue
		}
		all = append(all, ServerMail{Item: n, Message: n, Octets: -1})
	}
	d.Messages = append(all, old...)
}

// holds reports whether those from 1 to n are among messages from 1 on, which are
// in the order of their numbers.
func holds(messages []ServerMail, n int) bool {
	return n <= 0 || n <= len(messages) && messages[n-1].Item == n
}

// place is where a message stands or would stand, and whether it is there.
func (d *MaildropView) place(item int) (i int, ok bool) {
	return slices.BinarySearchFunc(d.Messages, item, func(m ServerMail, n int) int { return m.Item - n })
}

// hold notes that the client has got a message. A top that comes after the
// whole adds nothing.
func (c *ConnView) hold(e Event) {
	if e.Message == 0 {
		c.Held = e.Facts[0].Octets // a whole mailbox at once (RFC 918)
		return
	}
	m := c.mail(e.Message)
	if e.Part != "" {
		if m.Holds == "nothing" || m.Holds == "part" {
			m.Holds, m.HeldSize = "part", e.Facts[0].Octets
		}
		return
	}
	m.Subject = e.Text
	switch {
	case e.Whole:
		m.Holds, m.HeldSize = "whole", e.Facts[0].Octets
	case m.Holds != "whole":
		m.Holds, m.HeldSize = "top", e.Facts[0].Octets
	}
}

// turn notes that the client turns to a mailbox: what it knows of messages by
// their numbers is of no use there.
func (c *ConnView) turn(mailbox string) {
	c.Mailbox, c.Count, c.Octets, c.Messages = mailbox, -1, -1, []ClientMail{}
}

func (c *ConnView) learn(f Fact) {
	if f.Message == 0 {
		if f.Counted {
			c.Count = f.Count
		}
		if f.Sized {
			c.Octets = f.Octets
		}
		return
	}
	m := c.mail(f.Message)
	if f.Sized {
		m.Octets = f.Octets
	}
	if f.UniqueID != "" {
		m.UniqueID = f.UniqueID
	}
	if f.Flagged {
		m.Flags = f.Flags
	}
}

// mail finds a message that the client knows, or makes room for it.
func (c *ConnView) mail(n int) *ClientMail {
	i, ok := c.find(n)
	if !ok {
		c.Messages = slices.Insert(c.Messages, i, ClientMail{Message: n, Octets: -1, Holds: "nothing"})
	}
	return &c.Messages[i]
}

// find looks for a message among those that the client knows.
func (c *ConnView) find(n int) (i int, ok bool) {
	return slices.BinarySearchFunc(c.Messages, n, func(m ClientMail, n int) int { return m.Message - n })
}

func (v *View) conn(e Event) *ConnView {
	for i := range v.Conns {
		if v.Conns[i].Conn == e.Conn {
			return &v.Conns[i]
		}
	}
	v.Conns = append(v.Conns, ConnView{Conn: e.Conn, State: Closed, Count: -1, Octets: -1, Messages: []ClientMail{}, Inferred: e.Inferred})
	return &v.Conns[len(v.Conns)-1]
}

func (v *View) drop(e Event) *MaildropView {
	for i := range v.Maildrops {
		if v.Maildrops[i].Mailbox == e.Mailbox {
			return &v.Maildrops[i]
		}
	}
	v.Maildrops = append(v.Maildrops, MaildropView{Mailbox: e.Mailbox, Messages: []ServerMail{}, Inferred: e.Inferred})
	return &v.Maildrops[len(v.Maildrops)-1]
}

// mail finds the message an event is about, or makes room for it.
func (v *View) mail(e Event) *ServerMail {
	d := v.drop(e)
	i, ok := d.place(e.Item)
	if !ok {
		d.Messages = slices.Insert(d.Messages, i, ServerMail{Item: e.Item, Message: e.Message, Octets: -1})
	}
	return &d.Messages[i]
}

// numbered finds the message of that message-number, nil if there is none.
func (d *MaildropView) numbered(n int) *ServerMail {
	for i := range d.Messages {
		if d.Messages[i].Message == n {
			return &d.Messages[i]
		}
	}
	return nil
}

// settle is what a client makes of its marks once it knows that the session is
// over: what it had marked is removed, or the mark is void.
func (v *View) settle(c *ConnView) {
	for i := range v.Maildrops {
		if v.Maildrops[i].Mailbox != c.Mailbox {
			continue
		}
		for j := range c.Messages {
			m := &c.Messages[j]
			d := v.Maildrops[i].numbered(m.Message)
			m.Deleted, m.Removed = false, m.Deleted && d != nil && d.Gone
		}
	}
}
