package reading

import (
	"os"
	"path/filepath"
	"testing"

	"popscope/sim"
)

// The documents' own examples, as they print them, are accused of nothing.
func TestTheDocumentsAreAccusedOfNothing(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "documents", "rfc*.txt"))
	if err != nil || len(names) < 80 {
		t.Fatal(len(names), err)
	}
	for _, c := range []string{"d5-rfc-placeholder.txt", "d6-bracket-placeholder.txt", "d7-two-sessions.txt"} {
		names = append(names, filepath.Join("testdata", "cases", c))
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			file, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			s, err := Read(file, nil)
			if err != nil {
				t.Fatal(err)
			}
			events := s.Log().Events()
			for _, e := range events {
				if e.Kind == sim.Fault {
					t.Errorf("%s\n%s", e.Text, narrated(s, events))
				}
			}
		})
	}
}
