package pcap

import (
	"encoding/binary"
	"fmt"
)

// The link types that are understood, as libpcap numbers them.
const (
	linkNull     = 0 // BSD loopback: 4 octets of address family, in the byte order of its host
	linkEthernet = 1
	linkRawBSD   = 12 // as linkRaw, on some systems
	linkRawOpen  = 14
	linkRaw      = 101 // IPv4 or IPv6, nothing before it
	linkLoop     = 108 // as linkNull, in network byte order
	linkSLL      = 113 // Linux, any interface
	linkIPv4     = 228
	linkIPv6     = 229
	linkSLL2     = 276 // Linux, any interface, newer
)

// The types of what a frame carries, as Ethernet numbers them.
const (
	etherIPv4 = 0x0800
	etherIPv6 = 0x86DD
	etherVLAN = 0x8100
	etherQinQ = 0x88A8
)

// unreadable is why a packet could not be looked into; "" if it could, or if
// it is no TCP and so of no interest.
type unreadable string

// The reasons, as a note says them.
const (
	broken     unreadable = "broken, or cut short in its headers"
	fragmented unreadable = "a fragment of an IP packet, and these are not put together here"
)

// network finds the IP packet in what came over the link.
func network(link int, p []byte) ([]byte, unreadable) {
	var kind uint16
	at := 0
	switch link {
	case linkEthernet:
		at = 14
	case linkSLL:
		at = 16
	case linkSLL2:
		at = 20
	case linkNull, linkLoop:
		at = 4 // the family: told by the IP packet itself
	case linkRaw, linkRawBSD, linkRawOpen, linkIPv4, linkIPv6:
	default:
		return nil, unreadable(fmt.Sprintf("it came over a kind of link that is not known here (type %d)", link))
	}
	if len(p) < at+1 {
		return nil, broken
	}
	switch link {
	case linkEthernet, linkSLL:
		kind = binary.BigEndian.Uint16(p[at-2:])
	case linkSLL2:
		kind = binary.BigEndian.Uint16(p)
	default:
		return p[at:], ""
	}
	for p = p[at:]; kind == etherVLAN || kind == etherQinQ; p = p[4:] {
		if len(p) < 4 {
			return nil, broken
		}
		kind = binary.BigEndian.Uint16(p[2:])
	}
	if kind != etherIPv4 && kind != etherIPv6 {
		return nil, ""
	}
	return p, ""
}

// address is an IP address. IPv4's stand as IPv6 writes them (RFC 4291 section
// 2.5.5.2), so that all are of one kind.
type address [16]byte

func address4(p []byte) (a address) {
	a[10], a[11] = 0xFF, 0xFF
	copy(a[12:], p)
	return a
}

// String is how a person writes it.
func (a address) String() string {
	if a == address4(a[12:]) {
		return fmt.Sprintf("%d.%d.%d.%d", a[12], a[13], a[14], a[15])
	}
	s := ""
	for i := 0; i < 16; i += 2 {
		s += fmt.Sprintf(":%x", binary.BigEndian.Uint16(a[i:]))
	}
	return "[" + s[1:] + "]"
}

// socket is one end of a connection.
type socket struct {
	ip   address
	port uint16
}

func (s socket) String() string { return fmt.Sprintf("%v:%d", s.ip, s.port) }

// tcp is a TCP segment as it was captured.
type tcp struct {
	from, to socket
	seq      uint32
	flags    byte
	data     []byte // as much as was kept
	lost     int    // octets of data behind it that were not
}

// transport reads an IP packet that carries TCP; ok is false if it carries
// something else, or for the reason given.
func transport(p []byte) (s tcp, ok bool, why unreadable) {
	if len(p) == 0 {
		return s, false, broken
	}
	switch p[0] >> 4 {
	case 4:
		p, ok, why = s.ipv4(p)
	case 6:
		p, ok, why = s.ipv6(p)
	default:
		return s, false, broken
	}
	if !ok {
		return s, false, why
	}
	if len(p) < 20 {
		return s, false, broken
	}
	header := int(p[12]>>4) * 4
	if header < 20 || header > len(p) {
		return s, false, broken
	}
	be := binary.BigEndian
	s.from.port, s.to.port = be.Uint16(p), be.Uint16(p[2:])
	s.seq, s.flags, s.data = be.Uint32(p[4:]), p[13], p[header:]
	return s, true, ""
}

func (s *tcp) ipv4(p []byte) ([]byte, bool, unreadable) {
	if len(p) < 20 {
		return nil, false, broken
	}
	header, size := int(p[0]&15)*4, int(binary.BigEndian.Uint16(p[2:]))
	switch {
	case p[9] != tcpProtocol:
		return nil, false, ""
	case binary.BigEndian.Uint16(p[6:])&0x3FFF != 0: // more fragments, or not the first
		return nil, false, fragmented
	case size == 0: // left to the network card, which cut the packet afterwards
		size = len(p)
	}
	if header < 20 || size < header || len(p) < header {
		return nil, false, broken
	}
	s.from.ip, s.to.ip = address4(p[12:16]), address4(p[16:20])
	s.lost = max(size-len(p), 0)
	return p[header:min(size, len(p))], true, ""
}

func (s *tcp) ipv6(p []byte) ([]byte, bool, unreadable) {
	if len(p) < 40 {
		return nil, false, broken
	}
	next, size := p[6], int(binary.BigEndian.Uint16(p[4:]))
	copy(s.from.ip[:], p[8:24])
	copy(s.to.ip[:], p[24:40])
	p = p[40:]
	if size > 0 { // else as for IPv4
		s.lost = max(size-len(p), 0)
		p = p[:min(size, len(p))]
	}
	for {
		switch next {
		case tcpProtocol:
			return p, true, ""
		case 44:
			return nil, false, fragmented
		case 0, 43, 60: // hop-by-hop options, routing, destination options
			if len(p) < 8 || len(p) < 8*(int(p[1])+1) {
				return nil, false, broken
			}
			next, p = p[0], p[8*(int(p[1])+1):]
		default:
			return nil, false, ""
		}
	}
}
