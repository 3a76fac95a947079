package pcap

import (
	"encoding/binary"
	"fmt"
	"time"
)

// The link types that are understood, as libpcap numbers them.
const (
	linkNull     = 0 // BSD loopback: 4 octets of address family, in the byte order of its host
	linkEthernet = 1
	linkPPP      = 9
	linkRawBSD   = 12 // as linkRaw, on some systems
	linkRawOpen  = 14
	linkPPPHDLC  = 50  // PPP with its address and control octets
	linkPPPoE    = 51  // what stands behind the Ethernet header of PPPoE
	linkRaw      = 101 // IPv4 or IPv6, nothing before it
	linkHDLC     = 104 // Cisco's: two octets, then a type as Ethernet's
	linkLoop     = 108 // as linkNull, in network byte order
	linkSLL      = 113 // Linux, any interface
	linkPPPD     = 166 // PPP behind an octet of direction
	linkIPv4     = 228
	linkIPv6     = 229
	linkSLL2     = 276 // Linux, any interface, newer
)

// linkHeads are the octets that stand before what a link carries.
var linkHeads = map[int]int{
	linkNull: 4, linkLoop: 4, linkHDLC: 4, linkSLL: 16, linkSLL2: 20, linkPPPD: 1, linkPPPoE: 6,
}

// The types of what a frame carries, as Ethernet numbers them, that are looked
// into.
const (
	etherIPv4     = 0x0800
	etherIPv6     = 0x86DD
	etherVLAN     = 0x8100
	etherQinQ     = 0x88A8
	etherOldQinQ  = 0x9100
	etherOlder    = 0x9200
	etherPPPoE    = 0x8864
	etherMPLS     = 0x8847
	etherMPLSMany = 0x8848 // multicast
	etherBridged  = 0x6558 // an Ethernet frame, in GRE
	etherPPP      = 0x880B // in GRE
	etherLeast    = 0x0600 // less is the length of an IEEE 802.3 frame
)

// maxDepth is how many headers may be wrapped around a TCP segment.
const maxDepth = 16

// content is what was found in a packet: a TCP segment, word that one cannot be
// delivered, or something else.
type content struct {
	tcp    *tcp
	refuse *unreachable
	left   unreadable // why it could not be looked into
	other  string     // what it is, if it certainly holds no TCP: "ARP"
}

// unreadable is why a packet could not be looked into, as a note says it.
type unreadable string

// The reasons that have no number in them.
const (
	broken     unreadable = "broken, or cut short in its headers"
	wrapped    unreadable = "more headers are wrapped around it than are taken off here"
	unfinished unreadable = "a fragment of an IP packet of which another fragment is not in the file, or not whole"
)

func left(why unreadable) content { return content{left: why} }

// digger takes off what is wrapped around TCP.
type digger struct {
	packet    int
	at        time.Duration
	depth     int
	fragments fragments
}

// dig looks into a packet of the file.
func (d *digger) dig(packet int, at time.Duration, link int, p []byte) content {
	d.packet, d.at, d.depth = packet, at, 0
	head := linkHeads[link]
	if len(p) <= head {
		return left(broken)
	}
	be, rest := binary.BigEndian, p[head:]
	switch link {
	case linkEthernet:
		return d.ethernet(p)
	case linkNull, linkLoop, linkRaw, linkRawBSD, linkRawOpen, linkIPv4, linkIPv6:
		return d.ip(rest) // the family is told by the IP packet itself
	case linkPPP, linkPPPHDLC, linkPPPD, linkPPPoE:
		return d.ppp(rest)
	case linkHDLC:
		return d.ether(be.Uint16(p[2:]), rest)
	case linkSLL:
		return d.ether(be.Uint16(p[14:]), rest)
	case linkSLL2:
		return d.ether(be.Uint16(p), rest)
	}
	name := linkNames[link]
	if name == "" {
		name = "a kind of link"
	}
	return left(unreadable(fmt.Sprintf("%s (link type %d) is not looked into", name, link)))
}

func (d *digger) ethernet(p []byte) content {
	if len(p) < 14 {
		return left(broken)
	}
	return d.ether(binary.BigEndian.Uint16(p[12:]), p[14:])
}

// ether looks into what a frame carries, which is of the kind given.
func (d *digger) ether(kind uint16, p []byte) content {
	if d.depth++; d.depth > maxDepth {
		return left(wrapped)
	}
	switch kind {
	case etherIPv4, etherIPv6:
		return d.ip(p)
	case etherVLAN, etherQinQ, etherOldQinQ, etherOlder:
		if len(p) < 4 {
			return left(broken)
		}
		return d.ether(binary.BigEndian.Uint16(p[2:]), p[4:])
	case etherPPPoE: // RFC 2516 section 4
		if len(p) < 6 {
			return left(broken)
		}
		return d.ppp(p[6:])
	case etherMPLS, etherMPLSMany:
		return d.mpls(p)
	case etherBridged:
		return d.ethernet(p)
	case etherPPP:
		return d.ppp(p)
	}
	if kind < etherLeast {
		return d.llc(p)
	}
	if name := barren[kind]; name != "" {
		return content{other: name}
	}
	name := etherNames[kind]
	if name == "" {
		name = "a kind of frame"
	}
	return left(unreadable(fmt.Sprintf("%s (type %04X) is not looked into", name, kind)))
}

// llc looks into an IEEE 802.3 frame: behind IEEE 802.2's header there may be
// one that names a type as Ethernet does (RFC 1042).
func (d *digger) llc(p []byte) content {
	if len(p) < 3 {
		return left(broken)
	}
	if p[0] == 0xAA && p[1] == 0xAA && p[2] == 3 {
		if len(p) < 8 {
			return left(broken)
		}
		if p[3] == 0 && p[4] == 0 && (p[5] == 0 || p[5] == 0xF8) {
			return d.ether(binary.BigEndian.Uint16(p[6:]), p[8:])
		}
		return content{other: "a vendor's own frames"}
	}
	switch p[0] {
	case 0x06:
		return d.ip(p[3:])
	case 0x42:
		return content{other: "spanning tree"}
	}
	return content{other: fmt.Sprintf("IEEE 802.2 (SAP %02X)", p[0])}
}

// ppp looks into a PPP frame (RFC 1661 section 2). Its first two octets may
// have been left out, and of the protocol's number the first, if it is zero.
func (d *digger) ppp(p []byte) content {
	if d.depth++; d.depth > maxDepth {
		return left(wrapped)
	}
	if len(p) > 1 && p[0] == 0xFF && p[1] == 3 {
		p = p[2:]
	}
	if len(p) < 2 {
		return left(broken)
	}
	kind := uint16(p[0])
	if p = p[1:]; kind&1 == 0 {
		kind, p = kind<<8|uint16(p[0]), p[1:]
	}
	switch kind {
	case 0x0021, 0x0057:
		return d.ip(p)
	case 0x0281, 0x0283:
		return d.mpls(p)
	}
	if kind >= 0x4000 { // RFC 1661 section 2: they set the link up, and carry nothing
		return content{other: "PPP's own"}
	}
	name := pppNames[kind]
	if name == "" {
		name = "a protocol of PPP"
	}
	return left(unreadable(fmt.Sprintf("%s (PPP protocol %04X) is not looked into", name, kind)))
}

// mpls takes off labels (RFC 3032 section 2.1). What is behind the last nobody
// says: an IP packet, which its first four bits tell, or an Ethernet frame, which
// may have a word of control before it (RFC 4448 section 4.6).
func (d *digger) mpls(p []byte) content {
	if d.depth++; d.depth > maxDepth {
		return left(wrapped)
	}
	for last := false; !last; p = p[4:] {
		if len(p) < 4 {
			return left(broken)
		}
		last = p[2]&1 != 0
	}
	if len(p) < 4 {
		return left(broken)
	}
	switch p[0] >> 4 {
	case 4, 6:
		return d.ip(p)
	case 0:
		p = p[4:]
	}
	return d.ethernet(p)
}
