package abi

import (
	"strings"
	"testing"

	"popscope/sim/show"
)

func TestABranchIsGivenAnotherNameThatIsSaved(t *testing.T) {
	e := New()
	r := request(t)
	s := read[show.Session](t, e.Open(marshal(t, r)))
	e.Type(s.ID, 2, "LIST")
	got := read[[]show.Branch](t, e.Rename(s.ID, 1, "  a détour "))
	if len(got) != 2 || got[0].Name != "as recorded" || got[1].Name != "a détour" {
		t.Fatalf("renamed: %+v", got)
	}
	r.Saved = e.Save(s.ID)
	if again := read[show.Session](t, e.Open(marshal(t, r))); again.Branches[1].Name != "a détour" {
		t.Errorf("restored: %+v", again.Branches)
	}
	for _, name := range []string{"", "  ", strings.Repeat("x", 81), "\xff"} {
		if out := e.Rename(s.ID, 1, name); !strings.Contains(out, "1 to 80 characters") {
			t.Errorf("the name %q: %s", name, out)
		}
	}
	if out := e.Rename(s.ID, 7, "x"); !strings.Contains(out, "no branch 7") {
		t.Errorf("branch 7: %s", out)
	}
}
