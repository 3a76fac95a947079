package pop1

import "popscope/sim"

// refusals is what the server answers where the reason is none of a single
// command: the words on the wire, and the words for the learner.
var refusals = map[sim.Refusal]sim.Refused{
	sim.LineTooLong: {
		Text:    "command line too long",
		Explain: "The line has {value} octets. RFC 918 sets no limit; Popscope takes the {max} octets of POP2, for no server can keep a line that never ends. It has thrown this one away.",
		Why:     ours("Commands"),
	},
	sim.LineEndsInLF: {
		Text:    "a command line must end with CRLF",
		Explain: "The line ended with LF alone. RFC 918 does not say how a line ends; Popscope wants CR LF, decimal 13 and 10, as SMTP before it and POP2 after it. Many terminals send only LF when you press Enter: with nc, use -C.",
		Why:     ours("Commands"),
	},
	sim.NotPrintable: {
		Text:    "a command consists of printable ASCII characters",
		Explain: "Somewhere in the line stands an octet that is not a printable ASCII character, such as a tab, a NUL, or a letter with an accent. RFC 918 does not speak of characters; Popscope takes printable ASCII, in which mail was written then.",
		Why:     ours("Commands"),
	},
	sim.EmptyLine: {
		Text:    "a command was expected",
		Explain: "The line is empty, or begins with a space. The server waits for a command.",
		Why:     section("The Protocol"),
	},
	sim.NoSuchCommand: {
		Text:    "unknown command",
		Explain: "POP1 has nine commands, and {keyword} is not among them.{maybe} RFC 918 does not say what to answer; Popscope says -ERR and goes on as if nothing had been said.",
		Why:     ours("Summary of Commands and Replies"),
	},
	sim.WrongState: {
		Text:    "{keyword} is not valid in the {state} state",
		Explain: "{keyword} may be given in the {states} state, and the session is in the {state} state. So the diagram of RFC 918 has it. What happens to any other command it does not say; Popscope says -ERR and stays where it was.",
		Why:     ours("Diagram"),
	},
	sim.ArgMissing: {
		Text:    "{keyword} needs an argument: {usage}",
		Explain: "The {arg} is missing. It is written {usage}.",
		Why:     section("Summary of Commands and Replies"),
	},
	sim.ArgSurplus: {
		Text:    "too many arguments: {usage}",
		Explain: "It came with {value}, and is written {usage}.",
		Why:     section("Summary of Commands and Replies"),
	},
	sim.ArgEmpty: {
		Text:    "one space must separate command and argument",
		Explain: "Two spaces in a row, or one at the end of the line, make an empty argument. RFC 918 shows one space between command and argument and says no more; Popscope takes it at its word.",
		Why:     ours("Summary of Commands and Replies"),
	},
}
