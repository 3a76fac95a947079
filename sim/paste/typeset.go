package paste

import "strings"

// typeset undoes what a word processor does to a line: a dash for the hyphen of
// -ERR, at the beginning or behind a mark, and a space behind the mark that does
// not break the line.
func typeset(line string) string {
	ascii := true
	for i := 0; i < len(line) && ascii; i++ {
		ascii = line[i] < 0x80
	}
	if ascii {
		return line
	}
	for _, dash := range []string{"–", "—", "−", "‐", "‑"} {
		before, after, ok := strings.Cut(line, dash+"ERR")
		if ok && len(before) <= farthest && (strings.TrimSpace(before) == "" || endsMark(before)) {
			line = before + "-ERR" + after
			break
		}
	}
	for _, space := range []string{"\u00A0", "\u202F"} {
		before, after, ok := strings.Cut(line, space)
		if ok && isMark(strings.TrimSpace(before)) {
			line = strings.TrimRight(before, " ") + " " + strings.TrimLeft(after, " "+space)
		}
	}
	return line
}

// isMark reports whether a text is a mark as people write it: a letter or a
// word for one of the two, or an arrow.
func isMark(text string) bool {
	m, ok := letters(text)
	return ok && m.n == len(text) || text != "" && strings.Trim(text, "<>-=→←") == ""
}

// endsMark reports whether a text may end with a mark.
func endsMark(text string) bool {
	text = strings.TrimRight(text, " \t\u00A0")
	for _, end := range []string{":", ">", "<", "]", "→", "←", "*", "-"} {
		if strings.HasSuffix(text, end) {
			return true
		}
	}
	return false
}
