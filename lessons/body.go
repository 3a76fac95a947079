package lessons

import (
	"bytes"
	"cmp"
	"strings"

	"github.com/yuin/goldmark/ast"

	"popscope/sim/scenario"
)

// The nodes of a lesson that Markdown does not have.
var (
	kindDialogue = ast.NewNodeKind("Dialogue")
	kindTask     = ast.NewNodeKind("Task")
	kindSection  = ast.NewNodeKind("Section")
)

// dialogueNode is a block of a dialogue: Lesson.Dialogue[from:to].
type dialogueNode struct {
	ast.BaseBlock
	from, to int
}

// Kind names the node.
func (*dialogueNode) Kind() ast.NodeKind { return kindDialogue }

// Dump shows the node to a person looking for a fault.
func (n *dialogueNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// taskNode is a task block: Lesson.Tasks[task].
type taskNode struct {
	ast.BaseBlock
	task int
}

// Kind names the node.
func (*taskNode) Kind() ast.NodeKind { return kindTask }

// Dump shows the node to a person looking for a fault.
func (n *taskNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// sectionNode is a heading and what follows it, up to the next heading or task.
type sectionNode struct {
	ast.BaseBlock
}

// Kind names the node.
func (*sectionNode) Kind() ast.NodeKind { return kindSection }

// Dump shows the node to a person looking for a fault.
func (n *sectionNode) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// parseBody reads what follows the front matter.
func (l *Lesson) parseBody(r *reporter, src []byte, first int) {
	l.body = parseProse(src, first)
	l.links = l.body.check(r)
	l.checkHeadings(r)
	l.readBlocks(r)
	l.checkCourse(r)
	group(l.body.doc)
}

// checkHeadings reports headings out of order. The title of the page is the
// front matter's.
func (l *Lesson) checkHeadings(r *reporter) {
	last, some := 1, false
	l.body.walk(func(n ast.Node) {
		h, ok := n.(*ast.Heading)
		if !ok {
			return
		}
		line := l.body.lineOf(n)
		switch {
		case h.Level == 1:
			r.add(line, "the title stands in the front matter; headings begin with ##")
		case h.Level > last+1 && some:
			r.add(line, "a heading of level %d after one of level %d: a level is skipped", h.Level, last)
		case h.Level > 2 && !some:
			r.add(line, "the first heading must be of level 2: ##")
		}
		if h.ChildCount() == 0 {
			r.add(line, "the heading is empty")
		}
		last, some = h.Level, true
	})
}

// readBlocks reads the fenced blocks, and puts dialogues and tasks in the
// place of theirs.
func (l *Lesson) readBlocks(r *reporter) {
	var blocks []*ast.FencedCodeBlock
	l.body.walk(func(n ast.Node) {
		if b, ok := n.(*ast.FencedCodeBlock); ok {
			blocks = append(blocks, b)
		}
	})
	for _, b := range blocks {
		line := l.body.lineOf(b)
		info := ""
		if b.Info != nil {
			info = strings.TrimSpace(string(b.Info.Value(l.body.src)))
		}
		talk := cmp.Or(l.blockName(), protocolOf(info), "pop3")
		known := info == talk || info == "task"
		switch {
		case !l.closed(b):
			r.add(line, "the block that begins here is never closed by a line of its own: ```")
		case info == "":
			r.add(line, "say after ``` what the block is: %s, task or text", talk)
		case !known && info != "text":
			r.add(line, "%s", unknown("the kind of block", info, []string{talk, "task", "text"}))
		case known && b.Parent() != l.body.doc:
			r.add(line, "a %s block cannot stand inside a list or a quotation", info)
		case info == talk:
			l.readDialogue(r, b, line)
		case info == "task":
			l.readTask(r, b, line)
		}
	}
}

// protocolOf is the block's own name, if that is a protocol's.
func protocolOf(info string) string {
	if p, err := scenario.Profile(info); err == nil {
		return strings.ToLower(p.Name)
	}
	return ""
}

// blockName is what the block of a dialogue is called: the protocol's name in
// small letters. Where the front matter names no protocol, which is a fault by
// itself, it is empty.
func (l *Lesson) blockName() string { return strings.ToLower(l.Protocol) }

// readDialogue reads the dialogue in block b, whose fence is on the given line.
func (l *Lesson) readDialogue(r *reporter, b *ast.FencedCodeBlock, line int) {
	var lines []string
	for _, s := range b.Lines().Sliced(0, b.Lines().Len()) {
		lines = append(lines, strings.TrimSuffix(string(s.Value(l.body.src)), "\n"))
	}
	dialogue := parseDialogue(r, lines, line+1)
	if len(dialogue) == 0 {
		r.add(line, "the dialogue is empty")
	}
	if len(l.Dialogue)+len(dialogue) > maxDialogue {
		r.add(line, "the dialogues of a lesson have at most %d lines", maxDialogue)
		dialogue = nil
	}
	n := &dialogueNode{from: len(l.Dialogue)}
	l.Dialogue = append(l.Dialogue, dialogue...)
	n.to = len(l.Dialogue)
	b.Parent().ReplaceChild(b.Parent(), b, n)
}

// readTask reads the task block b, whose fence is on the given line.
func (l *Lesson) readTask(r *reporter, b *ast.FencedCodeBlock, line int) {
	if len(l.Tasks) == maxTasks {
		r.add(line, "a lesson has at most %d tasks", maxTasks)
		return
	}
	t := parseTask(r, b.Lines().Value(l.body.src), line+1, b.Lines().Len())
	for _, other := range l.Tasks {
		if t.Name != "" && other.Name == t.Name {
			r.add(line, "the lesson already has a task «%s», on line %d", t.Name, other.Line)
			break
		}
	}
	l.Tasks = append(l.Tasks, t)
	b.Parent().ReplaceChild(b.Parent(), b, &taskNode{task: len(l.Tasks) - 1})
}

// closed reports whether a line of backquotes or tildes follows b: without it,
// Markdown takes all the rest of the file for code.
func (l *Lesson) closed(b *ast.FencedCodeBlock) bool {
	end := l.body.line(b.Pos()) - l.body.first + 1 + b.Lines().Len() // the fence's place in starts
	if end >= len(l.body.starts) {
		return false
	}
	line := bytes.TrimLeft(l.body.src[l.body.starts[end]:], " >\t")
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}

// group gathers each heading and what follows it in a section, so that the
// page can mark the passage that speaks of a step. Tasks stand by themselves.
func group(doc ast.Node) {
	var section *sectionNode
	for n := doc.FirstChild(); n != nil; {
		next := n.NextSibling()
		_, heading := n.(*ast.Heading)
		_, task := n.(*taskNode)
		if heading || task {
			section = nil
		}
		if section == nil && !task {
			section = &sectionNode{}
			doc.InsertBefore(doc, n, section)
		}
		if !task {
			section.AppendChild(section, n)
		}
		n = next
	}
}
