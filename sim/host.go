package sim

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"time"
)

// Host is the server host: its users, their maildrops, and what its Sessions
// share. It does no locking of its own; whoever shares one between goroutines
// must.
type Host struct {
	Name    string
	Service Service
	Busy    bool // too much to do: new sessions are turned away
	Full    bool // no room on the disk: UPDATE can remove nothing

	// UTF8ToAll sends a message with UTF-8 in its header as it is to every
	// client, as servers do that never heard of RFC 6856. Its section 2.1 wants it
	// refused, or rewritten, before the client has said UTF8.
	UTF8ToAll bool

	// Number, if it is set, numbers timestamps and nonces from outside. Copies of
	// a Host that serve at the same time must share it: if each counted for
	// itself, two would give the same timestamp.
	Number func() int

	// Room, if it is set, is asked for room for so many octets before a client
	// stores something, and says whether there is any. Less than none is room that
	// is given back, when what a client has stored is removed.
	Room func(octets int) bool

	numbers int // timestamps and nonces given so far
	seed    uint64
	epoch   int64
	users   []user
	drops   []*Maildrop
	items   int            // messages stored so far
	copies  map[string]int // how often each text was stored, by its hash
	lent    bool           // copies is another Host's too, and not to be changed
}

// user is somebody who may log in.
type user struct {
	name, password string
	login          Login
	delay          time.Duration // between two logins
	expire         int           // days that the server keeps mail
	since          time.Duration // when they last logged in
	came           bool          // they have
}

// Maildrop is a mailbox on the server: a user's default one, or one of their
// folders.
type Maildrop struct {
	Name     string // unique on the host: "ada", or "ada/work" for a folder of hers
	Owner    string // the user
	Folder   string // as its owner calls it; "" for the default one
	ReadOnly bool   // nobody may remove anything
	Own      any    // what else the protocol must remember of it: a plain value, replaced and never changed in place
	room     int    // octets that were taken for it when a client made it
	stuck    []int  // items that cannot be removed
	messages []*Message
	holder   int // connection that holds the exclusive-access lock; 0: nobody
}

// NewHost makes a server host out of a scenario.
func NewHost(sc Scenario) *Host {
	h := &Host{Name: sc.Host, Service: sc.Service, seed: sc.Seed, epoch: sc.Epoch, copies: map[string]int{}}
	for _, m := range sc.Mailboxes {
		h.users = append(h.users, user{
			name: m.Name, password: m.Password, login: m.Login,
			delay: cmp.Or(m.LoginDelay, sc.Service.LoginDelay), expire: cmp.Or(m.Expire, sc.Service.Expire),
		})
		h.fill(&Maildrop{Name: m.Name, Owner: m.Name, stuck: m.Stuck}, m.Messages)
		for _, f := range m.Folders {
			h.fill(&Maildrop{Name: folderPath(m.Name, f.Name), Owner: m.Name, Folder: f.Name, ReadOnly: f.ReadOnly}, f.Messages)
		}
	}
	return h
}

func (h *Host) fill(d *Maildrop, messages [][]byte) {
	h.drops = append(h.drops, d)
	for _, raw := range messages {
		h.store(d, *NewMessage(raw), 0)
	}
}

// folderPath is the name, unique on the host, of a user's folder.
func folderPath(owner, folder string) string {
	if folder == "" {
		return owner
	}
	return owner + "/" + folder
}

// path is the name, unique on the host, of what a user calls a folder.
func (p *Profile) path(owner, folder string) string {
	if folder == owner || p.Inbox != "" && folder == p.Inbox {
		folder = ""
	}
	return folderPath(owner, folder)
}

// Maildrop finds a maildrop by its unique name; nil if there is none.
func (h *Host) Maildrop(name string) *Maildrop {
	for _, d := range h.drops {
		if d.Name == name {
			return d
		}
	}
	return nil
}

// Folders are a user's maildrops, the default one first, in the order in which
// they were made.
func (h *Host) Folders(owner string) []*Maildrop {
	var of []*Maildrop
	for _, d := range h.drops {
		if d.Owner == owner {
			of = append(of, d)
		}
	}
	return of
}

// Maildrops are all of them, in the order of the scenario.
func (h *Host) Maildrops() []*Maildrop { return h.drops }

// Messages are those in the maildrop now.
func (d *Maildrop) Messages() []*Message { return d.messages }

// Holder is the connection that holds the exclusive-access lock, 0 if nobody
// does.
func (d *Maildrop) Holder() int { return d.holder }

// Clone is a copy that shares nothing but the messages themselves.
func (h *Host) Clone() *Host {
	h.lent = true
	c := *h
	c.users = slices.Clone(h.users)
	c.drops = make([]*Maildrop, len(h.drops))
	for i, d := range h.drops {
		e := *d
		e.messages = slices.Clone(d.messages)
		c.drops[i] = &e
	}
	return &c
}

func (h *Host) user(name string) *user {
	for i := range h.users {
		if h.users[i].name == name {
			return &h.users[i]
		}
	}
	return nil
}

// LastLogin is how long ago a user last opened a maildrop; ok is false if they
// never have.
func (h *Host) LastLogin(name string, now time.Duration) (ago time.Duration, ok bool) {
	u := h.user(name)
	if u == nil || !u.came {
		return 0, false
	}
	return now - u.since, true
}

// LoginDelay is how long a user must wait from one login to the next. For ""
// it is the longest that anybody must, and same says whether that holds for all
// (RFC 2449 section 6.5).
func (h *Host) LoginDelay(name string) (delay time.Duration, same bool) {
	same = true
	for i, u := range h.users {
		if u.name == name {
			return u.delay, true
		}
		same = same && u.delay == h.users[0].delay
		if i == 0 || u.delay > delay {
			delay = u.delay
		}
	}
	if len(h.users) == 0 {
		delay = h.Service.LoginDelay
	}
	return delay, same
}

// Expire is for how many days the server keeps a user's mail, 0 for ever. For
// "" it is the fewest of all users, and same says whether that holds for all
// (RFC 2449 section 6.7).
func (h *Host) Expire(name string) (days int, same bool) {
	same = true
	for i, u := range h.users {
		if u.name == name {
			return u.expire, true
		}
		same = same && u.expire == h.users[0].expire
		if i == 0 || u.expire > 0 && (days == 0 || u.expire < days) {
			days = u.expire
		}
	}
	if len(h.users) == 0 {
		days = h.Service.Expire
	}
	return days, same
}

// Deliver puts a message into a maildrop, as new mail that its source may
// withdraw again. Sessions that have the maildrop open do not see it. It is
// false if there is no such maildrop.
func (h *Host) Deliver(mailbox, source string, m *Message, now time.Duration) bool {
	d := h.Maildrop(mailbox)
	if d == nil {
		return false
	}
	mail := *m
	mail.Source = source
	h.store(d, mail, now)
	return true
}

// Withdraw takes the mail of a source from the maildrops of a user, where it
// still is in one. Sessions that have numbered it keep it to their end.
func (h *Host) Withdraw(owner, source string) {
	for _, d := range h.Folders(owner) {
		d.messages = slices.DeleteFunc(slices.Clone(d.messages), func(m *Message) bool { return m.Source == source })
	}
}

// store puts a copy of a message into a maildrop, as one that came now.
func (h *Host) store(d *Maildrop, m Message, now time.Duration) *Message {
	m.UniqueID = m.hash
	if n := h.copies[m.hash]; n > 0 {
		m.UniqueID += "." + strconv.Itoa(n)
	}
	if h.lent {
		h.copies, h.lent = maps.Clone(h.copies), false
	}
	h.copies[m.hash]++
	h.items++
	m.Item, m.since = h.items, now
	d.messages = append(d.messages, &m)
	return &m
}

// keeping is what it costs to keep a message or a folder besides its octets.
const keeping = 512

// remembered is which part of that stays when a message goes: no other may ever
// have its unique-id (RFC 1939 section 7, UIDL).
const remembered = 192

// takeRoom reports whether so many more octets can be stored, and takes the room
// for them.
func (h *Host) takeRoom(octets int) bool {
	return !h.Full && (h.Room == nil || h.Room(octets))
}

// giveRoom gives room back that was taken.
func (h *Host) giveRoom(octets int) {
	if h.Room != nil && octets > 0 {
		h.Room(-octets)
	}
}

// number is one that no other timestamp or nonce of this host has.
func (h *Host) number() int {
	if h.Number != nil {
		return h.Number()
	}
	h.numbers++
	return h.numbers
}

// stamp is the timestamp of a greeting, different each time (RFC 1939 section
// 7, APOP): <process-ID.clock@hostname>.
func (h *Host) stamp(at time.Duration) string {
	pid := 1000 + h.seed%30000 + uint64(h.number())
	clock := h.epoch + int64(at/time.Second)
	return "<" + strconv.FormatUint(pid, 10) + "." + strconv.FormatInt(clock, 10) + "@" + h.Name + ">"
}

// nonce is 18 characters that no other nonce of this host is, made from the
// seed: the same Inputs must give the same octets, so it is no secret. A World
// is a laboratory; no real account is behind it.
func (h *Host) nonce(at time.Duration) string {
	x := h.seed ^ uint64(h.number())*0x9E3779B97F4A7C15 ^ uint64(at)
	const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
	out := make([]byte, 18)
	for i := range out {
		// One round of SplitMix64 for each letter.
		x += 0x9E3779B97F4A7C15
		z := (x ^ x>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		out[i] = letters[(z^z>>31)%uint64(len(letters))]
	}
	return string(out)
}
