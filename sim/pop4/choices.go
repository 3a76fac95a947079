package pop4

import "popscope/sim"

// choices are what the proposal leaves open as far as it could be read, or says
// in two ways, and what is done here instead.
var choices = []sim.Choice{
	{
		Question: "Is the greeting's mark \"POP4 rev\" or \"POP 4 rev\"?",
		Answer:   "\"POP4 rev\", followed by a space and the revision, 0.",
		Because:  "The rule and the example write it so; only the sentences after the example put a space into it. That the number must follow was not seen, but the example has it.",
		Ref:      bannerInferred,
	},
	{
		Question: "Is POP4 an Internet standard?",
		Answer:   "No.",
		Because:  "The page says that it does specify one, most likely for want of a \"not\". It announces an RFC, and by the encyclopedia article none has appeared.",
		Ref:      standingInferred,
	},
	{
		Question: "How does a client find out what the server can do?",
		Answer:   "By the greeting alone. No capability announces POP4.",
		Because:  "A rule for the greeting is stated, and no capability was seen. Every command must be there, except where its description, which was not seen, says otherwise: so all are.",
		Ref:      supersetInferred,
	},
	{
		Question: "What is the folder called that the login opens, and how are nested folders named?",
		Answer:   "INBOX, and Archive/2003 for 2003 in Archive. Names are printable ASCII without spaces, up to 40 octets; upper and lower case differ.",
		Because:  "That folders lie in folders is stated. INBOX and / are habits of IMAP; the rest is as for any argument of POP3. INBOX may hold folders too. The user's own name means INBOX as well.",
		Ref:      foldersInferred,
	},
	{
		Question: "What does LFLD show?",
		Answer:   "Whole names only, INBOX first. It takes no argument.",
		Because:  "That lists end with a dot is stated. Whether they show counts, sizes or one level only was not seen.",
		Ref:      foldersInferred,
	},
	{
		Question: "What does SFLD answer, and what are the message-numbers then?",
		Answer:   "Count and octets as STAT does; numbers begin with 1 in each folder. To select the current folder again numbers it anew.",
		Because:  "RFC 937 and RFC 1082 number so when they change the mailbox.",
		Ref:      foldersInferred,
	},
	{
		Question: "What becomes of marked messages when another folder is selected?",
		Answer:   "They are removed, as by QUIT. If one cannot be removed, none is, and the session stays in the folder.",
		Because:  "FOLD of RFC 937 and XTND of RFC 1082 do so. That the marks wait for QUIT is just as possible.",
		Ref:      foldersInferred,
	},
	{
		Question: "What is locked?",
		Answer:   "Only the selected folder. Other sessions of the user may select another, and what is put into a folder is put there as new mail is, without its lock.",
		Because:  "POP3 locks one maildrop. For all folders at once a user could have only one session.",
		Ref:      foldersOurs,
	},
	{
		Question: "Which folders can be deleted, moved or renamed?",
		Answer:   "Not INBOX, and none that a session has selected or that has such a folder in it. To be deleted a folder must be empty, and hold no folders.",
		Because:  "Nothing was seen about it. So no mail is lost by accident, and nobody's numbers change.",
		Ref:      foldersOurs,
	},
	{
		Question: "How do MOVF and RENF differ?",
		Answer:   "MOVF puts a folder, with all in it, into the target folder, and with the target / into none. RENF takes whole names, and changes only the last part.",
		Because:  "Their purposes are stated: to move, to rename. Each does one of the two.",
		Ref:      foldersOurs,
	},
	{
		Question: "In which order are the arguments of MOVE and COPY, and is there a form for ranges?",
		Answer:   "The folder, then message-numbers with spaces between. There are no ranges.",
		Because:  "That it is one or more messages is stated. With the folder first the list needs no end.",
		Ref:      filingInferred,
	},
	{
		Question: "When does MOVE take effect?",
		Answer:   "At once, for all the messages or none. Their numbers are used up, the others stay; RSET takes nothing back. The messages keep their unique-ids and flags. A copy has a unique-id of its own.",
		Because:  "That it waits for QUIT, or is undone by RSET, is just as possible. That other numbers stay follows RFC 1939 on DELE.",
		Ref:      filingOurs,
	},
	{
		Question: "Where does STOR store, and how?",
		Answer:   "In the current folder. The message has the next number at once, and +OK gives number and octets. It is sent as POP3 sends one, byte-stuffed, and needs no header. It may have 1 MiB, in lines of up to 1000 octets.",
		Because:  "Of STOR only the beginning of a sentence was seen: it receives message data. The two steps follow SMTP's DATA.",
		Ref:      filingInferred,
	},
	{
		Question: "What are the commands for the parts of a message?",
		Answer:   "XSTR lists them, XPRT sends one: as it stands, with its header, nothing decoded.",
		Because:  "That there is support for multipart messages stands in one encyclopedia article; its commands Popscope's authors could not find. A name with X can be taken for nobody else's.",
		Ref:      partsOurs,
	},
	{
		Question: "How are parts named?",
		Answer:   "0 is the message itself, 1 its first part, 1.2 the second part of that. A message within a message is one part, and multiparts are looked into eight deep.",
		Because:  "IMAP counts so, but for the 0. It lets one rule serve messages that have no parts as well.",
		Ref:      partsOurs,
	},
	{
		Question: "What are the flags, and the commands for them?",
		Answer:   "seen, answered, flagged and draft; XFLG lists them, XSET and XCLR change them, all at once or none. They stay with the message. No other command sets one, and LIST does not show them.",
		Because:  "That there are message flags stands in one encyclopedia article; neither names nor commands could Popscope's authors find.",
		Ref:      flaggingOurs,
	},
}
