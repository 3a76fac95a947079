package pcap

import (
	"encoding/binary"
	"time"
)

// The blocks of pcapng.
const (
	blockSection   = 0x0A0D0D0A
	blockInterface = 1
	blockSimple    = 3
	blockPacket    = 6
	byteOrderMagic = 0x1A2B3C4D
)

// The options of its blocks.
const (
	optEnd         = 0
	optComment     = 1
	optName        = 2 // of the interface
	optDescription = 3 // of the interface
	optApplication = 4 // in a section header: the program that wrote it
	optResolution  = 9 // of the interface's times
)

const nanoseconds = 9 // as optResolution: 10 to the power of -9 seconds

// ngWriter writes a pcapng file of one section with one interface.
type ngWriter struct{ out []byte }

// block adds a block; the body is whole words already.
func (w *ngWriter) block(kind uint32, body []byte) {
	le := binary.LittleEndian
	size := uint32(12 + len(body))
	w.out = le.AppendUint32(le.AppendUint32(w.out, kind), size)
	w.out = le.AppendUint32(append(w.out, body...), size)
}

func (w *ngWriter) begin(o Options) {
	le := binary.LittleEndian
	section := le.AppendUint32(nil, byteOrderMagic)
	section = le.AppendUint16(le.AppendUint16(section, 1), 0) // version 1.0
	section = le.AppendUint64(section, 0xFFFF_FFFF_FFFF_FFFF) // length: not said
	section = option(section, optComment, []byte(o.Comment))  //
	section = option(section, optApplication, []byte("Popscope"))
	w.block(blockSection, le.AppendUint32(section, optEnd))

	iface := le.AppendUint16(le.AppendUint16(nil, linkEthernet), 0)
	iface = le.AppendUint32(iface, 0) // no limit on the octets of a packet
	iface = option(iface, optName, []byte("popscope"))
	iface = option(iface, optDescription, []byte("the client's end of the line"))
	iface = option(iface, optResolution, []byte{nanoseconds})
	w.block(blockInterface, le.AppendUint32(iface, optEnd))
}

// packet adds a packet. The time is nanoseconds since 1970.
func (w *ngWriter) packet(at uint64, octets []byte, comment string) {
	le := binary.LittleEndian
	p := le.AppendUint32(make([]byte, 0, 28+len(octets)+len(comment)), 0)
	p = le.AppendUint32(le.AppendUint32(p, uint32(at>>32)), uint32(at))
	p = le.AppendUint32(le.AppendUint32(p, uint32(len(octets))), uint32(len(octets)))
	p = pad(append(p, octets...), len(octets))
	if comment != "" {
		p = le.AppendUint32(option(p, optComment, []byte(comment)), optEnd)
	}
	w.block(blockPacket, p)
}

// option adds an option to a block's body; an empty one is left out.
func option(p []byte, code uint16, value []byte) []byte {
	if len(value) == 0 {
		return p
	}
	value = value[:min(len(value), 65535)]
	p = binary.LittleEndian.AppendUint16(p, code)
	p = binary.LittleEndian.AppendUint16(p, uint16(len(value)))
	return pad(append(p, value...), len(value))
}

// pad fills up to whole words behind n octets.
func pad(p []byte, n int) []byte {
	for ; n%4 != 0; n++ {
		p = append(p, 0)
	}
	return p
}

// clock makes nanoseconds since 1970 of a virtual time.
func clock(began time.Time, at time.Duration) uint64 {
	if began.Year() < 1970 || began.Year() > 2200 { // what nanoseconds can hold
		began = time.Unix(0, 0)
	}
	return uint64(began.UnixNano()) + uint64(max(at, 0))
}
