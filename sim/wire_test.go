package sim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/rfc"
)

// wireRule is a row of rfc/wire.tsv: what a Tap makes of a rule of rules.tsv.
type wireRule struct {
	rule   string
	judged []sim.Breach
	why    string // not
}

func wireRules(t *testing.T) []wireRule {
	t.Helper()
	file, err := os.ReadFile(filepath.Join("rfc", "wire.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	var all []wireRule
	for i, line := range strings.Split(strings.TrimSpace(string(file)), "\n")[1:] {
		f := strings.Split(line, "\t")
		if len(f) == 2 {
			f = append(f, "") // the last column is empty
		}
		if len(f) != 3 {
			t.Fatalf("wire.tsv:%d: %d columns instead of 3", i+2, len(f))
		}
		r := wireRule{rule: f[0], why: f[2]}
		for b := range strings.SplitSeq(f[1], "; ") {
			if b != "" {
				r.judged = append(r.judged, sim.Breach(b))
			}
		}
		all = append(all, r)
	}
	return all
}

// breaches are the constants of breach.go.
func breaches(t *testing.T) []sim.Breach {
	t.Helper()
	f, err := parser.ParseFile(token.NewFileSet(), "breach.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var all []sim.Breach
	ast.Inspect(f, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok {
			text, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, sim.Breach(text))
		}
		return true
	})
	return all
}

// Each rule of RFC 1939 is judged, or it is said why not: that it cannot be seen
// on the wire, or that a server may have its reasons. Each breach rests on a
// rule, and on a law of POP3.
func TestEachRuleIsJudgedOrNot(t *testing.T) {
	rules, err := rfc.Rules()
	if err != nil {
		t.Fatal(err)
	}
	rows := wireRules(t)
	judged := map[sim.Breach]bool{}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.rule] || !slices.ContainsFunc(rules, func(x rfc.Rule) bool { return x.ID == r.rule }) {
			t.Errorf("%s stands there twice, or is no rule", r.rule)
		}
		seen[r.rule] = true
		why, reason, _ := strings.Cut(r.why, ": ")
		if len(r.judged) > 0 == (r.why != "") || r.why != "" && (why != "not judged" && why != "not on the wire" || len(reason) < 10) {
			t.Errorf("%s is judged %q, and not because %q", r.rule, r.judged, r.why)
		}
		for _, b := range r.judged {
			judged[b] = true
		}
	}
	for _, x := range rules {
		if x.Ref.Doc == 1939 && !seen[x.ID] {
			t.Errorf("%s is not there: %s", x.ID, x.Text)
		}
	}
	all := breaches(t)
	for _, b := range all {
		if !judged[b] {
			t.Errorf("no rule stands behind %q", b)
		}
		if why, ok := pop3.Profile.Law(b); !ok || why.IsZero() {
			t.Errorf("no law of POP3 forbids %q", b)
		}
	}
	for b := range judged {
		if !slices.Contains(all, b) {
			t.Errorf("there is no breach %q", b)
		}
	}
}

// Each breach has a session that is accused of it and of nothing else, and a
// near twin that is accused of nothing.
func TestEachBreachIsSeen(t *testing.T) {
	for _, b := range breaches(t) {
		t.Run(string(b), func(t *testing.T) {
			a, err := txtar.ParseFile(filepath.Join("testdata", "wire", strings.ReplaceAll(string(b), " ", "-")+".txtar"))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range a.Files {
				faults := overheard(pop3.Profile, dialogueOf(string(f.Data))...)
				faults = slices.DeleteFunc(faults, func(e sim.Event) bool {
					return e.Breach == sim.StampMissed && b == sim.YesUnstamped // of which the client's is a part
				})
				switch {
				case f.Name == "twin" && len(faults) > 0:
					t.Errorf("the twin is accused: %s", faults[0].Text)
				case f.Name == "accused" && (len(faults) != 1 || faults[0].Breach != b || faults[0].Why.IsZero()):
					t.Errorf("accused of %+v", faults)
				}
			}
			if len(a.Files) != 2 {
				t.Errorf("%d sessions", len(a.Files))
			}
		})
	}
}

// dialogueOf are the lines of a dialogue. One that ends in \n ends in LF alone.
func dialogueOf(text string) []string {
	var all []string
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		if bare, ok := strings.CutSuffix(line, `\n`); ok {
			line = bare + "\n"
		}
		all = append(all, line)
	}
	return all
}
