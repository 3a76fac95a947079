package pop4

import (
	"popscope/sim"
	"popscope/sim/pop3"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// nameMax is how many octets the whole name of a folder may have: as any
// argument (RFC 1939 section 3).
const nameMax = 40

// The arguments of the commands.
var (
	folder = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "folder", Max: nameMax}
	target = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "target", Max: nameMax}
	newer  = sim.Arg{Token: wire.MailboxName, Kind: sim.Word, Name: "name", Max: nameMax}
	msg    = sim.Arg{Token: wire.MessageNumber, Kind: sim.MessageNum, Name: "msg", Max: 40}
	anyMsg = sim.Arg{Token: wire.MessageNumber, Kind: sim.MessageNum, Name: "msg", Max: 40, Optional: true}
	msgs   = sim.Arg{Token: wire.MessageNumber, Kind: sim.MessageNum, Name: "msg", Max: 40, Many: true}
	part   = sim.Arg{Token: wire.Part, Kind: sim.Word, Name: "part", Max: 40}
	flags  = sim.Arg{Token: wire.Flag, Kind: sim.Word, Name: "flag", Max: 40, Many: true}
)

// The forms of the positive replies that hold data.
var (
	folderList  = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.MailboxName}}
	dropListing = wire.Shape{Line: []wire.Token{wire.MessageCount, wire.Octets}}
	scanListing = wire.Shape{Line: []wire.Token{wire.MessageNumber, wire.Octets}}
	structure   = wire.Shape{Frame: wire.Dotted, Each: []wire.Token{wire.Part, wire.ContentType, wire.Encoding, wire.PartSize}}
	message     = wire.Shape{Frame: wire.Dotted}
	flagLine    = wire.Shape{Line: []wire.Token{wire.MessageNumber, wire.Flag, wire.Flag, wire.Flag, wire.Flag}}
	flagLines   = wire.Shape{Frame: wire.Dotted, Each: flagLine.Line}
)

// commands is the table. What the nine commands of the proposal are for is
// stated there; their arguments and replies are not.
var commands = []sim.Command{
	{
		Keyword: "LFLD", Shape: folderList, Refs: named("folders"), Do: lfld,
		Meaning: "asks for the names of all folders",
	},
	{
		Keyword: "SFLD", Args: args(folder), Effect: sim.SwitchDrop, Shape: dropListing, Refs: named("folders"), Do: sfld,
		Meaning: "selects a folder: the messages are now those in it",
	},
	{
		Keyword: "CFLD", Args: args(folder), Effect: sim.MakeFolder, Refs: named("folders"), Do: cfld,
		Meaning: "creates a folder",
	},
	{
		Keyword: "DFLD", Args: args(folder), Effect: sim.DropFolder, Refs: named("folders"), Do: dfld,
		Meaning: "deletes a folder",
	},
	{
		Keyword: "MOVF", Args: args(folder, target), Effect: sim.PlaceFolder, Refs: named("folders"), Do: movf,
		Meaning: "moves a folder into another",
	},
	{
		Keyword: "RENF", Args: args(folder, newer), Effect: sim.NameFolder, Refs: named("folders"), Do: renf,
		Meaning: "gives a folder another name",
	},
	{
		Keyword: "MOVE", Args: args(folder, msgs), Effect: sim.TakeMany, Refs: named("messages and folders"), Do: move,
		Meaning: "moves messages from the current folder to another",
	},
	{
		Keyword: "COPY", Args: args(folder, msgs), Refs: named("messages and folders"), Do: copyTo,
		Meaning: "copies messages from the current folder to another",
	},
	{
		Keyword: "STOR", Effect: sim.AddOne, Exchange: &storing, Refs: named("messages and folders"), Do: stor,
		Meaning: "asks to store a message, which the client then sends",
	},
	{
		Keyword: "XSTR", Args: args(msg), Shape: structure, Refs: own("multipart messages"), Do: xstr,
		Meaning: "asks what parts a message has; the name is Popscope's own",
	},
	{
		Keyword: "XPRT", Args: args(msg, part), Shape: message, Refs: own("multipart messages"), Do: xprt,
		Meaning: "asks for one part of a message; the name is Popscope's own",
	},
	{
		Keyword: "XFLG", Args: args(anyMsg), Shape: flagLine, Bare: &flagLines, Refs: own("message flags"), Do: xflg,
		Meaning: "asks for the flags of one message, or of each; the name is Popscope's own",
	},
	{
		Keyword: "XSET", Args: args(msg, flags), Effect: sim.FlagOne, Shape: flagLine, Refs: own("message flags"), Do: xset,
		Meaning: "gives a message flags; the name is Popscope's own",
	},
	{
		Keyword: "XCLR", Args: args(msg, flags), Effect: sim.FlagOne, Shape: flagLine, Refs: own("message flags"), Do: xclr,
		Meaning: "takes flags from a message; the name is Popscope's own",
	},
}

// All new commands are for the TRANSACTION state; that is stated.
func init() {
	for i := range commands {
		commands[i].In = []sim.State{pop3.Transaction}
	}
}

func args(a ...sim.Arg) []sim.Arg { return a }

// named is a row whose name and purpose are stated, and the rest inferred.
func named(topic string) []rfc.Ref {
	return []rfc.Ref{inferred(topic), stated("list of commands")}
}

// own is a row of which the proposal states only that there is such a thing.
func own(topic string) []rfc.Ref { return []rfc.Ref{ours(topic)} }
