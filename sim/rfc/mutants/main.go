// Mutants shows that the tests of rules.tsv show something: it breaks a rule in
// the engine, runs the tests that the rule names, and expects one of them to
// fail. What is broken, and how, stands in the *.txt files beside it; list.go
// says how they are written. The working tree is never touched: each mutant is
// laid over it (go help build, -overlay).
//
//	go run ./sim/rfc/mutants [-only regexp] [-out build/mutants.tsv]
//
// It fails if a mutant survives whose rule is said to be done, and if the list
// has faults: an old text that is not there any more, a mutant that does not
// build, a test that does not run.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
)

func main() {
	only := flag.String("only", "", "try only mutants in whose name, sentence or file this regular expression is found")
	out := flag.String("out", "", "write the table to this file")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := run(ctx, *only, *out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run tries the mutants; it is called in the root of the tree.
func run(ctx context.Context, only, out string) error {
	root, err := os.Getwd()
	if err != nil {
		return err
	}
	wanted, err := regexp.Compile(only)
	if err != nil {
		return err
	}
	all, faults := load(root)
	if len(faults) > 0 {
		return fmt.Errorf("the list of mutants has faults:\n%w", errors.Join(faults...))
	}
	var some []mutant
	for _, m := range all {
		if wanted.MatchString(m.String() + " " + m.file) {
			some = append(some, m)
		}
	}
	t := trial{ctx: ctx, root: root}
	if t.dir, err = os.MkdirTemp("", "mutants"); err != nil {
		return err
	}
	defer os.RemoveAll(t.dir)
	if err := t.sound(some); err != nil {
		return err
	}
	results := t.all(some, func(r result) { fmt.Println(r.line()) })
	if err := ctx.Err(); err != nil {
		return err
	}
	fmt.Println(summary(results))
	if out != "" {
		if err := os.MkdirAll(filepath.Dir(out), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(out, []byte(table(results)), 0o644); err != nil {
			return err
		}
	}
	return verdict(results)
}
