package main

import (
	"io/fs"
	"log/slog"
	"maps"
	"slices"
	"sync"
	"time"

	"popscope/lessons/files"
	"popscope/sim"
)

// mailFolder is the folder of maildrops that the simulated servers serve. The
// messages in it are read once for all of them. What changes in it while they
// run is noticed when a client says something: a new file is new mail, a file
// that is gone takes its message along, and one that has changed is both. So it
// is in all copies; but what a client has deleted in its own stays deleted, and
// a session goes on with the messages that it has numbered.
type mailFolder struct {
	log    *slog.Logger
	folder *files.Folder
	room   int64       // octets that may still come
	users  []*userMail // the same as long as the program runs

	looking sync.Mutex // held by the one who looks
	next    time.Time  // when it may be looked again
	labs    []*labCopies
}

// userMail is the folder of one user.
type userMail struct {
	name, password string
	files          map[string]mailFile // by their names
	lost           bool                // the folder could not be read the last time
}

// mailFile is a file, and what was read from it; no message, if that failed.
type mailFile struct {
	state   fileState
	octets  int64
	message *sim.Message
}

// fileState tells one version of a file from another.
type fileState struct {
	size     int64
	modified time.Time
}

func stateOf(entry fs.DirEntry) (fileState, error) {
	info, err := entry.Info()
	if err != nil {
		return fileState{}, err
	}
	return fileState{info.Size(), info.ModTime()}, nil
}

// change is one thing that has changed in a folder.
type change struct {
	user, file string
	message    *sim.Message // nil: it is gone
}

// mailboxes are the users, with no mail yet.
func (f *mailFolder) mailboxes() []sim.Mailbox {
	var all []sim.Mailbox
	for _, u := range f.users {
		all = append(all, sim.Mailbox{Name: u.name, Password: u.password})
	}
	return all
}

// feed gives a simulated server the mail that there is, and from then on what
// changes in it.
func (f *mailFolder) feed(c *labCopies) {
	f.looking.Lock()
	defer f.looking.Unlock()
	f.labs = append(f.labs, c)
	for _, u := range f.users {
		for _, name := range slices.Sorted(maps.Keys(u.files)) {
			c.change([]change{{u.name, name, u.files[name].message}})
		}
	}
}

// lookShare is which part of the time may go into looking: one of so many.
const lookShare = 20

// look looks whether anything has changed, unless somebody is looking or has
// just looked. Nobody but the caller waits for it.
func (f *mailFolder) look() {
	if f == nil || !f.looking.TryLock() {
		return
	}
	defer f.looking.Unlock()
	began := time.Now()
	if began.Before(f.next) {
		return
	}
	var all []change
	for _, u := range f.users {
		all = append(all, u.look(f)...)
	}
	if len(all) > 0 {
		for _, c := range f.labs {
			c.change(all)
		}
	}
	now := time.Now()
	f.next = now.Add(max(time.Millisecond, lookShare*now.Sub(began)))
}

// look finds out what has changed in a user's folder.
func (u *userMail) look(f *mailFolder) (all []change) {
	folder, entries, err := f.open(u.name)
	if err != nil {
		if !u.lost {
			f.log.Error("a maildrop can no longer be read; it is served as it was", "err", err)
		}
		u.lost = true
		return nil
	}
	defer folder.Close()
	u.lost = false
	there := map[string]bool{}
	for _, entry := range entries {
		state, err := stateOf(entry)
		if !isMessage(entry) || err != nil { // it has gone in this moment
			continue
		}
		name := entry.Name()
		there[name] = true
		old, known := u.files[name]
		if known && old.state == state {
			continue
		}
		f.room += old.octets
		file, err := f.loadMessage(folder, entry)
		if err != nil {
			f.log.Error("a new message cannot be read", "err", err)
			file = mailFile{state: state}
		}
		u.files[name] = file
		if same := old.message != nil && file.message != nil && old.message.Same(file.message); same {
			file.message = old.message
			u.files[name] = file
			continue
		}
		if old.message != nil {
			all = append(all, change{u.name, name, nil})
		}
		if file.message != nil {
			all = append(all, change{u.name, name, file.message})
		}
	}
	for _, name := range slices.Sorted(maps.Keys(u.files)) {
		if !there[name] {
			f.room += u.files[name].octets
			delete(u.files, name)
			all = append(all, change{u.name, name, nil})
		}
	}
	if len(all) > 0 {
		f.log.Info("a maildrop has changed", "path", folder.Path, "changes", len(all))
	}
	return all
}
