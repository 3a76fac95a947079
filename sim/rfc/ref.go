// Package rfc names the documents Popscope follows and the sections it cites.
//
// A fact from a document always carries a Ref, so that the learner can read
// the sentence for themselves. The rules themselves are rows of rules.tsv.
package rfc

import "strconv"

// Ref points at a section of a document. The zero Ref points nowhere.
type Ref struct {
	Doc     int    `json:"doc"`     // number of the RFC; 0 if there is none
	Section string `json:"section"` // "3", "7", "A"; empty for the document as a whole
}

// IsZero reports whether r points nowhere.
func (r Ref) IsZero() bool { return r.Doc == 0 }

// String is how a reader cites r: "RFC 1939 section 3".
func (r Ref) String() string {
	if r.IsZero() {
		return ""
	}
	s := "RFC " + strconv.Itoa(r.Doc)
	if r.Section == "" {
		return s
	}
	if r.Section[0] >= 'A' && r.Section[0] <= 'Z' {
		return s + " appendix " + r.Section
	}
	return s + " section " + r.Section
}

// URL is where the RFC Editor publishes the section.
func (r Ref) URL() string {
	if r.IsZero() {
		return ""
	}
	u := "https://www.rfc-editor.org/rfc/rfc" + strconv.Itoa(r.Doc)
	if r.Section == "" {
		return u
	}
	if r.Section[0] >= 'A' && r.Section[0] <= 'Z' {
		return u + "#appendix-" + r.Section
	}
	return u + "#section-" + r.Section
}
