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
	NoGreeting     Breach = "no greeting"
	NoReply        Breach = "command without a reply"
	BareLF         Breach = "LF without CR"
	LongCommand    Breach = "command line too long"
	LongReply      Breach = "reply line too long"
	NotStuffed     Breach = "dot not stuffed"
	YesInState     Breach = "yes to a command in the wrong state"
	YesToNothing   Breach = "yes to a message-number that there is not"
	YesToDeleted   Breach = "yes to a message marked as deleted"
	NoFields       Breach = "reply without its fields"
	OtherMessage   Breach = "answer about another message"
	OtherSize      Breach = "two sizes of one message"
	OtherTotal     Breach = "two totals of one maildrop"
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
	case BareLF, LongCommand, LongReply, NotStuffed:
		return true
	}
	return false
}
