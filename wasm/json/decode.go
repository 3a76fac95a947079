package json

import (
	"encoding/base64"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// maxDepth is how deep values may lie in one another: deeper than any of ours,
// and shallow enough that no text can use up the stack.
const maxDepth = 64

// The bounds of a text: of its octets, and of the values in it, each of which may
// take a hundred octets of memory though it has two here.
const (
	maxOctets = 96 << 20
	maxValues = 500_000
)

// Unmarshal reads JSON into what v points at. Fields that v does not have are
// skipped. The error says at which octet the text goes wrong, and how.
func Unmarshal(text []byte, v any) error {
	r := reader{text: text}
	if len(text) > maxOctets {
		return fmt.Errorf("there are more than %d octets of text", maxOctets)
	}
	if err := r.value(reflect.ValueOf(v).Elem(), 0); err != nil {
		return err
	}
	if r.space(); r.at < len(r.text) {
		return r.fault("there is more text than one value")
	}
	return nil
}

type reader struct {
	text   []byte
	at     int
	values int // so far
}

// enter begins a value that lies so deep in others.
func (r *reader) enter(depth int) error {
	if r.values++; r.values > maxValues {
		return r.fault(fmt.Sprintf("there are more than %d values", maxValues))
	}
	if depth > maxDepth {
		return r.fault("values lie too deep in one another")
	}
	return nil
}

func (r *reader) fault(what string) error {
	return fmt.Errorf("%s, at octet %d of %d", what, r.at+1, len(r.text))
}

func (r *reader) space() {
	for r.at < len(r.text) {
		switch r.text[r.at] {
		case ' ', '\t', '\r', '\n':
			r.at++
		default:
			return
		}
	}
}

// take reads one octet if it is c.
func (r *reader) take(c byte) bool {
	if r.space(); r.at < len(r.text) && r.text[r.at] == c {
		r.at++
		return true
	}
	return false
}

// word reads a word if it is there.
func (r *reader) word(w string) bool {
	if r.space(); len(r.text)-r.at >= len(w) && string(r.text[r.at:r.at+len(w)]) == w {
		r.at += len(w)
		return true
	}
	return false
}

func (r *reader) value(v reflect.Value, depth int) error {
	if err := r.enter(depth); err != nil {
		return err
	}
	if r.word("null") {
		v.SetZero()
		return nil
	}
	switch v.Kind() {
	case reflect.String:
		s, err := r.str()
		if err == nil {
			v.SetString(s)
		}
		return err
	case reflect.Bool:
		switch {
		case r.word("true"):
			v.SetBool(true)
		case r.word("false"):
			v.SetBool(false)
		default:
			return r.fault("true or false was expected")
		}
		return nil
	case reflect.Int, reflect.Int64:
		n, err := strconv.ParseInt(r.number(), 10, 64)
		if err != nil {
			return r.fault("a whole number was expected")
		}
		v.SetInt(n)
		return nil
	case reflect.Uint64:
		n, err := strconv.ParseUint(r.number(), 10, 64)
		if err != nil {
			return r.fault("a whole number, 0 or more, was expected")
		}
		v.SetUint(n)
		return nil
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		return r.value(v.Elem(), depth+1)
	case reflect.Struct:
		return r.object(depth, func(name string) (reflect.Value, bool) {
			for _, f := range fieldsOf(v.Type()) {
				if f.name == name {
					return v.Field(f.index), true
				}
			}
			return reflect.Value{}, false
		})
	case reflect.Slice:
		return r.slice(v, depth)
	}
	panic(fmt.Sprintf("no JSON for %s", v.Type()))
}

// object reads names and values; field says where a value goes.
func (r *reader) object(depth int, field func(name string) (reflect.Value, bool)) error {
	return r.items('{', '}', func() error {
		r.space()
		name, err := r.str()
		if err != nil {
			return err
		}
		if !r.take(':') {
			return r.fault("a colon was expected")
		}
		if v, ok := field(name); ok {
			return r.value(v, depth+1)
		}
		return r.skip(depth + 1)
	})
}

// items reads what stands between two brackets, separated by commas.
func (r *reader) items(open, end byte, item func() error) error {
	if !r.take(open) {
		return r.fault("'" + string(rune(open)) + "' was expected")
	}
	if r.take(end) {
		return nil
	}
	for {
		if err := item(); err != nil {
			return err
		}
		if r.take(end) {
			return nil
		}
		if !r.take(',') {
			return r.fault("',' or '" + string(rune(end)) + "' was expected")
		}
	}
}

func (r *reader) slice(v reflect.Value, depth int) error {
	if v.Type().Elem().Kind() == reflect.Uint8 {
		s, err := r.str()
		if err != nil {
			return err
		}
		octets, err := base64.StdEncoding.DecodeString(s)
		if err != nil {
			return r.fault("octets in Base64 were expected")
		}
		v.SetBytes(octets)
		return nil
	}
	v.Set(reflect.MakeSlice(v.Type(), 0, 0))
	return r.items('[', ']', func() error {
		x := reflect.New(v.Type().Elem()).Elem()
		if err := r.value(x, depth+1); err != nil {
			return err
		}
		v.Set(reflect.Append(v, x))
		return nil
	})
}

// skip reads a value that nobody asked for.
func (r *reader) skip(depth int) error {
	if err := r.enter(depth); err != nil {
		return err
	}
	r.space()
	if r.at == len(r.text) {
		return r.fault("a value was expected")
	}
	switch r.text[r.at] {
	case '{':
		return r.object(depth, func(string) (reflect.Value, bool) { return reflect.Value{}, false })
	case '[':
		return r.items('[', ']', func() error { return r.skip(depth + 1) })
	case '"':
		_, err := r.str()
		return err
	}
	if r.word("null") || r.word("true") || r.word("false") || r.number() != "" {
		return nil
	}
	return r.fault("a value was expected")
}

// number reads what looks like a number.
func (r *reader) number() string {
	r.space()
	from := r.at
	for r.at < len(r.text) {
		switch c := r.text[r.at]; {
		case c >= '0' && c <= '9', c == '-', c == '+', c == '.', c == 'e', c == 'E':
			r.at++
		default:
			return string(r.text[from:r.at])
		}
	}
	return string(r.text[from:r.at])
}

var errString = errors.New("a string is damaged")

func (r *reader) str() (string, error) {
	if !r.take('"') {
		return "", r.fault("a string was expected")
	}
	var out []byte
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return valid(out), nil
		case c == '\\':
			var err error
			if out, err = r.escape(out); err != nil {
				return "", r.fault(err.Error())
			}
		case c < 0x20:
			return "", r.fault("a control character stands in a string")
		default:
			out = append(out, c)
		}
	}
	return "", r.fault("a string does not end")
}

// valid replaces what is not UTF-8.
func valid(p []byte) string {
	if utf8.Valid(p) {
		return string(p)
	}
	return string([]rune(string(p)))
}

func (r *reader) escape(out []byte) ([]byte, error) {
	if r.at == len(r.text) {
		return out, errString
	}
	c := r.text[r.at]
	r.at++
	switch c {
	case '"', '\\', '/':
		return append(out, c), nil
	case 'b':
		return append(out, '\b'), nil
	case 'f':
		return append(out, '\f'), nil
	case 'n':
		return append(out, '\n'), nil
	case 'r':
		return append(out, '\r'), nil
	case 't':
		return append(out, '\t'), nil
	case 'u':
		u, ok := r.unit()
		if !ok {
			return out, errString
		}
		if utf16.IsSurrogate(u) {
			was := r.at
			if r.at+1 < len(r.text) && r.text[r.at] == '\\' && r.text[r.at+1] == 'u' {
				r.at += 2
				low, ok := r.unit()
				if !ok {
					return out, errString
				}
				if both := utf16.DecodeRune(u, low); both != utf8.RuneError {
					return utf8.AppendRune(out, both), nil
				}
			}
			r.at = was // half of a pair: it stands for nothing
			u = utf8.RuneError
		}
		return utf8.AppendRune(out, u), nil
	}
	return out, errString
}

// unit reads the four digits behind \u.
func (r *reader) unit() (rune, bool) {
	if len(r.text)-r.at < 4 {
		return 0, false
	}
	n, err := strconv.ParseUint(string(r.text[r.at:r.at+4]), 16, 16)
	r.at += 4
	return rune(n), err == nil
}
