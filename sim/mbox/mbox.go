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
	MaxLines    = 1 << 20
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
	if n := bytes.Count(file, []byte("\n")) + bytes.Count(file, []byte("\r")) - bytes.Count(file, []byte("\r\n")); n > MaxLines {
		return Messages{}, fmt.Errorf("it has %d lines, and %d are the most that are read", n, MaxLines)
	}
	if err := stranger(file); err != nil {
		return Messages{}, err
	}
	file = bytes.TrimPrefix(file, []byte("\xEF\xBB\xBF"))
	above := len(file) - len(bytes.TrimLeft(file, "\r\n"))
	if !bytes.HasPrefix(file[above:], []byte("From ")) {
		above = 0
	}
	all := lines(file[above:])
	top := 0
	if quotedFrom(all[0].text) && len(all) > 1 && field(all[1].text) {
		top = 1
	}
	var out Messages
	var err error
	switch {
	case bytes.HasPrefix(all[0].text, []byte("From ")):
		out, err = readBox(all)
	case bytes.IndexByte(file, 0) >= 0:
		return Messages{}, fmt.Errorf("it is no text: octet %d is a NUL", bytes.IndexByte(file, 0)+1)
	case !field(all[top].text):
		return Messages{}, errors.New(`it holds no message: a message begins with header fields such as "Subject: ...", an mbox file with a line "From ..."`)
	default:
		out = Messages{Form: "eml", Messages: [][]byte{join(all[top:])}}
		if top > 0 {
			out.note("The line “>From ...” above the header is left out: it is no header field.")
		}
	}
	if err != nil {
		return Messages{}, err
	}
	if above > 0 {
		out.note("Empty lines above the first message are left out.")
	}
	out.ends(all)
	return out, nil
}

// stranger is the error of a file of mail that is neither .eml nor mbox, nil if
// it is none that is known.
func stranger(file []byte) error {
	switch {
	case bytes.HasPrefix(file, []byte("\xFF\xFE")), bytes.HasPrefix(file, []byte("\xFE\xFF")):
		return errors.New("it is UTF-16, in which no mail program keeps mail: save it as UTF-8")
	case bytes.HasPrefix(file, []byte("BABYL OPTIONS:")):
		return errors.New("it is a BABYL file, as Emacs's Rmail kept mail: let Emacs turn it into an mbox file (M-x unrmail)")
	case bytes.HasPrefix(file, []byte("\x01\x01\x01\x01")):
		return errors.New("it is an MMDF file, where four octets 01 stand between messages: let a mail program turn it into an mbox file")
	}
	return nil
}

// line is one line of a file.
type line struct {
	text []byte // without its end
	at   int    // octets before it in the file
	size int    // octets, with its end
}

// lines cuts at CRLF, at LF, and at CR alone.
func lines(file []byte) []line {
	var all []line
	for at := 0; at < len(file); {
		rest := file[at:]
		n := bytes.IndexAny(rest, "\r\n")
		if n < 0 {
			return append(all, line{rest, at, len(rest)})
		}
		size := n + 1
		if rest[n] == '\r' && size < len(rest) && rest[size] == '\n' {
			size++
		}
		all = append(all, line{rest[:n:n], at, size})
		at += size
	}
	return all
}

func join(lines []line) []byte {
	var out []byte
	for _, l := range lines {
		out = append(append(out, l.text...), "\r\n"...)
	}
	return out
}

// field reports whether a line is a header field, or the first line of one.
func field(line []byte) bool {
	name, _, ok := bytes.Cut(line, []byte(":"))
	name = bytes.TrimRight(name, " \t")
	return ok && len(name) > 0 && bytes.IndexFunc(name, func(r rune) bool { return r <= ' ' || r > '~' }) < 0
}

// ends says that line ends were changed, if they were.
func (m *Messages) ends(all []line) {
	bare := 0
	for _, l := range all {
		if l.size == len(l.text)+1 {
			bare++
		}
	}
	if bare > 0 {
		m.note("%s ended with LF or CR alone, as files on a disk do. On the wire each ends with CRLF, so the sizes have grown.", count(bare, "line"))
	}
	if l := all[len(all)-1]; l.size == len(l.text) {
		m.note("The last line had no end: on the wire it has CRLF.")
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

// Subject is what a message says it is about; empty if it does not.
func Subject(message []byte) string {
	head, _, _ := bytes.Cut(message, []byte("\r\n\r\n"))
	for _, l := range lines(head) {
		if len(l.text) == 0 {
			return ""
		}
		if name, value, ok := strings.Cut(string(l.text), ":"); ok && strings.EqualFold(strings.TrimSpace(name), "Subject") {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
