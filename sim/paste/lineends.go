package paste

import "strings"

// writtenLineEnds are the ways to write a line end that cannot be seen: as
// programs escape it, as documents name it, as cat -A and editors show it.
var writtenLineEnds = []string{`\r\n`, "<CR><LF>", "[CR][LF]", "<CRLF>", "[CRLF]", "(CRLF)", "CRLF", "␍␊", "^M$", "^M", `\n`, "␊", "↵", "¶"}

// writtenEnds takes the line end off where nearly every line has it written out.
// A line or two may have been added by hand.
func (t *text) writtenEnds() {
	filled := 0
	ends := map[string]int{}
	for _, l := range t.lines {
		if l = strings.TrimRight(l, " \t"); l == "" {
			continue
		}
		filled++
		if end := writtenEnd(l); end != "" {
			ends[end]++
		}
	}
	for end, n := range ends {
		if n < 2 || n*10 < filled*8 {
			continue
		}
		for i, l := range t.lines {
			if l = strings.TrimRight(l, " \t"); writtenEnd(l) == end {
				t.lines[i] = strings.TrimSuffix(l, end)
			}
		}
		t.note("Nearly every line ends with “%s”, by which the text writes the line end: read as that.", end)
	}
}

// writtenEnd is how a line end is written at the end of a line, "" if it is not.
func writtenEnd(l string) string {
	for _, end := range writtenLineEnds {
		if strings.HasSuffix(l, end) {
			return end
		}
	}
	return ""
}
