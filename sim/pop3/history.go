package pop3

import (
	"fmt"
	"maps"

	"popscope/sim"
	"popscope/sim/rfc"
)

// revisions are the documents that POP3 went through in eight years. Each is
// the table of the last with other rows: those say Since and Until.
var revisions = []sim.Revision{
	{
		Name: "1081", Ref: rfc.Ref{Doc: 1081}, Cites: headings(1081), Amend: early(opening),
		Meaning: "November 1988. The first POP3, based on RFC 918, as it says itself; RFC 937 it names only as what became of that. A login with USER and PASS, or RPOP, which trusts the client's host; LAST, by which a client finds what is new; TOP as an option. No timer, and no word of a session that breaks off.",
	},
	{
		Name: "1225", Ref: rfc.Ref{Doc: 1225}, Cites: headings(1225), Amend: early(opening),
		Meaning: "May 1991. RFC 1081 once more, now as a draft standard; no command has changed.",
	},
	{
		Name: "1460", Ref: rfc.Ref{Doc: 1460}, Cites: numbers(1460, map[string]string{"4": "4", "5": "5", "6": "6", "7": "7", "9": "8", "10": "9", "11": "10"}), Amend: early("4"),
		Meaning: "June 1993. RPOP is out, APOP is in, and the greeting has a timestamp for it. After RSET, LAST answers 0 and no more what it did when the session began.",
	},
	{
		Name: "1725", Ref: rfc.Ref{Doc: 1725}, Cites: numbers(1725, map[string]string{"4": "4", "5": "5", "6": "6", "7": "7", "9": "8", "10": "9", "11": "10", "13": "12"}, auth1734), Amend: grown,
		Meaning: "November 1994. LAST is out, UIDL is in. An autologout timer is allowed, a session without QUIT removes nothing, and the server may close after a login that failed. AUTH came a month later, in RFC 1734; RFC 5034 took its place in 2007.",
	},
	{
		Name: "1939", Ref: rfc.Ref{Doc: 1939}, Amend: short,
		Meaning: "May 1996, the standard. Keywords in any case, -ERR for whatever is not understood or comes in the wrong state, 512 octets for a response, 70 for a unique-id, and QUIT may admit that some messages were not removed. USER and PASS are optional too, and PASS must come immediately after USER.",
	},
}

// The headings of RFC 1081 and RFC 1225, which number no sections.
const (
	opening     = "The AUTHORIZATION State"
	transacting = "The TRANSACTION State"
	updating    = "The UPDATE State"
	extras      = "Optional POP3 Commands"
)

// headings are where a document that numbers no sections says what the table
// cites. The summary of commands has no heading there, and stands at the end of
// the optional ones.
func headings(number int) map[rfc.Ref]rfc.Ref {
	cites := numbers(number, map[string]string{
		"4": opening, "5": transacting, "6": updating, "7": extras, "9": extras, "10": "Example POP3 Session", "11": "Message Format",
	})
	cites[last] = rfc.Ref{Doc: number, Section: transacting}
	cites[trust] = rfc.Ref{Doc: number, Section: extras}
	return cites
}

// numbers are where a document says what stands in a section of RFC 1939.
// Section 3 is missing in all: what the table cites it for is its news.
func numbers(number int, sections map[string]string, more ...map[rfc.Ref]rfc.Ref) map[rfc.Ref]rfc.Ref {
	cites := map[rfc.Ref]rfc.Ref{}
	for _, m := range more {
		maps.Copy(cites, m)
	}
	for at, there := range sections {
		cites[section(at)] = rfc.Ref{Doc: number, Section: there}
	}
	return cites
}

// auth1734 is where AUTH stands in the document that brought it.
var auth1734 = map[rfc.Ref]rfc.Ref{
	{Doc: 5034, Section: "3"}: {Doc: 1734, Section: "2"},
	{Doc: 5034, Section: "4"}: {Doc: 1734, Section: "2"},
	{Doc: 5034, Section: "5"}: {Doc: 1734, Section: "3"},
}

// before1939 makes the table that of a document before RFC 1939: USER and PASS are
// not optional, and defined where the login is, and no reply has a code.
func before1939(p *sim.Profile, login string) {
	in := rfc.Ref{Doc: p.Document.Doc, Section: login}
	for i := range p.Commands {
		if c := &p.Commands[i]; c.Keyword == "USER" || c.Keyword == "PASS" {
			c.Optional, c.Refs[0] = false, in
		}
	}
	r := p.Refusals[sim.OutOfOrder]
	r.Why = in
	r.Explain = "USER and PASS are a pair. PASS may only be given after a USER that was answered with +OK, and after such a USER only PASS or QUIT may come. (The word \"immediately\" is of RFC 1939.) Begin again with USER."
	if p.Offers("RPOP") {
		r.Explain = "USER and PASS are a pair, and so are USER and RPOP. PASS and RPOP may only be given after a USER that was answered with +OK, and after such a USER only they or QUIT may come. Begin again with USER."
	}
	p.Refusals[sim.OutOfOrder] = r
	p.Dialect.Codes = false
	short(p)
}

// short is for a server without CAPA: only RFC 2449 says how long a command line
// may be.
func short(p *sim.Profile) {
	if p.Offers("CAPA") {
		return
	}
	r := p.Refusals[sim.LineTooLong]
	r.Explain = fmt.Sprintf("The line has {value} octets. RFC %d has no limit for a whole line, but no server can keep one that never ends: Popscope takes {max}, the limit that RFC 2449 brought along with CAPA. The server has thrown this line away.", p.Document.Doc)
	r.Why = ours(p.Document.Doc, basics(p.Document.Doc))
	p.Refusals[sim.LineTooLong] = r
	delete(p.Laws, sim.LongCommand)
}

// basics is where a document says how commands look.
func basics(document int) string {
	if document <= 1225 {
		return "A Short Digression"
	}
	return "3"
}

// early are the documents that know no autologout timer.
func early(login string) func(*sim.Profile) {
	return func(p *sim.Profile) {
		before1939(p, login)
		p.Autologout, p.LogoutWhy = 0, rfc.Ref{}
	}
}

// grown is RFC 1725, the first that speaks of a timer, and of sessions that end
// without QUIT.
func grown(p *sim.Profile) {
	before1939(p, "4")
	p.LogoutWhy, p.LostWhy = rfc.Ref{Doc: 1725, Section: "3"}, rfc.Ref{Doc: 1725, Section: "6"}
}
