package sim

import (
	"bytes"
	"hash/fnv"
	"iter"
	"strconv"
	"time"
	"unicode/utf8"

	"popscope/sim/wire"
)

// Message is one stored message. It is never changed, so that copies of a
// World can share it; a message with other flags is another Message with the
// same Item.
type Message struct {
	Item     int      // 1 for the first that the host stored
	UniqueID string   // RFC 1939 section 7, UIDL
	Raw      []byte   // lines that all end with CRLF
	Flags    []string // in order, each once; only POP4 knows any
	Source   string   // what it is called by whoever delivered it and may withdraw it again; "": nobody does

	hash  string        // of Raw
	body  int           // octets of Raw before the body: header and blank line
	utf8  bool          // characters beyond ASCII stand in the header
	since time.Duration // when it came
	room  int           // octets that are free again when it goes, because a client stored it
}

// NewMessage counts, once for all, what there is to count of a message. That
// takes as long as the message is large: whoever shares a Host between
// goroutines does it before.
func NewMessage(raw []byte) *Message {
	m := &Message{Raw: Canonical(raw)}
	m.hash = uniqueID(m.Raw)
	m.body = headerSize(m.Raw)
	header := m.Raw[:m.body]
	m.utf8 = !ascii(header) && utf8.Valid(header)
	return m
}

// headerSize is how many octets header and blank line have; without a blank
// line all is header.
func headerSize(raw []byte) int {
	if bytes.HasPrefix(raw, []byte("\r\n")) {
		return 2
	}
	if n := bytes.Index(raw, []byte("\r\n\r\n")); n >= 0 {
		return n + 4
	}
	return len(raw)
}

// Same reports whether two messages have the same octets.
func (m *Message) Same(other *Message) bool { return bytes.Equal(m.Raw, other.Raw) }

// InUTF8 reports whether characters beyond ASCII stand in the header, in UTF-8
// (RFC 6532 section 3).
func (m *Message) InUTF8() bool { return m.utf8 }

// Top is the header, the blank line, and the first n lines of the body, or the
// whole message if it has no more (RFC 1939 section 7, TOP).
func (m *Message) Top(n int) []wire.Passage {
	return append(wire.Whole(m.Raw[:m.body]), wire.Passage{Octets: m.Raw[m.body:], Lines: n})
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

// headerLimit is how many octets of a header Field looks at.
const headerLimit = 256 << 10

// Field is the first value of a header field, "" if there is none.
func (m *Message) Field(name string) string {
	for rest := m.Raw[:min(len(m.Raw), headerLimit)]; len(rest) > 0; {
		line, after, _ := bytes.Cut(rest, []byte("\r\n"))
		if len(line) == 0 {
			break
		}
		if v, ok := valueOf(line, name); ok {
			return v
		}
		rest = after
	}
	return ""
}

// valueOf is the value of a header field, if the line is that.
func valueOf(line []byte, name string) (value string, ok bool) {
	k, v, ok := bytes.Cut(line, []byte(":"))
	if !ok || !bytes.EqualFold(k, []byte(name)) {
		return "", false
	}
	return string(bytes.TrimSpace(v)), true
}

// LinesOf are the lines of a message without their CRLF, one after the other.
func LinesOf(raw []byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for rest := raw; len(rest) > 0; {
			line, after, _ := bytes.Cut(rest, []byte("\r\n"))
			if !yield(line) {
				return
			}
			rest = after
		}
	}
}

func ascii(p []byte) bool {
	for _, c := range p {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
