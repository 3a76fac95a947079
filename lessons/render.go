package lessons

import (
	"bytes"
	"html/template"
	"io"
	"path"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"

	"popscope/sim"
	"popscope/sim/show"
)

// pictureless renders no pictures: the checker refuses them, and the page must
// never fetch one from elsewhere. Their description stays.
type pictureless struct{}

// RegisterFuncs says which nodes are ours to render.
func (pictureless) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(ast.KindImage, func(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
		return ast.WalkContinue, nil
	})
}

// html is the prose as HTML, for a brief or a hint.
func (p prose) html() (string, error) {
	if p.doc == nil {
		return "", nil
	}
	var b bytes.Buffer
	err := markdown.Renderer().Render(&b, p.src, p.doc)
	return b.String(), err
}

// article renders a lesson's prose with its dialogues and tasks.
type article struct {
	lesson *Lesson
	steps  []int             // of each line of the dialogues
	tasks  []show.LessonTask // as many as the lesson has
}

// render writes the article's inner HTML.
func (a *article) render(w io.Writer) error {
	links(a.lesson.body.doc)
	md := goldmark.New(
		goldmark.WithExtensions(tables),
		goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(a, 100), util.Prioritized(pictureless{}, 100))),
	)
	return md.Renderer().Render(w, a.lesson.body.src, a.lesson.body.doc)
}

// links turns links to the files of lessons into links to their pages.
func links(doc ast.Node) {
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // the function has no error
		if l, ok := n.(*ast.Link); ok && entering {
			file, fragment, some := strings.Cut(string(l.Destination), "#")
			if m := fileName.FindStringSubmatch(path.Clean(file)); m != nil {
				file = m[1] + ".html"
				if some {
					file += "#" + fragment
				}
				l.Destination = []byte(file)
			}
		}
		return ast.WalkContinue, nil
	})
}

// RegisterFuncs says which nodes are ours to render.
func (a *article) RegisterFuncs(r renderer.NodeRendererFuncRegisterer) {
	r.Register(kindSection, a.section)
	r.Register(kindDialogue, a.dialogue)
	r.Register(kindTask, a.task)
}

// section wraps a heading and what follows it. It says which steps it speaks
// of, so that the page can mark the passage that belongs to a step.
func (a *article) section(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		_, err := w.WriteString("</section>\n")
		return ast.WalkContinue, err
	}
	from, to := 0, 0
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if d, ok := c.(*dialogueNode); ok {
			for _, step := range a.steps[d.from:d.to] {
				if step > 0 && (from == 0 || step < from) {
					from = step
				}
				to = max(to, step)
			}
		}
	}
	tag := "<section>\n"
	if from > 0 {
		tag = `<section data-from="` + strconv.Itoa(from) + `" data-to="` + strconv.Itoa(to) + "\">\n"
	}
	_, err := w.WriteString(tag)
	return ast.WalkContinue, err
}

// spoken is what one side says in one step, or one thing the client does.
type spoken struct {
	Class string // "c" or "s"
	Who   string
	Step  int // 0: it never came about
	Lines []string
}

// dialogue renders the block of a dialogue: each message is a link to its step.
func (a *article) dialogue(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	d := n.(*dialogueNode)
	var all []spoken
	for i := d.from; i < d.to; i++ {
		line := a.lesson.Dialogue[i]
		s := spoken{"c", line.who(), a.steps[i], []string{line.Text}}
		if line.Side == sim.Server {
			s.Class = "s"
			if last := len(all) - 1; last >= 0 && all[last].Class == "s" && all[last].Step == s.Step {
				all[last].Lines = append(all[last].Lines, line.Text)
				continue
			}
		}
		all = append(all, s)
	}
	return ast.WalkContinue, pieces.ExecuteTemplate(w, "dialogue", all)
}

// task renders a task block.
func (a *article) task(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	t := a.tasks[n.(*taskNode).task]
	hints := make([]template.HTML, len(t.Hints))
	for i, h := range t.Hints {
		hints[i] = template.HTML(h.Text) // goldmark made it, and lets no HTML of the author through
	}
	return ast.WalkContinue, pieces.ExecuteTemplate(w, "task", map[string]any{
		"Task":  t,
		"Brief": template.HTML(t.Brief), // as above
		"Hints": hints,
	})
}
