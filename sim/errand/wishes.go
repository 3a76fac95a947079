package errand

import (
	"popscope/sim/rfc"
	"popscope/sim/show"
)

// The answers to a wish.
const (
	yes    = "yes"
	partly = "partly"
	no     = "no"
)

func at(doc int, section string) rfc.Ref { return rfc.Ref{Doc: doc, Section: section} }

// proposed cites the POP4 proposal: what follows from its rule that all is as
// in POP3, or in POP3's style.
func proposed(section string) rfc.Ref {
	return rfc.Ref{Title: "POP4 proposal", Section: section, Standing: rfc.Inferred}
}

func says(can, how string, why rfc.Ref) show.Answer {
	return show.Answer{Can: can, How: how, Why: show.CiteOf(why)}
}

// wishes is what one would like to do on such an errand, and what each
// generation can.
func wishes() []show.Wish {
	asInPOP3 := proposed("superset of POP3")
	return []show.Wish{
		{Wish: "Fetch two of three messages", Answers: []show.Answer{
			says(no, "RETR and RDEL send the whole mailbox, or nothing.", at(918, "Commands")),
			says(yes, "READ chooses a message by its number; RETR sends that one.", at(937, "Commands")),
			says(yes, "RETR takes the number itself.", at(1939, "5")),
			says(yes, "As in POP3.", asInPOP3),
		}},
		{Wish: "Know how large each is, before fetching", Answers: []show.Answer{
			says(no, "The server tells one number, for the mailbox as a whole.", at(918, "The Protocol")),
			says(partly, "One at a time: READ tells the size of one message, an acknowledgment that of the next.", at(937, "Commands")),
			says(yes, "LIST tells them all at once.", at(1939, "5")),
			says(yes, "As in POP3.", asInPOP3),
		}},
		{Wish: "Know where a message ends", Answers: []show.Answer{
			says(no, "The octets of the mailbox are counted, and nothing marks where one message ends in them.", at(918, "The Protocol")),
			says(yes, "The octets of each message are counted.", at(937, "Message Length")),
			says(yes, "The termination octet, alone on a line, ends it; a line that begins with one is byte-stuffed.", at(1939, "3")),
			says(yes, "As in POP3.", asInPOP3),
		}},
		{Wish: "Delete one message from the server", Answers: []show.Answer{
			says(no, "RDEL deletes all of them, RETR none.", at(918, "Commands")),
			says(partly, "ACKD does, but only for a message that has just been fetched.", at(937, "Commands")),
			says(yes, "DELE marks any message, fetched or not; it goes with QUIT.", at(1939, "5")),
			says(yes, "As in POP3.", asInPOP3),
		}},
		{Wish: "Keep one message on the server", Answers: []show.Answer{
			says(no, "Not if another is to go. The client keeps a copy, and the server nothing.", at(918, "Commands")),
			says(yes, "ACKS says so: please keep it in the mailbox.", at(937, "The Protocol")),
			says(yes, "Whatever is not marked stays.", at(1939, "6")),
			says(yes, "It stays, or MOVE and COPY put it into a folder.", proposed("messages and folders")),
		}},
		{Wish: "Change one's mind about a deletion", Answers: []show.Answer{
			says(partly, "RSET in the place of RCVD gives up the whole transaction.", at(918, "Commands")),
			says(no, "There is no command that takes ACKD back. (NACK is an acknowledgment too, and says that a message did not arrive.)", at(937, "Commands")),
			says(yes, "RSET takes all marks away, at any time before QUIT.", at(1939, "5")),
			says(yes, "As in POP3; whether RSET brings back what MOVE took away does not stand in what could be read of the proposal.", asInPOP3),
		}},
		{Wish: "Know the kept message again next time", Answers: []show.Answer{
			says(no, "There are no messages to be known, only a mailbox.", at(918, "Commands")),
			says(no, "The server does not know from one session to the next what has happened, and message-numbers count anew.", at(937, "Extensions Not Supported")),
			says(yes, "Its unique-id stays the same, if the server has UIDL. (Before 1994 there was LAST instead, a number.)", at(1939, "7")),
			says(yes, "As in POP3; and what lies in a folder has been dealt with.", asInPOP3),
		}},
		{Wish: "Log in without sending the password", Answers: []show.Answer{
			says(no, "PASS sends it in the clear.", at(918, "Commands")),
			says(no, "HELO sends it in the clear.", at(937, "Commands")),
			says(yes, "With APOP, or by a mechanism of AUTH. The errand here uses USER and PASS, so that the four can be compared.", at(1939, "7")),
			says(yes, "As in POP3: the proposal adds no way to log in.", asInPOP3),
		}},
	}
}
