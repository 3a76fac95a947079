package sim

import (
	"bytes"
	"hash/fnv"
	"strconv"
	"time"
)

// Message is one stored message. It is never changed, so that copies of a
// World can share it; a message with other flags is another Message with the
// same Item.
type Message struct {
	Item     int      // 1 for the first that the host stored
	UniqueID string   // RFC 1939 section 7, UIDL
	Raw      []byte   // lines that all end with CRLF
	Flags    []string // in order, each once; only POP4 knows any

	since time.Duration // when it came
}

// Canonical is a message as the protocol counts and sends it: every line ends
// with CRLF, the last one too (RFC 1939 section 11).
func Canonical(raw []byte) []byte {
	if len(raw) == 0 {
		return []byte{}
	}
	out := make([]byte, 0, len(raw)+2+bytes.Count(raw, []byte("\n")))
	for i, c := range raw {
		if c == '\n' && (i == 0 || raw[i-1] != '\r') {
			out = append(out, '\r')
		}
		out = append(out, c)
	}
	if !bytes.HasSuffix(out, []byte("\r\n")) {
		out = append(out, '\r', '\n')
	}
	return out
}

// uniqueID hashes a message, so that it keeps its unique-id as long as it
// exists, from one run to the next.
func uniqueID(raw []byte) string {
	f := fnv.New64a()
	f.Write(raw)
	return strconv.FormatUint(f.Sum64(), 36)
}

// Lines are the lines of the message without their CRLF.
func (m *Message) Lines() [][]byte { return linesOf(m.Raw) }

func linesOf(raw []byte) [][]byte {
	lines := [][]byte{}
	for rest := raw; len(rest) > 0; {
		line, after, _ := bytes.Cut(rest, []byte("\r\n"))
		lines = append(lines, line)
		rest = after
	}
	return lines
}

// Field is the first value of a header field, "" if there is none.
func (m *Message) Field(name string) string { return field(m.Lines(), name) }

func field(lines [][]byte, name string) string {
	for _, l := range lines {
		if len(l) == 0 {
			break
		}
		k, v, ok := bytes.Cut(l, []byte(":"))
		if ok && bytes.EqualFold(k, []byte(name)) {
			return string(bytes.TrimSpace(v))
		}
	}
	return ""
}
