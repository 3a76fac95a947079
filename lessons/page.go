package lessons

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html"
	"html/template"
	"strings"

	"popscope/sim/show"
)

//go:embed pieces.html
var piecesHTML string

// pieces are the parts of a page that are not prose.
var pieces = template.Must(template.New("pieces").Funcs(template.FuncMap{
	"inc": func(i int) int { return i + 1 },
}).Parse(piecesHTML))

// The places in the site's template that each page fills.
const (
	titleMark   = "<!--lesson:title-->"
	summaryMark = "<!--lesson:summary-->"
	navMark     = "<!--lesson:nav-->"
	bodyMark    = "<!--lesson:body-->"
	dataMark    = "<!--lesson:data-->"
)

// Render makes the files of the site: for each lesson NAME.html and
// lessons/NAME.json, the first lesson once more as index.html, and the page for
// teachers. The
// template is the site's own page with the marks that a lesson fills.
func Render(page []byte, ls []*Lesson) (map[string][]byte, error) {
	for _, mark := range []string{titleMark, summaryMark, navMark, bodyMark, dataMark} {
		if n := bytes.Count(page, []byte(mark)); n == 0 && mark != summaryMark {
			return nil, fmt.Errorf("the template lacks %s", mark)
		}
	}
	files := map[string][]byte{}
	for i, l := range ls {
		p := l.play()
		if err := Faults(p.faults).err(); err != nil {
			return nil, err
		}
		rec, err := l.record(p)
		if err != nil {
			return nil, err
		}
		// json.Marshal writes < as \u003c, so that no </script> can come about.
		data, err := json.Marshal(rec)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.File, err)
		}
		body, err := l.html(p, rec)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.File, err)
		}
		nav, err := piece("nav", map[string]any{"Lessons": ls, "Here": l})
		if err != nil {
			return nil, fmt.Errorf("%s: %w", l.File, err)
		}
		html := []byte(strings.NewReplacer(
			titleMark, html.EscapeString(l.Title),
			summaryMark, html.EscapeString(l.Summary),
			navMark, nav,
			bodyMark, body,
			dataMark, `<script type="application/json" id="lesson">`+string(data)+`</script>`,
		).Replace(string(page)))
		files[l.Name+".html"] = html
		files["lessons/"+l.Name+".json"] = data
		if i == 0 {
			files["index.html"] = html
		}
	}
	nav, err := piece("nav", map[string]any{"Lessons": ls, "Here": nil})
	if err != nil {
		return nil, err
	}
	if files["teachers.html"], err = renderTeachers(page, nav); err != nil {
		return nil, err
	}
	return files, nil
}

// html is the lesson and the record of its session.
func (l *Lesson) html(p played, rec show.Lesson) (string, error) {
	var prose strings.Builder
	a := article{lesson: l, steps: p.steps, tasks: rec.Tasks}
	if err := a.render(&prose); err != nil {
		return "", err
	}
	return piece("lesson", map[string]any{
		"Lesson": l,
		"Notice": rec.Tables.Notice,
		"Prose":  template.HTML(prose.String()), // goldmark made it, and lets no HTML of the author through
		"Steps":  steps(rec.Events),
	})
}

// step is one message on the wire and what it brought about, in sentences.
type step struct {
	Number    int
	Wire      string // first line of the message: "C: RETR 1"; empty if there is none
	More      int    // lines after the first
	Sentences []string
}

// steps gathers the events of a session by step.
func steps(events []show.Event) []step {
	var all []step
	for _, e := range events {
		if len(all) == 0 || all[len(all)-1].Number != e.Step {
			all = append(all, step{Number: e.Step})
		}
		s := &all[len(all)-1]
		switch {
		case e.Kind == "opened" && e.Device != "":
			s.Wire = "D: <" + e.Device + " runs>"
		case e.Kind == "opened":
			s.Wire = "C: " + openConnection
		case e.Kind == "sent" && s.Wire == "":
			s.Wire, s.More = firstLine(e), e.More
		case e.Kind == "closed" && s.Wire == "":
			s.Wire = speaker(e) + closeConnection
		}
		s.Sentences = append(s.Sentences, e.Sentence)
	}
	return all
}

// firstLine is a message's first line as the documents print it.
func firstLine(e show.Event) string {
	who := speaker(e)
	octets, err := base64.StdEncoding.DecodeString(e.Octets)
	if err != nil {
		return who + e.Label
	}
	line, _, _ := strings.Cut(string(octets), "\r\n")
	return who + line
}

// speaker marks who acts, as the documents do.
func speaker(e show.Event) string {
	switch {
	case e.Side == "server":
		return "S: "
	case e.Conn != conn:
		return "D: "
	}
	return "C: "
}

// piece fills one of the pieces.
func piece(name string, data any) (string, error) {
	var b strings.Builder
	err := pieces.ExecuteTemplate(&b, name, data)
	return b.String(), err
}
