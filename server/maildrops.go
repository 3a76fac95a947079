package main

import (
	"bytes"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"

	"popscope/files"
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
// file with the password. The files are read once and never changed, and none
// is read that lies elsewhere: a link that leads out of a user's folder would
// give them what is not theirs.
func loadMaildrops(dir string, log *slog.Logger) ([]sim.Mailbox, error) {
	folder, err := files.OpenFolder("the folder of maildrops", dir)
	if err != nil {
		return nil, err
	}
	defer folder.Close()
	entries, err := folder.List("the folder of maildrops", mostUsers)
	if err != nil {
		return nil, err
	}
	var mailboxes []sim.Mailbox
	room := int64(largestMaildrops)
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
		mailbox, err := loadMailbox(folder, name, &room, log)
		if err != nil {
			return nil, err
		}
		mailboxes = append(mailboxes, mailbox)
	}
	if len(mailboxes) == 0 {
		return nil, fmt.Errorf("the folder of maildrops %s holds no user's folder; "+
			"make one for each user, with .eml files and a file named password", dir)
	}
	return mailboxes, nil
}

// loadMailbox reads the folder of one user, whose messages must find room.
func loadMailbox(all *files.Folder, name string, room *int64, log *slog.Logger) (sim.Mailbox, error) {
	mailbox := sim.Mailbox{Name: name}
	if err := checkName(name); err != nil {
		return mailbox, fmt.Errorf("the folder %q cannot name a mailbox: %w", filepath.Join(all.Path, name), err)
	}
	folder, err := all.Folder("the maildrop", name)
	if err != nil {
		return mailbox, err
	}
	defer folder.Close()
	entries, err := folder.List("the maildrop", mostMessages)
	if err != nil {
		return mailbox, err
	}
	if mailbox.Password, err = loadPassword(folder, log); err != nil {
		return mailbox, err
	}
	for _, entry := range entries {
		if name := entry.Name(); strings.HasPrefix(name, ".") || filepath.Ext(name) != messageSuffix {
			if name != passwordFile {
				log.Debug("ignored: not a message", "path", filepath.Join(folder.Path, name))
			}
			continue
		}
		message, err := loadMessage(folder, entry.Name(), log)
		if err != nil {
			return mailbox, err
		}
		if *room -= int64(len(message)); *room < 0 {
			return mailbox, fmt.Errorf("the folder of maildrops %s holds more than %d octets of mail, which is the limit; "+
				"with %s it is passed", all.Path, largestMaildrops, filepath.Join(folder.Path, entry.Name()))
		}
		mailbox.Messages = append(mailbox.Messages, message)
	}
	return mailbox, nil
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

// loadMessage reads a message as it is. The engine brings its line ends in
// order; what will be other than in the file is said here.
func loadMessage(folder *files.Folder, name string, log *slog.Logger) ([]byte, error) {
	octets, err := folder.Read("the message", name, largestMessage)
	if err != nil {
		return nil, err
	}
	path := filepath.Join(folder.Path, name)
	if n := bytes.Count(octets, []byte("\n")) - bytes.Count(octets, []byte("\r\n")); n > 0 {
		log.Warn("a message has bare LF; each will be sent as CRLF", "path", path, "lines", n)
	}
	if n := bytes.Count(octets, []byte{0}); n > 0 {
		log.Warn("a message has NUL octets; they will be sent as they are, and some clients refuse them", "path", path, "octets", n)
	}
	return octets, nil
}
