// Package pop2 is the Post Office Protocol, version 2, as RFC 937 has it: the
// two decision tables of its last pages, for the server and for the client, and
// the few lines of code that their actions need.
package pop2

import (
	"time"

	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// The states of the server (RFC 937, Server State Diagram).
const (
	Listen sim.State = "LSTN"
	Auth   sim.State = "AUTH"
	Mbox   sim.State = "MBOX"
	Item   sim.State = "ITEM"
	Next   sim.State = "NEXT"
	Done   sim.State = "DONE"
)

// The states of the client (RFC 937, Client State Diagram).
const (
	Call sim.State = "CALL"
	Nmbr sim.State = "NMBR"
	Size sim.State = "SIZE"
	Xfer sim.State = "XFER"
	Exit sim.State = "EXIT"
)

// The headings of RFC 937 that are cited: its sections have no numbers.
const (
	philosophy    = "System Model and Philosophy"
	arguments     = "Arguments"
	endOfLine     = "End of Line"
	messageLength = "Message Length"
	messageNumber = "Message Numbers"
	quoting       = "Quoting"
	replyStrings  = "Reply Strings"
	theCommands   = "Commands"
	replies       = "Replies"
	timeouts      = "Timeouts"
	discussion    = "Implementation Discussion"
	sizes         = "Sizes"
	examples      = "Examples"
	syntax        = "Formal Syntax"
	clientDiagram = "Client State Diagram"
	serverDiagram = "Server State Diagram"
	clientTable   = "Client Decision Table"
	serverTable   = "Server Decision Table"
)

// under cites RFC 937 by a heading.
func under(heading string) rfc.Ref { return rfc.Ref{Doc: 937, Section: heading} }

// ours cites the place where RFC 937 leaves something open.
func ours(heading string) rfc.Ref {
	return rfc.Ref{Doc: 937, Section: heading, Standing: rfc.Ours}
}

// Profile is POP2.
var Profile = &sim.Profile{
	Name:      "POP2",
	Port:      109,
	Inbox:     "INBOX",
	Document:  rfc.Ref{Doc: 937},
	Listening: Listen,
	Initial:   Auth,
	States: []sim.StateRow{
		{Name: Listen, Meaning: "There is no connection. The server listens on TCP port 109.", Ref: under(serverDiagram)},
		{Name: Auth, Meaning: "The server has sent its greeting, and waits to be told who is there.", Ref: under(serverDiagram)},
		{Name: Mbox, Meaning: "A mailbox is selected, and the client knows how many messages are in it.", Ref: under(serverDiagram)},
		{Name: Item, Meaning: "A message is selected, and the client knows how long it is.", Ref: under(serverDiagram)},
		{Name: Next, Meaning: "The message has been sent. The client must say whether it has arrived.", Ref: under(serverDiagram)},
		{Name: Done, Meaning: "QUIT has been answered. The server closes.", Ref: under(serverDiagram), Last: true},
	},
	Client: []sim.StateRow{
		{Name: Call, Meaning: "The client has opened the connection, and waits for the greeting.", Ref: under(clientDiagram)},
		{Name: Nmbr, Meaning: "It waits for the number of messages.", Ref: under(clientDiagram)},
		{Name: Size, Meaning: "It waits for the size of a message.", Ref: under(clientDiagram)},
		{Name: Xfer, Meaning: "It waits for the message itself.", Ref: under(clientDiagram)},
		{Name: Exit, Meaning: "It has sent QUIT. Whatever comes now, it closes.", Ref: under(clientDiagram), Last: true},
	},
	Greeting: sim.Greeting{
		Shape: wire.Shape{Line: []wire.Token{wire.Protocol, wire.HostName}},
		Ref:   under(replies),
		Do:    greet,
	},
	Dialect: wire.Dialect{
		Indicators: []wire.Indicator{
			{Octets: "+", Positive: true}, {Octets: "-"},
			{Octets: "#", Positive: true, Counts: wire.MessageCount},
			{Octets: "=", Positive: true, Counts: wire.Octets},
		},
		LineLimit: 512,
	},
	Quote:      '\\',
	LineLimit:  512,
	Autologout: 10 * time.Minute,
	Logout: &sim.Refused{
		Text:    "error: no command has come in time",
		Explain: "The time-out T2 has passed. In the Server Decision Table it is one more input, and garbage in every state: send \"- error\" and close. Nothing is deleted.",
		Why:     under(timeouts),
	},
	LockWhy:   ours(discussion),
	LogoutWhy: under(timeouts),
	LostWhy:   under(serverTable),
	Commands:  commands,
	Refusals:  refusals,
	Glossary:  glossary,
	Laws:      laws,
	Agents:    agents,
	Choices:   choices,
}

// The arguments of the commands.
var (
	user     = sim.Arg{Token: wire.Name, Kind: sim.Word, Name: "user"}
	password = sim.Arg{Token: wire.Password, Kind: sim.Word, Name: "password"}
	mailbox  = sim.Arg{Token: wire.MailboxName, Kind: sim.RestOfLine, Name: "mailbox"}
	number   = sim.Arg{Token: wire.MessageNumber, Kind: sim.Number, Name: "n", Optional: true}
)

// data is the message: so many octets, with nothing before or behind them.
var data = wire.Shape{Frame: wire.Counted, Bare: true, Some: true}

// commands is the Server Decision Table, read by rows, and of the Client
// Decision Table the state that each command leads to.
var commands = []sim.Command{
	{
		Keyword: "HELO", Purpose: sim.Identifying, In: in(Auth), Args: args(user, password), To: Mbox, Client: Nmbr,
		Effect: sim.LockDrop, Cursor: sim.FirstCursor,
		Refs: refs(theCommands, serverTable, syntax), Do: helo,
		Meaning: "says who the user is, and proves it with a password that anyone on the way can read",
	},
	{
		Keyword: "FOLD", Purpose: sim.Learning, In: in(Mbox, Item), Args: args(mailbox), To: Mbox, Client: Nmbr,
		Effect: sim.SwitchDrop, Cursor: sim.FirstCursor,
		Refs: refs(theCommands, serverTable, syntax), Do: fold,
		Meaning: "selects another mailbox; in the one before, what is marked is deleted now",
	},
	{
		Keyword: "READ", Purpose: sim.Learning, In: in(Mbox, Item), Args: args(number), To: Item, Client: Size,
		Cursor: sim.GivenCursor,
		Refs:   refs(theCommands, serverTable, syntax), Do: read,
		Meaning: "asks how long a message is: the one of that number, or the current one",
	},
	{
		Keyword: "RETR", Purpose: sim.Fetching, In: in(Item), To: Next, Client: Xfer, Shape: data,
		Refs: refs(theCommands, serverTable, syntax), Do: retr,
		Meaning: "asks for the message itself; an acknowledgment must follow",
	},
	{
		Keyword: "ACKS", Purpose: sim.Settling, In: in(Next), To: Item, Client: Size, Cursor: sim.NextCursor,
		Refs: refs(theCommands, serverTable, syntax), Do: acks,
		Meaning: "says that the message has arrived and is to be kept, and goes on to the next",
	},
	{
		Keyword: "ACKD", Purpose: sim.Settling, In: in(Next), To: Item, Client: Size, Effect: sim.MarkOne, Cursor: sim.NextCursor,
		Refs: refs(theCommands, serverTable, syntax), Do: ackd,
		Meaning: "says that the message has arrived and is to be deleted, and goes on to the next",
	},
	{
		Keyword: "NACK", Purpose: sim.Settling, In: in(Next), To: Item, Client: Size,
		Refs: refs(theCommands, serverTable, syntax), Do: nack,
		Meaning: "says that the message has not arrived; it stays the current one",
	},
	{
		Keyword: "QUIT", Purpose: sim.Ending, In: in(Auth, Mbox, Item), To: Done, Client: Exit, Effect: sim.UpdateDrop,
		Refs: refs(theCommands, serverTable, syntax), Do: quit,
		Meaning: "ends the session; what is marked is deleted now",
	},
}

func in(states ...sim.State) []sim.State { return states }

func args(a ...sim.Arg) []sim.Arg { return a }

func refs(headings ...string) []rfc.Ref {
	var r []rfc.Ref
	for _, h := range headings {
		r = append(r, under(h))
	}
	return r
}
