package main

import (
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
// file with the password. The files are never changed.
func loadMaildrops(dir string, log *slog.Logger) (*mailFolder, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, plainPathError("the folder of maildrops", dir, err)
	}
	f := &mailFolder{log: log}
	for _, entry := range entries {
		path := filepath.Join(dir, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || !isFolder(path) {
			log.Debug("ignored: not a user's folder", "path", path)
			continue
		}
		u, err := loadUser(path, log)
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

// isFolder follows links, so that a user's folder may lie elsewhere.
func isFolder(path string) bool {
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// loadUser reads the folder of one user. What is wrong in it at the start is
// said, and nothing is served.
func loadUser(dir string, log *slog.Logger) (*userMail, error) {
	u := &userMail{dir: dir, name: filepath.Base(dir), files: map[string]mailFile{}}
	if err := checkName(u.name); err != nil {
		return nil, fmt.Errorf("the folder %s cannot name a mailbox: %w", dir, err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, plainPathError("the maildrop", dir, err)
	}
	if u.password, err = loadPassword(filepath.Join(dir, passwordFile)); err != nil {
		return nil, err
	}
	for _, entry := range entries { // ReadDir has sorted them
		if path := filepath.Join(dir, entry.Name()); isMessage(entry) {
			file, err := loadMessage(path, entry, log)
			if err != nil {
				return nil, err
			}
			u.files[entry.Name()] = file
		} else if entry.Name() != passwordFile {
			log.Debug("ignored: not a message", "path", path)
		}
	}
	return u, nil
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
// order; that, and what else clients may stumble over, is said in one warning.
func loadMessage(path string, entry fs.DirEntry, log *slog.Logger) (mailFile, error) {
	state, err := stateOf(entry)
	if err != nil {
		return mailFile{}, plainPathError("the message", path, err)
	}
	octets, err := readFile("the message", path, largestMessage)
	if err != nil {
		return mailFile{}, err
	}
	if odd := oddities(octets); len(odd) > 0 {
		log.Warn("a message is not as mail should be", "path", path, "because", strings.Join(odd, "; "))
	}
	return mailFile{state, sim.NewMessage(octets)}, nil
}
