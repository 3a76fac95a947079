package golden

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

var written = regexp.MustCompile(`\\(?:[rn\\]|x[0-9A-F]{2})|.\\\{\d+\}|(?s:.)`)

// unescape gives the octets that stand written in a script.
func unescape(text string) []byte {
	out := []byte{}
	for _, w := range written.FindAllString(text, -1) {
		switch {
		case len(w) > 2 && w[1] == '\\':
			n, _ := strconv.Atoi(w[3 : len(w)-1])
			out = append(out, strings.Repeat(w[:1], n)...)
		case w[0] != '\\' || len(w) == 1:
			out = append(out, w...)
		case w[1] == 'r':
			out = append(out, '\r')
		case w[1] == 'n':
			out = append(out, '\n')
		case w[1] == '\\':
			out = append(out, '\\')
		default:
			c, _ := strconv.ParseUint(w[2:], 16, 8)
			out = append(out, byte(c))
		}
	}
	return out
}

// many is how often an octet must come in a row to be written but once.
const many = 60

// escape writes octets so that unescape gives them back.
func escape(p []byte) string {
	var b strings.Builder
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c == '\r':
			b.WriteString(`\r`)
		case c == '\n':
			b.WriteString(`\n`)
		case c == '\\':
			b.WriteString(`\\`)
		case c < 0x20 || c > 0x7E, c == ' ' && i == len(p)-1:
			fmt.Fprintf(&b, `\x%02X`, c)
		default:
			b.WriteByte(c)
			n := 1
			for i+n < len(p) && p[i+n] == c {
				n++
			}
			if n >= many {
				fmt.Fprintf(&b, `\{%d}`, n)
				i += n - 1
			}
		}
	}
	return b.String()
}
