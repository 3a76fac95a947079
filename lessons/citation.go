package lessons

import (
	"bytes"
	"regexp"
	"strconv"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"popscope/sim/rfc"
)

// citation turns "RFC 1939 section 6" in prose into a link to that section, so
// that an author never copies an address.
type citation struct{}

var cited = regexp.MustCompile(`^RFC\s+([1-9][0-9]{0,4})\b(?:,?\s+(?:section|appendix)\s+([0-9]+(?:\.[0-9]+)*|[A-Z])\b)?`)

// Trigger is where a word may begin; the space also stands for the head of a
// line.
func (citation) Trigger() []byte { return []byte{' ', '(', '*', '_'} }

// Parse makes a link of a citation, which may go on in the next line.
func (citation) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	if pc.IsInLinkLabel() { // a link in a link
		return nil
	}
	line, segment := block.PeekLine()
	lead := 0
	if line[0] != 'R' {
		lead = 1
	}
	if !bytes.HasPrefix(line[lead:], []byte("RFC")) {
		return nil
	}
	two := bytes.Clone(line[lead:])
	here, pos := block.Position()
	block.AdvanceLine()
	next, _ := block.PeekLine()
	block.SetPosition(here, pos)
	two = append(two, next...)

	m := cited.FindSubmatch(two)
	if m == nil {
		return nil
	}
	if lead > 0 {
		ast.MergeOrAppendTextSegment(parent, segment.WithStop(segment.Start+1))
	}
	if rest := lead + len(m[0]) - len(line); rest > 0 {
		block.AdvanceLine()
		block.Advance(rest)
	} else {
		block.Advance(lead + len(m[0]))
	}
	doc, _ := strconv.Atoi(string(m[1])) // at most five digits
	ref := rfc.Ref{Doc: doc, Section: string(m[2])}
	link := ast.NewLink()
	link.Destination = []byte(ref.URL())
	link.AppendChild(link, ast.NewString([]byte(ref.String())))
	return link
}
