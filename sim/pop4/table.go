package pop4

import (
	"popscope/sim"
	"popscope/sim/pop3"
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

// transaction is the state that all new commands are for; that is stated.
var transaction = []sim.State{pop3.Transaction}

// commands is the table. What the nine commands of the proposal are for is
// stated there; their arguments and replies are not.
var commands = []sim.Command{
	{
		Keyword: "LFLD", Purpose: sim.Learning, In: transaction, Shape: folderList, Refs: folderRefs, Do: lfld,
		Meaning: "asks for the names of all folders",
	},
	{
		Keyword: "SFLD", Purpose: sim.Learning, In: transaction, Args: []sim.Arg{folder}, Effect: sim.SwitchDrop, Shape: dropListing, Refs: folderRefs, Do: sfld,
		Meaning: "selects a folder: the messages are now those in it",
	},
	{
		Keyword: "CFLD", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder}, Effect: sim.MakeFolder, Refs: folderRefs, Do: cfld,
		Meaning: "creates a folder",
	},
	{
		Keyword: "DFLD", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder}, Effect: sim.DropFolder, Refs: folderRefs, Do: dfld,
		Meaning: "deletes a folder",
	},
	{
		Keyword: "MOVF", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder, target}, Effect: sim.PlaceFolder, Refs: folderRefs, Do: movf,
		Meaning: "moves a folder into another",
	},
	{
		Keyword: "RENF", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder, newer}, Effect: sim.NameFolder, Refs: folderRefs, Do: renf,
		Meaning: "gives a folder another name",
	},
	{
		Keyword: "MOVE", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder, msgs}, Effect: sim.TakeMany, Refs: filingRefs, Do: move,
		Meaning: "moves messages from the current folder to another",
	},
	{
		Keyword: "COPY", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{folder, msgs}, Refs: filingRefs, Do: copyTo,
		Meaning: "copies messages from the current folder to another",
	},
	{
		Keyword: "STOR", Purpose: sim.Settling, In: transaction, Effect: sim.AddOne, Exchange: &storing, Refs: filingRefs, Do: stor,
		Meaning: "asks to store a message, which the client then sends",
	},
	{
		Keyword: "XSTR", Purpose: sim.Learning, In: transaction, Args: []sim.Arg{msg}, Shape: structure, Refs: partRefs, Do: xstr,
		Meaning: "asks what parts a message has; the name is Popscope's own",
	},
	{
		Keyword: "XPRT", Purpose: sim.Fetching, In: transaction, Args: []sim.Arg{msg, part}, Shape: message, Refs: partRefs, Do: xprt,
		Meaning: "asks for one part of a message; the name is Popscope's own",
	},
	{
		Keyword: "XFLG", Purpose: sim.Learning, In: transaction, Args: []sim.Arg{anyMsg}, Shape: flagLine, Bare: &flagLines, Refs: flagRefs, Do: xflg,
		Meaning: "asks for the flags of one message, or of each; the name is Popscope's own",
	},
	{
		Keyword: "XSET", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{msg, flags}, Effect: sim.FlagOne, Shape: flagLine, Refs: flagRefs, Do: xset,
		Meaning: "gives a message flags; the name is Popscope's own",
	},
	{
		Keyword: "XCLR", Purpose: sim.Settling, In: transaction, Args: []sim.Arg{msg, flags}, Effect: sim.FlagOne, Shape: flagLine, Refs: flagRefs, Do: xclr,
		Meaning: "takes flags from a message; the name is Popscope's own",
	},
}
