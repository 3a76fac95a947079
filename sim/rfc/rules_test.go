package rfc_test

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"popscope/sim/rfc"
	"popscope/sim/rfc/shown"
	"popscope/sim/sasl"
	"popscope/sim/scenario"
)

// rule is a row of rules.tsv: one thing that a document asks for, in our own
// words.
//
// The level is in capitals where the document wrote it so, and in small letters
// where we have read it out of a plain sentence. The status is "done", or
// "partial: ..." or "not ours: ..." with the reason. The tests, SPACE between
// them, are those that show it: folder and name, and for a golden transcript
// its name behind a slash. For many rules package mutants has ways to break them,
// at which one of these tests must fail.
type rule struct {
	line                                       int
	id, section, level, who, text, status, why string
	tests                                      []string
}

// sections are those that the documents have: numbers, or in the oldest of them
// headings.
var sections = map[string][]string{
	"918": {"Introduction", "The Protocol", "The Normal Scenario", "Summary of Commands and Replies", "Commands", "Diagram"},
	"937": {
		"Introduction", "System Model and Philosophy", "The Protocol", "Arguments", "Default Mailboxes", "End of Line", "Message Length",
		"Message Numbers", "Numbers", "Quoting", "Reply Strings", "Summary of Commands and Replies", "Commands", "Replies", "Timeouts",
		"Implementation Discussion", "Sizes", "Extensions Not Supported", "Examples", "Formal Syntax", "Client State Diagram",
		"Server State Diagram", "Combined Flow Diagram", "Client Decision Table", "Server Decision Table",
	},
	"1081": unnumbered,
	"1082": {"Introduction and Motivation", "What's in a Discussion Group", "Definition of Terms", "The XTND Command", "Policy Notes", "Experiences and Conclusions"},
	"1225": unnumbered,
	"1460": {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"},
	"1725": {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14"},
	"1734": {"1", "2", "3", "4", "5"},
	"2384": {"1", "2", "3", "4", "5", "6", "7", "8", "9"},
	"2449": {
		"1", "2", "3", "4", "5", "6", "6.1", "6.2", "6.3", "6.4", "6.5", "6.6", "6.7", "6.8", "6.9", "7", "8", "8.1", "8.1.1", "8.1.2", "9", "10",
	},
	"2595": {"1", "2", "2.1", "2.2", "2.3", "2.4", "2.5", "4", "6", "7", "8", "9"},
	"3206": {"1", "2", "3", "4", "5", "6", "7", "8"},
	"5034": {"1", "2", "3", "4", "5", "6", "7", "8", "10"},
	"6856": {"1", "2", "2.1", "2.2", "3", "3.1", "3.2", "3.3", "4", "5", "6", "7"},
	"8314": {"3", "3.1", "4", "4.1", "5", "5.1", "5.2", "5.3"},
	"1939": {"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "A", "B"},
	"2195": {"1", "2", "3", "4", "5", "6"},
	"4616": {"1", "2", "3", "4", "5", "6", "7", "8", "9", "A"},
	"5802": {"1", "2", "2.1", "2.2", "3", "4", "5", "5.1", "5.2", "6", "6.1", "7", "8", "8.1", "8.2", "8.3", "9", "10", "11", "12", "12.1", "12.2", "12.3", "A", "B"},
}

// unnumbered are the headings of RFC 1081, and of RFC 1225, which is the same
// once more.
var unnumbered = []string{
	"Introduction", "A Short Digression", "The AUTHORIZATION State", "The TRANSACTION State", "The UPDATE State", "Optional POP3 Commands",
	"Example POP3 Session", "Message Format", "The POP and the Split-UA model",
}

// rules reads the table.
func rules(t *testing.T) []rule {
	t.Helper()
	rows, err := rfc.Rules()
	if err != nil {
		t.Fatal(err)
	}
	var all []rule
	for i, r := range rows {
		all = append(all, rule{i + 2, r.ID, r.Ref.Section, r.Level, r.Who, r.Text, r.Status, r.Reason, r.Tests})
	}
	return all
}

var id = regexp.MustCompile(`^(\d+)-([\w.]+)-\d\d$`)

// lastWord stands for a section in an id: of a heading, that word is enough.
func lastWord(section string) string { return section[strings.LastIndex(section, " ")+1:] }

// fault is what is wrong with a row on its own; nil if nothing is.
func (r rule) fault() error {
	m := id.FindStringSubmatch(r.id)
	switch {
	case m == nil || m[2] != lastWord(r.section):
		return fmt.Errorf("the id %q is not document-section-number", r.id)
	case !slices.Contains(sections[m[1]], r.section):
		return fmt.Errorf("RFC %s has no section %q", m[1], r.section)
	case !slices.Contains([]string{"MUST", "SHOULD", "MAY"}, strings.ToUpper(r.level)):
		return fmt.Errorf("there is no level %q", r.level)
	case !slices.Contains([]string{"server", "client", "both"}, r.who):
		return fmt.Errorf("there is no %q that could keep a rule", r.who)
	case len(r.text) < 20 || !strings.HasSuffix(r.text, "."):
		return fmt.Errorf("%q is no sentence", r.text)
	}
	switch r.status {
	case "done":
		if len(r.tests) == 0 {
			return fmt.Errorf("it is said to be done, and no test shows it")
		}
	case "partial", "not ours":
		if len(r.why) < 10 {
			return fmt.Errorf("it is %s, and there is no reason", r.status)
		}
	default:
		return fmt.Errorf("there is no status %q", r.status)
	}
	return nil
}

func TestRules(t *testing.T) {
	tree := shown.NewTree("../..")
	seen := map[string]bool{}
	last := map[string]int{} // of each document, where its section stood that came last
	for _, r := range rules(t) {
		doc, _, _ := strings.Cut(r.id, "-")
		if at := slices.Index(sections[doc], r.section); at < last[doc] {
			t.Errorf("rules.tsv:%d: section %s is not in the order of the document", r.line, r.section)
		} else {
			last[doc] = at
		}
		if err := r.fault(); err != nil {
			t.Errorf("rules.tsv:%d: %v", r.line, err)
		}
		if seen[r.id] || seen[r.text] {
			t.Errorf("rules.tsv:%d: the id %s or the rule stands there twice", r.line, r.id)
		}
		seen[r.id], seen[r.text] = true, true
		for i, name := range r.tests {
			if _, err := tree.Find(name); err != nil {
				t.Errorf("rules.tsv:%d: %v", r.line, err)
			}
			if slices.Contains(r.tests[:i], name) {
				t.Errorf("rules.tsv:%d: %s stands there twice", r.line, name)
			}
		}
	}
	if len(seen) < 2*100 {
		t.Errorf("only %d rules: the table was read wrongly", len(seen)/2)
	}
}

// Whatever the tables cite, there is a rule of that section.
func TestCitedSectionsHaveRules(t *testing.T) {
	known := map[string]bool{}
	for _, r := range rules(t) {
		if m := id.FindStringSubmatch(r.id); m != nil {
			doc, _ := strconv.Atoi(m[1])
			known[rfc.Ref{Doc: doc, Section: r.section}.String()] = true
		}
	}
	cites := 0
	for where, refs := range cited() {
		for _, ref := range refs {
			cites++
			ref.Standing = rfc.Stated // Popscope's choices cite the place that leaves them open
			if ref.Doc != 0 && !known[ref.String()] {
				t.Errorf("%s cites %q, of which rules.tsv has no rule", where, ref)
			}
		}
	}
	if cites < 60 {
		t.Errorf("only %d citations were found", cites)
	}
}

// A revision says a thing where it says it does: the section is one of the
// document's, or of one that came before the next revision, and has a rule.
func TestRevisionsCiteSections(t *testing.T) {
	known := map[string]bool{}
	for _, r := range rules(t) {
		if m := id.FindStringSubmatch(r.id); m != nil {
			known[m[1]+" "+r.section] = true
		}
	}
	cites := 0
	for _, p := range scenario.Profiles() {
		for i, r := range p.Revisions {
			next := 1 << 30
			if i+1 < len(p.Revisions) {
				next = p.Revisions[i+1].Ref.Doc
			}
			for there, here := range r.Cites {
				cites++
				if here.Doc < r.Ref.Doc || here.Doc >= next || !known[strconv.Itoa(here.Doc)+" "+here.Section] {
					t.Errorf("RFC %s says what is in %s in %s, of which rules.tsv has no rule", r.Name, there, here)
				}
			}
		}
	}
	if cites < 20 {
		t.Errorf("only %d citations were found", cites)
	}
}

// cited are all citations in the tables, by where they stand.
func cited() map[string][]rfc.Ref {
	all := map[string][]rfc.Ref{}
	for _, p := range scenario.Profiles() {
		add := func(where string, refs ...rfc.Ref) { all[p.Name+": "+where] = refs }
		add("the greeting", p.Greeting.Ref)
		add("the lock", p.LockWhy)
		add("autologout", p.LogoutWhy)
		add("a lost connection", p.LostWhy)
		for i, c := range p.AllCommands() {
			add(c.Keyword+", row "+strconv.Itoa(i+1), c.Refs...)
		}
		for _, s := range p.States {
			add("state "+string(s.Name), s.Ref)
		}
		for r, row := range p.Refusals {
			add("refusal "+string(r), row.Why)
		}
		for _, g := range p.Glossary {
			add("glossary: "+string(g.Token), g.Ref)
		}
		for _, c := range p.Choices {
			add("choice: "+c.Question, c.Ref)
		}
		for _, c := range p.Capabilities {
			add("capability "+c.Tag, c.Refs...)
		}
		for _, a := range p.Agents {
			add("agent: "+a.Name, a.Refs...)
		}
	}
	for _, m := range sasl.Mechanisms {
		for _, ref := range m.Refs {
			if sections[strconv.Itoa(ref.Doc)] != nil { // RFC 7677 only says which hash function
				all["mechanism "+m.Name] = append(all["mechanism "+m.Name], ref)
			}
		}
	}
	return all
}

// A fault in a row is found: else the table could say anything.
func TestFaultyRules(t *testing.T) {
	good := rule{1, "1939-3-01", "3", "must", "server", "Do this and not that.", "done", "", []string{"sim/rfc.TestRules"}}
	if err := good.fault(); err != nil {
		t.Error(err)
	}
	for name, spoil := range map[string]func(*rule){
		"id": func(r *rule) { r.id = "1939-4-01" }, "section": func(r *rule) { r.id, r.section = "1939-16-01", "16" },
		"document": func(r *rule) { r.id = "1940-3-01" }, "level": func(r *rule) { r.level = "ought" },
		"who": func(r *rule) { r.who = "relay" }, "rule": func(r *rule) { r.text = "" },
		"no test": func(r *rule) { r.tests = nil }, "no reason": func(r *rule) { r.status = "not ours" },
		"status": func(r *rule) { r.status = "later" },
	} {
		r := good
		if spoil(&r); r.fault() == nil {
			t.Errorf("a wrong %s is not found", name)
		}
	}
}
