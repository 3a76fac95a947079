package mbox

import (
	"bytes"
	"strings"
)

// separator reports whether a line is a From_ line as RFC 4155 appendix A has
// it: "From ", an address, and a date as asctime writes it, or one of the dates
// that programs write in its place: with a zone, with commas, with the year
// before the time, with "remote from" behind it.
func separator(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, []byte("From "))
	return ok && len(rest) < 1000 && dated(string(rest))
}

var months = map[string]bool{"jan": true, "feb": true, "mar": true, "apr": true, "may": true, "jun": true, "jul": true, "aug": true, "sep": true, "oct": true, "nov": true, "dec": true}

// dated reports whether a text has all that makes a date, behind at most one
// word or what stands in quotes: month, day, time, and year.
func dated(text string) bool {
	if rest, ok := strings.CutPrefix(strings.TrimLeft(text, " "), `"`); ok { // "John Doe"@example.org
		if n := strings.IndexByte(rest, '"'); n >= 0 {
			text = "x" + rest[n+1:]
		}
	}
	text, _, _ = strings.Cut(text, " remote from ")
	words := strings.FieldsFunc(text, func(c rune) bool { return c == ' ' || c == '\t' || c == ',' })
	var month, day, time, year, other int
	for i, w := range words {
		switch lower := strings.ToLower(w); {
		case len(w) == 3 && months[lower]:
			month++
		case clock(w):
			time++
		case number(w, 1970, 2100):
			year++
		case number(w, 1, 31) && day == 0:
			day++
		case number(w, 0, 99) && len(w) == 2 && year == 0 && time > 0:
			year++
		case i > 0:
			other++
		}
	}
	return month == 1 && day == 1 && time == 1 && year == 1 && other <= 3 && len(words) <= 9
}

// clock reports whether a word is a time of day: 10:00, 10:00:00.
func clock(w string) bool {
	parts := strings.Split(w, ":")
	if len(parts) != 2 && len(parts) != 3 {
		return false
	}
	for _, p := range parts {
		if !number(p, 0, 60) {
			return false
		}
	}
	return true
}

// number reports whether a word is a number from low to high.
func number(w string, low, high int) bool {
	if w == "" || len(w) > 4 {
		return false
	}
	n := 0
	for _, c := range w {
		if c < '0' || c > '9' {
			return false
		}
		n = n*10 + int(c-'0')
	}
	return n >= low && n <= high
}

// quotedFrom reports whether a line begins with "From " behind some ">".
func quotedFrom(line []byte) bool {
	rest := bytes.TrimLeft(line, ">")
	return len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From "))
}
