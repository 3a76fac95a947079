// Package golden plays the golden transcripts of a protocol: small lessons that
// must come out, octet for octet, as they are printed. Only tests import it.
//
// # How a protocol uses it
//
// A protocol has its archives in the folder testdata beside its table, and says
// in one test file:
//
//	var suite = golden.Suite{
//		Profile:  Profile,
//		Dir:      "testdata",
//		Refusals: []string{"PASS: invalid name or password"},
//	}
//
//	func TestGolden(t *testing.T)               { suite.Run(t) }
//	func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t) }
//	func TestRefusalsAreTold(t *testing.T)      { suite.Told(t) }
//
// Suite.Run plays each archive and compares. Suite.Covers names each row of the
// table, in each state, each fault that its arguments can have, and each
// refusal that no archive shows. All of it is read off the table: a refusal for
// which that has no words is not asked for, and one that a handler words stands
// in Refusals. Where revisions and capabilities switch rows on and off, Covers
// is given a sim.Service for each that the archives are to show:
//
//	suite.Covers(t, sim.Service{Revision: "1081"}, sim.Service{With: []string{"XTND"}}, sim.Service{})
//
// Suite.Told holds that refusals can be told apart by their words, on the wire
// and for the learner together; else Covers would be blind.
//
// To write an archive, write all but what the server says, and let
//
//	go test ./sim/pop3 -run TestGolden -update
//
// fill that in; then read it, line by line, with the document beside it.
//
// # An archive
//
// An archive is a txtar file, NAME.txtar: files that follow one another in one
// text, each under a line "-- its name --". Above the first stands prose: what
// is shown, and the section that says so.
//
//	The server releases the lock with the connection (RFC 1939 section 6).
//	-- scenario --
//	latency: 5ms
//	-- ada --
//	password: sesame
//	-- ada/1 --
//	Subject: One
//
//	Hello.
//	-- session --
//	C: <open connection>
//	S: +OK POP3 server ready <2940.844164000@mail.example.org>
//	   | The session begins in the AUTHORIZATION state.
//
// The files are
//
//	scenario       lines "key: value" of what the world is like, where that is
//	               not the common one: "revision: 1081", "without: TOP UIDL"
//	ada            the mailbox ada: "password: sesame", and if need be "login:
//	               APOP" or "stuck: 2" (a message that cannot be removed)
//	ada/1          a message in it. The last word is the message's number: 1, 2,
//	               and so on, in this order
//	ada/work/1     a message in ada's folder "work"; folders may nest
//	ada/work       that folder, if it is empty or has "read-only: yes"
//	devices/phone  a program that acts on its own: "agent: headers first"
//	session        what is said and done; it comes last
//
// and any other is mail that may arrive later ("later/1"), for which no mailbox
// of that name must stand above it. All keys stand in scenario.go. In messages
// and values too, an octet that cannot be printed is written as in a session.
//
// # A session
//
// A session is written in the documents' own notation:
//
//	C: STAT                    the client sends a line, and its CRLF
//	C: <open connection>
//	C: <close connection>      without a word
//	C> NOOP\n                  the client sends these octets and no others
//	C2: STAT                   the same over a second connection
//	D: STAT                    a program sends a line of its own accord
//	S: +OK 2 320               a line that the server sends, with its CRLF
//	S> and no more             octets that the server sends without a CRLF
//	S: <close connection>      the server closes, be it without a word
//	   | Message 2 is gone.    what happens, and why
//	   <11m pass>              time goes by
//	   <mail for ada: later/1> mail arrives, a file of the archive
//	   <phone runs>            a program opens a connection and does its errand
//	   <disk full>             something else is done to the world; all that
//	                           can be stands in doings.go
//	# words                    a remark
//
// What is on the lines that begin with C, with "<" or with "#" is the script;
// all others are what came of it, and -update writes them anew.
//
// The client waits for all that follows from a line, unless C: lines stand
// directly below one another: those it sends at once. Lines of an open exchange
// (a response that AUTH asked for, the text of a message) are C: lines as any
// other. Octets that cannot be printed are written \r \n \\ \xNN; a\{300}
// stands for 300 times a.
//
// Lines in angle brackets directly below <phone runs> are done while it runs:
// the line is cut, time goes by, another program runs too.
package golden
