package mime

import (
	"bytes"
	"strings"
)

// crlf ends a line.
var crlf = []byte("\r\n")

// header is the lines of a header, each with its CRLF.
type header []byte

// cutHeader divides a part at the blank line.
func cutHeader(text []byte) (h header, body []byte) {
	if bytes.HasPrefix(text, crlf) {
		return nil, text[len(crlf):]
	}
	if n := bytes.Index(text, []byte("\r\n\r\n")); n >= 0 {
		return header(text[:n+len(crlf)]), text[n+2*len(crlf):]
	}
	return text, nil
}

// field is the first value of a header field, unfolded; "" if there is none.
func (h header) field(name string) string {
	for rest := []byte(h[:min(len(h), headerSize)]); len(rest) > 0; {
		var l []byte
		l, rest, _ = bytes.Cut(rest, crlf)
		k, v, ok := bytes.Cut(l, []byte(":"))
		if !ok || !bytes.EqualFold(bytes.TrimRight(k, " \t"), []byte(name)) {
			continue
		}
		value := bytes.Clone(v)
		for len(rest) > 0 && (rest[0] == ' ' || rest[0] == '\t') {
			l, rest, _ = bytes.Cut(rest, crlf)
			value = append(value, l...)
		}
		return string(bytes.TrimSpace(value))
	}
	return ""
}

// field is a value with parameters: text/plain; charset="us-ascii".
type field struct {
	value  string // lower case
	names  []string
	values []string
}

// parameter is the first one of that name, "" if there is none.
func (f field) parameter(name string) string {
	for i, n := range f.names {
		if n == name {
			return f.values[i]
		}
	}
	return ""
}

// parseField takes a value apart (RFC 2045 section 5.1).
func parseField(text string) field {
	value, rest, more := strings.Cut(text, ";")
	f := field{value: strings.ToLower(strings.TrimSpace(value))}
	for more {
		var name, v string
		name, rest, more = strings.Cut(rest, "=")
		if !more {
			break
		}
		name = name[strings.LastIndex(name, ";")+1:] // a parameter without a value stands before it
		v, rest = word(strings.TrimLeft(rest, " \t"))
		f.names = append(f.names, strings.ToLower(strings.TrimSpace(name)))
		f.values = append(f.values, v)
		_, rest, more = strings.Cut(rest, ";")
	}
	return f
}

// word takes a token or a quoted string off the front of a text.
func word(text string) (w, rest string) {
	if !strings.HasPrefix(text, `"`) {
		n := strings.IndexAny(text, "; \t")
		if n < 0 {
			n = len(text)
		}
		return text[:n], text[n:]
	}
	var b strings.Builder
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '"':
			return b.String(), text[i+1:]
		case '\\':
			if i++; i == len(text) {
				return b.String(), ""
			}
		}
		b.WriteByte(text[i])
	}
	return b.String(), "" // the quote never ends
}

// isType reports whether a text is a type and a subtype.
func isType(text string) bool {
	kind, sub, ok := strings.Cut(text, "/")
	return ok && isToken(kind) && isToken(sub)
}

// isToken reports whether a text is a token (RFC 2045 section 5.1).
func isToken(text string) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c >= 0x7F || strings.IndexByte(`()<>@,;:\"/[]?=`, c) >= 0 {
			return false
		}
	}
	return text != ""
}

// printable is a text with what is not printable ASCII replaced.
func printable(text string) string {
	b := []byte(text)
	for i, c := range b {
		if c < ' ' || c > '~' {
			b[i] = '?'
		}
	}
	return string(b)
}
