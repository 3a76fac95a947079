package pcap

import (
	"encoding/binary"

	"popscope/sim"
)

// The two hosts of every capture. The addresses are those that RFC 5737 keeps
// for documentation; the Ethernet addresses are locally administered.
var (
	clientHost = host{ip: [4]byte{192, 0, 2, 1}, mac: [6]byte{2, 0, 0, 0, 0, 1}}
	serverHost = host{ip: [4]byte{192, 0, 2, 110}, mac: [6]byte{2, 0, 0, 0, 0, 110}}
)

type host struct {
	ip  [4]byte
	mac [6]byte
}

// What both hosts offer. The window is far larger than what is ever under way.
const (
	maxSegment  = 1460 // octets of data in a segment: an Ethernet frame less the two headers
	window      = 65535
	windowShift = 7
)

// synOptions are the options of the first segment each way: maximum segment
// size, a filler, window scale.
var synOptions = []byte{2, 4, maxSegment >> 8, maxSegment & 0xFF, 1, 3, 3, windowShift}

// segment is one TCP segment in the order of the capture.
type segment struct {
	from    sim.Side
	port    uint16 // of the client
	seq     uint32
	ack     uint32
	flags   byte
	data    []byte
	comment string
}

// frame makes an Ethernet frame: IPv4, TCP, data, with checksums as the real
// ones. The id numbers the packets of a host.
func (s segment) frame(serverPort, id uint16) []byte {
	src, dst := clientHost, serverHost
	ports := [2]uint16{s.port, serverPort}
	if s.from == sim.Server {
		src, dst = dst, src
		ports[0], ports[1] = ports[1], ports[0]
	}
	var options []byte
	if s.flags&syn != 0 {
		options = synOptions
	}
	be := binary.BigEndian
	p := make([]byte, 0, 54+len(options)+len(s.data))
	p = append(p, dst.mac[:]...)
	p = append(p, src.mac[:]...)
	p = be.AppendUint16(p, etherIPv4)

	p = append(p, 0x45, 0)                                       // version 4, header of 5 words
	p = be.AppendUint16(p, uint16(40+len(options)+len(s.data)))  // total length
	p = be.AppendUint16(p, id)                                   //
	p = append(p, 0x40, 0, 64, tcpProtocol, 0, 0)                // do not fragment; time to live; checksum
	p = append(append(p, src.ip[:]...), dst.ip[:]...)            //
	be.PutUint16(p[24:], fold(sum(0, p[14:34])))                 //
	p = be.AppendUint16(be.AppendUint16(p, ports[0]), ports[1])  //
	p = be.AppendUint32(be.AppendUint32(p, s.seq), s.ack)        //
	p = append(p, byte(5+len(options)/4)<<4, s.flags)            // header length in words
	p = be.AppendUint16(p, s.window())                           //
	p = append(p, 0, 0, 0, 0)                                    // checksum, urgent pointer
	p = append(append(p, options...), s.data...)                 //
	pseudo := sum(0, p[26:34]) + tcpProtocol + uint32(len(p)-34) // addresses, protocol, TCP length
	be.PutUint16(p[50:], fold(sum(pseudo, p[34:])))
	return p
}

// window is the window as it stands in the header: the first segment each way
// is not scaled.
func (s segment) window() uint16 {
	if s.flags&syn != 0 {
		return window
	}
	return (window + 1) >> windowShift
}

// sum adds octets as 16-bit words (RFC 1071); fold makes the checksum of it.
func sum(start uint32, p []byte) uint32 {
	for ; len(p) > 1; p = p[2:] {
		start += uint32(p[0])<<8 | uint32(p[1])
	}
	if len(p) == 1 {
		start += uint32(p[0]) << 8
	}
	return start
}

func fold(s uint32) uint16 {
	for s > 0xFFFF {
		s = s>>16 + s&0xFFFF
	}
	return ^uint16(s)
}
