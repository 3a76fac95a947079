package sim

// Purpose says what a command is for, in words that fit every protocol. By it
// sessions of different protocols can be laid side by side, step by step.
type Purpose string

// The purposes, in the order in which a session comes to them.
const (
	Connecting  Purpose = "connect"  // no command's: the connection and the greeting
	Agreeing    Purpose = "agree"    // on how the two will talk
	Identifying Purpose = "identify" // who the user is, and the proof
	Learning    Purpose = "learn"    // what is there
	Fetching    Purpose = "fetch"    // mail itself
	Settling    Purpose = "settle"   // what becomes of mail on the server: deleted, kept, filed
	Idling      Purpose = "idle"     // nothing at all
	Ending      Purpose = "end"      // the session
)

// PurposeRow is a purpose in words.
type PurposeRow struct {
	Name    Purpose
	Title   string
	Meaning string
}

// Purposes are all of them, in the order in which a session comes to them.
var Purposes = []PurposeRow{
	{Connecting, "Connect", "TCP opens a connection, and the server greets."},
	{Agreeing, "Agree", "Client and server find out how they can talk: what is offered, under TLS or not, in which language."},
	{Identifying, "Identify", "The client says who its user is, and proves it."},
	{Learning, "Learn", "The client learns what there is: how much, how large, under which names."},
	{Fetching, "Fetch", "Mail crosses the wire."},
	{Settling, "Settle", "The client says what is to become of the mail on the server: whether it goes, stays, or is put elsewhere."},
	{Idling, "Idle", "Nothing is asked for, except that the connection lives on."},
	{Ending, "End", "The client says that it is done, and the connection ends."},
}
