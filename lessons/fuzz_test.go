package lessons

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

// FuzzParse holds that no octets make the parser, the checker or the renderer
// panic, that every fault lies in the file, that what is made of a file is no
// larger than the file allows, and that nothing but known markup comes out of
// what has no fault.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"*.md", "testdata/*/*.md"} {
		seeds, err := filepath.Glob(pattern)
		if err != nil || len(seeds) == 0 {
			f.Fatalf("%s: no seeds: %v", pattern, err)
		}
		for _, path := range seeds {
			src, err := os.ReadFile(path)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(src)
		}
	}
	template, err := os.ReadFile("testdata/render/template.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		l, faults := ParseFile("01-x.md", src)
		text := strings.ReplaceAll(string(src), "\r\n", "\n")
		checkPlaces(t, text, faults)
		wantBounded(t, l.body.src, l.body.doc)
		if len(faults) > maxFaults+1 {
			t.Errorf("%d faults", len(faults))
		}
		if len(faults) > 0 {
			checkHTML(t, unplayed(t, l))
			return
		}
		faults = Check(fstest.MapFS{"01-x.md": {Data: src}})
		checkPlaces(t, text, faults)
		files, err := Render(template, []*Lesson{l})
		if err == nil {
			checkHTML(t, string(files["x.html"]))
		} else if len(faults) == 0 {
			t.Errorf("no fault, and yet: %v", err)
		}
	})
}

// unplayed renders a lesson's article without its session.
func unplayed(t *testing.T, l *Lesson) string {
	a := article{lesson: l, steps: make([]int, len(l.Dialogue))}
	for _, task := range l.Tasks {
		rec, err := task.told()
		if err != nil {
			t.Fatal(err)
		}
		a.tasks = append(a.tasks, rec)
	}
	var b strings.Builder
	if err := a.render(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
