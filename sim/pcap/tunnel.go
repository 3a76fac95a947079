package pcap

import "encoding/binary"

// The ports of UDP behind which frames travel.
const (
	portVXLAN    = 4789
	portOldVXLAN = 8472 // as Linux did before there was a number
	portGeneve   = 6081
)

// gre takes off a header of GRE (RFC 2784, and RFC 2890 for key and sequence
// number), or of what PPTP made of it (RFC 2637 section 4.1).
func (d *digger) gre(p []byte) content {
	if d.depth++; d.depth > maxDepth {
		return left(wrapped)
	}
	if len(p) < 4 {
		return left(broken)
	}
	flags, kind, head := binary.BigEndian.Uint16(p), binary.BigEndian.Uint16(p[2:]), 4
	words := []uint16{0x8000 | 0x4000, 0x2000, 0x1000} // checksum or routing, key, sequence number
	if flags&7 == 1 {
		words = []uint16{0x2000, 0x1000, 0x0080} // the last: acknowledgement
	}
	for _, w := range words {
		if flags&w != 0 {
			head += 4
		}
	}
	if flags&0x4000 != 0 {
		return left("GRE with a route in it is not looked into")
	}
	if len(p) < head {
		return left(broken)
	}
	if flags&7 == 1 && len(p) == head {
		return content{other: "GRE's acknowledgements"}
	}
	return d.ether(kind, p[head:])
}

// udp looks behind a header of UDP for what is wrapped into it: VXLAN (RFC 7348
// section 5) or Geneve (RFC 8926 section 3.4).
func (d *digger) udp(p []byte) content {
	other := content{other: "UDP"}
	if len(p) < 16 {
		return other
	}
	port, inner := binary.BigEndian.Uint16(p[2:]), p[8:]
	switch {
	case (port == portVXLAN || port == portOldVXLAN) && inner[0]&0xF7 == 0 && inner[0] != 0:
		if d.depth++; d.depth > maxDepth {
			return left(wrapped)
		}
		return d.ethernet(inner[8:])
	case port == portGeneve && inner[0]>>6 == 0:
		head := 8 + 4*int(inner[0]&0x3F)
		if len(inner) < head {
			return left(broken)
		}
		return d.ether(binary.BigEndian.Uint16(inner[2:]), inner[head:])
	}
	return other
}
