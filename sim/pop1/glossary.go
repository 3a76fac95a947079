package pop1

import (
	"popscope/sim"
	"popscope/sim/wire"
)

// glossary explains every token that can be seen on the wire.
var glossary = []sim.Term{
	{Token: wire.Keyword, Meaning: "Says which command this is. Popscope reads upper and lower case alike.", Ref: section("Summary of Commands and Replies")},
	{Token: wire.Space, Meaning: "One SPACE (decimal 32) stands between a command and its argument.", Ref: section("Summary of Commands and Replies")},
	{Token: wire.CRLF, Meaning: "Carriage return and line feed (decimal 13 and 10): the line ends here.", Ref: ours("Commands")},
	{Token: wire.StatusIndicator, Meaning: "+OK: done. -ERR: refused. #: a number of octets follows.", Ref: section("Summary of Commands and Replies")},
	{Token: wire.Text, Meaning: "Words for a person who is watching. A client may ignore them.", Ref: ours("Summary of Commands and Replies")},
	{Token: wire.Name, Meaning: "Who the user is.", Ref: section("Commands")},
	{Token: wire.Password, Meaning: "The password, in the clear: whoever listens can read it, and use it.", Ref: section("Commands")},
	{Token: wire.MailboxName, Meaning: "Which of the user's mailboxes is meant.", Ref: section("Commands")},
	{Token: wire.Octets, Meaning: "How many characters the whole mailbox has. So many octets come after RCEV; nothing else says where the mail ends.", Ref: section("The Protocol")},
	{Token: wire.Header, Meaning: "A header line of the first message.", Ref: section("Introduction")},
	{Token: wire.BlankLine, Meaning: "The first empty line of the mail: it ends the header of the first message.", Ref: section("Introduction")},
	{Token: wire.Body, Meaning: "A line of the mail behind that. It may belong to another message by now: nothing marks where one ends and the next begins.", Ref: ours("Commands")},
	{Token: wire.Surplus, Meaning: "One argument more than this command takes.", Ref: section("Summary of Commands and Replies")},
	{Token: wire.BareLF, Meaning: "A line feed without the carriage return that belongs before it.", Ref: ours("Commands")},
	{Token: wire.Unknown, Meaning: "Nothing that this protocol knows.", Ref: section("Summary of Commands and Replies")},
	{Token: wire.Incomplete, Meaning: "The beginning of a line, or of counted mail, whose end has not come.", Ref: section("The Protocol")},
}
