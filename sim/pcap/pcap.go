// Package pcap makes a capture file out of a session, and a session out of a
// capture file.
//
// What is written is pcapng with all of TCP, as a network tap at the client's
// host would have recorded it: programs that know nothing of Popscope can look
// at a simulated session. What is read is pcap or pcapng, from any program that
// captures; the octets of its POP connections become Inputs for a sim.Tap, each
// once, in order, at the time at which it and all before it had come. What is
// missing is an Input too, or a note says it.
//
// On the way in a packet is unwrapped (layers.go and what it calls), put to its
// connection (table.go), laid over the others of its side (extent.go) and told
// (story.go, ending.go); then the connections that are POP's are picked (look.go,
// find.go). On the way out Events become what the two sides do (conversation.go),
// that segments (talk.go), and these frames (packet.go).
//
// Nothing here does any I/O: a file is a slice of octets.
package pcap

// The flags of a TCP segment (RFC 9293 section 3.1).
const (
	fin = 1 << iota
	syn
	rst
	psh
	ack
)
