package shown

import "testing"

func TestFind(t *testing.T) {
	tree := NewTree("../../..")
	for name, want := range map[string]string{
		"sim/rfc/shown.TestFind":                   "TestFind",
		"sim/pop3.TestGolden/retr":                 "TestGolden/retr",
		"sim.TestEachBreachIsSeen/dot_not_stuffed": "TestEachBreachIsSeen/dot_not_stuffed",
		"sim/pop3.TestAutologoutIsLongEnough":      "TestAutologoutIsLongEnough",
	} {
		test, err := tree.Find(name)
		if err != nil || test.Name() != want || test.String() != name {
			t.Errorf("%s is found as %s: %v", name, test, err)
		}
	}
	for _, name := range []string{
		"", "TestFind", "sim/rfc.", ".TestFind", "sim/rfc.Testing", "sim/rfc.TestNothing", "sim/nowhere.TestFind", "sim/testdata.TestFind",
		"sim/pop3.TestGolden/", "sim/pop3.TestGolden/nothing", "sim/rfc.TestRules/nothing_of_that_name", "sim/pop1.FuzzSession", "sim/golden.Suite",
	} {
		if test, err := tree.Find(name); err == nil {
			t.Errorf("%q is found: %+v", name, test)
		}
	}
}
