package files

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// opens are the functions that open files, by package; "" for all of one.
var opens = map[string]string{
	"os": " Open OpenFile OpenInRoot OpenRoot Create CreateTemp ReadFile ReadDir WriteFile DirFS CopyFS Mkdir MkdirAll Rename Symlink Link ",
	"fs": " ReadFile ReadDir WalkDir Glob ", "filepath": " Walk WalkDir Glob ", "ioutil": "", "syscall": " Open ",
}

// No file is opened in the program but by this package, so that its bounds are
// everywhere.
func TestNobodyElseOpensFiles(t *testing.T) {
	seen := 0
	for _, dir := range []string{"../../server", ".."} {
		err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
			if filepath.Dir(path) == filepath.Join("..", "files") { // this package itself
				return err
			}
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			seen++
			set := token.NewFileSet()
			source, err := parser.ParseFile(set, path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(source, func(n ast.Node) bool {
				call, ok := n.(*ast.SelectorExpr)
				if !ok {
					return true
				}
				pkg, ok := call.X.(*ast.Ident)
				if !ok || pkg.Obj != nil {
					return true
				}
				if names, some := opens[pkg.Name]; some && (names == "" || strings.Contains(names, " "+call.Sel.Name+" ")) {
					t.Errorf("%s: %s.%s: open it by package files", set.Position(call.Pos()), pkg.Name, call.Sel.Name)
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if seen < 40 {
		t.Errorf("%d files looked at: is %v the place?", seen, os.Args)
	}
}
