package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"

	"popscope/sim"
)

// What a folder of maildrops may hold.
const (
	longestName    = 40       // octets; RFC 1939 section 3 allows an argument no more
	largestMessage = 64 << 20 // octets
	passwordFile   = "password"
	messageSuffix  = ".eml"
)

// loadMaildrops reads a folder of maildrops: in it a folder for each user, in
// that the user's messages, in the order of the names of their files, and a
// file with the password. The files are read once and never changed.
func loadMaildrops(dir string, log *slog.Logger) ([]sim.Mailbox, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, plainPathError("the folder of maildrops", dir, err)
	}
	var mailboxes []sim.Mailbox
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || !isFolder(path) {
			log.Debug("ignored: not a user's folder", "path", path)
			continue
		}
		mailbox, err := loadMailbox(path, log)
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

// isFolder follows links, so that a user's folder may lie elsewhere.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

func loadMailbox(dir string, log *slog.Logger) (sim.Mailbox, error) {
	mailbox := sim.Mailbox{Name: filepath.Base(dir)}
	if err := checkName(mailbox.Name); err != nil {
		return mailbox, fmt.Errorf("the folder %s cannot name a mailbox: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return mailbox, plainPathError("the maildrop", dir, err)
	}
	if mailbox.Password, err = loadPassword(filepath.Join(dir, passwordFile)); err != nil {
		return mailbox, err
	}
	for _, entry := range entries { // ReadDir has sorted them
		path := filepath.Join(dir, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || filepath.Ext(path) != messageSuffix {
			if entry.Name() != passwordFile {
				log.Debug("ignored: not a message", "path", path)
			}
			continue
		}
		message, err := loadMessage(path, log)
		if err != nil {
			return mailbox, err
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

func loadPassword(path string) (string, error) {
	octets, err := readFile("the password file", path, 1<<10)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("the password file %s does not exist; write the password into it", path)
	}
	if err != nil {
		return "", err
	}
	password := strings.TrimSuffix(strings.TrimSuffix(string(octets), "\n"), "\r")
	switch {
	case password == "":
		return "", fmt.Errorf("the password file %s is empty; write the password into it", path)
	case strings.ContainsAny(password, "\r\n\x00"):
		return "", fmt.Errorf("the password file %s has more than one line; a password is one line", path)
	}
	return password, nil
}

// loadMessage reads a message as it is. The engine brings its line ends in
// order; what will be other than in the file is said here.
func loadMessage(path string, log *slog.Logger) ([]byte, error) {
	octets, err := readFile("the message", path, largestMessage)
	if err != nil {
		return nil, err
	}
	if n := bytes.Count(octets, []byte("\n")) - bytes.Count(octets, []byte("\r\n")); n > 0 {
		log.Warn("a message has bare LF; each will be sent as CRLF", "path", path, "lines", n)
	}
	if n := bytes.Count(octets, []byte{0}); n > 0 {
		log.Warn("a message has NUL octets; they will be sent as they are, and some clients refuse them", "path", path, "octets", n)
	}
	return octets, nil
}
