// Package rfc names the documents Popscope follows and the sections it cites.
//
// A fact from a document always carries a Ref, so that the learner can read
// the sentence for themselves. The rules themselves are rows of rules.tsv.
package rfc

import "strconv"

// Ref points at a section of a document. The zero Ref points nowhere.
type Ref struct {
	Doc      int      `json:"doc"`                // number of the RFC; 0 if there is none
	Section  string   `json:"section"`            // "3", "7", "A"; a heading where sections have no numbers; empty for the document as a whole
	Title    string   `json:"title,omitempty"`    // of a document that is no RFC: "POP4 proposal"
	Standing Standing `json:"standing,omitempty"` // how much of what is said stands there
}

// Standing says how a row or a rule stands to the document it cites.
type Standing string

// The standings.
const (
	Stated   Standing = ""         // the document says so
	Inferred Standing = "inferred" // not seen in the document: filled in by its rules of style
	Ours     Standing = "ours"     // the document does not say: Popscope's own choice
)

// IsZero reports whether r points nowhere.
func (r Ref) IsZero() bool { return r.Doc == 0 && r.Title == "" }

// String is how a reader cites r: "RFC 1939 section 3", "RFC 937, Commands".
func (r Ref) String() string {
	if r.IsZero() {
		return ""
	}
	s := r.Title
	if r.Doc != 0 {
		s = "RFC " + strconv.Itoa(r.Doc)
	}
	switch {
	case r.Section == "":
	case r.appendix():
		s += " appendix " + r.Section
	case r.numbered():
		s += " section " + r.Section
	default:
		s += ", " + r.Section
	}
	switch r.Standing {
	case Inferred:
		s += " (inferred)"
	case Ours:
		s += " (Popscope's choice)"
	}
	return s
}

// URL is where the RFC Editor publishes the section; empty for a document
// that is no RFC.
func (r Ref) URL() string {
	if r.Doc == 0 {
		return ""
	}
	u := "https://www.rfc-editor.org/rfc/rfc" + strconv.Itoa(r.Doc)
	switch {
	case r.appendix():
		return u + "#appendix-" + r.Section
	case r.numbered():
		return u + "#section-" + r.Section
	}
	return u
}

// appendix reports whether the section is "A", "B.1" and so on.
func (r Ref) appendix() bool {
	s := r.Section
	return s != "" && s[0] >= 'A' && s[0] <= 'Z' && (len(s) == 1 || s[1] == '.')
}

// numbered reports whether the section has a number; those of the oldest
// documents have only headings.
func (r Ref) numbered() bool {
	return r.Section != "" && r.Section[0] >= '0' && r.Section[0] <= '9'
}
