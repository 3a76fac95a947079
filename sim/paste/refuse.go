package paste

import (
	"fmt"
	"strings"
)

// refused is the error of a text that no way of reading fits: what is wrong with
// a line of it in the way that fits best.
func refused(line int, why string) error {
	return fmt.Errorf("this cannot be read as a transcript: line %d does not fit: %s", line, why)
}

// refusal says why a text is not read. Nothing of it is quoted: it may hold a
// password.
func refusal(t text, usual *table, blamed fit) error {
	for i, l := range t.lines {
		if l = strings.ToLower(strings.TrimSpace(l)); l == "" {
			continue
		}
		if strings.HasPrefix(l, "<!doctype html") || strings.HasPrefix(l, "<html") {
			return fmt.Errorf("line %d begins a page in HTML: copy the text as a browser shows it", i+1)
		}
		break
	}
	if blamed.at > 0 {
		return refused(blamed.at, blamed.why)
	}
	var indicators []string
	for _, i := range usual.profile.Dialect.Indicators {
		indicators = append(indicators, i.Octets)
	}
	return fmt.Errorf("no session was found in it: of its %s none has a mark that is known, such as C: and S: or arrows, and none followed by a command begins with %s, as a %s server's reply does",
		count(len(t.lines), "line"), strings.Join(indicators, " or "), usual.profile.Name)
}
