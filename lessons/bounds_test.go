package lessons

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/yuin/goldmark/ast"
	"pgregory.net/rapid"
)

// head is the shortest front matter, of seven lines, and talk a session.
const (
	head = "---\ntitle: x\nsummary: y\nprotocol: POP3\nmaildrop: ada\nseed: 1\n---\n"
	talk = "\n```pop3\nC: <open connection>\nS: …\n```\n"
)

// What asks for too much is refused at its place, and what comes near to that
// is not.
func TestBounds(t *testing.T) {
	task := func(more string) string {
		return "```task\nname: a\ntitle: a\nbrief: a\nhints: [a]\nsolution: [NOOP]\n" +
			"goals:\n  - text: a\n    when: {kind: reply, keyword: NOOP}\nwrong: []\n" + more + "```\n"
	}
	for _, c := range []struct {
		name, body string
		line       int
		want       string
	}{
		{"many lines", strings.Repeat("a\n\n", 1000), 2001, "a lesson has at most 2000 lines"},
		{"a long line", "a\n" + strings.Repeat("a", 2001), 9, "this line has 2001 octets; a line has at most 2000"},
		{"a long paragraph", strings.Repeat(strings.Repeat("a", 99)+"\n", 170), 8 + 163, "there are more than 16384 octets without an empty line"},
		{"quotations", strings.Repeat("> ", 13), 8, "stand in one another here more than 12 deep"},
		{"quotations without a space", "a\n\n" + strings.Repeat(">", 13) + "a", 10, "more than 12 deep"},
		{"lists", strings.Repeat("- ", 13), 8, "more than 12 deep"},
		{"all of them", strings.Repeat("> - 1. 2) * + ", 3), 8, "more than 12 deep"},
		{"lists by columns", strings.Repeat(" ", 65) + "a", 8, "indented by 65 columns; at most 64"},
		{"a wide table", "|a\n" + strings.Repeat("|-", 41) + "|\n|a|\n", 9, "a table has at most 40 columns"},
		{"a wide table in a quotation", "> |a\n> " + strings.Repeat(":-:|", 41) + "\n", 9, "a table has at most 40 columns"},
		{"a wide table in a hint", task("start: []\n") + task(`never: [{text: a, when: {kind: reply}}]`+"\n"), 0, ""},
		{"a brief with a bomb", strings.Replace(task(""), "brief: a", `brief: "|a\n`+strings.Repeat("|-", 41)+`\n"`, 1), 12, "the brief: a table has at most 40 columns"},
		{"an alias", task("start: &a [NOOP]\nnever: *a\n"), 18, "the task names a value (&a) to use it again"},
		{"laughs", task("start: &a [[NOOP],[NOOP]]\nnever: &b [*a,*a,*a]\nstart: [*b,*b,*b]\n"), 18, "write the value itself each time"},
		{"deep YAML", task("start: " + strings.Repeat("[", 13) + strings.Repeat("]", 13) + "\n"), 18, "more than 12 deep"},
		{"a long list", task("start: [" + strings.Repeat("NOOP,", 101) + "]\n"), 18, "a list in the task has 101 items; at most 100"},
		{"a hidden character", task(`start: ["\e[31m"]` + "\n"), 18, "the character U+001B cannot be seen"},
		{"a long dialogue", "```pop3\nC: <open connection>\n" + strings.Repeat("C: NOOP\n", 1000) + "```\n", 8, "the dialogues of a lesson have at most 1000 lines"},
		{"many tasks", strings.Repeat(task(""), 41), 8 + 40*11, "a lesson has at most 40 tasks"},
		{"a rule", strings.Repeat("-", 80) + "\n\n" + strings.Repeat("*", 80) + "\n\n" + strings.Repeat("a|", 60) + "\n", 0, ""},
		{"text in columns", "```text\n" + strings.Repeat(" ", 64) + "a\n" + strings.Repeat(" ", 200) + "\n```\n", 0, ""},
		{"a dialogue", "```text\n" + strings.Repeat(strings.Repeat("a", 99)+"\n", 160) + "```\n", 0, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, faults := ParseFile("01-x.md", []byte(head+c.body+talk))
			for _, f := range faults {
				if c.want != "" && f.Line == c.line && strings.Contains(f.Text, c.want) {
					return
				}
				if c.want == "" && (strings.Contains(f.Text, "at most") || strings.Contains(f.Text, "more than")) {
					t.Errorf("%v", f)
				}
			}
			if c.want != "" {
				t.Errorf("got %.400v, want %d: %s", faults, c.line, c.want)
			}
		})
	}
}

func TestBoundsOfTheHead(t *testing.T) {
	for _, c := range []struct{ more, want string }{
		{strings.Repeat("# "+strings.Repeat("a", 97)+"\n\n", 82), "1: the front matter has 8339 octets; at most 8192"},
		{"devices:\n" + strings.Repeat(" - {name: a, agent: b}\n", 17), "7: there are 17 devices; at most 16"},
		{"service: &a {without: [*a]}\n", "7: the front matter names a value (&a)"},
	} {
		_, faults := ParseFile("01-x.md", []byte(strings.Replace(head, "seed: 1\n", "seed: 1\n"+c.more, 1)+talk))
		if !strings.Contains(Faults(faults).Error(), "01-x.md:"+c.want) {
			t.Errorf("got %.400v, want %s", faults, c.want)
		}
	}
}

// Many lessons, many faults and long words are bounded too.
func TestBoundsOfReports(t *testing.T) {
	many := fstest.MapFS{}
	for i := range maxLessons + 1 {
		many[fmt.Sprintf("01-x%d.md", i)] = &fstest.MapFile{}
	}
	if faults := Check(many); len(faults) != 1 || faults[0].Text != "there are 201 lessons here; a folder has at most 200" {
		t.Errorf("%.300v", faults)
	}
	_, faults := ParseFile("01-x.md", []byte(head+"```task\n"+strings.Repeat("a: b\n", 1000)+"```\n"+talk))
	if last := faults[len(faults)-1]; len(faults) > maxFaults+1 || !strings.Contains(last.Text, "there are more faults") {
		t.Errorf("%d faults, the last %v", len(faults), last)
	}
	_, faults = ParseFile("01-x.md", []byte(head+"```"+strings.Repeat("ä", 900)+"\na\n```\n"+talk))
	for _, f := range faults {
		if len(f.Text) > maxFault+len("…") {
			t.Errorf("%d octets: %s", len(f.Text), f.Text)
		}
	}
}

// Attempts at tasks are played, so they are counted.
func TestBoundOfAttempts(t *testing.T) {
	lines := strings.Repeat("NOOP, ", 90)
	var b strings.Builder
	for i := range 3 {
		fmt.Fprintf(&b, "```task\nname: a%d\ntitle: a\nbrief: a\nhints: [a]\nsolution: [USER ada]\nstart: [%s]\n"+
			"goals: [{text: a, when: {kind: command, keyword: USER}}]\nwrong:\n%s```\n\n", i, lines,
			strings.Repeat(" - {why: a, lines: [NOOP]}\n", 100))
	}
	l, faults := ParseFile("01-x.md", []byte(head+"\n"+b.String()+talk))
	faults = append(faults, l.Check()...)
	if !strings.Contains(Faults(faults).Error(), "come to more than 100000 events; make them shorter, or fewer") {
		t.Errorf("%.300v", faults)
	}
}

// sizes are the nodes and the depth of a tree.
func sizes(n ast.Node) (nodes, depth int) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		more, deep := sizes(c)
		nodes, depth = nodes+more, max(depth, deep)
	}
	return nodes + 1, depth + 1
}

// wantBounded wants of a piece of Markdown within the bounds that its tree is.
func wantBounded(t interface{ Errorf(string, ...any) }, src []byte, doc ast.Node) {
	nodes, depth := sizes(doc)
	if most := 100 + 45*len(src); nodes > most {
		t.Errorf("%d nodes of %d octets: %.300q", nodes, len(src), src)
	}
	// The marks of a line, lists by columns, and what is in a line.
	if most := 2*(maxNesting+maxIndent) + 2*maxLine/3; depth > most {
		t.Errorf("a depth of %d: %.300q", depth, src)
	}
}

// Whatever Markdown is not refused makes a tree no larger than the text allows.
func TestMarkdownIsBounded(t *testing.T) {
	pieces := []string{"> ", ">", "- ", "1. ", "* ", "\t", "    ", "\n", "\n\n", "|", "|-", "a", "[", "](", "**", "_", "`", "```\n", "# ", "<", "&amp;", "\"", "RFC 1939 "}
	rapid.Check(t, func(t *rapid.T) {
		var b strings.Builder
		for range rapid.IntRange(1, 12).Draw(t, "pieces") {
			piece := strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 1, 4).Draw(t, "piece"), "")
			b.WriteString(strings.Repeat(piece, rapid.IntRange(1, 400).Draw(t, "times")))
		}
		src := []byte(b.String())
		if _, words := excess(src); words != "" || len(src) > MaxSize {
			return
		}
		wantBounded(t, src, parseProse(src, 1).doc)
	})
}
