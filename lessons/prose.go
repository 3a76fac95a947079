package lessons

import (
	"bytes"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// prose is Markdown from a lesson that knows its place in the file.
type prose struct {
	src    []byte
	doc    ast.Node
	first  int   // line of the file on which src begins
	starts []int // offsets in src at which lines begin
}

// tables aligns cells without style attributes, which the page's security
// policy forbids.
var tables = extension.NewTable(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute))

// quotes makes curly quotes and apostrophes of straight ones. Dashes, dots and
// angle brackets stay as typed: in a lesson on a protocol they may mean
// themselves.
var quotes = extension.NewTypographer(extension.WithTypographicSubstitutions(extension.TypographicSubstitutions{
	extension.EnDash: nil, extension.EmDash: nil, extension.Ellipsis: nil,
	extension.LeftAngleQuote: nil, extension.RightAngleQuote: nil,
}))

// markdown parses prose: CommonMark, tables, and citations. HTML in it is
// never let through.
var markdown = goldmark.New(
	goldmark.WithExtensions(tables, quotes),
	goldmark.WithParserOptions(
		parser.WithAutoHeadingID(),
		parser.WithInlineParsers(util.Prioritized(citation{}, 150)),
	),
	goldmark.WithRendererOptions(renderer.WithNodeRenderers(util.Prioritized(pictureless{}, 100))),
)

// parseProse parses src, which begins on line first of its file.
func parseProse(src []byte, first int) prose {
	p := prose{src: src, first: first, starts: []int{0}}
	for i, c := range src {
		if c == '\n' {
			p.starts = append(p.starts, i+1)
		}
	}
	pc := parser.NewContext(parser.WithIDs(&headingIDs{used: map[string]int{}}))
	p.doc = markdown.Parser().Parse(text.NewReader(src), parser.WithContext(pc))
	return p
}

// line is the line of the file that holds offset off of p.
func (p prose) line(off int) int {
	i, found := slices.BinarySearch(p.starts, off)
	if !found {
		i--
	}
	return p.first + max(i, 0)
}

// lineOf is the line of the file on which n begins.
func (p prose) lineOf(n ast.Node) int {
	for ; n != nil; n = n.Parent() {
		if off := n.Pos(); off >= 0 {
			return p.line(off)
		}
	}
	return p.first
}

// link is a link in prose.
type link struct {
	line     int
	to       string
	relative bool // to another lesson or heading, to be followed by Check
}

// faultAdder is what prose reports to: a file, or a block of YAML in it.
type faultAdder interface {
	add(line int, format string, args ...any)
}

// check reports what no prose of a lesson may hold, and returns its relative
// links. A link that it refuses becomes plain text, so that no page can have
// one.
func (p prose) check(r faultAdder) []link {
	var links []link
	var refused []ast.Node
	p.walk(func(n ast.Node) {
		line := p.lineOf(n)
		switch n := n.(type) {
		case *ast.HTMLBlock, *ast.RawHTML:
			r.add(line, "raw HTML: write it in Markdown (or as code, between backquotes)")
		case *ast.Image:
			r.add(line, "a lesson has no pictures: show it as a dialogue or say it in words")
		case *ast.Link:
			switch l, ok := checkLink(r, line, string(n.Destination)); {
			case !ok:
				refused = append(refused, n)
			case l.relative:
				links = append(links, l)
			}
		case *ast.AutoLink:
			to := string(n.URL(p.src))
			if n.AutoLinkType == ast.AutoLinkEmail {
				to = "mailto:" + to
			}
			if _, ok := checkLink(r, line, to); !ok {
				n.AppendChild(n, ast.NewString(n.Label(p.src)))
				refused = append(refused, n)
			}
		}
	})
	for _, n := range refused {
		unwrap(n)
	}
	return links
}

// unwrap puts the children of n in its place.
func unwrap(n ast.Node) {
	parent := n.Parent()
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

// checkLink reports a link that leads away; ok is false.
func checkLink(r faultAdder, line int, to string) (l link, ok bool) {
	u, err := url.Parse(to)
	switch {
	case err != nil || to == "":
		r.add(line, "«%s» is no address to link to", to)
		return link{}, false
	case u.Scheme == "https" && u.Host == "www.rfc-editor.org" && u.User == nil:
	case u.Scheme != "" || u.Host != "" || strings.HasPrefix(u.Path, "/"):
		r.add(line, "the link to «%s» leads off: link to https://www.rfc-editor.org/ or to a lesson (02-name.md)", to)
		return link{}, false
	default:
		return link{line, to, true}, true
	}
	return link{line, to, false}, true
}

// checkFragment reports what a brief or a hint may not hold.
func (p prose) checkFragment(r faultAdder, what string) {
	for _, l := range p.check(r) {
		r.add(l.line, "%s cannot link to «%s»: only prose links to lessons", what, l.to)
	}
	p.walk(func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Heading:
			r.add(p.lineOf(n), "%s has no headings", what)
		case *ast.FencedCodeBlock:
			if info := n.Language(p.src); string(info) != "text" {
				r.add(p.lineOf(n), "a fenced block in %s must be marked «text»", what)
			}
		}
	})
}

// walk calls visit for each node of p.
func (p prose) walk(visit func(ast.Node)) {
	_ = ast.Walk(p.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) { // visit has no error
		if entering {
			visit(n)
		}
		return ast.WalkContinue, nil
	})
}

// headingIDs names headings as code hosts do, but for the ids that the page
// itself uses.
type headingIDs struct {
	used map[string]int // the last number tried after an id
}

// Generate makes an id of a heading's text.
func (h *headingIDs) Generate(value []byte, _ ast.NodeKind) []byte {
	var id strings.Builder
	for _, c := range strings.ToLower(string(bytes.TrimSpace(value))) {
		switch {
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_':
			id.WriteRune(c)
		case c == ' ':
			id.WriteByte('-')
		}
	}
	s := id.String()
	if s == "" || s == "record" || s == "lesson" || s == "text" || strings.HasPrefix(s, "step-") || strings.HasPrefix(s, "task-") {
		s = "about-" + s
	}
	base := s
	for n, taken := h.used[s]; taken; _, taken = h.used[s] {
		n++
		h.used[base] = n
		s = base + "-" + strconv.Itoa(n)
	}
	h.used[s] = 0
	return []byte(s)
}

// Put takes an id that something else has.
func (h *headingIDs) Put(value []byte) { h.used[string(value)] = 0 }
