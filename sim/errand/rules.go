package errand

import (
	"popscope/sim/rfc"
	"popscope/sim/show"
)

// inferred marks a cited sentence that shows a rule or a trouble, where no
// document says that the one came of the other.
func inferred(r rfc.Ref) rfc.Ref {
	r.Standing = rfc.Inferred
	return r
}

// rules are the rules and features that mattered, in the order in which they
// appeared. Each sentence stands in the cited section word for word, and that is
// one of the document that brought the rule. Of POP4 there is no text to quote:
// there it is one of RFC 1939, on what is missing.
func rules() []show.NewRule {
	var all []show.NewRule
	for _, r := range appeared {
		all = append(all, show.NewRule{
			Rule: r.rule, Protocol: r.protocol, Since: show.CiteOf(r.since),
			Trouble: r.trouble, Sentence: r.sentence, Why: show.CiteOf(r.why),
			Keywords: append([]string{}, r.shows...),
		})
	}
	return all
}

type rule struct {
	rule, protocol    string
	since             rfc.Ref
	trouble, sentence string
	why               rfc.Ref
	shows             []string // keywords of the errand's session in which it can be seen
}

var appeared = []rule{
	{
		"The server counts the octets before it sends them", "POP1", at(918, "The Protocol"),
		"Who reads from a TCP connection gets octets and no hint where the mail ends. To take the end of the connection for the end of the mail would make a broken line look like success.",
		"The server opens and locks the mailbox, and responds with the number of characters in the mailbox.", inferred(at(918, "The Protocol")),
		[]string{"RDEL"},
	},
	{
		"The exclusive-access lock", "POP1", at(918, "The Protocol"),
		"With two programs at one mailbox, what the one has just counted the other deletes.",
		"In any case, the server closes and unlocks the mailbox.", inferred(at(918, "The Protocol")),
		[]string{"RDEL"},
	},
	{
		"Nothing is deleted before the client has confirmed", "POP1", at(918, "Commands"),
		"The server sees its octets off, and cannot see them arrive: if it deleted at once, a line that breaks would cost the mail.",
		"This command confirms that the client has received and accepted the mail.", inferred(at(918, "Commands")),
		[]string{"RCVD"},
	},
	{
		"Messages are fetched one by one", "POP2", at(937, "Commands"),
		"POP1 sends the whole mailbox each time, and nothing in it says where a message ends.",
		"The server returns the count of characters in the message to be transmitted.", inferred(at(937, "Commands")),
		[]string{"READ", "RETR"},
	},
	{
		"Each message is acknowledged by itself: ACKS, ACKD, NACK", "POP2", at(937, "The Protocol"),
		"POP1 deletes all of a mailbox or nothing. Who wanted to keep one letter on the server had to keep them all.",
		"ACKD means \"I've received the message successfully and please delete it from the mailbox\".", inferred(at(937, "The Protocol")),
		[]string{"ACKD", "ACKS"},
	},
	{
		"If anything goes wrong, close", "POP2", at(937, "System Model and Philosophy"),
		"POP1 does not say what happens to a command that is unknown or comes at the wrong time, so two programs could go on talking past one another.",
		"One basic rule of this protocol is \"if anything goes wrong close the connection\".", inferred(at(937, "System Model and Philosophy")),
		nil,
	},
	{
		"Time-outs", "POP2", at(937, "Timeouts"),
		"A side that has crashed keeps the other waiting for ever.",
		"Neither side wants to get stuck waiting forever for the other side (particularly is the other side has gone crazy or crashed).", at(937, "Timeouts"),
		nil,
	},
	{
		"Termination octet and byte-stuffing in the place of counts", "POP3", at(1081, "A Short Digression"),
		"Who announces a count must know it before the first octet is sent. Where messages are stored in another form than they are sent in, that is no trivial sum: RFC 937 grants it, under \"Message Length\".",
		"When all lines of the response have been sent, a final line is sent, consisting of a termination octet (decimal code 046, \".\") and a CRLF pair.", inferred(at(1081, "A Short Digression")),
		[]string{"LIST", "UIDL", "RETR"},
	},
	{
		"Deleting is a command of its own: DELE marks, QUIT removes", "POP3", at(1081, "The TRANSACTION State"),
		"With POP2 only a message that has just been fetched can be deleted, and there is no way back.",
		"The POP3 server does not actually delete the message until the POP3 session enters the UPDATE state.", inferred(at(1081, "The TRANSACTION State")),
		[]string{"DELE", "QUIT"},
	},
	{
		"LAST: up to where the mail was read", "POP3", at(1081, "The TRANSACTION State"),
		"A POP2 server remembers nothing from one session to the next, and so cannot send just the new messages: RFC 937 says so, under \"Extensions Not Supported\".",
		"A client may thereafter infer that messages, if any, numbered greater than the response to the LAST command are messages not yet accessed by the client.", inferred(at(1081, "The TRANSACTION State")),
		nil,
	},
	{
		"APOP", "POP3", at(1460, "7"),
		"Programs look for new mail every few minutes, and USER and PASS send the password in the clear each time.",
		"Hence, the risk of password capture is greatly enhanced.", at(1460, "7"),
		nil,
	},
	{
		"UIDL: unique-ids, in the place of LAST", "POP3", at(1725, "7"),
		"LAST is one number for everybody: with two devices at one maildrop, neither can tell by it what itself has not seen yet.",
		"The unique-id of a message is an arbitrary server-determined string, consisting of characters in the range 0x21 to 0x7E, which uniquely identifies a message within a maildrop and which persists across sessions.", inferred(at(1725, "7")),
		[]string{"UIDL"},
	},
	{
		"The autologout timer, and what it leaves alone", "POP3", at(1725, "3"),
		"POP3 had a lock from the beginning, and until then no word of a client that vanishes while it holds it.",
		"When the timer expires, the session does NOT enter the UPDATE state--the server should close the TCP connection without removing any messages or sending any response to the client.", inferred(at(1725, "3")),
		nil,
	},
	{
		"AUTH: one command for every way to log in", "POP3", at(1734, "2"),
		"Each new way to log in would have needed a command of its own, and each protocol its own again.",
		"The authentication and protection mechanisms used by the POP3 AUTH command are those used by IMAP4.", inferred(at(1734, "1")),
		nil,
	},
	{
		"CAPA: the server says what it can", "POP3", at(2449, "5"),
		"Half of what POP3 had become was optional. A client had to try, or its user to find a switch for it.",
		"Currently these optional features and extensions can only be detected by probing, if at all.", at(2449, "1"),
		nil,
	},
	{
		"Response codes: [IN-USE], [LOGIN-DELAY]", "POP3", at(2449, "8"),
		"A refused login says -ERR, whether the password is wrong or the maildrop only locked: a program asks its user for a new password where it should have waited a minute.",
		"Unfortunately, clients often need to know more information about the cause of a failure in order to gracefully recover.", at(2449, "8"),
		nil,
	},
	{
		"PIPELINING: send on without waiting", "POP3", at(2449, "6.6"),
		"One command, one reply, one command: on a long line most of the time is spent waiting.",
		"Some POP3 clients have an option to indicate the server supports \"Overlapped POP3 commands.\"", inferred(at(2449, "6.6")),
		nil,
	},
	{
		"STLS: go on under TLS", "POP3", at(2595, "4"),
		"Many sites keep of a password only what serves to check it, so that the password itself must be sent to them; and the mail crosses the network for everybody on the way to read and to change.",
		"There is a strong desire in the IETF to eliminate the transmission of clear-text passwords over unencrypted channels.", at(2595, "1"),
		nil,
	},
	{
		"Folders on the server", "POP4", rfc.Ref{Title: "POP4 proposal", Section: "list of commands"},
		"In POP3 all that is kept lies in one heap, read and unread alike.",
		"Of course the other capabilities of IMAP, such as polling an existing connection for newly arrived messages and supporting multiple folders on the server, are not present in POP3.", inferred(at(1939, "8")),
		[]string{"CFLD", "MOVE"},
	},
}
