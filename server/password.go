package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"popscope/lessons/files"
)

// passwordFile is the file in a user's folder that holds the password.
const passwordFile = "password"

// longestPassword is how many octets a client can send behind "PASS ": a
// command has 255 at most, with its CRLF (RFC 2449 section 4).
const longestPassword = 255 - len("PASS ") - len("\r\n")

// loadPassword reads the password in a user's folder: the one line of the file,
// without its line end. What a client could hardly send is refused, with what is
// wrong with the file: later it would only look like a wrong password.
func loadPassword(folder *files.Folder, log *slog.Logger) (string, error) {
	path := filepath.Join(folder.Path, passwordFile)
	octets, err := folder.Read("the password file", passwordFile, 1<<10)
	if errors.Is(err, fs.ErrNotExist) {
		return "", fmt.Errorf("the password file %s does not exist; write the password into it", path)
	}
	if err != nil {
		return "", err
	}
	password, fault := passwordIn(octets)
	if fault != "" {
		return "", fmt.Errorf("the password file %s %s", path, fault)
	}
	if strings.TrimSpace(password) != password {
		log.Warn("a password begins or ends with a space or a tab, which counts: a client must send it too", "path", path)
	}
	return password, nil
}

// passwordIn is the password that a file holds, or what is wrong with it.
func passwordIn(file []byte) (password, fault string) {
	text := bytes.TrimSuffix(bytes.TrimSuffix(file, []byte("\n")), []byte("\r"))
	switch {
	case bytes.HasPrefix(file, []byte("\xFE\xFF")), bytes.HasPrefix(file, []byte("\xFF\xFE")):
		return "", "is written in UTF-16; save it as UTF-8, without a byte order mark"
	case bytes.HasPrefix(file, []byte("\xEF\xBB\xBF")):
		return "", "begins with a byte order mark (the octets EF BB BF), which would be part of the password; save it without one"
	case len(bytes.TrimSpace(text)) == 0:
		return "", "is empty; write the password into it"
	case bytes.Contains(text, []byte("\n")), bytes.Contains(text, []byte("\r")):
		return "", "has more than one line; a password is one line, and one line end may follow it"
	case bytes.IndexByte(text, 0) >= 0:
		return "", "has NUL octets; perhaps it is written in UTF-16: save it as UTF-8"
	case len(text) > longestPassword:
		return "", fmt.Sprintf("has a password of %d octets; a client can send %d (RFC 2449 section 4)", len(text), longestPassword)
	case !utf8.Valid(text):
		return "", "is not UTF-8, which is what clients send; save it as UTF-8"
	}
	for _, c := range string(text) {
		if c < ' ' && c != '\t' || c >= 0x7F && c <= 0x9F || c == '\uFEFF' {
			return "", fmt.Sprintf("has the character %U, which nobody can see or type; take it out", c)
		}
	}
	return string(text), ""
}
