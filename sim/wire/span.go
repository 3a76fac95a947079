// Package wire turns octets into lines and replies, and back.
//
// It knows how the Post Office Protocols frame what they send: lines that end
// with CRLF, multi-line responses that end with a termination octet, replies
// that count octets. It does not know a single command: the tables of the
// protocols tell it, through a Dialect and a Shape, what to expect.
//
// Everything here can stop and go on at any octet, because a network may cut
// anywhere.
package wire

// Token names what a span of octets is, in the words of the documents.
type Token string

// The tokens of all protocols. A profile's glossary explains each one.
const (
	Keyword          Token = "keyword"
	Space            Token = "space"
	CRLF             Token = "CRLF"
	StatusIndicator  Token = "status indicator"
	Text             Token = "text"
	Timestamp        Token = "timestamp"
	Name             Token = "name"
	Password         Token = "password"
	Digest           Token = "digest"
	MessageNumber    Token = "message-number"
	MessageCount     Token = "message count"
	Octets           Token = "octets"
	LineCount        Token = "number of lines"
	UniqueID         Token = "unique-id"
	Header           Token = "header"
	BlankLine        Token = "blank line"
	Body             Token = "body"
	StuffedOctet     Token = "stuffed octet"
	TerminationOctet Token = "termination octet"
	Surplus          Token = "surplus argument"
	BareLF           Token = "bare LF"
	Unknown          Token = "not understood"
	Incomplete       Token = "incomplete"

	Ciphertext Token = "ciphertext" // hidden by TLS

	ResponseCode Token = "response code" // RFC 2449 section 8
	Mechanism    Token = "mechanism"     // of AUTH
	Challenge    Token = "challenge"     // of AUTH, in base64
	Response     Token = "response"      // to a challenge, in base64
	MailboxName  Token = "mailbox"       // POP1, POP2: a mailbox of the user's choice; POP4: a folder
	Capability   Token = "capability"    // RFC 2449 section 5
	Parameter    Token = "parameter"     // of a capability, or of a command
	Protocol     Token = "protocol name" // POP2's and POP4's greeting
	HostName     Token = "host name"     // POP2's greeting
	Language     Token = "language"      // RFC 6856 section 3
	Flag         Token = "flag"          // of a message (POP4)
	Part         Token = "part"          // of a multipart message (POP4)
	Data         Token = "message data"  // what a client stores (POP4)
	ContentType  Token = "content type"  // of a part (RFC 2045 section 5)
	Encoding     Token = "encoding"      // of a part (RFC 2045 section 6)
	PartSize     Token = "size of part"  // in octets
	RemoteUser   Token = "remote user"   // a user of the client's host (RFC 1225, RPOP)
	Maxima       Token = "maxima"        // of a discussion group, or of a message in it (RFC 1082)
)

// Secret reports whether octets of this kind must be masked in exports, links
// and logs: passwords, and what passwords can be tried on. That is the other
// half of a login with SCRAM too, for a challenge may hold salt and signature.
func (t Token) Secret() bool {
	return t == Password || t == Digest || t == Response || t == Challenge
}

// Span labels the octets [Off, Off+Len) of a message. The spans of a message
// tile it: no gap, no overlap.
type Span struct {
	Off   int   `json:"off"` // octets from the start of the message
	Len   int   `json:"len"` // octets
	Token Token `json:"token"`
}
