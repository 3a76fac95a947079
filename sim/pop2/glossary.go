package pop2

import (
	"popscope/sim"
	"popscope/sim/wire"
)

// glossary explains every token that can be seen on the wire.
var glossary = []sim.Term{
	{Token: wire.Keyword, Meaning: "Says which command this is: four letters.", Ref: under(theCommands)},
	{Token: wire.Space, Meaning: "One SPACE (decimal 32) stands before each argument.", Ref: under(syntax)},
	{Token: wire.CRLF, Meaning: "Carriage return and line feed (decimal 13 and 10): the line ends here. In a message it counts as two characters.", Ref: under(endOfLine)},
	{Token: wire.StatusIndicator, Meaning: "+ done, - error, # so many messages, = so many characters. It is all that a program needs of most replies.", Ref: under(replyStrings)},
	{Token: wire.Text, Meaning: "Words for a person who is watching: whatever the implementer thinks is appropriate.", Ref: under(replyStrings)},
	{Token: wire.Protocol, Meaning: "The name of the protocol, so that a client knows at once whom it talks to.", Ref: under(replies)},
	{Token: wire.HostName, Meaning: "The name of the server host.", Ref: under(replies)},
	{Token: wire.Name, Meaning: "The user: a login account's name on the server. A back-slash quotes the character behind it.", Ref: under(arguments)},
	{Token: wire.Password, Meaning: "The password of the account, in the clear: whoever listens can read it, and use it. A back-slash quotes the character behind it.", Ref: under(arguments)},
	{Token: wire.MailboxName, Meaning: "One of the user's mailboxes, or mail folders. It may have spaces, and means something to the server alone.", Ref: under(arguments)},
	{Token: wire.MessageNumber, Meaning: "The nth message of the mailbox, counted from 1. It becomes the current message.", Ref: under(messageNumber)},
	{Token: wire.MessageCount, Meaning: "How many messages are in the mailbox.", Ref: under(replies)},
	{Token: wire.Octets, Meaning: "How many characters the message has, every CRLF counted as two. RETR sends exactly so many. 0: there is no such message.", Ref: under(messageLength)},
	{Token: wire.Header, Meaning: "A header line of the message itself. POP2 does not parse messages in any way.", Ref: under(theCommands)},
	{Token: wire.BlankLine, Meaning: "The empty line between the header and the body of the message.", Ref: under(theCommands)},
	{Token: wire.Body, Meaning: "A line of the message's body. Nothing marks the end of the message: the client counts.", Ref: under(messageLength)},
	{Token: wire.Surplus, Meaning: "One argument more than this command takes.", Ref: under(syntax)},
	{Token: wire.BareLF, Meaning: "A line feed without the carriage return that belongs before it.", Ref: under(endOfLine)},
	{Token: wire.Unknown, Meaning: "Nothing that this protocol knows.", Ref: under(serverTable)},
	{Token: wire.Incomplete, Meaning: "The beginning of a line, or of a message, whose end has not come.", Ref: under(endOfLine)},
}
