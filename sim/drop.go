package sim

import (
	"errors"
	"slices"
	"strconv"
	"time"
)

// The ways in which a maildrop can stay shut.
var (
	ErrDenied = errors.New("no such mailbox, or not with this secret")
	ErrLocked = errors.New("another session holds the exclusive-access lock")
	ErrAbsent = errors.New("there is no such mailbox")
)

// Login checks a secret: the password is right when right says so of it; by
// names the way of logging in.
func (s *Session) Login(name string, by Login, right func(password string) bool) error {
	password, ok := s.Secret(name, by)
	if !ok || !right(password) {
		return ErrDenied
	}
	s.User = name
	return nil
}

// Secret is what a user and the server share; ok is false if there is no such
// user, or if they may not log in in this way.
func (s *Session) Secret(name string, by Login) (password string, ok bool) {
	u := s.host.user(name)
	if u == nil || u.login != LoginAny && u.login != by {
		return "", false
	}
	return u.password, true
}

// OpenMaildrop checks a secret and, if it is right, locks the user's default
// maildrop and numbers its messages (RFC 1939 section 4).
func (s *Session) OpenMaildrop(name string, by Login, right func(password string) bool) error {
	if err := s.Login(name, by, right); err != nil {
		return err
	}
	return s.OpenFolder("")
}

// Folder finds one of the user's maildrops by what they call it, "" or their
// own name for the default one; nil if there is none.
func (s *Session) Folder(folder string) *Maildrop {
	return s.host.Maildrop(s.profile.path(s.User, folder))
}

// OpenFolder locks one of the user's maildrops, "" for the default one, and
// numbers its messages. One that is open already is released before, without
// an update.
func (s *Session) OpenFolder(folder string) error {
	d := s.Folder(folder)
	if d == nil {
		return ErrAbsent
	}
	if d.holder != 0 && d.holder != s.id {
		return ErrLocked
	}
	if u := s.host.user(s.User); u != nil && s.drop == nil {
		u.since, u.came = s.now, true
	}
	s.Release()
	s.expire(d)
	d.holder = s.id
	news := s.renumber(d)
	s.number(d)
	s.emit(Event{Kind: Locked, Mailbox: d.Name, Why: s.profile.LockWhy, Facts: news})
	if len(news) > 0 {
		s.emit(Event{
			Kind: Fault, Text: "The server gives every message in the maildrop a new unique-id.", Why: s.profile.Laws[OtherUniqueID],
			Explain: "A client that knows messages by their unique-ids takes all of them for new ones.",
		})
	}
	return nil
}

// renumber is what a faulty server does that makes up its unique-ids anew in
// each session, where the protocol has any: it says which.
func (s *Session) renumber(d *Maildrop) (news []Fact) {
	if _, ok := s.profile.Laws[OtherUniqueID]; !ok || !s.host.Service.Renumbers || len(d.messages) == 0 {
		return nil
	}
	series := strconv.Itoa(s.host.number())
	d.messages = slices.Clone(d.messages)
	for i, m := range d.messages {
		other := *m
		other.UniqueID = series + "." + strconv.Itoa(i+1)
		d.messages[i] = &other
		news = append(news, Fact{Message: i + 1, UniqueID: other.UniqueID})
	}
	return news
}

// expire throws away what has been in a maildrop for longer than the server
// keeps mail, where the protocol lets it say so (RFC 2449 section 6.7). It does
// so before a session, for during one no message may go. On the wire nobody
// sees it.
func (s *Session) expire(d *Maildrop) {
	u := s.host.user(d.Owner)
	if u == nil || u.expire <= 0 || s.profile.ExpireWhy.IsZero() || s.host.Full {
		return
	}
	old := s.now - time.Duration(u.expire)*24*time.Hour
	d.messages = slices.DeleteFunc(slices.Clone(d.messages), func(m *Message) bool {
		if m.since > old || slices.Contains(d.stuck, m.Item) {
			return false
		}
		s.host.giveRoom(m.room)
		s.emit(Event{Kind: Removed, Mailbox: d.Name, Item: m.Item, Text: m.Field("Subject"), Why: s.profile.ExpireWhy})
		return true
	})
}

// ReadFolder opens a maildrop only to read it, and leaves the lock to whoever
// holds it.
func (s *Session) ReadFolder(folder string) error {
	d := s.Folder(folder)
	if d == nil {
		return ErrAbsent
	}
	s.Release()
	s.number(d)
	return nil
}

func (s *Session) number(d *Maildrop) {
	s.drop = d
	s.view = slices.Clone(d.messages)
	s.marks, s.gone = make([]bool, len(s.view)), make([]bool, len(s.view))
}

// Mailbox is the unique name of the open maildrop, "" if none is open.
func (s *Session) Mailbox() string {
	if s.drop == nil {
		return ""
	}
	return s.drop.Name
}

// Drop is the open maildrop, nil if none is.
func (s *Session) Drop() *Maildrop { return s.drop }

// Writable reports whether the session may remove messages from the open
// maildrop: it holds the lock, and the maildrop is not read-only.
func (s *Session) Writable() bool {
	return s.drop != nil && s.drop.holder == s.id && !s.drop.ReadOnly
}

// Count is how many messages were numbered, marked or not, there or gone.
func (s *Session) Count() int { return len(s.view) }

// Message is message n of the open maildrop.
func (s *Session) Message(n int) *Message { return s.view[n-1] }

// Marked reports whether message n is marked as deleted.
func (s *Session) Marked(n int) bool { return s.marks[n-1] }

// item is what message n is in the World; 0 if there is no such message.
func (s *Session) item(n int) int {
	if n < 1 || n > len(s.view) {
		return 0
	}
	return s.view[n-1].Item
}

// Each calls f for each message that is there and not marked as deleted.
func (s *Session) Each(f func(n int, m *Message)) {
	for i, m := range s.view {
		if !s.marks[i] && !s.gone[i] {
			f(i+1, m)
		}
	}
}

// Total counts the messages that are not marked as deleted, and their octets.
func (s *Session) Total() (count, octets int) {
	s.Each(func(_ int, m *Message) { count, octets = count+1, octets+len(m.Raw) })
	return count, octets
}

// Mark marks message n as deleted.
func (s *Session) Mark(n int) {
	if s.marks[n-1] {
		return
	}
	s.marks[n-1] = true
	s.emit(s.AboutMessage(Marked, n))
}

// UnmarkAll takes all marks away.
func (s *Session) UnmarkAll() {
	for i := range s.marks {
		if s.marks[i] {
			s.marks[i] = false
			s.emit(s.AboutMessage(Unmarked, i+1))
		}
	}
}

// Update removes the marked messages from the maildrop, as far as that is
// possible, and no other; it says how many remain in it, and how many of them
// should be gone (RFC 1939 section 6).
func (s *Session) Update() (remain, failed int) {
	return s.remove(func(i int) bool { return s.marks[i] })
}

// Empty removes every message that was numbered when the maildrop was opened,
// marked or not, as far as that is possible (RFC 918, Commands, RDEL).
func (s *Session) Empty() (remain, failed int) {
	return s.remove(func(int) bool { return true })
}

// remove takes messages out of the maildrop, by their place in the view.
func (s *Session) remove(which func(i int) bool) (remain, failed int) {
	if s.drop == nil {
		return 0, 0
	}
	gone := map[*Message]bool{}
	for i, m := range s.view {
		switch {
		case !which(i):
		case s.fixed(m):
			failed++
		default:
			gone[m] = true
			s.emit(s.AboutMessage(Removed, i+1))
		}
	}
	s.drop.messages = slices.DeleteFunc(s.drop.messages, func(m *Message) bool {
		if gone[m] {
			s.host.giveRoom(m.room)
		}
		return gone[m]
	})
	return len(s.drop.messages), failed
}

// fixed reports whether a message of the open maildrop cannot be removed.
func (s *Session) fixed(m *Message) bool {
	return s.host.Full || s.drop.ReadOnly || slices.Contains(s.drop.stuck, m.Item)
}

// Stuck counts the marked messages that Update could not remove.
func (s *Session) Stuck() int {
	n := 0
	for i, m := range s.view {
		if s.marks[i] && s.fixed(m) {
			n++
		}
	}
	return n
}

// AboutMessage is an event that tells something of message n.
func (s *Session) AboutMessage(k Kind, n int) Event {
	return Event{Kind: k, Mailbox: s.drop.Name, Message: n, Item: s.view[n-1].Item}
}

// Release closes the maildrop, if one is open, without an update: the
// exclusive-access lock goes back, the marks are void.
func (s *Session) Release() {
	if s.drop == nil {
		return
	}
	if s.drop.holder == s.id {
		s.drop.holder = 0
		s.emit(Event{Kind: Unlocked, Mailbox: s.drop.Name})
	}
	s.drop, s.view, s.marks, s.gone = nil, nil, nil, nil
}
