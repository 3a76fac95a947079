package pcap

import (
	"encoding/binary"
	"fmt"
)

// The protocols over IP that are looked into, by their numbers.
const (
	overICMP    = 1
	overIPv4    = 4 // RFC 2003
	tcpProtocol = 6
	overUDP     = 17
	overIPv6    = 41 // RFC 4213
	overGRE     = 47
	overAH      = 51
	overICMPv6  = 58
	overEtherIP = 97  // RFC 3378
	overMPLS    = 137 // RFC 4023
)

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

// datagram is what an IP packet carries.
type datagram struct {
	from, to address
	protocol byte
	octets   []byte // as much as was kept
	size     int    // on the wire
}

// ip looks into an IP packet, of either version.
func (d *digger) ip(p []byte) content {
	if d.depth++; d.depth > maxDepth {
		return left(wrapped)
	}
	x, why := d.datagram(p)
	if x == nil {
		return content{left: why}
	}
	return d.inside(x)
}

// datagram reads an IP packet; nil, and no reason, is a fragment that was put
// aside until the others come.
func (d *digger) datagram(p []byte) (*datagram, unreadable) {
	if len(p) > 0 && p[0]>>4 == 4 {
		return d.ipv4(p)
	}
	if len(p) > 0 && p[0]>>4 == 6 {
		return d.ipv6(p)
	}
	return nil, broken
}

// inside looks into what an IP packet carries.
func (d *digger) inside(x *datagram) content {
	p := x.octets
	switch x.protocol {
	case tcpProtocol:
		return segmentOf(x)
	case overIPv4, overIPv6:
		return d.ip(p)
	case overGRE:
		return d.gre(p)
	case overUDP:
		return d.udp(p)
	case overMPLS:
		return d.mpls(p)
	case overEtherIP:
		if len(p) > 2 {
			return d.ethernet(p[2:])
		}
	case overICMP, overICMPv6:
		if u := unreachableOf(x); u != nil {
			return content{refuse: u}
		}
	}
	if name := simple[x.protocol]; name != "" {
		return content{other: name}
	}
	name := protocolNames[x.protocol]
	if name == "" {
		name = "a protocol over IP"
	}
	return left(unreadable(fmt.Sprintf("%s (IP protocol %d) is not looked into", name, x.protocol)))
}

func (d *digger) ipv4(p []byte) (*datagram, unreadable) {
	if len(p) < 20 {
		return nil, broken
	}
	be := binary.BigEndian
	header, size, place := int(p[0]&15)*4, int(be.Uint16(p[2:])), be.Uint16(p[6:])
	if size == 0 { // left to the network card, which cut the packet afterwards
		size = len(p)
	}
	if header < 20 || size < header || len(p) < header {
		return nil, broken
	}
	x := &datagram{address4(p[12:16]), address4(p[16:20]), p[9], p[header:min(size, len(p))], size - header}
	if place&0x3FFF != 0 { // more fragments, or not the first
		return d.join(x, uint32(be.Uint16(p[4:])), int(place&0x1FFF)*8, place&0x2000 != 0)
	}
	return x.past()
}

func (d *digger) ipv6(p []byte) (*datagram, unreadable) {
	if len(p) < 40 {
		return nil, broken
	}
	x := &datagram{protocol: p[6], octets: p[40:], size: int(binary.BigEndian.Uint16(p[4:]))}
	copy(x.from[:], p[8:24])
	copy(x.to[:], p[24:40])
	if x.size == 0 { // as for IPv4
		x.size = len(x.octets)
	}
	x.octets = x.octets[:min(x.size, len(x.octets))]
	if x, why := x.past(); x == nil || x.protocol != 44 {
		return x, why
	}
	if len(x.octets) < 8 { // RFC 8200 section 4.5
		return nil, broken
	}
	place, id := binary.BigEndian.Uint16(x.octets[2:]), binary.BigEndian.Uint32(x.octets[4:])
	x.protocol = x.octets[0]
	x.skip(8)
	if place&0xFFF9 == 0 { // all of it in one fragment
		return x.past()
	}
	return d.join(x, id, int(place&0xFFF8), place&1 != 0)
}

// past goes past the headers that may stand before what a datagram carries:
// hop-by-hop options, routing and destination options (RFC 8200 section 4), and
// the authentication header (RFC 4302 section 2).
func (x *datagram) past() (*datagram, unreadable) {
	for {
		n := 0
		switch x.protocol {
		case 0, 43, 60:
			n = 8
		case overAH:
			n = 4
		default:
			return x, ""
		}
		if len(x.octets) < 2 {
			return nil, broken
		}
		if n *= int(x.octets[1]) + 1; x.protocol == overAH {
			n += 4
		}
		if len(x.octets) < n {
			return nil, broken
		}
		x.protocol = x.octets[0]
		x.skip(n)
	}
}

func (x *datagram) skip(n int) { x.octets, x.size = x.octets[n:], x.size-n }

// unreachable is what ICMP says of a TCP segment that cannot be delivered.
type unreachable struct {
	by       address
	from, to socket // of the segment
	seq      uint32
	what     string // that cannot be reached
}

// unreachableOf reads an ICMP message that says so and quotes a TCP segment (RFC
// 792; RFC 4443 section 3.1); nil is any other.
func unreachableOf(x *datagram) *unreachable {
	p := x.octets
	if len(p) < 8 || x.protocol == overICMP && p[0] != 3 || x.protocol == overICMPv6 && p[0] != 1 {
		return nil
	}
	u := &unreachable{by: x.from, what: "the host"}
	switch code := p[1]; {
	case x.protocol == overICMP && code == 3, x.protocol == overICMPv6 && code == 4:
		u.what = "the port"
	case x.protocol == overICMP && code == 4:
		return nil // too large a packet: TCP makes smaller ones
	}
	p = p[8:]
	switch {
	case len(p) >= 20 && p[0]>>4 == 4 && p[9] == tcpProtocol && len(p) >= int(p[0]&15)*4+8:
		u.from.ip, u.to.ip = address4(p[12:16]), address4(p[16:20])
		p = p[int(p[0]&15)*4:]
	case len(p) >= 48 && p[0]>>4 == 6 && p[6] == tcpProtocol:
		copy(u.from.ip[:], p[8:24])
		copy(u.to.ip[:], p[24:40])
		p = p[40:]
	default:
		return nil
	}
	be := binary.BigEndian
	u.from.port, u.to.port, u.seq = be.Uint16(p), be.Uint16(p[2:]), be.Uint32(p[4:])
	return u
}
