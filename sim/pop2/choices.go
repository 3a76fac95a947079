package pop2

import "popscope/sim"

// choices are where RFC 937 contradicts itself or leaves something open. What a
// server of the time did is taken from the source of ipop2d, of the University
// of Washington's IMAP toolkit, by Mark Crispin: begun in 1990, and kept until 2008.
var choices = []sim.Choice{
	{
		Question: "Which codes are CR and LF?",
		Answer:   "CR is 13 and LF is 10.",
		Because:  "The Formal Syntax has them the wrong way round: CR 10, LF 13. ASCII decides.",
		Ref:      under(syntax),
	},
	{
		Question: "What is the reply to FOLD, \"#nnn\" or \"+nnn\"?",
		Answer:   "\"#nnn\".",
		Because:  "Only action 5 of the Server Decision Table has the plus sign. The command's own text, the grammar and both diagrams have #, and a client in its NMBR state waits for that.",
		Ref:      under(serverTable),
	},
	{
		Question: "What is the reply to READ when there is no message: \"=0\", or does the server close?",
		Answer:   "\"=0\". The server closes only if RETR follows.",
		Because:  "Example 3 closes at once. The text of READ and action 6 say =0, and an example does not outweigh them.",
		Ref:      under(examples),
	},
	{
		Question: "With what words is QUIT answered?",
		Answer:   "\"+ Bye\".",
		Because:  "The text has + OK, the table + Bye, the examples \"+ OK, bye, bye\" and more. Only the plus sign counts; the words are the implementer's.",
		Ref:      under(theCommands),
	},
	{
		Question: "Must the greeting name the host?",
		Answer:   "Popscope's server does; its client is content with \"+ POP2\".",
		Because:  "The grammar asks for a host. The Normal Scenario says \"+ POP2 Server Ready\", in which by the letter the host is called Server. A comment in the source of the University of Washington's server ipop2d notes that some clients fail unless POP2 follows \"+ \" directly.",
		Ref:      under(replies),
	},
	{
		Question: "Do a dot and a semicolon need a back-slash?",
		Answer:   "Not in what is received. Popscope's server uses neither in its replies, but for the dots in its host name.",
		Because:  "<punct> lacks both, surely by oversight: RFC 937 has a bare dot in its own reply \"+ bye, call again sometime.\".",
		Ref:      under(syntax),
	},
	{
		Question: "May two spaces stand before an argument?",
		Answer:   "No: that is garbage, and the server closes. Only behind FOLD the second space is part of the mailbox's name.",
		Because:  "Example 2 has READ with two spaces before 27, and the grammar allows one <SP>; of the arguments only a mailbox may have spaces. A server that lets it pass teaches clients what another will not take.",
		Ref:      under(examples),
	},
	{
		Question: "May a back-slash quote CR or LF?",
		Answer:   "No. LF ends the line, whatever is before it, and a back-slash at the end of a line stands for itself.",
		Because:  "By the letter <any> is any of the 128 codes. But then no server could find the end of a line without knowing where arguments begin, and End of Line is CRLF without an exception.",
		Ref:      under(syntax),
	},
	{
		Question: "What if another session has the mailbox open?",
		Answer:   "It is opened for reading only. ACKD is answered as always and deletes nothing.",
		Because:  "RFC 937 knows no lock. It only says that others must not be kept from the mailbox, and that nothing may be deleted which a user has not seen. A mailbox that is empty, or may not be changed, is not held at all. The University of Washington's server ipop2d closes the session before, if that has been silent for five minutes.",
		Ref:      ours(discussion),
	},
	{
		Question: "Which mailboxes may a user read with FOLD, and how does one get back to the first?",
		Answer:   "Their own. INBOX, or the user's name, is the default mailbox.",
		Because:  "Names and permissions are the system's affair; RFC 937 names files of TOPS-20 and UNIX. A mailbox that may not be read is answered like one that does not exist: #0.",
		Ref:      ours(arguments),
	},
	{
		Question: "How does a client send mail?",
		Answer:   "Not with POP2. It hands it to the mailbox server by SMTP.",
		Because:  "So RFC 937 expects it, and it has no command for that. Popscope leaves SMTP out: mail has arrived, or is delivered when the learner says so.",
		Ref:      under("Introduction"),
	},
	{
		Question: "Are keywords read in small letters too?",
		Answer:   "Yes.",
		Because:  "RFC 937 writes them in capitals and says nothing. The University of Washington's server ipop2d reads both.",
		Ref:      ours(theCommands),
	},
	{
		Question: "How long are the time-outs T1, of the client, and T2, of the server?",
		Answer:   "1 minute and 10 minutes.",
		Because:  "RFC 937 gives no numbers. T1 is short. T2 may be small if programs act alone, and quite large if a person decides between commands, as here. The University of Washington's server ipop2d waits 3 minutes for HELO and 30 for anything else.",
		Ref:      ours(timeouts),
	},
	{
		Question: "What is deleted if the session ends without QUIT?",
		Answer:   "Nothing. Only FOLD and QUIT delete.",
		Because:  "The text says \"when the mailbox is released at the end of the session\", and does not say how it must end. To lose a message is worse than to read it twice. The University of Washington's server ipop2d does the same.",
		Ref:      ours(theCommands),
	},
	{
		Question: "What if a message cannot be removed at FOLD or QUIT?",
		Answer:   "It stays, and the client is not told.",
		Because:  "There is only one reply to each: \"The response is the same whether or not the message was actually deleted.\"",
		Ref:      ours(theCommands),
	},
	{
		Question: "May QUIT come in the NEXT state, when a message has just been sent?",
		Answer:   "No: an acknowledgment must come first. It is garbage, and nothing is deleted.",
		Because:  "The Server Decision Table has action 1 there, and the diagram no arrow.",
		Ref:      under(serverTable),
	},
	{
		Question: "What is the reply to READ with a number that is too large?",
		Answer:   "\"=0\", and the number becomes the current message.",
		Because:  "The text: if there is no message to be read, the count of zero is returned. The University of Washington's server ipop2d sends \"-\" and closes for a number out of range; behind the last message it too says =0, but then waits in MBOX, not in ITEM.",
		Ref:      under(theCommands),
	},
	{
		Question: "May a password have a space in it?",
		Answer:   "Yes, with a back-slash before it.",
		Because:  "So says Quoting. With the University of Washington's server ipop2d the user's name ends at the first space, and all the rest of the line is the password.",
		Ref:      under(quoting),
	},
}
