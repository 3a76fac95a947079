package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// refusals is what the server answers where the reason is none of a single
// command: the words on the wire, and the words for the learner.
var refusals = map[sim.Refusal]sim.Refused{
	sim.LineTooLong: {
		Text:    "command line too long",
		Explain: "The line has {value} octets, and no command may have more than {max}, its CRLF included. The server has thrown it away.",
		Why:     rfc.Ref{Doc: 2449, Section: "4"},
	},
	sim.LineEndsInLF: {
		Text:    "a command line must end with CRLF",
		Explain: "The line ended with LF alone. Every command ends with the pair CR LF, decimal 13 and 10. Many terminals send only LF when you press Enter: with nc, use -C.",
		Why:     section("3"),
	},
	sim.NotPrintable: {
		Text:    "a command consists of printable ASCII characters",
		Explain: "Somewhere in the line stands an octet that is not a printable ASCII character, such as a tab, a NUL, or a letter with an accent. Only names and passwords may have such letters, in UTF-8, and only where the server says that it can read them.",
		Why:     section("3"),
	},
	sim.EmptyLine: {
		Text:    "a command was expected",
		Explain: "The line is empty, or begins with a space. The server waits for a keyword.",
		Why:     section("3"),
	},
	sim.NoSuchCommand: {
		Text:    "unknown command",
		Explain: "This server knows no command {keyword}.{maybe} A server must answer what it does not recognize with -ERR, and the session goes on as if nothing had been said.",
		Why:     section("3"),
	},
	sim.WrongState: {
		Text:    "{keyword} is not valid in the {state} state",
		Explain: "{keyword} may only be given in the {states} state, and the session is in the {state} state. The state decides which commands make sense: nobody may see mail before logging in, nor log in twice.",
		Why:     section("3"),
	},
	sim.OutOfOrder: {
		Text:    "{keyword} is not valid here",
		Explain: "USER and PASS are a pair. PASS may only follow directly after a USER that was answered with +OK, and after such a USER only PASS or QUIT may come. Begin again with USER.",
		Why:     section("7"),
	},
	sim.ArgMissing: {
		Text:    "{keyword} needs an argument: {usage}",
		Explain: "The argument {arg} is missing. It is written {usage}.",
		Why:     section("3"),
	},
	sim.ArgSurplus: {
		Text:    "too many arguments: {usage}",
		Explain: "It came with {value}, and is written {usage}.",
		Why:     section("3"),
	},
	sim.ArgEmpty: {
		Text:    "one space must separate keyword and arguments",
		Explain: "Two spaces in a row, or one at the end of the line, make an empty argument. Keyword and arguments are each separated by a single SPACE.",
		Why:     section("3"),
	},
	sim.ArgTooLong: {
		Text:    "argument too long",
		Explain: "An argument may be up to {max} characters long.",
		Why:     section("3"),
	},
	sim.NotANumber: {
		Text:    "{arg} must be a number",
		Explain: "\"{value}\" is not a decimal number. {keyword} is written {usage}.",
		Why:     section("4"),
	},
	sim.NoSuchMessage: {
		Text:    "no such message, only {count} in maildrop",
		Explain: "Message-numbers begin with 1, and were given out when the maildrop was opened. There is no message {value}.",
		Why:     section("5"),
	},
	sim.AlreadyDeleted: {
		Text:    "message {message} already deleted",
		Explain: "Message {message} is marked as deleted, and from then on its number may not be used any more in this session. It is still in the maildrop: RSET takes the mark back.",
		Why:     section("5"),
	},
}
