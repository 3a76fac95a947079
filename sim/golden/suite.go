package golden

import (
	"flag"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/show"
)

var update = flag.Bool("update", false, "write the sessions in testdata anew, as the engine plays them")

// Suite is the golden transcripts of a protocol.
type Suite struct {
	Profile *sim.Profile
	Dir     string // where the archives are
	Own     bool   // rows that the profile inherits need not be shown: they have archives of their own
	// Refusals are those that a handler words and not the table: "KEYWORD: text",
	// where a word in braces stands for anything. Where the server closes without
	// a reply, the text is what it would explain to a learner.
	Refusals []string
}

// Run plays every archive and holds that it comes out as it is printed: what
// goes over the wire, and what happens on the server and the client meanwhile.
func (s Suite) Run(t *testing.T) {
	for _, a := range s.archives(t) {
		t.Run(a.name(), func(t *testing.T) {
			p := s.play(t, a)
			want, got := a.printed(), p.out.String()
			switch {
			case got == want:
			case *update:
				if err := a.write(got); err != nil {
					t.Fatal(err)
				}
			default:
				t.Error(firstDifference(want, got))
			}
			sound(t, p.log.Events())
			agrees(t, p)
		})
	}
}

// Each plays every archive, and hands over what has happened.
func (s Suite) Each(t *testing.T, see func(name string, events []sim.Event)) {
	t.Helper()
	for _, a := range s.archives(t) {
		see(a.name(), s.play(t, a).log.Events())
	}
}

func (s Suite) archives(t *testing.T) []*archive {
	t.Helper()
	all, err := loadAll(s.Dir)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func (s Suite) play(t *testing.T, a *archive) *player {
	t.Helper()
	p, err := a.play(s.Profile)
	if err != nil {
		t.Fatalf("%s: %v", a.file, err)
	}
	return p
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		a, b := "(nothing)", "(nothing)"
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d of the session\nprinted: %s\nplayed:  %s\n(the same test with -update writes what was played)", i+1, a, b)
		}
	}
	return ""
}

var hole = regexp.MustCompile(`\{[a-z]+\}`)

// sound holds what must be true of the events of any session: each reply cites
// the rule that decided it, each refusal says why in words, and no text has
// blanks that nobody filled in.
func sound(t *testing.T, events []sim.Event) {
	t.Helper()
	for _, e := range events {
		if e.Kind != sim.Replied {
			continue
		}
		if e.Why.IsZero() {
			t.Errorf("the reply %q to %s cites nothing", e.Text, e.Keyword)
		}
		if !e.OK && e.Explain == "" {
			t.Errorf("nobody explains %q", e.Text)
		}
		if hole.MatchString(e.Text + e.Explain) {
			t.Errorf("a blank was not filled in: %q %q", e.Text, e.Explain)
		}
	}
}

// agrees compares with the transcript that learners are shown, where that can
// say all: it knows no second connection, and no octets that cannot be printed.
func agrees(t *testing.T, p *player) {
	t.Helper()
	var wire strings.Builder
	for line := range strings.Lines(p.out.String()) {
		if strings.HasPrefix(line, "C:") || strings.HasPrefix(line, "S:") {
			wire.WriteString(line)
		}
	}
	if p.plain && show.Transcript(p.log.Events()) != wire.String() {
		t.Errorf("show.Transcript says\n%sand not\n%s", show.Transcript(p.log.Events()), wire.String())
	}
}
