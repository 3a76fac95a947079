// Package rulebook gathers what all documents ask for, by document and section,
// for the map of the rules that a session has exercised.
package rulebook

import (
	"maps"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/scenario"
	"popscope/sim/show"
)

// titles are those of the documents, as they stand on their first pages.
var titles = map[int]string{
	918:  "Post Office Protocol",
	937:  "Post Office Protocol - Version 2",
	1081: "Post Office Protocol - Version 3",
	1082: "Post Office Protocol - Version 3: Extended Service Offerings",
	1225: "Post Office Protocol - Version 3",
	1460: "Post Office Protocol - Version 3",
	1725: "Post Office Protocol - Version 3",
	1734: "POP3 AUTHentication command",
	1939: "Post Office Protocol - Version 3",
	2195: "IMAP/POP AUTHorize Extension for Simple Challenge/Response",
	2384: "POP URL Scheme",
	2449: "POP3 Extension Mechanism",
	2595: "Using TLS with IMAP, POP3 and ACAP",
	3206: "The SYS and AUTH POP Response Codes",
	4616: "The PLAIN Simple Authentication and Security Layer (SASL) Mechanism",
	5034: "The Post Office Protocol (POP3) Simple Authentication and Security Layer (SASL) Authentication Mechanism",
	5802: "Salted Challenge Response Authentication Mechanism (SCRAM) SASL and GSS-API Mechanisms",
	6856: "Post Office Protocol Version 3 (POP3) Support for UTF-8",
	8314: "Cleartext Considered Obsolete: Use of Transport Layer Security (TLS) for Email Submission and Access",
}

// All are the rules of all documents, and behind them the sections that the
// tables of the protocols cite and that have none.
func All() (*show.Rules, error) {
	rows, err := rfc.Rules()
	if err != nil {
		return nil, err
	}
	b := &book{out: &show.Rules{}}
	for _, r := range rows {
		s := b.section(r.Ref)
		rule := show.Rule{ID: r.ID, Level: r.Level, Who: r.Who, Text: r.Text, Standing: r.Status, Reason: r.Reason}
		if len(r.Tests) > 0 {
			rule.Test = r.Tests[0]
		}
		s.Rules = append(s.Rules, rule)
	}
	for _, p := range scenario.Profiles() {
		b.cite(p)
	}
	return b.out, nil
}

// Find is the section that a citation's text speaks of, or only the document;
// nil if the rules have neither.
func Find(rules *show.Rules, text string) (*show.RuleDocument, *show.RuleSection) {
	is := func(cited string) bool { return text == cited || strings.HasPrefix(text, cited+" (") }
	for i := range rules.Documents {
		d := &rules.Documents[i]
		for k := range d.Sections {
			if is(d.Sections[k].Text) {
				return d, &d.Sections[k]
			}
		}
		if is(d.Text) {
			return d, nil
		}
	}
	return nil, nil
}

type book struct{ out *show.Rules }

// document finds the document of a ref, or makes room for it.
func (b *book) document(ref rfc.Ref) *show.RuleDocument {
	whole := rfc.Ref{Doc: ref.Doc, Title: ref.Title}
	for i := range b.out.Documents {
		if d := &b.out.Documents[i]; d.Text == whole.String() {
			return d
		}
	}
	b.out.Documents = append(b.out.Documents, show.RuleDocument{Text: whole.String(), Title: titles[ref.Doc], URL: whole.URL(), Sections: []show.RuleSection{}})
	return &b.out.Documents[len(b.out.Documents)-1]
}

// section finds a section, or makes room for it.
func (b *book) section(ref rfc.Ref) *show.RuleSection {
	d := b.document(ref)
	ref.Standing = rfc.Stated
	for i := range d.Sections {
		if s := &d.Sections[i]; s.Text == ref.String() {
			return s
		}
	}
	d.Sections = append(d.Sections, show.RuleSection{Text: ref.String(), URL: ref.URL(), Rules: []show.Rule{}})
	return &d.Sections[len(d.Sections)-1]
}

// cite makes room for all that the table of a protocol cites.
func (b *book) cite(p *sim.Profile) {
	refs := []rfc.Ref{p.Document, p.Greeting.Ref, p.LockWhy, p.LogoutWhy, p.LostWhy}
	for _, c := range p.AllCommands() {
		refs = append(refs, c.Refs...)
	}
	for _, s := range append(p.States, p.Client...) {
		refs = append(refs, s.Ref)
	}
	for _, g := range p.Glossary {
		refs = append(refs, g.Ref)
	}
	for _, c := range p.Choices {
		refs = append(refs, c.Ref)
	}
	for _, r := range slices.Sorted(maps.Keys(p.Refusals)) {
		refs = append(refs, p.Refusals[r].Why)
	}
	for _, ref := range refs {
		switch {
		case ref.IsZero():
		case ref.Section == "":
			b.document(ref)
		default:
			b.section(ref)
		}
	}
}
