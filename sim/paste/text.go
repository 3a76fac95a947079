package paste

import (
	"bytes"
	"errors"
	"fmt"
	"unicode/utf16"
)

// What Read takes on. All is checked before the work is done.
const (
	MaxText  = 8 << 20  // octets of a transcript
	MaxLine  = 64 << 10 // octets of one line of it
	MaxLines = 250_000  // lines of it
)

// text is a transcript as its lines, and what had to be done to get them.
type text struct {
	lines []string // without their ends
	notes []string
}

// cut gives the lines of a file, or says what is wrong with it and where.
func cut(file []byte) (text, error) {
	var t text
	if len(file) > MaxText {
		return t, fmt.Errorf("the transcript has %d octets: more than %d are not read", len(file), MaxText)
	}
	file, err := t.decode(file)
	if err != nil {
		return t, err
	}
	end := byte('\n')
	if bytes.IndexByte(file, '\n') < 0 && bytes.IndexByte(file, '\r') >= 0 {
		end = '\r' // as the first Macintoshes had it
		t.note("The lines of the text end with CR alone.")
	}
	if n := bytes.Count(file, []byte{end}) + 1; n > MaxLines {
		return t, fmt.Errorf("the transcript has %d lines: more than %d are not read", n, MaxLines)
	}
	var colours, redrawn, set places
	for n := 1; len(file) > 0; n++ {
		line, rest, _ := bytes.Cut(file, []byte{end})
		file = rest
		if len(line) > MaxLine {
			return t, fmt.Errorf("line %d has %d octets: more than %d are not read", n, len(line), MaxLine)
		}
		line = bytes.TrimRight(line, "\r")
		if bytes.ContainsAny(line, "\r\b") {
			if shown, ok := screened(line); ok {
				redrawn.add(n)
				line = shown
			}
		}
		if plain := withoutColours(line); len(plain) < len(line) {
			colours.add(n)
			line = plain
		}
		if at := bytes.IndexFunc(line, func(c rune) bool { return c < ' ' && c != '\t' && c != '\f' || c == 0x7F }); at >= 0 {
			return t, fmt.Errorf("line %d: the octet %02X does not belong into a transcript; write it as \\x%02X", n, line[at], line[at])
		}
		plain := typeset(string(line))
		if plain != string(line) {
			set.add(n)
		}
		t.lines = append(t.lines, plain)
	}
	if left := paged(t.lines); left.count() > 0 {
		t.note("%s: the form feed between two pages, and the foot and the head of the pages beside it, are left out.", left.named())
	}
	t.writtenEnds()
	if set.count() > 0 {
		t.note("%s: a dash for the hyphen of -ERR, or a space that does not break the line behind a mark, is read as hyphen or space.", set.named())
	}
	if redrawn.count() > 0 {
		t.note("%s: CR or backspace stands within the line. Only what a terminal shows in the end is read, and curl's progress meter is left out.", redrawn.named())
	}
	if colours.count() > 0 {
		t.note("%s: escape sequences of a terminal (colours and the like) are left out.", colours.named())
	}
	return t, nil
}

// decode undoes what an editor does to all of a text.
func (t *text) decode(file []byte) ([]byte, error) {
	switch {
	case len(bytes.TrimSpace(file)) == 0:
		return nil, errors.New("there is nothing in it but white space")
	case bytes.HasPrefix(file, []byte("\xEF\xBB\xBF")):
		return file[3:], nil
	case bytes.HasPrefix(file, []byte("\xFF\xFE")), bytes.HasPrefix(file, []byte("\xFE\xFF")):
		if len(file)%2 != 0 {
			return nil, errors.New("it begins as UTF-16 does, but has an odd number of octets: part of it is missing; save it as UTF-8")
		}
		high := int(file[0] & 1) // FF FE: the low octet comes first
		units := make([]uint16, 0, len(file)/2-1)
		for i := 2; i < len(file); i += 2 {
			units = append(units, uint16(file[i+high])<<8|uint16(file[i+1-high]))
		}
		t.note("The text is UTF-16. It is read as if it were UTF-8: how many octets a character had on the wire, it cannot tell.")
		return []byte(string(utf16.Decode(units))), nil
	case len(file) > 3 && (file[0] == 0 && file[2] == 0 || file[1] == 0 && file[3] == 0):
		return nil, errors.New("every other octet is a NUL, as in UTF-16 without a byte order mark: save it as UTF-8")
	}
	return file, nil
}

func (t *text) note(format string, args ...any) {
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

// withoutColours takes the escape sequences of terminals out of a line (ECMA-48
// sections 5.4 and 5.6): those that end with a letter, and those that set a title.
func withoutColours(line []byte) []byte {
	if bytes.IndexByte(line, 0x1B) < 0 {
		return line
	}
	out := make([]byte, 0, len(line))
	for i := 0; i < len(line); i++ {
		n := 0
		if line[i] == 0x1B {
			n = escape(line[i:])
		}
		if n == 0 {
			out = append(out, line[i])
			continue
		}
		i += n - 1
	}
	return out
}

// escape is how many octets an escape sequence has; 0: it is none that is known.
func escape(p []byte) int {
	if len(p) < 2 {
		return 0
	}
	switch p[1] {
	case '[':
		for i := 2; i < len(p); i++ {
			if p[i] >= 0x40 && p[i] <= 0x7E {
				return i + 1
			}
			if p[i] < 0x20 {
				return 0
			}
		}
	case ']':
		for i := 2; i < len(p); i++ {
			if p[i] == 0x07 {
				return i + 1
			}
			if p[i] == 0x1B && i+1 < len(p) && p[i+1] == '\\' {
				return i + 2
			}
		}
	case '(', ')':
		if len(p) > 2 {
			return 3
		}
	case '=', '>', '7', '8', 'c':
		return 2
	}
	return 0
}
