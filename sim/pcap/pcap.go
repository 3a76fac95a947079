// Package pcap makes a capture file out of a session, and a session out of a
// capture file.
//
// What is written is pcapng with all of TCP, as a network tap at the client's
// host would have recorded it: programs that know nothing of Popscope can look
// at a simulated session. What is read is pcap or pcapng, from any program that
// captures; the octets of its POP connections become Inputs for a sim.Tap.
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
