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
	if blamed.at > 0 {
		return refused(blamed.at, blamed.why)
	}
	return fmt.Errorf("no session was found in it: its %s read with every mark that is known, such as C: and S: or arrows, and without any, as a terminal shows them, and in no way do a client's commands and a %s server's replies come out",
		were(len(t.lines)), usual.profile.Name)
}

func were(lines int) string {
	if lines == 1 {
		return "1 line was"
	}
	return fmt.Sprintf("%d lines were", lines)
}

// page is the error of a text that is a page in HTML or a
// document in RTF, nil if it is none.
func page(lines []string) error {
	for i, l := range lines {
		if l = strings.ToLower(strings.TrimSpace(l)); l == "" {
			continue
		}
		if strings.HasPrefix(l, `{\rtf`) {
			return fmt.Errorf("line %d begins a document in RTF: save it as plain text, or copy the text as a word processor shows it", i+1)
		}
		for _, tag := range []string{"<!doctype", "<html", "<head", "<body", "<pre", "<code", "<div", "<table", "<p>", "<?xml"} {
			if strings.HasPrefix(l, tag) {
				return fmt.Errorf("line %d begins a page in HTML: copy the text as a browser shows it", i+1)
			}
		}
		break
	}
	return nil
}
