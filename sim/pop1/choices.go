package pop1

import "popscope/sim"

// choices are the questions that RFC 918 leaves open or answers in two ways.
// A learner reads them, so each stands by itself.
var choices = []sim.Choice{
	{
		Question: "Is the command RCEV or RECV?",
		Answer:   "Popscope's clients send RCEV; its server understands RECV as well.",
		Because:  "The text says RCEV throughout and the diagram RECV: one of them is a slip of the pen, and no client should fail for it.",
		Ref:      ours("Diagram"),
	},
	{
		Question: "What is the reply to RCEV?",
		Answer:   "The mail itself, as many octets as #xxx said, with no line before or behind it.",
		Because:  "The list of commands gives +OK as the reply, but prose, scenario and diagram all show the data, and only the count tells where they end.",
		Ref:      ours("Commands"),
	},
	{
		Question: "Is an error -ERR or -Error?",
		Answer:   "Popscope sends -ERR and understands both.",
		Because:  "The summary of replies has -Error, everything else -ERR.",
		Ref:      ours("Summary of Commands and Replies"),
	},
	{
		Question: "Where may RSET come?",
		Answer:   "Anywhere after the login, with or without a transaction; never before.",
		Because:  "The diagram draws it after #xxx, after the data, and where no mailbox is open. Before the login it could not do what the text asks: wait for RETR or RDEL.",
		Ref:      ours("Diagram"),
	},
	{
		Question: "Where may QUIT come?",
		Answer:   "Everywhere. In the middle of a transaction it deletes nothing.",
		Because:  "The diagram draws it after a failed login and where no mailbox is open, but the text gives QUIT no reply other than +OK. Mail that nobody has confirmed with RCVD must not be lost.",
		Ref:      ours("Commands"),
	},
	{
		Question: "Where may NOOP come?",
		Answer:   "Only after the login while no mailbox is open, as the diagram has it.",
		Because:  "USER must be followed by PASS, RETR by RCEV and RCEV by RCVD, so there is no room for it in between.",
		Ref:      ours("Diagram"),
	},
	{
		Question: "What happens to a command that is unknown, misspelt, or out of order?",
		Answer:   "The server says -ERR, and the session stays in its state. Only a USER, PASS or RCVD that came at its time and was written wrongly counts as refused, with the arrow that the diagram draws.",
		Because:  "RFC 918 does not say. POP2 hangs up, POP3 refuses and goes on. To hang up over a slip of the pen would teach nobody.",
		Ref:      ours("Diagram"),
	},
	{
		Question: "What if RCEV is refused?",
		Answer:   "The server says -ERR and no data come. A client that sends RCEV as the document has it never meets this.",
		Because:  "The document knows data or a broken connection and nothing between; but to break the connection over a slip of the pen would teach nobody.",
		Ref:      ours("Commands"),
	},
	{
		Question: "When is USER refused?",
		Answer:   "When there is no such user.",
		Because:  "The document has -ERR for USER and names no reason. Twelve years later RFC 1939 warned that this tells attackers which names there are.",
		Ref:      ours("Commands"),
	},
	{
		Question: "Which mailbox is meant?",
		Answer:   "The user's own name, or the word \"mailbox\" as in the document's scenario, is the one in which mail arrives; any other name is a folder of the same user. Other users' mailboxes stay shut.",
		Because:  "USER and PASS control the access to \"the mailboxes\", of which the document says no more.",
		Ref:      ours("Commands"),
	},
	{
		Question: "What separates the messages in the data?",
		Answer:   "Nothing. Each begins on a new line, directly behind the one before.",
		Because:  "The document counts the characters of a mailbox and does not speak of messages. Whatever Popscope put in between would be its own invention. That a client cannot be sure where one message ends is a true weakness of POP1; POP2 mended it four months later.",
		Ref:      ours("Commands"),
	},
	{
		Question: "What of an empty mailbox?",
		Answer:   "RETR and RDEL are answered #0. RCEV is then answered by no octets at all; a wise client sends RSET instead.",
		Because:  "The document does not speak of it, and #0 is a good number of characters.",
		Ref:      ours("Commands"),
	},
	{
		Question: "If some of the mail cannot be deleted, what of the rest?",
		Answer:   "It is deleted, and RCVD is answered -ERR.",
		Because:  "The client has all of it, and has said so. What is left it will get a second time, and the less of that the better.",
		Ref:      ours("Commands"),
	},
	{
		Question: "What if the connection ends before RCVD?",
		Answer:   "Nothing is deleted, and the mailbox is unlocked.",
		Because:  "Only RCVD confirms that the client has the mail.",
		Ref:      ours("The Protocol"),
	},
	{
		Question: "How long does the server wait for a command?",
		Answer:   "Ten minutes. Then it closes without a word, deletes nothing, and unlocks the mailbox.",
		Because:  "The document has no time limit, so a client that has vanished would keep its mailbox locked for ever. Ten minutes is the least that POP3 came to allow, with RFC 1725.",
		Ref:      ours("The Protocol"),
	},
	{
		Question: "How does a line end, and how long may it be?",
		Answer:   "With CR LF, and up to 512 octets with these.",
		Because:  "The document shows neither. SMTP, which it sends its readers to, and POP2 after it have both.",
		Ref:      ours("Commands"),
	},
	{
		Question: "Do upper and lower case matter?",
		Answer:   "Not in a command. In a name, a password or a mailbox they do.",
		Because:  "The document writes commands in upper case and does not say. SMTP reads commands in either.",
		Ref:      ours("Commands"),
	},
	{
		Question: "May words follow +OK or -ERR?",
		Answer:   "Popscope says +OK alone, gives a reason behind -ERR, and reads either with or without.",
		Because:  "The document prints both bare. A refusal without a reason teaches nothing.",
		Ref:      ours("Summary of Commands and Replies"),
	},
	{
		Question: "How does a client send mail?",
		Answer:   "Not with POP1. It hands it to the mailbox server by SMTP.",
		Because:  "So the document expects it, and it has no command for that. Popscope leaves SMTP out: mail has arrived, or is delivered when the learner says so.",
		Ref:      section("Introduction"),
	},
	{
		Question: "Which TCP port is it?",
		Answer:   "109.",
		Because:  "The document gives none. The list of assigned numbers of the same month, RFC 923, has port 109 for it; that number went on to POP2.",
		Ref:      ours("The Protocol"),
	},
	{
		Question: "What are the states called?",
		Answer:   "START, USERED, FAILED, READY, OPENED and SENT.",
		Because:  "The diagram draws boxes, with C where the client speaks and S where the server does, and gives them no names.",
		Ref:      ours("Diagram"),
	},
}
