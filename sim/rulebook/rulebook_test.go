package rulebook

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"popscope/sim"
	"popscope/sim/golden"
	"popscope/sim/rfc"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

func theBook(t *testing.T) *show.Rules {
	t.Helper()
	rules, err := All()
	if err != nil {
		t.Fatal(err)
	}
	return rules
}

// Whatever an event cites, the page finds it in the map: in all sessions that
// the golden transcripts show, of all protocols.
func TestEveryWhyIsInTheBook(t *testing.T) {
	rules, seen := theBook(t), map[string]bool{}
	for _, p := range scenario.Profiles() {
		golden.Suite{Profile: p, Dir: "../" + strings.ToLower(p.Name) + "/testdata"}.Each(t, func(name string, events []sim.Event) {
			for _, e := range events {
				text := e.Why.String()
				if text == "" || seen[text] {
					continue
				}
				seen[text] = true
				if d, s := Find(rules, text); d == nil || s == nil && e.Why.Section != "" {
					t.Errorf("%s, %s: %q is in no section", p.Name, name, text)
				}
			}
		})
	}
	if len(seen) < 50 {
		t.Errorf("only %d citations were seen", len(seen))
	}
}

// The same of all that the tables cite, also where no transcript comes.
func TestTablesAreInTheBook(t *testing.T) {
	rules := theBook(t)
	for _, p := range scenario.Profiles() {
		var cites []*show.Cite
		tables := show.TablesOf(p)
		for _, c := range tables.Commands {
			cites = append(cites, c.Why)
		}
		for _, c := range slices.Concat(tables.Edges, tables.ClientEdges) {
			cites = append(cites, c.Why)
		}
		for _, c := range slices.Concat(tables.States, tables.Client) {
			cites = append(cites, c.Why)
		}
		for _, c := range p.Laws {
			cites = append(cites, show.CiteOf(c))
		}
		for _, r := range p.Revisions {
			for _, c := range r.Cites {
				cites = append(cites, show.CiteOf(c))
			}
		}
		for _, c := range cites {
			if d, _ := Find(rules, c.Text); d == nil {
				t.Errorf("%s cites %q, which is in no document", p.Name, c.Text)
			}
		}
	}
}

// All rows are in the book once, in their order; and no document is without
// its title, no section there twice.
func TestAll(t *testing.T) {
	rows, err := rfc.Rules()
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, r := range rows {
		want = append(want, r.ID)
	}
	sections := map[string]bool{}
	for _, d := range theBook(t).Documents {
		if d.Text == "" || len(d.Sections) > 0 && len(d.Sections[0].Rules) > 0 && (d.Title == "" || d.URL == "") {
			t.Errorf("the document %q has no title or address", d.Text)
		}
		for _, s := range d.Sections {
			if sections[s.Text] || !strings.HasPrefix(s.Text, d.Text) {
				t.Errorf("the section %q is there twice, or in the wrong document", s.Text)
			}
			sections[s.Text] = true
			for _, r := range s.Rules {
				got = append(got, r.ID)
				if r.Text == "" || r.Standing != "done" && r.Reason == "" || r.Standing == "done" && r.Test == "" {
					t.Errorf("the rule %+v says too little", r)
				}
			}
		}
	}
	if !slices.Equal(sorted(want), sorted(got)) || len(got) < 500 {
		t.Errorf("%d rules of %d", len(got), len(want))
	}
	a, _ := json.Marshal(theBook(t))
	b, _ := json.Marshal(theBook(t))
	if string(a) != string(b) || len(a) > 200<<10 {
		t.Errorf("the book differs from time to time, or has %d octets", len(a))
	}
}

func sorted(ids []string) []string { return slices.Sorted(slices.Values(ids)) }

func TestFind(t *testing.T) {
	rules := theBook(t)
	for text, want := range map[string]string{
		"RFC 1939 section 5": "RFC 1939 section 5", "RFC 2449 section 6.1": "RFC 2449 section 6.1",
		"RFC 937, Commands (Popscope's choice)": "RFC 937, Commands", "POP4 proposal, folders (inferred)": "POP4 proposal, folders",
		"RFC 1939": "", "RFC 1939 section": "", "": "",
	} {
		d, s := Find(rules, text)
		got := ""
		if s != nil {
			got = s.Text
		}
		if got != want || (d != nil) != (want != "" || text == "RFC 1939") {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
