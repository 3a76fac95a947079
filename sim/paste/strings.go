package paste

import (
	"strconv"
	"strings"
)

// unquote gives the lines of a string as Python and Ruby write it: b'+OK\r\n',
// "USER ada\r\n". ok is false if the text is no such string.
func unquote(s string) (lines []string, ok bool) {
	s = strings.TrimSpace(s)
	if strings.HasPrefix(s, "b'") || strings.HasPrefix(s, `b"`) {
		s = s[1:]
	}
	if len(s) < 2 || s[0] != '\'' && s[0] != '"' || s[len(s)-1] != s[0] {
		return nil, false
	}
	quote := s[0]
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == quote:
			return nil, false
		case s[i] != '\\' || i+1 == len(s):
			b.WriteByte(s[i])
		default:
			i++
			i += escaped(s[i:], &b) - 1
		}
	}
	said := strings.TrimSuffix(strings.ReplaceAll(b.String(), "\r\n", "\n"), "\n")
	return strings.Split(said, "\n"), true
}

// escaped writes what stands behind a backslash, and gives how many octets of
// it that took.
func escaped(s string, b *strings.Builder) int {
	if at := strings.IndexByte("nrtabvfe0", s[0]); at >= 0 {
		b.WriteByte("\n\r\t\a\b\v\f\x1b\x00"[at])
		return 1
	}
	if s[0] == 'x' && len(s) >= 3 {
		if c, err := strconv.ParseUint(s[1:3], 16, 8); err == nil {
			b.WriteByte(byte(c))
			return 3
		}
	}
	if s[0] == 'u' && len(s) >= 5 {
		if c, err := strconv.ParseUint(s[1:5], 16, 16); err == nil {
			b.WriteRune(rune(c))
			return 5
		}
	}
	b.WriteByte(s[0])
	return 1
}
