package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
	"popscope/sim/wire"
)

// glossary explains every token that can be seen on the wire.
var glossary = []sim.Term{
	{Token: wire.Keyword, Meaning: "Says which command this is. Upper or lower case makes no difference.", Ref: section("3")},
	{Token: wire.Space, Meaning: "One SPACE (decimal 32) separates keyword and arguments.", Ref: section("3")},
	{Token: wire.CRLF, Meaning: "Carriage return and line feed (decimal 13 and 10): the line ends here.", Ref: section("3")},
	{Token: wire.StatusIndicator, Meaning: "+OK: done. -ERR: refused. Always in upper case; the only part of most replies that a client may rely on.", Ref: section("3")},
	{Token: wire.Text, Meaning: "Words for a person who is watching. A client may ignore them.", Ref: section("9")},
	{Token: wire.Timestamp, Meaning: "Different in every greeting. APOP mixes it with the secret, so that a digest heard once is of no use later.", Ref: section("7")},
	{Token: wire.Name, Meaning: "The name of a mailbox. It means something to the server alone.", Ref: section("7")},
	{Token: wire.Password, Meaning: "The password, in the clear: whoever listens can read it, and use it.", Ref: section("13")},
	{Token: wire.Digest, Meaning: "MD5 over the greeting's timestamp and the shared secret, 16 octets in lower-case hexadecimal.", Ref: section("7")},
	{Token: wire.MessageNumber, Meaning: "The nth message of the maildrop, counted from 1 when it was opened.", Ref: section("4")},
	{Token: wire.MessageCount, Meaning: "How many messages are in the maildrop. Those marked as deleted do not count.", Ref: section("5")},
	{Token: wire.Octets, Meaning: "The exact size in octets, with every line end counted as two and no stuffed octet counted.", Ref: section("11")},
	{Token: wire.LineCount, Meaning: "How many lines of the body TOP should send, 0 or more.", Ref: section("7")},
	{Token: wire.UniqueID, Meaning: "1 to 70 characters that name this message in this maildrop, today and in every later session. Two equal messages may share one.", Ref: section("7")},
	{Token: wire.Header, Meaning: "A header line of the message itself. The protocol does not look inside.", Ref: section("11")},
	{Token: wire.BlankLine, Meaning: "The empty line between the header and the body of the message.", Ref: section("7")},
	{Token: wire.Body, Meaning: "A line of the message's body.", Ref: section("11")},
	{Token: wire.StuffedOctet, Meaning: "This line of the message begins with a dot, so the server puts one more before it. The client takes it away again.", Ref: section("3")},
	{Token: wire.TerminationOctet, Meaning: "A dot alone on its line: the multi-line response ends here. It is not part of the message.", Ref: section("3")},
	{Token: wire.ResponseCode, Meaning: "Says to a program what the words behind it say to people: why this went wrong.", Ref: rfc.Ref{Doc: 2449, Section: "8"}},
	{Token: wire.Capability, Meaning: "The tag of a capability: something this server can do that not every server can. Upper or lower case makes no difference.", Ref: rfc.Ref{Doc: 2449, Section: "5"}},
	{Token: wire.Parameter, Meaning: "More about this capability: how long, how many, which ones.", Ref: rfc.Ref{Doc: 2449, Section: "5"}},
	{Token: wire.Mechanism, Meaning: "The way in which the client wants to prove who it is.", Ref: rfc.Ref{Doc: 5034, Section: "4"}},
	{Token: wire.Challenge, Meaning: "What the server says in the middle of AUTH, in Base64. A lone + is an empty one: the client is to begin.", Ref: rfc.Ref{Doc: 5034, Section: "4"}},
	{Token: wire.Response, Meaning: "What the client answers in the middle of AUTH, in Base64, which hides nothing. It may hold a password. A * breaks off.", Ref: rfc.Ref{Doc: 5034, Section: "4"}},
	{Token: wire.Language, Meaning: "The tag of a language, as in the head of a web page: en, de, es.", Ref: rfc.Ref{Doc: 6856, Section: "3.2"}},
	{Token: wire.RemoteUser, Meaning: "Who the user is on the client's own host. The server takes that host's word for it.", Ref: trust},
	{Token: wire.MailboxName, Meaning: "The name of a discussion group. Upper or lower case makes no difference.", Ref: rfc.Ref{Doc: 1082, Section: "Definition of Terms"}},
	{Token: wire.Maxima, Meaning: "A number that grows with each message that comes to the group: of a group, that of its last message. A client that remembers it knows at once whether there is anything new.", Ref: rfc.Ref{Doc: 1082, Section: "Definition of Terms"}},
	{Token: wire.Ciphertext, Meaning: "TLS hides what is said here. Only the two ends can read it.", Ref: rfc.Ref{Doc: 2595, Section: "4"}},
	{Token: wire.Surplus, Meaning: "One argument more than this command takes.", Ref: section("3")},
	{Token: wire.BareLF, Meaning: "A line feed without the carriage return that belongs before it.", Ref: section("3")},
	{Token: wire.Unknown, Meaning: "Nothing that this protocol knows.", Ref: section("3")},
	{Token: wire.Incomplete, Meaning: "The beginning of a line whose end has not come.", Ref: section("3")},
}
