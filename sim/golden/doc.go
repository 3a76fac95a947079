// Package golden plays the golden transcripts of a protocol: small lessons that
// must come out, octet for octet, as they are printed. Only tests import it.
//
// # How a protocol uses it
//
// A protocol has its archives in the folder testdata beside its table, and says
// in one test file:
//
//	var suite = golden.Suite{
//		Dir: "testdata",
//		For: golden.Only(Profile),
//		Refusals: []string{"PASS: invalid name or password"},
//	}
//
//	func TestGolden(t *testing.T)               { suite.Run(t) }
//	func TestGoldenCoversTheTable(t *testing.T) { suite.Covers(t, Profile) }
//	func TestRefusalsAreTold(t *testing.T)      { golden.Told(t, Profile) }
//
// Suite.Run plays each archive and compares. Suite.Covers names each row of the
// table, in each state, and each refusal that no archive shows; it is given
// every table that the archives are to cover: where a revision switches rows
// off, one for each revision. Told holds that refusals can be told apart by
// their words, else Covers would be blind.
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
//	scenario   lines "key: value" of what the world is like, where that is not
//	           the common one: see settings in scenario.go for the keys
//	ada        the mailbox ada: "password: sesame", and if need be more of the
//	           keys of mailboxKeys in scenario.go
//	ada/1      a message in it. The last word is the message's number: 1, 2, and
//	           so on, in this order
//	session    what is said and done; it comes last
//
// and any other is mail that may arrive later ("later/1"), for which no mailbox
// of that name must stand above it. In a message too, an octet that cannot be
// printed is written as in a session.
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
//	S: +OK 2 320               a line that the server sends, with its CRLF
//	S> and no more             octets that the server sends without a CRLF
//	S: <close connection>      the server closes, be it without a word
//	   | Message 2 is gone.    what happens, and why
//	   <11m pass>              time goes by
//	   <mail for ada: later/1> mail arrives, a file of the archive
//	# words                    a remark
//
// The client waits for all that follows from a line, unless C: lines stand
// directly below one another: those it sends at once. Lines of an open exchange
// (a response that AUTH asked for, the text of a message) are C: lines as any
// other. Octets that cannot be printed are written \r \n \\ \xNN; a\{300}
// stands for 300 times a. What stands in angle brackets by itself is a row of
// doings in script.go.
package golden
