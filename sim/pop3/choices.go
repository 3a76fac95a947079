package pop3

import (
	"popscope/sim"
	"popscope/sim/rfc"
)

// ours cites a section that leaves a question open.
func ours(number int, section string) rfc.Ref {
	return rfc.Ref{Doc: number, Section: section, Standing: rfc.Ours}
}

// choices are the questions that the documents of POP3 and its extensions leave
// open or answer in two ways.
var choices = []sim.Choice{
	{
		Question: "Is the state before the login called AUTHORIZATION or AUTHENTICATION?",
		Answer:   "AUTHORIZATION.",
		Because:  "RFC 1939 calls it so, and so do RFC 5034 and RFC 6856. RFC 2449 and the register of capabilities say AUTHENTICATION and mean the same.",
		Ref:      doc(2449, "6.2")[0],
	},
	{
		Question: "May a reply have spaces in its text?",
		Answer:   "Yes, and a password too.",
		Because:  "The grammar of RFC 2449 section 3 leaves SPACE out, so that not even its own examples would do. Popscope goes by its sentences.",
		Ref:      ours(2449, "3"),
	},
	{
		Question: "How long may an argument be?",
		Answer:   "40 characters; as long as the line has room on a server that knows CAPA.",
		Because:  "RFC 1939 section 3 says 40. RFC 2449 section 4 lifts that limit and lets a command have 255 octets in all.",
		Ref:      doc(2449, "4")[0],
	},
	{
		Question: "May CAPA or AUTH come between USER and PASS?",
		Answer:   "No.",
		Because:  "After a USER that was answered with +OK, RFC 1939 section 7 lets only PASS and QUIT follow. The later documents do not say otherwise.",
		Ref:      ours(2449, "5"),
	},
	{
		Question: "What does a server without PIPELINING do with commands that are sent ahead?",
		Answer:   "It answers them one by one, and only does not promise it.",
		Because:  "RFC 2449 says what the capability promises, and nothing of servers without it. Some lose such commands.",
		Ref:      ours(2449, "6.6"),
	},
	{
		Question: "From when does the login delay count, and when is it looked at?",
		Answer:   "From one successful login to the next, and only once the password was right.",
		Because:  "RFC 2449 section 6.5 counts from the +OK to PASS, APOP or AUTH. To refuse earlier would tell strangers which users there are (section 8.1.1).",
		Ref:      doc(2449, "6.5")[0],
	},
	{
		Question: "May a server say -ERR in its greeting?",
		Answer:   "Yes: -ERR [SYS/TEMP], and then it closes.",
		Because:  "RFC 1939 section 4 knows only a positive greeting. A server that is too busy could only close without a word, and the client would not know why.",
		Ref:      ours(3206, "4"),
	},
	{
		Question: "With which code is a password in the clear refused before TLS?",
		Answer:   "AUTH with [AUTH], USER with none.",
		Because:  "RFC 3206 section 5 counts a login against the rules of the place among the problems of credentials, and recommends strongly not to answer USER with that code.",
		Ref:      doc(3206, "5")[0],
	},
	{
		Question: "Does a server offer PLAIN, LOGIN and USER without TLS?",
		Answer:   "This one does, unless it is told to insist on TLS.",
		Because:  "RFC 5034 section 4 wants a server to refuse them as it comes out of the box. Here a learner is to see what goes over the wire, and no real password is in it.",
		Ref:      doc(5034, "4")[0],
	},
	{
		Question: "What does a server say when the proof of SCRAM is wrong?",
		Answer:   "-ERR at once, without the message e=invalid-proof.",
		Because:  "RFC 5802 section 5.1 lets the server's last message tell the error. In POP3 that would be one more challenge and an empty response, to say what -ERR [AUTH] says.",
		Ref:      ours(5034, "4"),
	},
	{
		Question: "What does the server forget when TLS begins?",
		Answer:   "The name given with USER and the language chosen with LANG; and what came behind STLS it throws away.",
		Because:  "RFC 2595 section 4 asks only the client to forget. RFC 5034 section 4 asks a server to forget what it learned before a security layer: somebody on the way may have said it.",
		Ref:      ours(2595, "4"),
	},
	{
		Question: "Port 110 with STLS, or port 995?",
		Answer:   "Port 995, with TLS from the first octet on, for real mail. Popscope's own server speaks in the clear, as on port 110.",
		Because:  "RFC 2595 section 7 advised against port 995; RFC 8314 section 3 turned that round in 2018, because everybody used it. But only what is in the clear can be looked at.",
		Ref:      doc(8314, "3.1")[0],
	},
	{
		Question: "May a POP URL name a mechanism and no user?",
		Answer:   "Yes.",
		Because:  "RFC 2384 section 3 lets all be left out but the scheme and the host, and section 4 says where a user comes from then. The grammar in section 8 has no such URL.",
		Ref:      doc(2384, "3")[0],
	},
	{
		Question: "What does SASLprep make of a name or a password?",
		Answer:   "What it prohibits is refused; else each counts octet by octet, as it was typed.",
		Because:  "RFC 6856 section 2.2 wants more for USER, PASS and APOP: of two ways to write the same letter SASLprep would make one. That needs tables of all letters there are, which Popscope leaves out to stay small.",
		Ref:      ours(6856, "2.2"),
	},
	{
		Question: "May AUTH LOGIN come with an initial response?",
		Answer:   "Yes: it is taken for the name.",
		Because:  "RFC 5034 section 4 wants it refused where the server speaks first. But no document defines LOGIN, its first prompt says nothing, and clients in use send the name at once.",
		Ref:      ours(5034, "4"),
	},
	{
		Question: "Which messages need UTF-8 mode?",
		Answer:   "Those with UTF-8 in the header.",
		Because:  "RFC 6856 section 2.1 speaks of all strings beyond ASCII. But bodies of eight bits have been sent for as long as there is MIME, and a client that never heard of UTF8 reads them well.",
		Ref:      ours(6856, "2.1"),
	},
	{
		Question: "What does a client get that asks for such a message without UTF-8 mode?",
		Answer:   "-ERR [UTF8].",
		Because:  "RFC 6856 section 2.1 lets a server send a surrogate instead, a message rewritten in ASCII. It would not be the message any more, and have another size. A lab (popscope serve --lab) sends the message as it is, as most servers do, unless it is asked to be strict.",
		Ref:      doc(6856, "5")[0],
	},
	{
		Question: "What does LANG de-AT choose, where there is only de?",
		Answer:   "de.",
		Because:  "RFC 6856 section 3.2 asks for a language that matches a basic language range. Of the ways to match that RFC 4647 has, lookup gives one language, and is kind.",
		Ref:      ours(6856, "3.2"),
	},
}
