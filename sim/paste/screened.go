package paste

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// screened gives a line as a terminal shows it in the end: behind CR and
// backspace what was shown before is written over. ok is false if something of
// it is left: then these are rather two lines, and CR the end of one.
func screened(line []byte) (shown []byte, ok bool) {
	var cells [][]byte
	at, over := 0, 0 // over: from the last CR on up to there, all must be written over
	for i := 0; i < len(line); {
		n := 0
		if line[i] == 0x1B {
			n = escape(line[i:])
		}
		switch {
		case n > 0:
			if line[i+n-1] == 'K' { // erase to the end of the line, ECMA-48 section 8.3.41
				cells, over = cells[:at], min(over, at)
			}
		case line[i] == '\r':
			n, over, at = 1, max(over, len(bytes.TrimRight(bytes.Join(cells, nil), " "))), 0
		case line[i] == '\b':
			n, at = 1, max(0, at-1)
		default:
			_, n = utf8.DecodeRune(line[i:])
			if at < len(cells) {
				cells[at] = line[i : i+n]
			} else {
				cells = append(cells, line[i:i+n])
			}
			at++
		}
		i += n
	}
	return bytes.TrimRight(withoutMeter(bytes.Join(cells, nil)), " "), at >= over
}

// withoutMeter takes curl's progress meter from the beginning of a line: twelve
// columns, of which times are three. What curl says next stands right behind.
func withoutMeter(line []byte) []byte {
	rest, times := line, 0
	for range 12 {
		rest = bytes.TrimLeft(rest, " ")
		n := 0
		if bytes.HasPrefix(rest, []byte("--:--:--")) {
			n = len("--:--:--")
		}
		for n < len(rest) && bytes.IndexByte([]byte("0123456789.:"), rest[n]) >= 0 {
			n++
		}
		if n == 0 {
			return line
		}
		if bytes.IndexByte(rest[:n], ':') >= 0 {
			times++
		}
		if n < len(rest) && bytes.IndexByte([]byte("kMGTP"), rest[n]) >= 0 {
			n++
		}
		rest = rest[n:]
	}
	if times != 3 || len(rest) == 0 {
		return line // alone it is a line that a program says of itself
	}
	return rest
}

// paged takes out what stands between two pages of a document: the foot of one
// with its number, the form feed, the head of the next. It gives which lines.
func paged(lines []string) (left places) {
	beside := func(i, step int) int {
		for k := i + step; k >= 0 && k < len(lines) && k != i+step*6; k += step {
			if strings.TrimSpace(lines[k]) != "" {
				return k
			}
		}
		return -1
	}
	for i, l := range lines {
		if strings.IndexByte(l, '\f') < 0 {
			continue
		}
		lines[i] = strings.ReplaceAll(l, "\f", "")
		head := i
		if strings.TrimSpace(lines[i]) == "" {
			head = beside(i, 1)
		}
		if k := beside(i, -1); k >= 0 && strings.HasSuffix(strings.TrimSpace(lines[k]), "]") && strings.Contains(lines[k], "[Page ") {
			lines[k] = ""
			left.add(k + 1)
		}
		left.add(i + 1)
		if head >= 0 && strings.HasPrefix(strings.TrimSpace(lines[head]), "RFC ") {
			lines[head] = ""
			left.add(head + 1)
		}
	}
	return left
}
