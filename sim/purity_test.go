package sim_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The engine is a function of its inputs: it may not reach for the world
// outside, nor for the clock, nor for chance.
var forbidden = map[string]bool{
	"net": true, "os": true, "syscall": true, "syscall/js": true, "log": true, "log/slog": true,
	"math/rand": true, "math/rand/v2": true, "crypto/rand": true, "crypto/tls": true, "net/mail": true, "net/http": true,
	"unsafe": true, "runtime": true, "sync": true,
}

// heavy are packages that would make every learner wait for code which the
// core module does not need: see package wasm/json.
var heavy = map[string]bool{"encoding/json": true, "regexp": true, "text/template": true, "crypto/md5": true, "crypto/sha1": true, "crypto/sha256": true}

// aside are no parts of the engine: helps for tests, as golden.TestOnlyTestsImportThem
// holds, and a program.
var aside = map[string]bool{"golden": true, "rfc/shown": true, "rfc/mutants": true}

func TestEngineIsPure(t *testing.T) {
	files := 0
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && aside[filepath.ToSlash(path)] {
			return fs.SkipDir
		}
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files++
		set := token.NewFileSet()
		f, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		for _, i := range f.Imports {
			name, _ := strconv.Unquote(i.Path.Value)
			if forbidden[name] || heavy[name] || strings.HasPrefix(name, "net/") {
				t.Errorf("%s imports %s", path, name)
			}
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.GoStmt:
				t.Errorf("%s starts a goroutine", set.Position(n.Pos()))
			case *ast.SelectorExpr:
				if x, ok := n.X.(*ast.Ident); ok && x.Name == "time" {
					switch n.Sel.Name {
					case "Now", "Since", "Until", "After", "Sleep", "NewTimer", "NewTicker", "Tick":
						t.Errorf("%s asks what time it is", set.Position(n.Pos()))
					}
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 20 {
		t.Errorf("only %d files looked at", files)
	}
}
