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

// The name of a branch goes along into links: of what may be secret it shows the
// keyword, or nothing, and no row of asterisks either.
func TestABranchIsNamedWithoutSecrets(t *testing.T) {
	for line, want := range map[string]string{
		"RETR 1":         "RETR 1 instead",
		"PASS my own":    "PASS … instead",
		"xPASS hunter22": "another line instead",
		"hunter22":       "another line instead",
	} {
		e := New()
		s := read[show.Session](t, e.Open(marshal(t, request(t))))
		c := read[show.Change](t, e.Type(s.ID, 2, line))
		if got := c.Branches[c.Branch].Name; got != want {
			t.Errorf("%q makes the branch %q, not %q", line, got, want)
		}
	}
}
