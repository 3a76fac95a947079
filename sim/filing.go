package sim

import (
	"errors"
	"slices"
	"strings"
)

// The ways in which a message cannot be put elsewhere, besides ErrAbsent and
// ErrFull.
var (
	ErrHere  = errors.New("that is the folder in which the message lies")
	ErrFixed = errors.New("a message cannot be removed from where it is")
)

// Store puts a message into the open maildrop. It has the next number at once.
func (s *Session) Store(raw []byte) (n int, err error) {
	if !s.host.takeRoom(keeping + len(raw)) {
		return 0, ErrFull
	}
	mail := *NewMessage(raw)
	mail.room = keeping + len(raw) - remembered
	m := s.host.store(s.drop, mail, s.now)
	s.view = append(slices.Clip(s.view), m)
	s.marks, s.gone = append(s.marks, false), append(s.gone, false)
	s.emit(stored(s.drop, m, len(s.view)))
	return len(s.view), nil
}

// Copy puts copies of messages into another folder: of all of them, or of none.
// That takes no lock, as new mail takes none.
func (s *Session) Copy(folder string, numbers []int) error {
	d, err := s.elsewhere(folder)
	if err != nil {
		return err
	}
	var twins []Message
	room := 0
	for _, n := range numbers {
		twin := *s.view[n-1]
		twin.Source = ""
		twin.room = max(twin.room, keeping) // its octets too, if a client stored them: it may be what is left of them
		twins, room = append(twins, twin), room+twin.room
	}
	if !s.host.takeRoom(room) {
		return ErrFull
	}
	for _, twin := range twins {
		s.emit(stored(d, s.host.store(d, twin, s.now), 0))
	}
	return nil
}

// Move puts messages into another folder, all of them or none, and there at
// once. They keep their unique-ids. Their old numbers mean nothing any more.
func (s *Session) Move(folder string, numbers []int) error {
	d, err := s.elsewhere(folder)
	if err != nil {
		return err
	}
	for _, n := range numbers {
		if s.fixed(s.view[n-1]) {
			return ErrFixed
		}
	}
	for _, n := range numbers {
		m := *s.view[n-1]
		s.drop.messages = slices.DeleteFunc(s.drop.messages, func(x *Message) bool { return x.Item == m.Item })
		s.gone[n-1] = true
		s.emit(s.AboutMessage(Removed, n))
		s.host.items++
		m.Item = s.host.items // a later one, so that items in a maildrop are always in order
		d.messages = append(d.messages, &m)
		s.emit(stored(d, &m, 0))
	}
	return nil
}

// elsewhere is a folder that messages of the open one can be put into.
func (s *Session) elsewhere(folder string) (*Maildrop, error) {
	d := s.Folder(folder)
	switch {
	case d == nil:
		return nil, ErrAbsent
	case d == s.drop:
		return nil, ErrHere
	case s.host.Full:
		return nil, ErrFull
	}
	return d, nil
}

// stored is the event of a message being put into a maildrop, where it has the
// number n, or as yet none.
func stored(d *Maildrop, m *Message, n int) Event {
	return Event{
		Kind: Stored, Mailbox: d.Name, Item: m.Item, Message: n, Text: m.Field("Subject"),
		Facts: []Fact{{Message: n, Octets: len(m.Raw), Sized: true, UniqueID: m.UniqueID, Flags: strings.Join(m.Flags, " ")}},
	}
}

// Flag gives message n these flags and no others.
func (s *Session) Flag(n int, flags []string) {
	old := s.view[n-1]
	m := *old
	m.Flags = slices.Clone(flags)
	s.view = slices.Clone(s.view)
	s.view[n-1] = &m
	if i := slices.Index(s.drop.messages, old); i >= 0 {
		s.drop.messages[i] = &m
	}
	e := s.AboutMessage(Flagged, n)
	e.Text = strings.Join(flags, " ")
	s.emit(e)
}
