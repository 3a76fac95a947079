package sim

import (
	"errors"
	"slices"
)

// The ways in which a maildrop can stay shut.
var (
	ErrDenied = errors.New("no such mailbox, or not with this secret")
	ErrLocked = errors.New("another session holds the exclusive-access lock")
)

// OpenMaildrop checks a secret and, if it is right, locks the maildrop and
// numbers its messages (RFC 1939 section 4). The password is right when ok
// says so of it; by names the way of logging in.
func (s *Session) OpenMaildrop(name string, by Login, ok func(password string) bool) error {
	d := s.host.Maildrop(name)
	if d == nil || !ok(d.password) || d.login != LoginAny && d.login != by {
		return ErrDenied
	}
	if d.holder != 0 {
		return ErrLocked
	}
	d.holder = s.id
	s.drop = d
	s.view = slices.Clone(d.messages)
	s.marks = make([]bool, len(s.view))
	s.emit(Event{Kind: Locked, Mailbox: d.Name, Why: s.profile.LockWhy})
	return nil
}

// Mailbox is the name of the open maildrop.
func (s *Session) Mailbox() string {
	if s.drop == nil {
		return ""
	}
	return s.drop.Name
}

// Message is message n of the open maildrop.
func (s *Session) Message(n int) *Message { return s.view[n-1] }

// item is what message n is in the World; 0 if there is no such message.
func (s *Session) item(n int) int {
	if n < 1 || n > len(s.view) {
		return 0
	}
	return s.view[n-1].Item
}

// Each calls f for each message that is not marked as deleted.
func (s *Session) Each(f func(n int, m *Message)) {
	for i, m := range s.view {
		if !s.marks[i] {
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
	s.marks[n-1] = true
	s.emit(s.aboutMessage(Marked, n))
}

// UnmarkAll takes all marks away.
func (s *Session) UnmarkAll() {
	for i := range s.marks {
		if s.marks[i] {
			s.marks[i] = false
			s.emit(s.aboutMessage(Unmarked, i+1))
		}
	}
}

// Update removes the marked messages from the maildrop, as far as that is
// possible, and no other; it says how many remain in it, and how many of them
// should be gone (RFC 1939 section 6).
func (s *Session) Update() (remain, failed int) {
	gone := map[*Message]bool{}
	for i, m := range s.view {
		switch {
		case !s.marks[i]:
		case slices.Contains(s.drop.stuck, m.Item):
			failed++
		default:
			gone[m] = true
			s.emit(s.aboutMessage(Removed, i+1))
		}
	}
	s.drop.messages = slices.DeleteFunc(s.drop.messages, func(m *Message) bool { return gone[m] })
	return len(s.drop.messages), failed
}

func (s *Session) aboutMessage(k Kind, n int) Event {
	return Event{Kind: k, Mailbox: s.drop.Name, Message: n, Item: s.view[n-1].Item}
}

// release gives the exclusive-access lock back, if the session holds one.
func (s *Session) release() {
	if s.drop == nil {
		return
	}
	s.drop.holder = 0
	s.emit(Event{Kind: Unlocked, Mailbox: s.drop.Name})
	s.drop, s.view, s.marks = nil, nil, nil
}
