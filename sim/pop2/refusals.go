package pop2

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// refusals are all one and the same: action 1 of the Server Decision Table,
// send "- error" and close. A server of 1985 tells the client no more than
// that; the learner is told what was wrong.
var refusals = map[sim.Refusal]sim.Refused{
	sim.LineTooLong: closing(sizes, "error: line too long",
		"The line has {value} characters. A command line has at most {max}, with its CRLF."),
	sim.LineEndsInLF: closing(endOfLine, "error: a line must end with CRLF",
		"The line ended with LF alone. Every line ends with the pair CR LF. Many terminals send only LF when you press Enter: with nc, use -C."),
	sim.NotPrintable: closing(syntax, "error: a character that must be quoted",
		"Somewhere in the line stands an octet that is no printable ASCII character. In an argument it would need a back-slash before it, and beyond ASCII there is no way to send it."),
	sim.EmptyLine: closing(serverTable, "error: a command was expected",
		"The line is empty, or begins with a space. In the Server Decision Table that is the input \"other\"."),
	sim.NoSuchCommand: closing(serverTable, "error: unknown command",
		"POP2 has eight commands, and {keyword} is none of them.{maybe} In the Server Decision Table that is the input \"other\", garbage in every state: action 1, send \"- error\" and close."),
	sim.WrongState: closing(serverTable, "error: {keyword} makes no sense now",
		"The server is in its {state} state, and {keyword} belongs in {states}. The Server Decision Table has action 1 there: \"This is garbage\". There is no second chance. One basic rule of POP2 is: if anything goes wrong close the connection."),
	sim.ArgMissing: closing(syntax, "error: {keyword} needs an argument",
		"The argument {arg} is missing. It is written {usage}. The grammar allows nothing else, so this is garbage: action 1, send \"- error\" and close."),
	sim.ArgSurplus: closing(syntax, "error: too many arguments",
		"It came with {value}, and is written {usage}. Where a space belongs to an argument, a back-slash stands before it."),
	sim.ArgEmpty: closing(syntax, "error: one space and no more",
		"Two spaces in a row, or one at the end of the line, make an empty argument. The grammar has exactly one <SP> before each argument. RFC 937 has two in its own Example 2."),
	sim.NotANumber: closing(syntax, "error: not a number",
		"\"{value}\" is not a decimal number. It is written {usage}."),
}

func closing(heading, text, explain string) sim.Refused {
	return sim.Refused{Text: text, Explain: explain, Close: true, Why: rfc.Ref{Doc: 937, Section: heading}}
}
