// Package mime reads the structure of a message: the parts that it has, and the
// parts of those (RFC 2045, RFC 2046). It looks and does not decode; what is
// broken it reads as far as it makes sense.
package mime

import (
	"bytes"
	"strconv"
	"strings"
)

// Part is a message, or a part of one.
type Part struct {
	Name     string // "0" is the message itself, "1" its first part, "1.2" the second part of that
	Type     string // lower case: "text/plain"
	Encoding string // lower case: "base64"
	File     string // name of the file that it is; "" if it is none
	Off      int    // where it begins, in octets of the message
	Text     []byte // header, blank line and body, as they stand in the message
}

// How far a message is looked into. What goes beyond is part of what it lies in.
const (
	deepest    = 8         // multiparts in one another
	most       = 1000      // parts in all
	headerSize = 256 << 10 // octets of a header
)

// Parts are a message and all its parts, each followed by its own.
func Parts(message []byte) []Part {
	return appendPart(nil, Part{Name: "0", Type: "text/plain", Text: message}, 0)
}

// Find looks for a part by its name.
func Find(message []byte, name string) (Part, bool) {
	for _, p := range Parts(message) {
		if p.Name == name {
			return p, true
		}
	}
	return Part{}, false
}

// appendPart appends a part and all that lie in it; p.Type is what it is if it
// does not say.
func appendPart(all []Part, p Part, depth int) []Part {
	h, body := cutHeader(p.Text)
	p.Encoding = "7bit"
	content := parseField(h.field("Content-Type"))
	if isType(content.value) {
		p.Type = content.value
	}
	if e := parseField(h.field("Content-Transfer-Encoding")).value; isToken(e) {
		p.Encoding = e
	}
	p.File = printable(parseField(h.field("Content-Disposition")).parameter("filename"))
	if p.File == "" {
		p.File = printable(content.parameter("name"))
	}
	all = append(all, p)
	boundary := content.parameter("boundary")
	if !strings.HasPrefix(p.Type, "multipart/") || boundary == "" || depth == deepest {
		return all
	}
	kind := "text/plain"
	if p.Type == "multipart/digest" {
		kind = "message/rfc822" // RFC 2046 section 5.1.5
	}
	behind := p.Off + len(p.Text) - len(body) // the header
	for i, inner := range split(body, boundary, most-len(all)) {
		if len(all) >= most {
			break
		}
		name := strconv.Itoa(i + 1)
		if p.Name != "0" {
			name = p.Name + "." + name
		}
		all = appendPart(all, Part{Name: name, Type: kind, Off: behind + inner.from, Text: body[inner.from:inner.to]}, depth+1)
	}
	return all
}

// stretch is the octets [from, to) of a body.
type stretch struct{ from, to int }

// split cuts a body at its boundary (RFC 2046 section 5.1.1) into so many parts
// at most. What stands before the first delimiter and behind the last is for
// readers that know no MIME. Without a last delimiter the last part goes on to
// the end.
func split(body []byte, boundary string, limit int) []stretch {
	delimiter := []byte("--" + boundary)
	behind := append(bytes.Clone(crlf), delimiter...) // a line end
	var parts []stretch
	start := -1
	for at := 0; len(parts) < limit; {
		if at > 0 || !bytes.HasPrefix(body, delimiter) {
			n := bytes.Index(body[at:], behind)
			if n < 0 {
				break
			}
			at += n + len(crlf)
		}
		line, _, _ := bytes.Cut(body[at:], crlf)
		rest, ok := bytes.CutPrefix(line, delimiter)
		rest, last := bytes.CutPrefix(rest, []byte("--"))
		from := at
		at += len(line)
		if !ok || len(bytes.TrimRight(rest, " \t")) > 0 {
			continue // a longer word
		}
		if start >= 0 {
			parts = append(parts, stretch{start, from})
		}
		start = min(at+len(crlf), len(body))
		if last {
			return parts
		}
	}
	if start >= 0 && len(parts) < limit {
		parts = append(parts, stretch{start, len(body)})
	}
	return parts
}
