package show

// Rules are what the documents ask for, in our own words, and how Popscope
// keeps it: the site's rules.json. Documents, sections and rules are in the
// order of the documents.
//
// The Text of an event's Why is that of the document or section that it cites,
// or that with more behind it, from " (" on: "POP4 proposal, folders
// (inferred)".
type Rules struct {
	Documents []RuleDocument `json:"documents"`
}

// RuleDocument is one document.
type RuleDocument struct {
	Text     string        `json:"text"`            // "RFC 1939"
	Title    string        `json:"title,omitempty"` // as the document has it
	URL      string        `json:"url"`             // empty if it is published nowhere
	Sections []RuleSection `json:"sections"`
}

// RuleSection is a section of a document. One without rules is cited all the
// same.
type RuleSection struct {
	Text  string `json:"text"` // "RFC 1939 section 5"
	URL   string `json:"url"`
	Rules []Rule `json:"rules"`
}

// Rule is one thing that a document asks for.
type Rule struct {
	ID       string `json:"id"`
	Level    string `json:"level"` // "must", "should", "may"; in capitals where the document wrote it so
	Who      string `json:"who"`   // is to keep it: "server", "client", "both"
	Text     string `json:"text"`
	Standing string `json:"standing"`         // "done", "partial", "not ours"
	Reason   string `json:"reason,omitempty"` // why it is not done
	Test     string `json:"test,omitempty"`   // one of those that show it
}
