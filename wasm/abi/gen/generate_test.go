package main

import (
	"os"
	"regexp"
	"testing"
)

func TestTypesAreNotStale(t *testing.T) {
	want, err := Generate()
	if err != nil {
		t.Fatal(err)
	}
	got, err := os.ReadFile("../../../web/src/abi.ts")
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Error("web/src/abi.ts is not what the Go types say: run make gen")
	}
}

// The names are written in two places; they must be the same.
func TestMethodsAreThoseOfTheProgram(t *testing.T) {
	source, err := os.ReadFile("../../methods_js.go")
	if err != nil {
		t.Fatal(err)
	}
	names := func(text string, re string) map[string]bool {
		out := map[string]bool{}
		for _, m := range regexp.MustCompile(re).FindAllStringSubmatch(text, -1) {
			out[m[1]] = true
		}
		return out
	}
	inGo := names(string(source), `(?m)^\t\t"(\w+)": \{`)
	inTS := names(methods, `(?m)^  (\w+)\(`)
	if len(inGo) == 0 {
		t.Fatal("no methods found in methods_js.go")
	}
	for name := range inGo {
		if !inTS[name] {
			t.Errorf("method %q is missing in TypeScript", name)
		}
	}
	for name := range inTS {
		if !inGo[name] {
			t.Errorf("method %q is missing in Go", name)
		}
	}
}
