package main

import (
	"errors"
	"fmt"
	"strings"

	"popscope/sim/rfc/shown"
)

// outcome is what became of a mutant.
type outcome string

// The outcomes.
const (
	killed   outcome = "killed"
	survived outcome = "survived"
	unfit    outcome = "unfit" // it does not build, or no test can run
)

// result is a mutant that was tried.
type result struct {
	mutant
	outcome outcome
	by      []shown.Test // that killed it
	said    string       // why it is unfit
}

// line tells of the result on a screen.
func (r result) line() string {
	text := fmt.Sprintf("%-8s  %s", r.outcome, r.mutant)
	if r.outcome == unfit {
		text += "\n" + r.said
	}
	return text
}

// excused reports whether a mutant may survive: its rule is not said to be done.
func (r result) excused() bool { return r.rule.ID != "" && r.rule.Status != "done" }

// table is all results, with TABs.
func table(all []result) string {
	var b strings.Builder
	b.WriteString("rule\tstatus\tasks for\tmutant\tfile\toutcome\tkilled by\n")
	for _, r := range all {
		var by []string
		for _, t := range r.by {
			by = append(by, t.String())
		}
		b.WriteString(strings.Join([]string{r.name, r.rule.Status, r.rule.Text, r.words, r.file, string(r.outcome), strings.Join(by, " ")}, "\t") + "\n")
	}
	return b.String()
}

// summary counts.
func summary(all []result) string {
	count, rules := map[outcome]int{}, map[string]bool{}
	for _, r := range all {
		count[r.outcome]++
		rules[r.name] = true
	}
	return fmt.Sprintf("%d mutants of %d rules: %d killed, %d survived, %d unfit", len(all), len(rules), count[killed], count[survived], count[unfit])
}

// verdict is nil if the tests show what they should.
func verdict(all []result) error {
	var faults []error
	for _, r := range all {
		switch {
		case r.outcome == unfit:
			faults = append(faults, fmt.Errorf("%s: %s: it does not build, or no test can run", r.at, r.mutant))
		case r.outcome == survived && !r.excused():
			faults = append(faults, fmt.Errorf("%s: %s: it survives: let a test of the rule show it, or call the rule partial", r.at, r.mutant))
		}
	}
	return errors.Join(faults...)
}
