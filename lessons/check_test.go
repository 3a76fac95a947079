package lessons

import (
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"
)

var update = flag.Bool("update", false, "write what comes out into the golden files")

func TestBuiltinLessonsAreFree(t *testing.T) {
	for _, f := range Check(Builtin()) {
		t.Errorf("lessons/%s", f)
	}
}

// TestFaults checks one broken lesson after the other. Beside each stands what
// the checker must say about it, one fault a line: "LINE: TEXT".
func TestFaults(t *testing.T) {
	lessons, err := filepath.Glob("testdata/faults/*.md")
	if err != nil || len(lessons) == 0 {
		t.Fatalf("no broken lessons: %v", err)
	}
	for _, path := range lessons {
		t.Run(filepath.Base(path), func(t *testing.T) {
			src := read(t, path)
			file := filepath.Base(path)
			var got strings.Builder
			for _, f := range Check(fstest.MapFS{file: {Data: src}}) {
				if f.File != file {
					t.Errorf("%v: want a fault in %s", f, file)
				}
				fmt.Fprintf(&got, "%d: %s\n", f.Line, f.Text)
			}
			golden(t, strings.TrimSuffix(path, ".md")+".faults", got.String())
		})
	}
}

func TestFaultsBetweenLessons(t *testing.T) {
	clean := read(t, "testdata/faults/01-clean.md")
	linked := string(clean) + "\nSee [the next](02-other.md#there), [that](02-other.md#nowhere), [none](03-none.md).\n"
	got := Check(fstest.MapFS{
		"01-one.md":   {Data: []byte(linked)},
		"02-one.md":   {Data: clean},
		"02-other.md": {Data: []byte(string(clean) + "\n## There\n")},
		"README.md":   {Data: []byte("# Not a lesson")},
	})
	last := strings.Count(linked, "\n")
	want := []Fault{
		{"01-one.md", last, "the link leads to «#nowhere», but there is no such heading in 02-other.md"},
		{"01-one.md", last, "the link leads to «03-none.md», but there is no such lesson"},
		{"02-one.md", 1, "the lesson «one» already stands in 01-one.md"},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got\n%s\nwant\n%s", Faults(got), Faults(want))
	}
}

func TestFolderWithoutLessons(t *testing.T) {
	for _, fsys := range []fs.FS{fstest.MapFS{"README.md": {}}, os.DirFS("testdata/no such folder")} {
		if got := Check(fsys); len(got) != 1 {
			t.Errorf("got %v, want one fault", got)
		}
	}
}

func TestUnreadableText(t *testing.T) {
	clean := string(read(t, "testdata/faults/01-clean.md"))
	for _, c := range []struct{ name, src, want string }{
		{"Latin-1", clean + "caf\xe9\n", "octet 0xe9 is not UTF-8"},
		{"NUL", clean + "a\x00b\n", "the character U+0000 cannot be seen and has no place in a lesson"},
		{"lone CR", clean + "a\rb\n", "the character U+000D cannot be seen and has no place in a lesson"},
		{"line separator", clean + "a\u2028b\n", "the character U+2028 cannot be seen and has no place in a lesson"},
		{"big", clean + strings.Repeat("a\n", MaxSize), fmt.Sprintf("the file has %d octets, and the limit is %d", len(clean)+2*MaxSize, MaxSize)},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := ParseFile("01-x.md", []byte(c.src))
			line := strings.Count(clean, "\n") + 1
			if c.name == "big" {
				line = 1
			}
			if want := (Fault{"01-x.md", line, c.want}); len(faults) != 1 || faults[0] != want {
				t.Errorf("got %v, want %v", faults, want)
			}
		})
	}
}

func TestLineEndsDoNotMatter(t *testing.T) {
	clean := string(read(t, "testdata/faults/01-clean.md"))
	l, faults := ParseFile("01-x.md", []byte(strings.ReplaceAll(clean, "\n", "\r\n")))
	if faults = append(faults, l.Check()...); len(faults) > 0 {
		t.Errorf("with CRLF: %v", faults)
	}
}

// TestFaultsLieInTheFile breaks a good lesson at random: whatever the checker
// finds, its place must be in the file, and finding it twice must not differ.
func TestFaultsLieInTheFile(t *testing.T) {
	lines := strings.SplitAfter(string(read(t, "01-first-session.md")), "\n")
	rapid.Check(t, func(t *rapid.T) {
		broken := append([]string(nil), lines...)
		for range rapid.IntRange(1, 6).Draw(t, "edits") {
			i := rapid.IntRange(0, len(broken)-1).Draw(t, "line")
			switch rapid.IntRange(0, 4).Draw(t, "edit") {
			case 0:
				broken[i] = ""
			case 1:
				broken[i] += broken[i]
			case 2:
				j := rapid.IntRange(0, len(broken)-1).Draw(t, "other")
				broken[i], broken[j] = broken[j], broken[i]
			case 3:
				broken[i] = rapid.SampledFrom([]string{"---\n", "```\n", "```task\n", "<p>\n", "S: …\n", "    \n", "- [\n", "x"}).Draw(t, "put")
			case 4:
				cut := rapid.IntRange(0, len(broken[i])).Draw(t, "cut")
				broken[i] = broken[i][:cut]
			}
		}
		src := strings.Join(broken, "")
		fsys := fstest.MapFS{"01-x.md": {Data: []byte(src)}}
		first := Check(fsys)
		checkPlaces(t, src, first)
		if again := Check(fsys); fmt.Sprint(first) != fmt.Sprint(again) {
			t.Fatalf("found first\n%s\nand then\n%s", Faults(first), Faults(again))
		}
	})
}

// checkPlaces fails if a fault lies outside the file.
func checkPlaces(t interface{ Fatalf(string, ...any) }, src string, faults []Fault) {
	last := max(1, strings.Count(src, "\n"))
	if !strings.HasSuffix(src, "\n") {
		last = strings.Count(src, "\n") + 1
	}
	for _, f := range faults {
		if f.Line < 1 || f.Line > last {
			t.Fatalf("%v: the file has %d lines", f, last)
		}
	}
}

// golden compares got with the file, or writes it with -update.
func golden(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := string(read(t, path)); got != want {
		t.Errorf("%s\ngot\n%s\nwant\n%s", path, got, want)
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
