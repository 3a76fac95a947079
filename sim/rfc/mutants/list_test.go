package main

import (
	"slices"
	"strings"
	"testing"

	"popscope/sim/rfc"
	"popscope/sim/rfc/shown"
)

const root = "../../.."

// No mutant is stale: each replaces what is there, of a rule that there is, and
// its tests are there. Whether they fail only make mutants can tell.
func TestListsAreAlive(t *testing.T) {
	if testing.Short() {
		t.Skip("the lists are no part of what runs in a browser")
	}
	all, faults := load(root)
	for _, err := range faults {
		t.Error(err)
	}
	rules, twice := map[string]bool{}, map[string]bool{}
	for _, m := range all {
		rules[m.rule.ID] = true
		if twice[m.String()] {
			t.Errorf("%s: %s stands there twice", m.at, m)
		}
		twice[m.String()] = true
	}
	if len(rules) < 100 {
		t.Errorf("only %d rules have a mutant", len(rules))
	}
}

// A fault in the lists is found, else they could hold anything.
func TestFaultyLists(t *testing.T) {
	if testing.Short() {
		t.Skip("the lists are no part of what runs in a browser")
	}
	const good = "1939-5-28: DELE removes the message at once.\nsim/pop3/transact.go\n- s.Mark(v.Numbers[0])\n+ s.Mark(v.Numbers[0])\n+ s.Update()\n"
	if some, faults := prepared(t, "# A remark.\n\n"+good); len(some) != 1 || len(faults) > 0 {
		t.Errorf("%+v: %v", some, faults)
	} else if text := string(some[0].broken); !strings.Contains(text, "s.Mark(v.Numbers[0])\ns.Update()") || some[0].at != "list:3" {
		t.Errorf("%s makes of the file\n%s", some[0].at, text)
	}
	for name, change := range map[string][2]string{
		"rule":                         {"1939-5-28", "1939-5-99"},
		"sentence":                     {"at once.", "at once"},
		"file that is not there":       {"transact.go", "nothing.go"},
		"test as the file":             {"transact.go", "profile_test.go"},
		"text that is not there":       {"- s.Mark(v.Numbers[0])", "- s.Unheard()"},
		"text that stands there often": {"- s.Mark(v.Numbers[0])", "- return"},
		"replacement":                  {"+ s.Update()", "+ s.Update("},
		"order":                        {"- s.Mark(v.Numbers[0])\n+ s.Mark(v.Numbers[0])", "+ s.Mark(v.Numbers[0])\n- s.Mark(v.Numbers[0])"},
		"mark":                         {"+ s.Update()", "s.Update()"},
		"name without a test":          {"1939-5-28", "DELE"},
		"test of a rule":               {"transact.go", "transact.go sim/pop3.TestGolden/dele"},
	} {
		if some, faults := prepared(t, strings.Replace(good, change[0], change[1], 1)); len(faults) != 1 {
			t.Errorf("a wrong %s gives %d mutants, and the faults %v", name, len(some), faults)
		}
	}
	for text, want := range map[string]int{
		strings.Replace(good, "1939-5-28", "DELE", 1):                                                                    1,
		strings.NewReplacer("1939-5-28", "DELE", "transact.go", "transact.go sim/pop3.TestGolden/dele").Replace(good):    0,
		strings.NewReplacer("1939-5-28", "DELE", "transact.go", "transact.go sim/pop3.TestGolden/nothing").Replace(good): 1,
		"DELE: It does nothing.\n": 1,
	} {
		if _, faults := prepared(t, text); len(faults) != want {
			t.Errorf("%q has the faults %v", text, faults)
		}
	}
}

// prepared are the mutants of a list, and what is wrong with it.
func prepared(t *testing.T, text string) (all []mutant, faults []error) {
	t.Helper()
	rows, err := rfc.Rules()
	if err != nil {
		t.Fatal(err)
	}
	some, faults := read("list", text)
	for _, m := range some {
		if err := m.prepare(root, rulesByID(rows), shown.NewTree(root)); err != nil {
			faults = append(faults, err)
			continue
		}
		all = append(all, m)
	}
	return all, faults
}

// What go test prints is read: which tests ran, which failed, and whether
// anything could be built.
func TestReports(t *testing.T) {
	retr, all := shown.Test{Folder: "sim/pop3", Func: "TestGolden", Sub: "retr"}, shown.Test{Folder: "sim/pop3", Func: "TestURLs"}
	tests := []shown.Test{retr, all}
	const started = `{"Action":"run","Test":"TestGolden"}` + "\n" + `{"Action":"run","Test":"TestGolden/retr"}` + "\n"
	for said, want := range map[string]report{
		started + `{"Action":"pass","Test":"TestGolden/retr"}`: {ran: []shown.Test{retr}},
		started + `{"Action":"output","Test":"TestGolden/retr","Output":"line 3"}` + "\n" + `{"Action":"fail","Test":"TestGolden/retr"}` + "\n" + `{"Action":"fail","Test":"TestGolden"}`: {ran: []shown.Test{retr}, failed: []shown.Test{retr}, said: "line 3"},
		`{"Action":"build-output","ImportPath":"popscope/sim","Output":"undefined: x"}` + "\n" + `{"Action":"fail","Package":"popscope/sim/pop3","FailedBuild":"popscope/sim"}`:           {unbuilt: true, said: "undefined: x"},
		"panic: in words\n": {said: "panic: in words\n"},
	} {
		got := readReport([]byte(said), tests)
		if !slices.Equal(got.ran, want.ran) || !slices.Equal(got.failed, want.failed) || got.unbuilt != want.unbuilt || got.said != want.said {
			t.Errorf("%s\nis read as %+v", said, got)
		}
	}
	if got := pattern(tests); got != "^TestGolden$/^retr$|^TestURLs$" {
		t.Errorf("they are asked for as %s", got)
	}
}

// The verdict is against a mutant that survives, unless its rule is not said to
// be done, and against one that cannot be tried.
func TestVerdict(t *testing.T) {
	of := func(status string, o outcome) result {
		return result{mutant: mutant{name: "1939-5-28", words: "It is broken.", rule: rfc.Rule{ID: "1939-5-28", Status: status}}, outcome: o}
	}
	for _, c := range []struct {
		r    result
		good bool
	}{
		{of("done", killed), true}, {of("done", survived), false}, {of("done", unfit), false},
		{of("partial", survived), true}, {of("partial", unfit), false},
		{result{mutant: mutant{name: "Tap", words: "It is deaf."}, outcome: survived}, false},
	} {
		if err := verdict([]result{c.r}); (err == nil) != c.good {
			t.Errorf("%+v: %v", c.r, err)
		}
	}
	all := []result{of("done", killed), of("done", survived)}
	if got := summary(all); got != "2 mutants of 1 rules: 1 killed, 1 survived, 0 unfit" {
		t.Error(got)
	}
	if got := strings.Split(table(all), "\n"); len(got) != 4 || strings.Count(got[1], "\t") != 6 {
		t.Errorf("%q", got)
	}
}
