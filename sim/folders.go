package sim

import (
	"errors"
	"slices"
	"strings"
)

// FolderSeparator stands between the name of a folder and that of one in it.
const FolderSeparator = "/"

// The ways in which something cannot be done with a folder, besides ErrAbsent.
var (
	ErrName     = errors.New("a folder cannot have such a name")
	ErrTaken    = errors.New("there is such a folder already")
	ErrDefault  = errors.New("the default maildrop stays what it is")
	ErrInUse    = errors.New("a session has the folder open, or one in it")
	ErrNotEmpty = errors.New("something lies in the folder")
	ErrLoop     = errors.New("a folder cannot lie in itself")
	ErrFull     = errors.New("there is no room on the disk")
)

// MakeFolder makes an empty folder. The one that it lies in must be there.
func (s *Session) MakeFolder(folder string) error {
	switch {
	case !folderName(folder):
		return ErrName
	case s.Folder(folder) != nil:
		return ErrTaken
	case !s.holdsFolder(folder):
		return ErrAbsent
	case !s.host.takeRoom(keeping):
		return ErrFull
	}
	d := &Maildrop{Name: folderPath(s.User, folder), Owner: s.User, Folder: folder, room: keeping}
	s.host.drops = append(s.host.drops, d)
	s.emit(Event{Kind: Created, Mailbox: d.Name})
	return nil
}

// RemoveFolder removes a folder in which nothing lies and that nobody has open.
func (s *Session) RemoveFolder(folder string) error {
	d := s.Folder(folder)
	switch {
	case d == nil:
		return ErrAbsent
	case d.Folder == "":
		return ErrDefault
	case d.holder != 0:
		return ErrInUse
	case len(d.messages) > 0 || len(s.FoldersIn(folder)) > 1:
		return ErrNotEmpty
	}
	s.host.drops = slices.DeleteFunc(s.host.drops, func(x *Maildrop) bool { return x == d })
	s.host.giveRoom(d.room)
	s.emit(Event{Kind: Destroyed, Mailbox: d.Name})
	return nil
}

// RenameFolder gives a folder another whole name, and with that, maybe, another
// place. All that lies in it goes with it.
func (s *Session) RenameFolder(old, name string) error {
	d := s.Folder(old)
	switch {
	case d == nil:
		return ErrAbsent
	case d.Folder == "":
		return ErrDefault
	case !folderName(name):
		return ErrName
	case strings.HasPrefix(name, old+FolderSeparator):
		return ErrLoop
	case s.Folder(name) != nil:
		return ErrTaken
	case !s.holdsFolder(name):
		return ErrAbsent
	}
	all := s.FoldersIn(old)
	for _, f := range all {
		switch {
		case f.holder != 0:
			return ErrInUse
		case s.Folder(name+f.Folder[len(old):]) != nil:
			return ErrTaken
		}
	}
	was := d.Name
	for _, f := range all {
		f.Folder = name + f.Folder[len(old):]
		f.Name = folderPath(s.User, f.Folder)
	}
	s.emit(Event{Kind: Renamed, Mailbox: was, Text: d.Name})
	return nil
}

// FoldersIn are the folder itself, and those that lie in it, however deep.
func (s *Session) FoldersIn(folder string) []*Maildrop {
	return slices.DeleteFunc(s.host.Folders(s.User), func(d *Maildrop) bool {
		return d.Folder != folder && !strings.HasPrefix(d.Folder, folder+FolderSeparator)
	})
}

// FolderIn is the whole name of a folder when it lies in target, or, if that is
// the separator alone, in no other.
func FolderIn(target, folder string) string {
	last := folder[strings.LastIndex(folder, FolderSeparator)+1:]
	if target == FolderSeparator {
		return last
	}
	return target + FolderSeparator + last
}

// OuterFolder is the folder that one of that name lies in, "" if in none.
func OuterFolder(folder string) string {
	return folder[:max(strings.LastIndex(folder, FolderSeparator), 0)]
}

// holdsFolder reports whether the folder is there in which one of that name
// would lie. The default maildrop goes by one name only then, else a folder
// could have two.
func (s *Session) holdsFolder(name string) bool {
	outer := OuterFolder(name)
	if outer == "" {
		return true
	}
	d := s.Folder(outer)
	return d != nil && (d.Folder == outer || outer == s.profile.Inbox)
}

// folderName reports whether a folder may have such a whole name: no part of it
// is empty, "." or "..".
func folderName(name string) bool {
	for _, part := range strings.Split(name, FolderSeparator) {
		if part == "" || part == "." || part == ".." {
			return false
		}
	}
	return true
}
