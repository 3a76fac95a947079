package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"

	"popscope/sim/rfc/shown"
)

const (
	together = 2                // mutants that are tried at the same time
	patience = 60 * time.Second // for the tests of one folder: a broken engine may never come to an end
	memory   = 4 << 20          // KiB of address space for each program that is run: it may never get enough, either
)

// trial is where mutants are tried.
type trial struct {
	ctx  context.Context
	root string // of the tree
	dir  string // for files that are laid over it
}

// report is what came of running tests.
type report struct {
	ran, failed []shown.Test // of those that were asked for
	unbuilt     bool
	said        string // what the tests printed
}

// sound reports an error if the tests of the mutants do not run, or do not pass
// while nothing is broken.
func (t trial) sound(all []mutant) error {
	var tests []shown.Test
	for _, m := range all {
		for _, x := range m.tests {
			if !slices.Contains(tests, x) {
				tests = append(tests, x)
			}
		}
	}
	var faults []error
	for _, some := range byFolder(tests) {
		r, err := t.test("", some)
		if err != nil {
			return err
		}
		for _, x := range some {
			if !slices.Contains(r.ran, x) || slices.Contains(r.failed, x) {
				faults = append(faults, fmt.Errorf("%s does not run, or fails while nothing is broken", x))
			}
		}
		if len(faults) > 0 {
			return fmt.Errorf("%w\n%s", errors.Join(faults...), r.said)
		}
	}
	return nil
}

// all tries mutants, and tells of each as soon as it is known.
func (t trial) all(some []mutant, tell func(result)) []result {
	results := make([]result, len(some))
	next := make(chan int)
	var told sync.Mutex
	var done sync.WaitGroup
	for range together {
		done.Go(func() {
			for i := range next {
				results[i] = t.try(i, some[i])
				told.Lock()
				if t.ctx.Err() == nil {
					tell(results[i])
				}
				told.Unlock()
			}
		})
	}
	for i := range some {
		if t.ctx.Err() == nil {
			next <- i
		}
	}
	close(next)
	done.Wait()
	return results
}

// try runs the tests of a mutant, folder by folder, until some of them fail.
func (t trial) try(i int, m mutant) result {
	overlay, err := t.lay(i, m)
	if err != nil {
		return result{mutant: m, outcome: unfit, said: err.Error()}
	}
	for _, tests := range byFolder(m.tests) {
		r, err := t.test(overlay, tests)
		switch {
		case err != nil:
			return result{mutant: m, outcome: unfit, said: err.Error()}
		case r.unbuilt, len(r.ran) == 0: // nor does what breaks everything say anything of a test
			return result{mutant: m, outcome: unfit, said: r.said}
		case len(r.failed) > 0:
			return result{mutant: m, outcome: killed, by: r.failed}
		}
	}
	return result{mutant: m, outcome: survived}
}

// lay writes the broken file, and the file that lays it over the tree.
func (t trial) lay(i int, m mutant) (overlay string, err error) {
	broken := filepath.Join(t.dir, fmt.Sprintf("%d.go", i))
	overlay = filepath.Join(t.dir, fmt.Sprintf("%d.json", i))
	text, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(t.root, filepath.FromSlash(m.file)): broken}})
	if err != nil {
		return "", err
	}
	return overlay, errors.Join(os.WriteFile(broken, m.broken, 0o600), os.WriteFile(overlay, text, 0o600))
}

// byFolder sorts tests by the folder, in the order in which they are named.
func byFolder(tests []shown.Test) [][]shown.Test {
	var all [][]shown.Test
	for _, x := range tests {
		i := slices.IndexFunc(all, func(some []shown.Test) bool { return some[0].Folder == x.Folder })
		if i < 0 {
			all = append(all, nil)
			i = len(all) - 1
		}
		all[i] = append(all[i], x)
	}
	return all
}

// test runs tests of one folder.
func (t trial) test(overlay string, tests []shown.Test) (report, error) {
	folder := tests[0].Folder
	args := []string{
		"-c", fmt.Sprintf(`ulimit -v %d && exec "$@"`, memory), "sh",
		"go", "test", "-json", "-count=1", "-vet=off", "-p=1", "-gcflags=popscope/...=-N -l", "-ldflags=-s -w", // it is run once: to build it takes longer than to run it
		"-timeout=" + patience.String(), "-run=" + pattern(tests), "-overlay=" + overlay, "./" + folder,
	}
	if t.rapid(folder) {
		args = append(args, "-rapid.nofailfile", "-rapid.shrinktime=1s") // what fails here is no find
	}
	cmd := exec.CommandContext(t.ctx, "sh", args...)
	cmd.Dir = t.root
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	if exit := new(exec.ExitError); err != nil && !errors.As(err, &exit) {
		return report{}, err
	}
	return readReport(said.Bytes(), tests), t.ctx.Err()
}

// rapid reports whether the tests of a folder have properties.
func (t trial) rapid(folder string) bool {
	files, _ := filepath.Glob(filepath.Join(t.root, filepath.FromSlash(folder), "*_test.go"))
	return slices.ContainsFunc(files, func(f string) bool {
		text, _ := os.ReadFile(f)
		return bytes.Contains(text, []byte(`"pgregory.net/rapid"`))
	})
}

// pattern is what go test -run takes for these tests and no others.
func pattern(tests []shown.Test) string {
	var all []string
	for _, x := range tests {
		all = append(all, "^"+strings.ReplaceAll(regexp.QuoteMeta(x.Name()), "/", "$/^")+"$")
	}
	return strings.Join(all, "|")
}

// readReport reads what go test -json prints (go doc test2json).
func readReport(said []byte, tests []shown.Test) (r report) {
	var words strings.Builder
	for line := range bytes.Lines(said) {
		var e struct{ Action, Test, Output, FailedBuild string }
		if json.Unmarshal(line, &e) != nil {
			words.Write(line)
			continue
		}
		words.WriteString(e.Output)
		r.unbuilt = r.unbuilt || e.FailedBuild != ""
		for _, x := range tests {
			switch {
			case x.Name() != e.Test:
			case e.Action == "run":
				r.ran = append(r.ran, x)
			case e.Action == "fail":
				r.failed = append(r.failed, x)
			}
		}
	}
	r.said = words.String()
	return r
}
