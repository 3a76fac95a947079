package lessons

import (
	"bytes"
	"fmt"

	"go.yaml.in/yaml/v3"
)

// MaxSize is how many octets a lesson may have.
const MaxSize = 64 << 10

// The other bounds of a lesson. They are far above what a reader has patience for,
// and are there so that no file, whoever wrote it, costs more than a moment:
// all that grows faster than the file does is looked at before it is done.
const (
	maxLessons  = 200      // in a folder
	maxEntries  = 10_000   // files of any kind in the folder of lessons
	maxLines    = 2_000    // of a lesson
	maxLine     = 2_000    // octets in one of them
	maxRun      = 16 << 10 // octets without an empty line: Markdown looks through a paragraph again and again
	maxNesting  = 12       // marks of lists and quotations before a line's text
	maxIndent   = 64       // columns before it
	maxColumns  = 40       // of a table: each of its rows gets as many cells
	maxMatter   = 8 << 10  // octets of front matter
	maxDepth    = 12       // of lists and keys in YAML
	maxItems    = 100      // in one list of YAML
	maxDialogue = 1_000    // lines of all dialogues
	maxTasks    = 40       // in a lesson
	maxToDo     = 30       // goals of a task, and lines of its start and solution: each is a bit of a number
	maxEvents   = 10_000   // of a session: each is a picture of the whole world
	maxPlayed   = 100_000  // events of all attempts at a lesson's tasks
	maxFaults   = 100      // reported in one file
	maxFault    = 600      // octets of one fault's words
)

// excess finds the first line of Markdown that asks for more than a bound
// allows, counted from 0, and says which; "" if there is none.
func excess(src []byte) (line int, words string) {
	run := 0
	for text := range bytes.Lines(src) {
		bare := bytes.TrimRight(text, "\n")
		run += len(text)
		if len(bytes.TrimSpace(bare)) == 0 {
			run = 0
		}
		columns, marks := nesting(bare)
		switch {
		case line >= maxLines:
			return line, fmt.Sprintf("a lesson has at most %d lines", maxLines)
		case len(bare) > maxLine:
			return line, fmt.Sprintf("this line has %d octets; a line has at most %d", len(bare), maxLine)
		case run > maxRun:
			return line, fmt.Sprintf("there are more than %d octets without an empty line; put one in", maxRun)
		case marks > maxNesting:
			return line, fmt.Sprintf("lists or quotations stand in one another here more than %d deep", maxNesting)
		case columns > maxIndent:
			return line, fmt.Sprintf("this line is indented by %d columns; at most %d", columns, maxIndent)
		case bytes.Count(bare, []byte("|")) > maxColumns && len(bytes.Trim(bare, "|:- \t>")) == 0:
			return line, fmt.Sprintf("a table has at most %d columns", maxColumns)
		}
		line++
	}
	return 0, ""
}

// nesting counts what stands before a line's text: columns in which nothing is,
// and marks of lists and quotations, such as the three of "> - 1. text".
func nesting(line []byte) (columns, marks int) {
	for i := 0; i < len(line); i++ {
		last := i+1 == len(line) || line[i+1] == ' ' || line[i+1] == '\t'
		switch c := line[i]; {
		case c == ' ':
			columns++
		case c == '\t':
			columns += 4
		case c == '>', (c == '-' || c == '+' || c == '*' || c == '.' || c == ')') && last:
			marks++
		case c >= '0' && c <= '9' && !last:
		default:
			return columns, marks
		}
	}
	if marks == 0 {
		columns = 0 // an empty line
	}
	return columns, marks
}

// within reports what is too deep or too long in YAML, and whether all is well.
// A name for a value, and its use, are refused: a few of them can stand for any
// amount.
func (b block) within(n *yaml.Node, what string, depth int) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		b.add(b.line(n), "%s uses an alias (*%s); write the value itself", what, n.Value)
		return false
	case n.Anchor != "":
		b.add(b.line(n), "%s names a value (&%s) to use it again; write the value itself each time", what, n.Anchor)
		return false
	case depth > maxDepth:
		b.add(b.line(n), "lists and keys in %s stand in one another more than %d deep", what, maxDepth)
		return false
	case n.Kind == yaml.SequenceNode && len(n.Content) > maxItems:
		b.add(b.line(n), "a list in %s has %d items; at most %d", what, len(n.Content), maxItems)
		return false
	case n.Kind == yaml.ScalarNode:
		if c, bad := unseen(n.Value); bad {
			b.add(b.line(n), "the character %U cannot be seen and has no place in a lesson", c)
			return false
		}
	}
	for _, inner := range n.Content {
		if !b.within(inner, what, depth+1) {
			return false
		}
	}
	return true
}

// unseen finds a character that no editor shows as it is.
func unseen(s string) (rune, bool) {
	for _, c := range s {
		if c < ' ' && c != '\t' && c != '\n' || c >= 0x7F && c <= 0x9F || c == '\u2028' || c == '\u2029' || c == '\uFEFF' {
			return c, true
		}
	}
	return 0, false
}
