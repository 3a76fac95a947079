package rfc

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed rules.tsv
var rules string

// Rule is a row of rules.tsv: one thing that a document asks for, in our own
// words.
type Rule struct {
	ID     string
	Ref    Ref
	Level  string   // "must", "should", "may"; in capitals where the document wrote it so
	Who    string   // is to keep it: "server", "client", "both"
	Text   string   // a sentence
	Status string   // "done", "partial", "not ours"
	Reason string   // why it is not done
	Tests  []string // that show it: folder and name, and of a golden transcript its name behind a slash
}

// rulesHeader are the columns of rules.tsv.
const rulesHeader = "id\tsection\tlevel\twho\trule\tstatus\ttests"

// Rules are all rows of rules.tsv, in the order of the documents.
func Rules() ([]Rule, error) { return readRules(rules) }

func readRules(tsv string) ([]Rule, error) {
	lines := strings.Split(strings.TrimSuffix(tsv, "\n"), "\n")
	if lines[0] != rulesHeader {
		return nil, fmt.Errorf("rules.tsv:1: the columns are %q, should be %q", lines[0], rulesHeader)
	}
	var all []Rule
	for i, line := range lines[1:] {
		f := strings.Split(line, "\t")
		if len(f) != 7 {
			return nil, fmt.Errorf("rules.tsv:%d: %d columns instead of 7", i+2, len(f))
		}
		doc, _, _ := strings.Cut(f[0], "-")
		n, err := strconv.Atoi(doc)
		if err != nil {
			return nil, fmt.Errorf("rules.tsv:%d: the id %q does not begin with the number of an RFC", i+2, f[0])
		}
		status, reason, _ := strings.Cut(f[5], ": ")
		all = append(all, Rule{f[0], Ref{Doc: n, Section: f[1]}, f[2], f[3], f[4], status, reason, strings.Fields(f[6])})
	}
	return all, nil
}
