package settings

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// field is one field of a scenario, as show.Setting has it.
type field struct {
	path, kind, unit string
	title, meaning   string
	needs            string
	why              rfc.Ref
	fits             func(*sim.Profile) bool // nil: every protocol
	option           bool                    // of a device: only where an agent heeds it
}

func at(doc int, section string) rfc.Ref { return rfc.Ref{Doc: doc, Section: section} }

// fields are all of them, in the order of a form.
var fields = []field{
	{path: "protocol", kind: "choice", title: "Protocol", meaning: "Which generation of the Post Office Protocol is spoken."},
	{path: "host", kind: "text", title: "Server's name", meaning: "The server calls itself so in its greeting."},
	{path: "epoch", kind: "number", unit: "seconds since 1970", title: "Date", meaning: "When the session begins. The timestamp in a greeting tells it."},
	{path: "seed", kind: "number", title: "Seed", meaning: "Timestamps and nonces come of it: the same seed gives the same session, octet for octet."},
	{path: "latency", kind: "time", title: "Latency", meaning: "How long octets are on their way, each way."},
	{path: "segment", kind: "number", unit: "octets", title: "Segment", meaning: "How many octets one TCP segment carries. 0: any number."},
	{path: "seat", kind: "choice", title: "Your seat", meaning: "Empty: you are a client. server: you answer, and a device asks."},

	{path: "service.revision", kind: "choice", title: "Document", meaning: "Which document the server follows. Empty: the latest.", fits: revised},
	{path: "service.without", kind: "list", title: "Switched off", meaning: "Capabilities that the server is not to have, with all commands that they bring.", why: at(2449, "5"), fits: optional},
	{path: "service.with", kind: "list", title: "Switched on", meaning: "Capabilities that a server has only if it is asked to.", why: at(2449, "5"), fits: optional},
	{path: "service.mechanisms", kind: "list", title: "Mechanisms", meaning: "What AUTH takes, in the order in which the server names it. None: all.", needs: "SASL", why: at(2449, "6.3")},
	{path: "service.loginDelay", kind: "time", title: "Login delay", meaning: "How long a user must wait from one login to the next. 0: not at all.", needs: "LOGIN-DELAY", why: at(2449, "6.5")},
	{path: "service.expire", kind: "number", unit: "days", title: "Expiry", meaning: "How many days the server promises to keep mail. 0: for ever.", needs: "EXPIRE", why: at(2449, "6.7")},
	{path: "service.implementation", kind: "text", title: "Program", meaning: "Which program the server says it is.", needs: "IMPLEMENTATION", why: at(2449, "6.9")},
	{path: "service.needsTLS", kind: "truth", title: "TLS first", meaning: "The server takes no password in the clear before STLS.", needs: "STLS", why: at(2595, "2.3")},
	{path: "service.silent", kind: "truth", title: "No timestamp", meaning: "The greeting has no timestamp, so that there is no APOP.", needs: "APOP", why: at(1939, "7")},

	{path: "service.renumbers", kind: "truth", title: "New unique-ids", meaning: "A fault, to see what it does: the server gives all messages new unique-ids whenever their maildrop is opened.", needs: "UIDL", why: at(1939, "7")},

	{path: "mailboxes.name", kind: "text", title: "User name", meaning: "Who may open the mailbox. It is the mailbox's name too."},
	{path: "mailboxes.password", kind: "text", title: "Password", meaning: "Made up for this session. It is no place for one that you use elsewhere."},
	{path: "mailboxes.login", kind: "choice", title: "Way to log in", meaning: "Empty: any. PASS: with a password in the clear only. APOP, or the name of a mechanism: only so.", needs: "APOP", why: at(1939, "13")},
	{path: "mailboxes.messages", kind: "messages", title: "Messages", meaning: "What lies in the maildrop at the start, in this order."},
	{path: "mailboxes.stuck", kind: "list", title: "Stuck messages", meaning: "Messages, by their place from 1, that the server fails to remove for want of some resource.", why: at(1939, "6")},
	{path: "mailboxes.loginDelay", kind: "time", title: "Login delay of this user", meaning: "If it is not that of the server.", needs: "LOGIN-DELAY", why: at(2449, "6.5")},
	{path: "service.nothingStays", kind: "truth", title: "Nothing stays", meaning: "The server says EXPIRE 0: nobody may leave mail on it. What RETR has sent is removed at QUIT.", needs: "EXPIRE", why: at(2449, "6.7")},
	{path: "mailboxes.expire", kind: "number", unit: "days", title: "Expiry for this user", meaning: "If it is not that of the server.", needs: "EXPIRE", why: at(2449, "6.7")},
	{path: "mailboxes.folders.name", kind: "text", title: "Folder", meaning: "One more mailbox of the same user, as its owner calls it.", fits: foldered},
	{path: "mailboxes.folders.readOnly", kind: "truth", title: "Only to be read", meaning: "Nothing can be deleted from it.", fits: foldered},
	{path: "mailboxes.folders.messages", kind: "messages", title: "Messages in the folder", meaning: "What lies in it at the start, in this order.", fits: foldered},

	{path: "devices.name", kind: "text", title: "Device", meaning: "What the device is called, such as laptop. What its program remembers belongs to it."},
	{path: "devices.agent", kind: "choice", title: "What its program does", meaning: "How the client acts, all on its own."},
	{path: "devices.user", kind: "text", title: "User name", meaning: "Which mailbox it opens."},
	{path: "devices.password", kind: "text", title: "Password", meaning: "The one that was typed into the device. It may be wrong: see what happens."},
	{path: "devices.days", kind: "number", unit: "days", title: "Delete after", meaning: "How many days after fetching a message the program deletes it from the server. 0: never.", why: at(1939, "8"), option: true},
	{path: "devices.lines", kind: "number", unit: "lines", title: "Lines to look at", meaning: "How many lines of the body the program asks for with TOP, before it decides.", why: at(1939, "7"), option: true},
	{path: "devices.largest", kind: "number", unit: "octets", title: "Largest message", meaning: "Larger ones are not fetched. 0: all are.", option: true},
	{path: "devices.folder", kind: "text", title: "Folder", meaning: "The mailbox or folder that the program works with. Empty: its usual one.", option: true},
	{path: "devices.pipeline", kind: "truth", title: "Send ahead", meaning: "The program sends commands together, if the server offers PIPELINING.", needs: "PIPELINING", why: at(2449, "6.6"), option: true},
	{path: "devices.tls", kind: "truth", title: "Under TLS only", meaning: "The program asks for TLS with STLS, and logs in under it only.", needs: "STLS", why: at(2595, "4"), option: true},
	{path: "devices.auth", kind: "text", title: "Only way to log in", meaning: "A mechanism of AUTH, or APOP, as a POP URL may name it. Empty: the best that both have.", why: at(2384, "4"), option: true},
	{path: "devices.plain", kind: "truth", title: "Plain password", meaning: "The program logs in with USER and PASS, even if something better is offered.", needs: "USER", why: at(1939, "7"), option: true},
}
