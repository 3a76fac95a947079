package main

import (
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"

	"popscope/lessons/files"
	"popscope/sim"
)

// What a folder of maildrops may hold.
const (
	longestName      = 40       // octets; RFC 1939 section 3 allows an argument no more
	largestMessage   = 64 << 20 // octets
	largestMaildrops = 1 << 30  // octets of all messages, which are kept in memory
	mostUsers        = 2_000    // entries of the folder of maildrops
	mostMessages     = 20_000   // entries of a user's folder
	messageSuffix    = ".eml"
)

// loadMaildrops reads a folder of maildrops: in it a folder for each user, in
// that the user's messages, in the order of the names of their files, and a
// file with the password. The files are never changed, and none is read that
// lies elsewhere: a link that leads out of a user's folder would give them what
// is not theirs.
func loadMaildrops(dir string, log *slog.Logger) (*mailFolder, error) {
	folder, err := files.OpenFolder("the folder of maildrops", dir)
	if err != nil {
		return nil, err
	}
	entries, err := folder.List("the folder of maildrops", mostUsers)
	if err != nil {
		return nil, err
	}
	f := &mailFolder{log: log, folder: folder, room: largestMaildrops}
	for _, entry := range entries {
		name := entry.Name()
		is, err := folder.IsFolder("the user's folder", name)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(name, ".") || !is {
			log.Debug("ignored: not a user's folder", "path", filepath.Join(dir, name))
			continue
		}
		u, err := f.loadUser(name)
		if err != nil {
			return nil, err
		}
		f.users = append(f.users, u)
	}
	if len(f.users) == 0 {
		return nil, fmt.Errorf("the folder of maildrops %s holds no user's folder; "+
			"make one for each user, with .eml files and a file named password", dir)
	}
	return f, nil
}

// loadUser reads the folder of one user. What is wrong in it at the start is
// said, and nothing is served.
func (f *mailFolder) loadUser(name string) (*userMail, error) {
	u := &userMail{name: name, files: map[string]mailFile{}}
	if err := checkName(name); err != nil {
		return nil, fmt.Errorf("the folder %q cannot name a mailbox: %w", filepath.Join(f.folder.Path, name), err)
	}
	folder, entries, err := f.open(name)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	if u.password, err = loadPassword(folder, f.log); err != nil {
		return nil, err
	}
	for _, entry := range entries {
		if isMessage(entry) {
			file, err := f.loadMessage(folder, entry)
			if err != nil {
				return nil, err
			}
			u.files[entry.Name()] = file
		} else if entry.Name() != passwordFile {
			f.log.Debug("ignored: not a message", "path", filepath.Join(folder.Path, entry.Name()))
		}
	}
	return u, nil
}

// open opens and lists the folder of a user.
func (f *mailFolder) open(name string) (*files.Folder, []fs.DirEntry, error) {
	folder, err := f.folder.Folder("the maildrop", name)
	if err != nil {
		return nil, nil, err
	}
	entries, err := folder.List("the maildrop", mostMessages)
	if err != nil {
		folder.Close()
		return nil, nil, err
	}
	return folder, entries, nil
}

// isMessage reports whether a file is named as a message is.
func isMessage(entry fs.DirEntry) bool {
	return !strings.HasPrefix(entry.Name(), ".") && filepath.Ext(entry.Name()) == messageSuffix
}

// checkName refuses what a client could not say in a command.
func checkName(name string) error {
	if len(name) > longestName {
		return fmt.Errorf("its name has %d octets, and a command takes %d", len(name), longestName)
	}
	for _, c := range []byte(name) {
		if c <= ' ' || c == 0x7f {
			return errors.New("its name has a space or a control character")
		}
	}
	return nil
}

// loadMessage reads a message as it is, if there is room for it. The engine
// brings its line ends in order; that, and what else clients may stumble over,
// is said in one warning.
func (f *mailFolder) loadMessage(folder *files.Folder, entry fs.DirEntry) (mailFile, error) {
	path := filepath.Join(folder.Path, entry.Name())
	state, err := stateOf(entry)
	if err != nil {
		return mailFile{}, files.Plain("the message", path, err)
	}
	octets, err := folder.Read("the message", entry.Name(), largestMessage)
	if err != nil {
		return mailFile{}, err
	}
	if int64(len(octets)) > f.room {
		return mailFile{}, fmt.Errorf("the folder of maildrops %s holds more than %d octets of mail, which is the limit; "+
			"with %s it is passed", f.folder.Path, largestMaildrops, path)
	}
	f.room -= int64(len(octets))
	if odd := oddities(octets); len(odd) > 0 {
		f.log.Warn("a message is not as mail should be", "path", path, "because", strings.Join(odd, "; "))
	}
	return mailFile{state, int64(len(octets)), sim.NewMessage(octets)}, nil
}
