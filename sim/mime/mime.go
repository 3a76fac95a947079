// Package mime reads the structure of a message: the parts that it has, and the
// parts of those (RFC 2045, RFC 2046). It looks and does not decode; what is
// broken it reads as far as it makes sense.
package mime

import (
	"bytes"
	"strconv"
)

// Part is a message, or a part of one.
type Part struct {
	Name     string   // "0" is the message itself, "1" its first part, "1.2" the second part of that
	Type     string   // lower case: "text/plain"
	Encoding string   // lower case: "base64"
	File     string   // name of the file that it is; "" if it is none
	First    int      // index of its first line among those of the message
	Lines    [][]byte // header, blank line and body, without CRLF
}

// Octets is the size of the part with a CRLF behind every line.
func (p Part) Octets() int {
	n := 0
	for _, l := range p.Lines {
		n += len(l) + 2
	}
	return n
}

// deepest is how many multiparts may lie in one another. What lies deeper is
// not looked into.
const deepest = 8

// Parts are a message and all its parts, each followed by its own. The lines
// have no CRLF.
func Parts(lines [][]byte) []Part {
	return appendPart(nil, Part{Name: "0", Type: "text/plain", Lines: lines}, 0)
}

// Find looks for a part by its name.
func Find(lines [][]byte, name string) (Part, bool) {
	for _, p := range Parts(lines) {
		if p.Name == name {
			return p, true
		}
	}
	return Part{}, false
}

// appendPart appends a part and all that lie in it; p.Type is what it is if it
// does not say.
func appendPart(all []Part, p Part, depth int) []Part {
	h, body := cutHeader(p.Lines)
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
	if !bytes.HasPrefix([]byte(p.Type), []byte("multipart/")) || boundary == "" || depth == deepest {
		return all
	}
	kind := "text/plain"
	if p.Type == "multipart/digest" {
		kind = "message/rfc822" // RFC 2046 section 5.1.5
	}
	behind := p.First + len(p.Lines) - len(body) // the header
	for i, inner := range split(body, boundary) {
		name := strconv.Itoa(i + 1)
		if p.Name != "0" {
			name = p.Name + "." + name
		}
		all = appendPart(all, Part{Name: name, Type: kind, First: behind + inner.from, Lines: body[inner.from:inner.to]}, depth+1)
	}
	return all
}

// stretch is the lines [from, to) of a body.
type stretch struct{ from, to int }

// split cuts a body at its boundary (RFC 2046 section 5.1.1). What stands
// before the first delimiter and behind the last is for readers that know no
// MIME. Without a last delimiter the last part goes on to the end.
func split(body [][]byte, boundary string) []stretch {
	var parts []stretch
	start := -1
	for i, l := range body {
		rest, ok := bytes.CutPrefix(l, []byte("--"+boundary))
		if !ok {
			continue
		}
		rest, last := bytes.CutPrefix(rest, []byte("--"))
		if len(bytes.TrimRight(rest, " \t")) > 0 {
			continue // a longer word
		}
		if start >= 0 {
			parts = append(parts, stretch{start, i})
		}
		start = i + 1
		if last {
			return parts
		}
	}
	if start >= 0 {
		parts = append(parts, stretch{start, len(body)})
	}
	return parts
}
