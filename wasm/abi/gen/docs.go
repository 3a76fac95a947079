package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"runtime"
)

// docs are the doc comments of types ("Event") and their fields ("Event.Seq").
type docs map[string]string

// readDocs reads the comments of the packages whose types cross the boundary.
func readDocs() (docs, error) {
	_, here, _, _ := runtime.Caller(0)
	root := filepath.Join(filepath.Dir(here), "..", "..", "..")
	d := docs{}
	for _, dir := range []string{"sim", "sim/show"} {
		files, err := filepath.Glob(filepath.Join(root, dir, "*.go"))
		if err != nil {
			return nil, err
		}
		for _, name := range files {
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ParseComments)
			if err != nil {
				return nil, err
			}
			ast.Inspect(f, d.visit)
		}
	}
	return d, nil
}

func (d docs) visit(n ast.Node) bool {
	decl, ok := n.(*ast.GenDecl)
	if !ok || decl.Tok != token.TYPE {
		return true
	}
	for _, s := range decl.Specs {
		spec := s.(*ast.TypeSpec)
		fields, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		d[spec.Name.Name] = decl.Doc.Text()
		for _, f := range fields.Fields.List {
			for _, name := range f.Names {
				d[spec.Name.Name+"."+name.Name] = f.Doc.Text() + f.Comment.Text()
			}
		}
	}
	return false
}
