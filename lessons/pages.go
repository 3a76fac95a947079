package lessons

import (
	"bytes"
	_ "embed"
	"fmt"
	"html"
	"regexp"
	"strings"
)

// teachersMarkdown is the page "For teachers": it is in no list of lessons, and
// has no session.
//
//go:embed pages/teachers.md
var teachersMarkdown string

// plain turns the site's template into that of a page without an instrument.
var plain = strings.NewReplacer("<pop-scope>", `<div class="plain">`, "</pop-scope>", "</div>", ` slot="lesson"`, "", ` slot="masthead"`, "")

// toRecord is the link that leads past the text to the recorded session.
var toRecord = regexp.MustCompile(`\s*<a class="skip" href="#record".*?</a>`)

// renderTeachers makes the page for teachers.
func renderTeachers(page []byte, nav string) ([]byte, error) {
	first, _, _ := strings.Cut(teachersMarkdown, "\n")
	title := strings.TrimPrefix(first, "# ")
	var body bytes.Buffer
	if err := markdown.Convert([]byte(teachersMarkdown), &body); err != nil {
		return nil, fmt.Errorf("teachers.md: %w", err)
	}
	text := strings.NewReplacer(
		titleMark, html.EscapeString(title),
		summaryMark, "How to teach with Popscope: links, frames, projector, paper, and rooms without a network.",
		navMark, nav,
		bodyMark, `<article class="lesson" lang="en">`+body.String()+"</article>",
		dataMark, "",
	).Replace(plain.Replace(string(page)))
	return []byte(toRecord.ReplaceAllString(text, "")), nil
}
