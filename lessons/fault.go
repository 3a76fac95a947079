package lessons

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Fault is something wrong in a lesson, and where.
type Fault struct {
	File string // path as the reader opened it
	Line int    // from 1
	Text string // what is wrong, for the author
}

// String is how compilers say it, so that editors can jump to the place.
func (f Fault) String() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.Text) }

// Faults is a list of faults as one error.
type Faults []Fault

// Error lists the faults, one a line.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.String()
	}
	return strings.Join(lines, "\n")
}

// err is nil where there is no fault, which a Faults in an error would not be.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// reporter gathers the faults of one file.
type reporter struct {
	file   string
	last   int // number of the file's last line
	faults []Fault
}

// add notes a fault. A line outside the file can only be a slip of ours; the
// author is still better served with the nearest line there is.
func (r *reporter) add(line int, format string, args ...any) {
	line = max(1, min(line, r.last))
	switch text := fmt.Sprintf(format, args...); {
	case len(r.faults) < maxFaults:
		r.faults = append(r.faults, Fault{r.file, line, cut(text)})
	case len(r.faults) == maxFaults:
		r.faults = append(r.faults, Fault{r.file, r.last, "there are more faults; mend the first ones, and check again"})
	}
}

// cut shortens the words of a fault that repeats what is much too long.
func cut(text string) string {
	if len(text) <= maxFault {
		return text
	}
	end := maxFault
	for !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// sorted are the faults in the order of their lines, each one once.
func sorted(faults []Fault) []Fault {
	slices.SortFunc(faults, func(a, b Fault) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Text, b.Text))
	})
	return slices.Compact(faults)
}

// unknown words a fault about a name that is not among the known ones.
func unknown(what, name string, known []string) string {
	s := fmt.Sprintf("%s «%s» is not known", what, name)
	if near := nearest(name, known); near != "" {
		return s + fmt.Sprintf("; did you mean «%s»?", near)
	}
	return s + "; known: " + strings.Join(known, ", ")
}

// nearest is the known name that a slip of the finger may have turned into
// name, or "" if none is close.
func nearest(name string, known []string) string {
	best, limit := "", max(1, min(2, len(name)/2))
	for _, k := range known {
		if d := distance(strings.ToLower(name), strings.ToLower(k), limit); d <= limit {
			best, limit = k, d-1
		}
	}
	return best
}

// distance counts the letters to insert, remove or change to turn a into b.
// Where it must be over limit, the exact number does not matter.
func distance(a, b string, limit int) int {
	if diff := len(a) - len(b); diff > limit || -diff > limit {
		return limit + 1
	}
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
