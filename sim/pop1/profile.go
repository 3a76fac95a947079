// Package pop1 is the first Post Office Protocol, RFC 918 of October 1984: a
// table of states and commands, and the few lines of code each command needs.
// What the document leaves open, or says in two ways, is listed in choices.go.
package pop1

import (
	"time"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// The states of a session. RFC 918 draws them and gives them no names; these
// are Popscope's. It is the client's turn in each of them.
const (
	Start  sim.State = "START"  // greeted
	Usered sim.State = "USERED" // USER has been accepted
	Failed sim.State = "FAILED" // USER or PASS has been refused
	Ready  sim.State = "READY"  // logged in
	Opened sim.State = "OPENED" // a mailbox is open and locked
	Sent   sim.State = "SENT"   // the mail has been sent
)

// section cites RFC 918, whose sections have headings and no numbers.
func section(s string) rfc.Ref { return rfc.Ref{Doc: 918, Section: s} }

// ours cites the section that would have had to say it, and does not.
func ours(s string) rfc.Ref { return rfc.Ref{Doc: 918, Section: s, Standing: rfc.Ours} }

// Profile is POP1.
var Profile = &sim.Profile{
	Name:     "POP1",
	Notice:   "RFC 918 is a proposal of five pages, which asked for suggestions and gave way to POP2 four months later: where it leaves something open, or says it in two ways, Popscope had to choose.",
	Port:     109,
	Inbox:    "mailbox",
	Document: rfc.Ref{Doc: 918},
	Initial:  Start,
	States: []sim.StateRow{
		{Name: sim.Closed, Meaning: "There is no connection. The server waits for one.", Ref: section("The Normal Scenario")},
		{Name: Start, Meaning: "The server has greeted. The client must say who it is.", Ref: section("The Protocol")},
		{Name: Usered, Meaning: "The client has named its user. The password must follow.", Ref: section("Commands")},
		{Name: Failed, Meaning: "USER or PASS was refused. The client may begin again with USER, or QUIT.", Ref: section("Diagram")},
		{Name: Ready, Meaning: "The client is logged in. No mailbox is open.", Ref: section("Diagram")},
		{Name: Opened, Meaning: "A mailbox is open and locked, and the client knows how many octets to expect. It asks for them, or thinks better of it.", Ref: section("The Protocol")},
		{Name: Sent, Meaning: "All the mail has been sent. The client confirms that it has it; only then may it be deleted.", Ref: section("The Protocol")},
	},
	Greeting: sim.Greeting{Ref: section("The Protocol"), Do: greet},
	Dialect: wire.Dialect{
		Indicators: []wire.Indicator{
			{Octets: "+OK", Positive: true},
			{Octets: "-ERR"},
			{Octets: "-Error"}, // as the summary of replies has it; understood, and never sent
			{Octets: "#", Positive: true, Counts: wire.Octets},
		},
		LineLimit: 512,
	},
	LineLimit:  512,
	Autologout: 10 * time.Minute,
	LockWhy:    section("The Protocol"),
	LogoutWhy:  ours("The Protocol"),
	LostWhy:    ours("The Protocol"),
	Commands:   commands,
	Refusals:   refusals,
	Glossary:   glossary,
	Laws:       laws,
	Agents:     agents,
	Choices:    choices,
}

// The arguments of the commands.
var (
	name    = sim.Arg{Token: wire.Name, Kind: sim.Word, Name: "name"}
	secret  = sim.Arg{Token: wire.Password, Kind: sim.RestOfLine, Name: "password"}
	mailbox = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "mailbox"}
)

// mail is the reply to RCEV: the octets that were counted, and no line before
// them.
var mail = wire.Shape{Frame: wire.Counted, Bare: true}

// commands is the table. The order is that in which a learner meets them.
var commands = []sim.Command{
	{
		Keyword: "USER", Purpose: sim.Identifying, In: in(Start, Failed), Args: args(name), To: Usered, Else: Failed,
		Refs: refs("Commands", "Diagram"), Do: user,
		Meaning: "names the user; PASS must follow",
	},
	{
		Keyword: "PASS", Purpose: sim.Identifying, In: in(Usered), Args: args(secret), To: Ready, Else: Failed,
		Refs: refs("Commands", "Diagram"), Do: pass,
		Meaning: "proves with a password, readable by anyone on the way, that the client may see the user's mailboxes",
	},
	{
		Keyword: "RETR", Purpose: sim.Learning, In: in(Ready), Args: args(mailbox), To: Opened, Effect: sim.LockDrop,
		Refs: refs("Commands", "The Protocol"), Do: retr,
		Meaning: "opens and locks a mailbox, to read everything in it and keep it there",
	},
	{
		Keyword: "RDEL", Purpose: sim.Learning, In: in(Ready), Args: args(mailbox), To: Opened, Effect: sim.LockDrop,
		Refs: refs("Commands", "The Protocol"), Do: rdel,
		Meaning: "opens and locks a mailbox, to read everything in it and then delete it",
	},
	{
		Keyword: "RCEV", Purpose: sim.Fetching, In: in(Opened), To: Sent, Shape: mail,
		Refs: refs("Commands", "The Normal Scenario"), Do: rcev,
		Meaning: "says that the client is ready for the mail, which comes at once and whole",
	},
	{
		Keyword: "RECV", Purpose: sim.Fetching, In: in(Opened), To: Sent, Shape: mail, Optional: true,
		Refs: refs("Diagram"), Do: rcev,
		Meaning: "is RCEV, as the diagram spells it",
	},
	{
		Keyword: "RCVD", Purpose: sim.Settling, In: in(Sent), To: Ready, Else: Ready, Effect: sim.ReleaseDrop,
		Refs: refs("Commands", "The Protocol"), Do: rcvd,
		Meaning: "confirms that the client has the mail; after RDEL it is deleted now, and in any case the mailbox is closed and unlocked",
	},
	{
		Keyword: "RSET", Purpose: sim.Settling, In: in(Ready, Opened, Sent), To: Ready, Effect: sim.ReleaseDrop,
		Refs: refs("Commands", "Diagram"), Do: rset,
		Meaning: "gives up the transaction: nothing is deleted, and the mailbox is closed and unlocked",
	},
	{
		Keyword: "NOOP", Purpose: sim.Idling, In: in(Ready), Refs: refs("Commands", "Diagram"), Do: noop,
		Meaning: "does nothing",
	},
	{
		Keyword: "QUIT", Purpose: sim.Ending, In: in(Start, Usered, Failed, Ready, Opened, Sent), To: sim.Closed,
		Refs: refs("Commands", "Diagram"), Do: quit,
		Meaning: "ends the session; a transaction that RCVD has not ended deletes nothing",
	},
}

func in(states ...sim.State) []sim.State { return states }

func args(a ...sim.Arg) []sim.Arg { return a }

func refs(sections ...string) []rfc.Ref {
	var r []rfc.Ref
	for _, s := range sections {
		r = append(r, section(s))
	}
	return r
}
