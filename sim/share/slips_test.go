package share_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/share"
)

// A password that comes at the wrong time, twice, with a SPACE too many, or in
// an exchange that is refused is one all the same.
func TestSlipsHideWhatWasMeantAsPassword(t *testing.T) {
	const typed = "Wildflower7"
	in64 := func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) }
	plain := in64("\x00ada\x00" + typed)
	lines := []string{
		"PASS " + typed, "pass " + typed, "PASS  " + typed, "PASS " + typed + " ", " PASS " + typed, "PASS\t" + typed, "PASS" + typed, "PASS a " + typed + " b",
		"USER ada PASS " + typed, "PASS " + typed + "\x00", "PASS " + typed + "é", "PASS " + strings.Repeat("x", 300) + typed,
		"AUTH PLAIN " + plain, "auth plain " + plain, "AUTH PLAIN  " + plain, "AUTH PLAIN " + plain + " x", "AUTH XTOKEN " + plain, "AUTH PLAIN " + plain + "=", "AUTH " + plain,
		"AUTH PLAIN\t" + plain, " AUTH PLAIN " + plain, "AUTH  PLAIN " + plain,
		"HELO ada " + typed, "HELO ada  " + typed, "HELO ada " + typed + " x", "helo ada " + typed, " HELO ada " + typed,
		"APOP ada " + typed, "APOP ada x " + typed,
		"PAS " + typed, "LOGIN ada " + typed, "xPASS " + typed, "USER ada " + typed, "USER ada:" + typed + "@lab.example", "AUHT PLAIN " + plain, typed, "USER " + typed,
	}
	secret := func(s string) bool {
		for _, form := range []string{typed, plain, in64(typed), plain[:20]} {
			if strings.Contains(s, form) {
				return true
			}
		}
		return false
	}
	for _, protocol := range []string{"POP1", "POP2", "POP3", "POP4"} {
		for _, before := range [][]string{nil, {"USER ada"}, {"USER ada", "PASS " + right}, {"HELO ada " + strings.ReplaceAll(right, "!", `\!`)}, {"AUTH PLAIN"}, {"AUTH LOGIN", "YWRh"}} {
			for _, line := range append(lines, plain, in64(typed)) {
				m, err := fresh(lab(protocol))
				if err != nil {
					t.Fatal(err)
				}
				l := sim.NewLog(m)
				sim.Play(l, 1, append(append([]string{}, before...), line))
				got, err := share.Clean(share.Session{Scenario: lab(protocol), Saved: sim.NewTree(line+" instead", l).Save(), Published: true}, fresh)
				if err != nil {
					t.Fatal(err)
				}
				for _, b := range got.Saved.Branches {
					all := b.Name
					for _, in := range b.Inputs {
						all += "\n" + string(in.Data)
					}
					if secret(all) {
						t.Errorf("%s %q: of %q is shared %q", protocol, before, line, all)
					}
				}
				if secret(strings.Join(got.Notes, " ")) {
					t.Errorf("%s: noted: %s", protocol, got.Notes)
				}
			}
		}
	}
}

// A password that is part of a name, which is no secret, leaves the name as it
// is; elsewhere it is hidden.
func TestPasswordThatIsPartOfAName(t *testing.T) {
	sc := sim.Scenario{Protocol: "POP4", Host: "lab.example", Mailboxes: []sim.Mailbox{{
		Name: "wilma@lab.example", Password: "wilma", Messages: [][]byte{[]byte("Subject: wilma\n\nit is wilma\n")},
		Folders: []sim.Folder{{Name: "wilmaswork"}},
	}}}
	m, err := fresh(sc)
	if err != nil {
		t.Fatal(err)
	}
	l := sim.NewLog(m)
	sim.Play(l, 1, []string{"USER wilma@lab.example", "PASS wilma", "SFLD wilmaswork", "REED wilma", "QUIT"})
	got, err := share.Clean(share.Session{Scenario: sc, Saved: sim.NewTree("", l).Save()}, fresh)
	if err != nil || len(got.Notes) > 0 {
		t.Fatal(got.Notes, err)
	}
	box := got.Scenario.Mailboxes[0]
	if box.Name != "wilma@lab.example" || box.Folders[0].Name != "wilmaswork" || strings.Contains(string(box.Messages[0]), "wilma") {
		t.Errorf("%s %s %q", box.Name, box.Folders[0].Name, box.Messages[0])
	}
	var all []string
	for _, in := range got.Saved.Branches[0].Inputs {
		all = append(all, strings.TrimSpace(string(in.Data)))
	}
	if want := "USER wilma@lab.example"; strings.Count(strings.Join(all, "\n"), "wilma") != 2 || all[1] != want {
		t.Errorf("%q", all)
	}
}
