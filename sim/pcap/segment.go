package pcap

import (
	"encoding/binary"
	"fmt"
)

// socket is one end of a connection.
type socket struct {
	ip   address
	port uint16
}

func (s socket) String() string { return fmt.Sprintf("%v:%d", s.ip, s.port) }

// tcp is a TCP segment as it was captured.
type tcp struct {
	from, to socket
	seq, ack uint32
	flags    byte
	data     []byte // as much as was kept
	lost     int    // octets of data behind it that were not
	check    soundness
}

// segmentOf reads a TCP segment (RFC 9293 section 3.1). Of one that was cut off
// behind its flags it is still known how much data it carried.
func segmentOf(x *datagram) content {
	p := x.octets
	if len(p) < 14 {
		return left(broken)
	}
	header := int(p[12]>>4) * 4
	if header < 20 || header > x.size {
		return left(broken)
	}
	be := binary.BigEndian
	s := &tcp{
		from: socket{x.from, be.Uint16(p)}, to: socket{x.to, be.Uint16(p[2:])},
		seq: be.Uint32(p[4:]), ack: be.Uint32(p[8:]), flags: p[13],
		data: p[min(header, len(p)):], check: soundnessOf(x),
	}
	s.lost = x.size - header - len(s.data)
	if s.flags&rst != 0 { // what it may carry is a word to people, and no octet of the stream (RFC 1122 section 4.2.2.12)
		s.data, s.lost = nil, 0
	}
	return content{tcp: s}
}
