package pop4

import (
	"popscope/sim"
	"popscope/sim/wire"
)

// glossary explains the tokens that POP3 does not know.
var glossary = []sim.Term{
	{Token: wire.Protocol, Meaning: "Must stand in the greeting: by it a client knows POP4 from POP3.", Ref: bannerStated},
	{Token: wire.MailboxName, Meaning: "The whole name of a folder. INBOX is the maildrop of POP3; / stands between a folder and one in it.", Ref: foldersInferred},
	{Token: wire.MessageNumber, Meaning: "The nth message of the current folder, counted from 1 when it was selected.", Ref: foldersInferred},
	{Token: wire.Data, Meaning: "A line of the message that the client stores. One that begins with a dot has one more before it.", Ref: filingInferred},
	{Token: wire.Part, Meaning: "A part of a message: 0 is the message itself, 1 its first part, 1.2 the second part of that.", Ref: partsOurs},
	{Token: wire.ContentType, Meaning: "What kind of data the part is, by its Content-Type (RFC 2045 section 5); text/plain if it does not say.", Ref: partsOurs},
	{Token: wire.Encoding, Meaning: "How the part was made fit for mail, by its Content-Transfer-Encoding (RFC 2045 section 6). Nothing is decoded here.", Ref: partsOurs},
	{Token: wire.PartSize, Meaning: "The octets that XPRT sends for the part, header and all, without stuffed octets.", Ref: partsOurs},
	{Token: wire.Flag, Meaning: "A word that clients tie to a message, and that stays with it: seen, answered, flagged or draft.", Ref: flaggingOurs},
}
