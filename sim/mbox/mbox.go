// Package mbox reads messages out of the files in which mail programs keep
// them: an .eml file holds one, an mbox file any number, each after a line that
// begins with "From ".
package mbox

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
)

// The bounds of what is read: more than any lesson needs, and little enough
// for a page.
const (
	MaxFile     = 16 << 20 // octets
	MaxMessages = 2000
)

// Messages are what was found in a file.
type Messages struct {
	Form     string   // "eml" or "mbox"
	Messages [][]byte // RFC 822 text, with CRLF at the end of each line
	Notes    []string // what a reader must know: what was changed, what was left out
}

// Read reads the messages in a file. The error says what is wrong with it.
func Read(file []byte) (Messages, error) {
	switch {
	case len(bytes.TrimSpace(file)) == 0:
		return Messages{}, errors.New("it is empty")
	case len(file) > MaxFile:
		return Messages{}, fmt.Errorf("it has %d octets, and %d are the most that are read", len(file), MaxFile)
	}
	file = bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF"))
	if bytes.HasPrefix(file, []byte("From ")) {
		return readBox(lines(file))
	}
	if i := stranger(file); i >= 0 {
		return Messages{}, fmt.Errorf("it is no text: octet %d is a NUL", i+1)
	}
	if !headed(lines(file)) {
		return Messages{}, errors.New(`it holds no message: a message begins with header fields such as "Subject: ...", an mbox file with a line "From ..."`)
	}
	out := Messages{Form: "eml", Messages: [][]byte{join(lines(file))}}
	out.ends(file)
	return out, nil
}

// stranger is where a NUL stands, of which no mail has any; -1: nowhere.
func stranger(file []byte) int { return bytes.IndexByte(file, 0) }

// lines cuts at CRLF, at LF, and at CR alone, without these.
func lines(file []byte) [][]byte {
	var all [][]byte
	for len(file) > 0 {
		n := bytes.IndexAny(file, "\r\n")
		if n < 0 {
			return append(all, file)
		}
		all = append(all, file[:n:n])
		if file[n] == '\r' && n+1 < len(file) && file[n+1] == '\n' {
			n++
		}
		file = file[n+1:]
	}
	return all
}

func join(lines [][]byte) []byte {
	var out []byte
	for _, l := range lines {
		out = append(append(out, l...), "\r\n"...)
	}
	return out
}

// headed reports whether lines begin as a message does: with a header field.
func headed(lines [][]byte) bool {
	if len(lines) == 0 {
		return false
	}
	name, _, ok := bytes.Cut(lines[0], []byte(":"))
	name = bytes.TrimRight(name, " \t")
	return ok && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// ends says that line ends were changed, if they were.
func (m *Messages) ends(file []byte) {
	bare := bytes.Count(file, []byte("\n")) - bytes.Count(file, []byte("\r\n"))
	if bare += bytes.Count(file, []byte("\r")) - bytes.Count(file, []byte("\r\n")); bare > 0 {
		m.note("%s ended with LF or CR alone, as files on a disk do. On the wire each ends with CRLF, so the sizes have grown.", count(bare, "line"))
	}
}

func (m *Messages) note(format string, a ...any) {
	m.Notes = append(m.Notes, fmt.Sprintf(format, a...))
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// readBox reads an mbox file.
func readBox(all [][]byte) (Messages, error) {
	out := Messages{Form: "mbox"}
	quoted, doubled, empty, headless, more := 0, 0, 0, 0, 0
	var body [][]byte
	add := func() {
		if n := len(body); n > 0 && len(body[n-1]) == 0 {
			body = body[:n-1] // the empty line that ends a message belongs to the box
		}
		switch {
		case len(body) == 0:
			empty++
		case len(out.Messages) == MaxMessages:
			more++
		default:
			if !headed(body) {
				headless++
			}
			out.Messages = append(out.Messages, join(body))
		}
		body = nil
	}
	size := 0
	for i, l := range all {
		size += len(l) + 2
		// A line "From " begins a message only behind an empty line: elsewhere it
		// is one that a careless program has not quoted.
		if bytes.HasPrefix(l, []byte("From ")) && (i == 0 || len(all[i-1]) == 0) {
			if i > 0 {
				add()
			}
			continue
		}
		if at := len(l) - len(bytes.TrimLeft(l, ">")); at > 0 && bytes.HasPrefix(l[at:], []byte("From ")) {
			quoted++
			if at > 1 {
				doubled++
			}
			l = l[1:]
		}
		body = append(body, l)
	}
	add()
	if len(out.Messages) == 0 {
		return out, errors.New("it is an mbox file without a message")
	}
	if quoted > 0 {
		how := "The kind of the file, mboxo or mboxrd, can't be told from it; should it be an mboxo file, some of these may have begun so before it was written."
		if doubled > 0 {
			how = "Some had several: this is an mboxrd file, where nothing is lost by that."
		}
		out.note("%s of messages had a > before “From ”, so that none is taken for the beginning of a message. One > each was taken away. %s", count(quoted, "line"), how)
	}
	if empty > 0 {
		out.note("%s without a single line left out.", count(empty, "message"))
	}
	if headless > 0 {
		out.note("%s without a header: perhaps a line “From ” of a text was not quoted, and has cut a message in two.", count(headless, "message"))
	}
	if more > 0 {
		out.note("%s left out: %d are the most that are read.", count(more, "message"), MaxMessages)
	}
	return out, nil
}

// Subject is what a message says it is about; empty if it does not.
func Subject(message []byte) string {
	for _, l := range lines(message) {
		if len(l) == 0 {
			return ""
		}
		if name, value, ok := strings.Cut(string(l), ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Subject") {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
