package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// pastChoices are where the older documents of POP3, and those about it, are
// wrong, contradict one another or leave something open.
var pastChoices = []sim.Choice{
	{
		Question: "What does LAST answer after RSET?",
		Answer:   "What it did when the session began, by RFC 1081 and RFC 1225; 0, by RFC 1460.",
		Because:  "RFC 1460 calls the older rule a typo. It still sets the number at the login from the messages fetched before, so after RSET a client takes old mail for new.",
		Ref:      rfc.Ref{Doc: 1460, Section: "5"},
	},
	{
		Question: "Which commands count for LAST?",
		Answer:   "RETR and DELE, within the session. From one session to the next, only RETR.",
		Because:  "So their paragraphs say, and so does that of the login. TOP is not named: a look at the top leaves a message new.",
		Ref:      doc(1460, "5")[0],
	},
	{
		Question: "When does the server remember that a message was fetched?",
		Answer:   "As soon as RETR sends it, whether QUIT follows or not, and whatever RSET says.",
		Because:  "The documents speak of the last message \"that was referenced by the RETR command\", and do not ask how the session ended.",
		Ref:      ours(1460, "4"),
	},
	{
		Question: "How is TOP written?",
		Answer:   "With a message-number and a number of lines: TOP 1 10.",
		Because:  "The examples of RFC 1081, 1225 and 1460 have TOP 10, without the message-number that their own first line asks for. RFC 1725 put it right.",
		Ref:      doc(1460, "7")[0],
	},
	{
		Question: "Where do RFC 1081 and RFC 1225 say how commands and replies look?",
		Answer:   "Under \"A Short Digression\".",
		Because:  "It is no digression: a heading is missing. RFC 1460 has it, \"Basic Operation\", and numbers all sections.",
		Ref:      doc(1081, "A Short Digression")[0],
	},
	{
		Question: "Is RPOP there, and who may use it?",
		Answer:   "Only if the scenario asks for it. Then every client is taken to come from a port below 1024, and is let into the mailbox of the name that it gives with RPOP.",
		Because:  "RPOP is optional, and RFC 1081 itself warns of it. Popscope's clients have no such port, as a program without an administrator's rights has none; to check it would be to refuse always. Which remote user may open which mailbox is the host's affair, and RFC 1225 names the .rhosts of Berkeley UNIX as one way; the same name is the simplest.",
		Ref:      ours(1225, extras),
	},
	{
		Question: "How does a server behave where an old document is silent?",
		Answer:   "As RFC 1939 says, which is cited then.",
		Because:  "RFC 1081 to 1460 do not say what follows from an unknown command, a command in the wrong state or a lost connection, nor how long anything may be. Servers had to do something; RFC 1725 and RFC 1939 say what.",
		Ref:      ours(1081, "A Short Digression"),
	},
	{
		Question: "When does a server before RFC 1725 give up on a silent client?",
		Answer:   "Never.",
		Because:  "No timer is spoken of. A client that is gone without a word keeps its maildrop locked. RFC 1725 is the first that permits a timer.",
		Ref:      ours(1460, "3"),
	},
	{
		Question: "Does the server close after a login that failed?",
		Answer:   "No, in no revision.",
		Because:  "Up to RFC 1460 the client may try again with USER. RFC 1725 and RFC 1939 let the server close; it need not, and who learns types wrongly now and then.",
		Ref:      doc(1725, "4")[0],
	},
	{
		Question: "What does QUIT say before RFC 1939 when a message could not be removed?",
		Answer:   "+OK, and how many are left.",
		Because:  "There was no other reply. -ERR some deleted messages not removed is new in RFC 1939.",
		Ref:      doc(1725, "6")[0],
	},
	{
		Question: "Who brought APOP and UIDL?",
		Answer:   "APOP came with RFC 1460 in 1993, UIDL with RFC 1725 in 1994.",
		Because:  "RFC 1460 and RFC 1725 list them among their changes. RFC 1939 kept them.",
		Ref:      doc(1725, "7")[0],
	},
	{
		Question: "Which document has the extension mechanism of POP3?",
		Answer:   "RFC 2449.",
		Because:  "One is easily taken for the other: RFC 2249 is \"Mail Monitoring MIB\", and has nothing to do with POP3.",
		Ref:      doc(2449, "5")[0],
	},
	{
		Question: "Is the reply to XTND \"+OK XTND\" or \"+ OK XTND\"?",
		Answer:   "Popscope sends \"+OK XTND\" and understands both.",
		Because:  "RFC 1082 has it both ways. POP3 knows only the status indicator +OK.",
		Ref:      xtnd,
	},
	{
		Question: "What are the discussion groups?",
		Answer:   "The folders of the mailbox, if a group may have such a name. The archive of a group is the folder \"archive\" in its folder. The maxima of a message is its place in the order in which this server has received mail.",
		Because:  "RFC 1082 leaves files to the server. Its maxima need only grow, and may skip numbers.",
		Ref:      ours(1082, "Definition of Terms"),
	},
	{
		Question: "What is open after XTND BBOARDS with a name that is none?",
		Answer:   "Nothing: the maildrop is closed, and what was marked in it is gone. STAT says 0 0.",
		Because:  "RFC 1082 closes the maildrop first and looks at the name then. That the mail goes for a slip of the pen is harsh, but clearly written.",
		Ref:      xtnd,
	},
	{
		Question: "How does a client come back from a discussion group to its own mail?",
		Answer:   "By QUIT and a new session.",
		Because:  "No command of RFC 1082 opens the default maildrop again.",
		Ref:      ours(1082, "The XTND Command"),
	},
	{
		Question: "What does LIST say after DELE in a discussion group?",
		Answer:   "What it did before: the message is listed, and RETR sends it.",
		Because:  "DELE is a no-op there. It is answered with +OK all the same: a refusal is no no-op.",
		Ref:      xtnd,
	},
}
