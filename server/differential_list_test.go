package main

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"
)

// difference is one command that two servers answer differently.
type difference struct {
	state, command string
	ours, theirs   string
	transcript     string // what was said to both until then
}

// explained is a row of the list of differences: which ones it is about, and
// why they are none of our mistakes.
type explained struct {
	line                         int
	state, command, ours, theirs *regexp.Regexp
	why, section                 string
	used                         int
}

// explanations reads a list of differences.
func explanations(t *testing.T, file string) []*explained {
	t.Helper()
	octets, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var rows []*explained
	n := 0
	for line := range strings.Lines(string(octets)) {
		n++
		if strings.HasPrefix(line, "#") || strings.TrimSpace(line) == "" {
			continue
		}
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 6 || fields[4] == "" || fields[5] == "" {
			t.Fatalf("%s:%d: a row has state, command, ours, theirs, why, section", file, n)
		}
		row := &explained{line: n, why: fields[4], section: fields[5]}
		for i, to := range []**regexp.Regexp{&row.state, &row.command, &row.ours, &row.theirs} {
			if *to, err = regexp.Compile("^(?:" + fields[i] + ")$"); err != nil {
				t.Fatalf("%s:%d: %v", file, n, err)
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// explain finds the row for a difference.
func explain(rows []*explained, d difference) *explained {
	for _, r := range rows {
		if r.state.MatchString(d.state) && r.command.MatchString(d.command) && r.ours.MatchString(d.ours) && r.theirs.MatchString(d.theirs) {
			r.used++
			return r
		}
	}
	return nil
}

// judge wants a row for each difference, and a difference for each row.
func judge(t *testing.T, file string, found []difference) {
	t.Helper()
	rows := explanations(t, file)
	const enough = 10 // to see what is wrong
	strange := 0
	for _, d := range found {
		if explain(rows, d) != nil {
			continue
		}
		if strange++; strange <= enough {
			t.Errorf("a difference that %s does not explain:\n%s", file, d.report())
		}
	}
	if strange > enough {
		t.Errorf("and %d more", strange-enough)
	}
	for _, r := range rows {
		if r.used == 0 {
			t.Errorf("%s:%d explains a difference that there is not: %s, %s", file, r.line, r.command, r.why)
		}
	}
}

func (d difference) report() string {
	return fmt.Sprintf("%s\t%s\nours:   %s\ntheirs: %s\nafter:\n%s", d.state, d.command, d.ours, d.theirs, d.transcript)
}
