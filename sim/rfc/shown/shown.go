// Package shown finds the tests that rules.tsv names: by them a rule is shown to
// be kept. Only tests and the program mutants import it.
package shown

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Test is a test, or one of the tests within it.
type Test struct {
	Folder string // from the root of the tree, with slashes: "sim/pop3"
	Func   string // "TestGolden"
	Sub    string // "retr"; "": all of it
}

// Read reads the name of a test as rules.tsv has it: "sim/pop3.TestDigest",
// "sim/pop3.TestGolden/retr".
func Read(name string) (Test, error) {
	folder, rest, ok := strings.Cut(name, ".")
	function, sub, within := strings.Cut(rest, "/")
	if !ok || folder == "" || !isTest(function) || within && sub == "" {
		return Test{}, fmt.Errorf("%q names no test", name)
	}
	return Test{folder, function, sub}, nil
}

// isTest reports whether go test takes a function of that name for a test.
func isTest(name string) bool {
	rest, ok := strings.CutPrefix(name, "Test")
	first, _ := utf8.DecodeRuneInString(rest)
	return ok && !unicode.IsLower(first)
}

// Name is what go test calls it: "TestGolden/retr".
func (t Test) Name() string {
	if t.Sub == "" {
		return t.Func
	}
	return t.Func + "/" + t.Sub
}

func (t Test) String() string { return t.Folder + "." + t.Name() }

// Tree is a clone of Popscope in which tests are looked for.
type Tree struct {
	root  string
	known map[string]map[string]bool // tests, by directory
}

// NewTree is the tree whose root is that directory.
func NewTree(root string) *Tree { return &Tree{root, map[string]map[string]bool{}} }

// Find finds the test of a name, if there is one. A golden transcript stands in
// testdata; of any other test within a test the name must be written somewhere
// in its folder.
func (t *Tree) Find(name string) (Test, error) {
	test, err := Read(name)
	if err != nil {
		return test, err
	}
	dir := filepath.Join(t.root, filepath.FromSlash(test.Folder))
	if t.known[dir] == nil {
		if t.known[dir], err = testsIn(dir); err != nil {
			return test, err
		}
	}
	switch {
	case !t.known[dir][test.Func]:
		return test, fmt.Errorf("there is no test %s in %s", test.Func, test.Folder)
	case test.Sub == "":
	case test.Func == "TestGolden":
		if _, err := os.Stat(filepath.Join(dir, "testdata", test.Sub+".txtar")); err != nil {
			return test, fmt.Errorf("there is no golden transcript %s in %s", test.Sub, test.Folder)
		}
	case !mentions(dir, test.Sub) && !mentions(dir, strings.ReplaceAll(test.Sub, "_", " ")):
		return test, fmt.Errorf("nothing in %s is called %q, as a test within %s would be", test.Folder, test.Sub, test.Func)
	}
	return test, nil
}

// testsIn are the tests in a directory, by their names.
func testsIn(dir string) (map[string]bool, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*_test.go"))
	if err != nil {
		return nil, err
	}
	tests := map[string]bool{}
	for _, f := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), f, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range parsed.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && isTest(fn.Name.Name) && takesT(fn) {
				tests[fn.Name.Name] = true
			}
		}
	}
	return tests, nil
}

// mentions reports whether in a Go file of a directory that text stands in
// quotes.
func mentions(dir, text string) bool {
	files, _ := filepath.Glob(filepath.Join(dir, "*.go"))
	return slices.ContainsFunc(files, func(f string) bool {
		all, _ := os.ReadFile(f)
		return bytes.Contains(all, []byte(strconv.Quote(text)))
	})
}

// takesT reports whether the function takes a *testing.T and no more.
func takesT(fn *ast.FuncDecl) bool {
	p := fn.Type.Params.List
	if len(p) != 1 {
		return false
	}
	star, ok := p[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	is, ok := star.X.(*ast.SelectorExpr)
	return ok && is.Sel.Name == "T"
}
