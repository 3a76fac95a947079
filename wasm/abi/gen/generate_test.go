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
	names := func(text string, re string) map[string]bool {
		out := map[string]bool{}
		for _, m := range regexp.MustCompile(re).FindAllStringSubmatch(text, -1) {
			out[m[1]] = true
		}
		return out
	}
	for file, ts := range map[string]string{"methods_js.go": methods, "whole_js.go": wholeMethods} {
		source, err := os.ReadFile("../../" + file)
		if err != nil {
			t.Fatal(err)
		}
		inGo := names(string(source), `(?m)^\t\t"(\w+)": \{`)
		inTS := names(ts, `(?m)^  (\w+)\(`)
		if len(inGo) == 0 {
			t.Fatalf("no methods found in %s", file)
		}
		for name := range inGo {
			if !inTS[name] {
				t.Errorf("method %q of %s is missing in TypeScript", name, file)
			}
		}
		for name := range inTS {
			if !inGo[name] {
				t.Errorf("method %q is missing in %s", name, file)
			}
		}
	}
}
