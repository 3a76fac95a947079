package main

import (
	"embed"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"popscope/sim/rfc"
	"popscope/sim/rfc/shown"
)

// The lists, one for each protocol or part of the engine. In them a mutant is
//
//	1939-5-28: DELE removes the message at once.
//	sim/pop3/transact.go
//	- s.Mark(v.Numbers[0])
//	+ s.Mark(v.Numbers[0])
//	+ s.Update()
//
// a rule of rules.tsv and how it is broken, the file, the text to be replaced,
// which must stand in it exactly once, and its replacement. The text may begin
// and end anywhere in its first and last line. What is no rule of rules.tsv names
// its own tests behind the file:
//
//	POP4 MOVE: It leaves the messages where they were.
//	sim/filing.go sim/pop4.TestGolden/move
//
// Lines that begin with # are remarks; between mutants lines are empty.
//
//go:embed *.txt
var lists embed.FS

// mutant is one way to break a rule.
type mutant struct {
	at       string   // where it stands in the lists: file and line
	name     string   // id of the rule; else what is broken, in a word or two
	words    string   // how it is broken: a sentence
	rule     rfc.Rule // the zero Rule if it is none of rules.tsv
	file     string   // from the root of the tree, with slashes
	old, new string
	own      []string // names of tests, if it is no rule of rules.tsv

	tests  []shown.Test // one of which must fail
	broken []byte       // the file as it is then
}

func (m mutant) String() string { return m.name + ": " + m.words }

// load reads the lists, and holds them against the tree and the rules.
func load(root string) (all []mutant, faults []error) {
	rows, err := rfc.Rules()
	if err != nil {
		return nil, []error{err}
	}
	rules := rulesByID(rows)
	files, err := lists.ReadDir(".")
	if err != nil {
		return nil, []error{err}
	}
	tree := shown.NewTree(root)
	for _, f := range files {
		text, err := lists.ReadFile(f.Name())
		if err != nil {
			return nil, []error{err}
		}
		some, wrong := read(f.Name(), string(text))
		faults = append(faults, wrong...)
		for _, m := range some {
			if err := m.prepare(root, rules, tree); err != nil {
				faults = append(faults, fmt.Errorf("%s: %s: %w", m.at, m, err))
				continue
			}
			all = append(all, m)
		}
	}
	return all, faults
}

func rulesByID(rows []rfc.Rule) map[string]rfc.Rule {
	rules := map[string]rfc.Rule{}
	for _, r := range rows {
		rules[r.ID] = r
	}
	return rules
}

// read reads one list.
func read(name, text string) (all []mutant, faults []error) {
	var block []string
	first := 0
	for i, line := range append(strings.Split(text, "\n"), "") {
		switch {
		case strings.HasPrefix(line, "#"):
		case line != "":
			if block == nil {
				first = i + 1
			}
			block = append(block, line)
		case block != nil:
			m, err := readOne(block)
			m.at = fmt.Sprintf("%s:%d", name, first)
			if err != nil {
				faults = append(faults, fmt.Errorf("%s: %w", m.at, err))
			} else {
				all = append(all, m)
			}
			block = nil
		}
	}
	return all, faults
}

// readOne reads a mutant's lines.
func readOne(block []string) (m mutant, err error) {
	var ok bool
	if m.name, m.words, ok = strings.Cut(block[0], ": "); !ok || !strings.HasSuffix(m.words, ".") {
		return m, fmt.Errorf("%q is not a name and a sentence", block[0])
	}
	if len(block) < 3 {
		return m, errors.New("a file is missing, or what is to be replaced in it")
	}
	words := strings.Fields(block[1])
	m.file, m.own = words[0], words[1:]
	var old, fresh []string
	for _, line := range block[2:] {
		text := strings.TrimPrefix(line[1:], " ")
		switch {
		case line[0] == '-' && fresh == nil:
			old = append(old, text)
		case line[0] == '+' && old != nil:
			fresh = append(fresh, text)
		default:
			return m, fmt.Errorf("%q is neither a line to be replaced nor, behind those, a replacement", line)
		}
	}
	m.old, m.new = strings.Join(old, "\n"), strings.Join(fresh, "\n")
	return m, nil
}

// ofRule is how the id of a rule begins.
var ofRule = regexp.MustCompile(`^\d+-`)

// prepare finds the tests, and breaks the file; an error means that the mutant
// is stale, or was never right.
func (m *mutant) prepare(root string, rules map[string]rfc.Rule, tree *shown.Tree) error {
	names := m.own
	if ofRule.MatchString(m.name) {
		var ok bool
		if m.rule, ok = rules[m.name]; !ok {
			return errors.New("there is no such rule in rules.tsv")
		}
		if len(names) > 0 {
			return errors.New("the tests of a rule stand in rules.tsv")
		}
		names = m.rule.Tests
	}
	if len(names) == 0 {
		return errors.New("no test is named")
	}
	for _, name := range names {
		t, err := tree.Find(name)
		if err != nil {
			return err
		}
		m.tests = append(m.tests, t)
	}
	return m.spoil(root)
}

// spoil makes the broken file.
func (m *mutant) spoil(root string) error {
	if !strings.HasSuffix(m.file, ".go") || strings.HasSuffix(m.file, "_test.go") {
		return fmt.Errorf("%s is no file of the engine", m.file)
	}
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(m.file)))
	if err != nil {
		return err
	}
	if n := strings.Count(string(text), m.old); n != 1 || m.old == "" || m.old == m.new {
		return fmt.Errorf("stale: its old text stands %d times in %s, and has to stand there once and be another than the new one", n, m.file)
	}
	m.broken = []byte(strings.Replace(string(text), m.old, m.new, 1))
	if _, err := parser.ParseFile(token.NewFileSet(), m.file, m.broken, parser.SkipObjectResolution); err != nil {
		return fmt.Errorf("what comes of it is no Go: %w", err)
	}
	return nil
}
