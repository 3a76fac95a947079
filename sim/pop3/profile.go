// Package pop3 is the Post Office Protocol, version 3, as RFC 1939 and the
// documents of its extensions have it: a table of states and commands, and the
// few lines of code each command needs.
package pop3

import (
	"slices"
	"time"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// The states of a session (RFC 1939 section 3).
const (
	Authorization sim.State = "AUTHORIZATION"
	Transaction   sim.State = "TRANSACTION"
	Update        sim.State = "UPDATE"
)

// section cites RFC 1939.
func section(s string) rfc.Ref { return rfc.Ref{Doc: 1939, Section: s} }

// Profile is POP3 as a server has it today: the latest revision, with what is
// usually offered beyond it, and without what must be asked for.
var Profile = today()

func today() *sim.Profile {
	p, err := Table.For(sim.Service{})
	if err != nil {
		panic(err) // the table contradicts itself; every test would see it
	}
	return p
}

// Table is all of POP3: every row of every document. A server has some of them,
// as its sim.Service says.
var Table = &sim.Profile{
	Name:     "POP3",
	Port:     110,
	Document: rfc.Ref{Doc: 1939},
	Initial:  Authorization,
	States: []sim.StateRow{
		{Name: sim.Closed, Meaning: "There is no connection. The server listens on TCP port 110, where everything can be read on the way. Mail programs of today rather connect to port 995, under TLS from the first octet on (RFC 8314).", Ref: section("3")},
		{Name: Authorization, Meaning: "The client must say who it is, and prove it, before anything else.", Ref: section("4")},
		{Name: Transaction, Meaning: "The maildrop is locked for this client. It may look, fetch, and mark messages as deleted.", Ref: section("5")},
		{Name: Update, Meaning: "QUIT has been given: the marked messages are removed now, the lock is released, the server closes.", Ref: section("6"), Last: true},
	},
	Greeting: sim.Greeting{
		Shape: wire.Shape{Timestamp: true},
		Ref:   section("4"),
		Do:    greet,
	},
	Dialect: wire.Dialect{
		Indicators: []wire.Indicator{
			{Octets: "+OK", Positive: true}, {Octets: "-ERR"}, {Octets: "+", Positive: true, Goes: true},
			{Octets: "+ OK", Positive: true}, // as RFC 1082 has it in places; understood, and never sent. No challenge is so written: OK is no Base64
		},
		LineLimit: 512,
		Codes:     true,
	},
	LineLimit:    255,
	Autologout:   10 * time.Minute,
	LockWhy:      section("4"),
	LogoutWhy:    section("3"),
	ExpireWhy:    rfc.Ref{Doc: 2449, Section: "6.7"},
	LostWhy:      section("6"),
	Commands:     commands,
	Revisions:    revisions,
	Capabilities: capabilities,
	Localize:     localize,
	Refusals:     refusals,
	Glossary:     glossary,
	Choices:      slices.Concat(choices, pastChoices),
	Laws:         laws,
	Agents:       agents,
}

// The arguments of the commands. An argument may have up to 40 characters
// (section 3), as long as CAPA does not lift that limit (RFC 2449 section 4).
var (
	msg    = sim.Arg{Token: wire.MessageNumber, Kind: sim.MessageNum, Name: "msg", Max: 40}
	anyMsg = sim.Arg{Token: wire.MessageNumber, Kind: sim.MessageNum, Name: "msg", Max: 40, Optional: true}
	lines  = sim.Arg{Token: wire.LineCount, Kind: sim.Number, Name: "n", Max: 40}
	name   = sim.Arg{Token: wire.Name, Kind: sim.Word, Name: "name", Max: 40, UTF8: "UTF8"}
	hash   = sim.Arg{Token: wire.Digest, Kind: sim.Word, Name: "digest", Max: 40}
	secret = sim.Arg{Token: wire.Password, Kind: sim.RestOfLine, Name: "string", Max: 40, UTF8: "UTF8"}
)

// The forms of the positive replies that hold data.
var (
	dropListing  = wire.Shape{Line: []wire.Token{wire.MessageCount, wire.Octets}}
	scanListing  = wire.Shape{Line: []wire.Token{wire.MessageNumber, wire.Octets}}
	scanListings = wire.Shape{Frame: wire.Dotted, Each: scanListing.Line}
	idListing    = wire.Shape{Line: []wire.Token{wire.MessageNumber, wire.UniqueID}}
	idListings   = wire.Shape{Frame: wire.Dotted, Each: idListing.Line}
	message      = wire.Shape{Frame: wire.Dotted}

	capabilityList = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.Capability, wire.Parameter}}
	mechanismList  = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.Mechanism}} // what many servers answer to AUTH alone, though no document says so
	languageChosen = wire.Shape{Line: []wire.Token{wire.Language}}
	languageList   = wire.Shape{Frame: wire.Dotted, Each: languageChosen.Line}
)

// commands is the table. The order is that in which a learner meets them.
var commands = []sim.Command{
	{
		Keyword: "USER", Purpose: sim.Identifying, In: in(Authorization), Args: args(name), Begins: true, NotAfter: "USER", Optional: true, Tag: "USER",
		Refs: refs("7", "9", "13"), Do: user,
		Meaning: "names the mailbox to log in to; PASS must follow",
	},
	{
		Keyword: "PASS", Purpose: sim.Identifying, In: in(Authorization), Args: args(secret), After: "USER", To: Transaction, Effect: sim.LockDrop, Optional: true, Tag: "USER",
		Refs: refs("7", "4", "13"), Do: pass,
		Meaning: "proves with a password, readable by anyone on the way unless TLS hides it, that the client may open the maildrop",
	},
	{
		Keyword: "RPOP", Purpose: sim.Identifying, In: in(Authorization), Args: args(remote), After: "USER", To: Transaction, Effect: sim.LockDrop, Optional: true, Tag: "RPOP", Until: "1225",
		Refs: []rfc.Ref{trust}, Do: rpop,
		Meaning: "asks to be let in without a password, because the server trusts the client's host",
	},
	{
		Keyword: "APOP", Purpose: sim.Identifying, In: in(Authorization), Args: args(name, hash), NotAfter: "USER", To: Transaction, Effect: sim.LockDrop, Optional: true, Tag: "APOP", Since: "1460",
		Refs: refs("7", "4", "13"), Do: apop,
		Meaning: "logs in with an MD5 digest of the greeting's timestamp and a shared secret, so that no password crosses the network",
	},
	{
		Keyword: "AUTH", Purpose: sim.Identifying, In: in(Authorization), Args: args(mechanism, initial), NotAfter: "USER", To: Transaction, Effect: sim.LockDrop,
		Exchange: &exchange, Bare: &mechanismList, Optional: true, Tag: "SASL", Since: "1725", Refs: doc(5034, "4", "3"), Do: auth,
		Meaning: "logs in by a mechanism that the client chooses; what follows is a conversation of challenges and responses",
	},
	{
		Keyword: "CAPA", Purpose: sim.Agreeing, In: in(Authorization, Transaction), NotAfter: "USER", Optional: true, Tag: "CAPA",
		Refs: doc(2449, "5", "6"), Shape: capabilityList, Do: capa,
		Meaning: "asks what the server can do beyond what every server can",
	},
	{
		Keyword: "STLS", Purpose: sim.Agreeing, In: in(Authorization), NotAfter: "USER", Effect: sim.SecureLine, Optional: true, Tag: "STLS",
		Refs: doc(2595, "4"), Do: stls,
		Meaning: "asks to go on under TLS, so that nobody on the way can read or change what is said",
	},
	{
		Keyword: "UTF8", Purpose: sim.Agreeing, In: in(Authorization), NotAfter: "USER", Optional: true, Tag: "UTF8",
		Refs: doc(6856, "2.1"), Do: utf8Mode,
		Meaning: "says that the client can read UTF-8 in messages and replies",
	},
	{
		Keyword: "LANG", Purpose: sim.Agreeing, In: in(Authorization, Transaction), Args: args(language), NotAfter: "USER", Optional: true, Tag: "LANG",
		Refs: doc(6856, "3.2"), Shape: languageChosen, Bare: &languageList, Do: lang,
		Meaning: "asks in which languages the server can reply, or chooses one",
	},
	{
		Keyword: "STAT", Purpose: sim.Learning, In: in(Transaction), Refs: refs("5"), Shape: dropListing, Do: stat,
		Meaning: "asks how many messages the maildrop holds, and how many octets they have together",
	},
	{
		Keyword: "LIST", Purpose: sim.Learning, In: in(Transaction), Args: args(anyMsg), Refs: refs("5", "11"), Shape: scanListing, Bare: &scanListings, Do: list, Unless: "XTND",
		Meaning: "asks for the size of one message, or of each",
	},
	{
		Keyword: "LIST", Purpose: sim.Learning, In: in(Transaction), Args: args(anyMsg), Refs: append(refs("5", "11"), xtnd), Shape: longListing, Bare: &longListings, Do: list, Tag: "XTND",
		Meaning: "asks for the size of one message, or of each; in a discussion group, for its maxima too",
	},
	{
		Keyword: "UIDL", Purpose: sim.Learning, In: in(Transaction), Args: args(anyMsg), Refs: refs("7"), Shape: idListing, Bare: &idListings, Do: uidl, Optional: true, Tag: "UIDL", Since: "1725",
		Meaning: "asks for the unique-id of one message, or of each: a name that stays the same from session to session",
	},
	{
		Keyword: "RETR", Purpose: sim.Fetching, In: in(Transaction), Args: args(msg), Refs: refs("5", "13"), Shape: message, Do: retr,
		Meaning: "asks for a whole message; it stays in the maildrop",
	},
	{
		Keyword: "TOP", Purpose: sim.Fetching, In: in(Transaction), Args: args(msg, lines), Refs: refs("7", "13"), Shape: message, Do: top, Optional: true, Tag: "TOP",
		Meaning: "asks for the header of a message and the first n lines of its body",
	},
	{
		Keyword: "DELE", Purpose: sim.Settling, In: in(Transaction), Args: args(msg), Refs: refs("5"), Effect: sim.MarkOne, Do: dele,
		Meaning: "marks a message as deleted; it is removed only in the UPDATE state, after QUIT",
	},
	{
		Keyword: "NOOP", Purpose: sim.Idling, In: in(Transaction), Refs: refs("5"), Do: noop,
		Meaning: "does nothing, but sets the autologout timer anew",
	},
	{
		Keyword: "LAST", Purpose: sim.Learning, In: in(Transaction), Refs: []rfc.Ref{last}, Shape: wire.Shape{Line: []wire.Token{wire.MessageNumber}}, Do: lastAccessed, Until: "1460",
		Meaning: "asks for the highest number of a message that was accessed; those above it are new",
	},
	{
		Keyword: "RSET", Purpose: sim.Settling, In: in(Transaction), Refs: refs("5"), Effect: sim.UnmarkAll, Do: resetToFirst, Until: "1225",
		Meaning: "takes back every mark set by DELE in this session, and with LAST goes back to its start",
	},
	{
		Keyword: "RSET", Purpose: sim.Settling, In: in(Transaction), Refs: refs("5"), Effect: sim.UnmarkAll, Do: resetToNone, Since: "1460", Until: "1460",
		Meaning: "takes back every mark set by DELE in this session, and lets LAST answer 0",
	},
	{
		Keyword: "RSET", Purpose: sim.Settling, In: in(Transaction), Refs: refs("5"), Effect: sim.UnmarkAll, Do: rset, Since: "1725",
		Meaning: "takes back every mark set by DELE in this session",
	},
	{
		Keyword: "XTND BBOARDS", Purpose: sim.Learning, In: in(Transaction), Args: args(anyGroup), Effect: sim.ReadDrop, Shape: groupListing, Bare: &groupListing, Optional: true, Tag: "XTND",
		Refs: []rfc.Ref{xtnd}, Do: bboards,
		Meaning: "lists the discussion groups, or closes the maildrop and opens that of a group",
	},
	{
		Keyword: "XTND ARCHIVE", Purpose: sim.Learning, In: in(Transaction), Args: args(groupName), Effect: sim.ReadDrop, Inner: archive, Shape: groupListing, Optional: true, Tag: "XTND",
		Refs: []rfc.Ref{xtnd}, Do: archived,
		Meaning: "closes the maildrop and opens the archive of a discussion group",
	},
	{
		Keyword: "XTND X-BBOARDS", Purpose: sim.Learning, In: in(Transaction), Args: args(groupName), Shape: groupData, Optional: true, Tag: "XTND",
		Refs: []rfc.Ref{xtnd}, Do: xbboards,
		Meaning: "asks for all that is known of a discussion group",
	},
	{
		Keyword: "QUIT", Purpose: sim.Ending, In: in(Authorization), To: sim.Closed, Refs: refs("4"), Do: leave,
		Meaning: "ends the session before login: nothing is removed",
	},
	{
		Keyword: "QUIT", Purpose: sim.Ending, In: in(Transaction), Enter: Update, Effect: sim.UpdateDrop, Refs: refs("6"), Do: quitWithYes, Until: "1725",
		Meaning: "ends the session; the marked messages are removed now",
	},
	{
		Keyword: "QUIT", Purpose: sim.Ending, In: in(Transaction), Enter: Update, Effect: sim.UpdateDrop, Refs: refs("6"), Do: quit, Since: "1939",
		Meaning: "ends the session; the marked messages are removed now",
	},
}

func in(states ...sim.State) []sim.State { return states }

func args(a ...sim.Arg) []sim.Arg { return a }

func refs(sections ...string) []rfc.Ref { return doc(1939, sections...) }

// doc cites sections of a document.
func doc(number int, sections ...string) []rfc.Ref {
	var r []rfc.Ref
	for _, s := range sections {
		r = append(r, rfc.Ref{Doc: number, Section: s})
	}
	return r
}
