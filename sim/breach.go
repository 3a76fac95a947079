package sim

import "popscope/sim/rfc"

// Breach is a way to break a protocol that can be seen on the wire. A profile's
// Laws say which of them break it, and which document says so.
type Breach string

// The breaches.
const (
	NoIndicator    Breach = "no status indicator"
	LowerCase      Breach = "status indicator not in upper case"
	Unasked        Breach = "reply without a command"
	NoReply        Breach = "command without a reply"
	NoGreeting     Breach = "no greeting"
	BareLF         Breach = "LF without CR"
	LongCommand    Breach = "command line too long"
	LongReply      Breach = "reply line too long"
	NotStuffed     Breach = "dot not stuffed"
	NoTermination  Breach = "list without its termination octet"
	YesInState     Breach = "yes to a command in the wrong state"
	YesOutOfOrder  Breach = "yes to a command out of order"
	YesTooEarly    Breach = "yes to AUTH before any exchange"
	YesUnstamped   Breach = "yes to a digest of no timestamp"
	StampMissed    Breach = "digest of no timestamp"
	NoArgument     Breach = "command without its argument"
	YesToNothing   Breach = "yes to a message-number that there is not"
	YesToDeleted   Breach = "yes to a message marked as deleted"
	NoFields       Breach = "reply without its fields"
	TwoSpaces      Breach = "two spaces between fields"
	WordsBehind    Breach = "words behind a unique-id"
	OtherMessage   Breach = "answer about another message"
	ListsNothing   Breach = "message listed that there is not"
	ListsTwice     Breach = "message listed twice"
	ListsDeleted   Breach = "message listed that is marked as deleted"
	LeavesOut      Breach = "message left out of a list"
	CountsDeleted  Breach = "message counted that is marked as deleted"
	OtherSize      Breach = "two sizes of one message"
	OtherTotal     Breach = "two totals of one maildrop"
	TooManyLines   Breach = "more lines than asked for"
	OtherUniqueID  Breach = "two unique-ids of one message"
	FaultyUniqueID Breach = "unique-id out of form"
)

// Law is where the protocol's documents forbid the breach; ok is false if they
// do not.
func (p *Profile) Law(b Breach) (ref rfc.Ref, ok bool) {
	for ; p != nil; p = p.Extends {
		if ref, ok = p.Laws[b]; ok {
			return ref, true
		}
	}
	return rfc.Ref{}, false
}

// octets reports whether the breach is one of octets, of which a transcript is no
// evidence.
func (b Breach) octets() bool {
	switch b {
	case BareLF, LongCommand, LongReply, NotStuffed, TooManyLines:
		return true
	}
	return false
}
