package pcap

import (
	"encoding/binary"
	"math/bits"
	"time"
)

// blockOldPacket is how packets stood in pcapng once.
const blockOldPacket = 2

// The options of an interface that are read.
const optOffset = 14 // seconds to be added to its times

// iface is an interface of a section: what its packets are, and how its times
// count.
type iface struct {
	link       int
	snap       uint32 // octets kept of a packet; 0: all
	resolution byte   // of its times: a power of 10, or with the highest bit of 2, below a second
	offset     int64  // seconds to be added to them
}

// ng reads a pcapng file: blocks, one after the other.
func (r *reader) ng() error {
	var faces []iface
	for r.at < len(r.file) {
		start := r.at
		kind, body, err := r.block()
		if err != nil {
			return err
		}
		switch kind {
		case blockSection:
			faces = nil
		case blockInterface:
			face, err := r.face(start, body)
			if err != nil {
				return err
			}
			faces = append(faces, face)
		case blockPacket, blockOldPacket, blockSimple:
			if err := r.ngPacket(start, kind, body, faces); err != nil {
				return err
			}
		}
	}
	return nil
}

// block reads a block. A section's first block also says in what byte order
// all the others are.
func (r *reader) block() (kind uint32, body []byte, err error) {
	start := r.at
	head, err := r.take(8, "a block")
	if err != nil {
		return 0, nil, err
	}
	kind = r.order.Uint32(head)
	if binary.BigEndian.Uint32(head) == blockSection {
		magic, err := r.take(4, "a section's first block")
		if err != nil {
			return 0, nil, err
		}
		r.at -= 4
		switch {
		case binary.LittleEndian.Uint32(magic) == byteOrderMagic:
			r.order = binary.LittleEndian
		case binary.BigEndian.Uint32(magic) == byteOrderMagic:
			r.order = binary.BigEndian
		default:
			return 0, nil, r.wrong("a section must begin with the octets 1A 2B 3C 4D or 4D 3C 2B 1A, which tell the byte order; these are % X", magic)
		}
		kind = blockSection
	}
	size := r.order.Uint32(head[4:])
	if size < 12 || size%4 != 0 || size > MaxFile {
		r.at = start + 4
		return 0, nil, r.wrong("a block of %s octets cannot be: the file is broken here or before", number(int(size)))
	}
	if body, err = r.take(int(size)-12, "a block"); err != nil {
		return 0, nil, err
	}
	tail, err := r.take(4, "a block")
	if err == nil && r.order.Uint32(tail) != size {
		r.at -= 4
		err = r.wrong("the block that begins at octet %s says that it has %s octets, and here, at its end, %s", number(start), number(int(size)), number(int(r.order.Uint32(tail))))
	}
	return kind, body, err
}

// face reads the description of an interface.
func (r *reader) face(start int, body []byte) (iface, error) {
	if len(body) < 8 {
		r.at = start
		return iface{}, r.wrong("the description of an interface has only %d octets", len(body))
	}
	face := iface{link: int(r.order.Uint16(body)), snap: r.order.Uint32(body[4:]), resolution: 6}
	for p := body[8:]; len(p) >= 4; {
		code, n := r.order.Uint16(p), int(r.order.Uint16(p[2:]))
		if code == optEnd || 4+n > len(p) {
			break
		}
		switch value := p[4 : 4+n]; {
		case code == optResolution && n == 1:
			face.resolution = value[0]
		case code == optOffset && n == 8:
			face.offset = int64(r.order.Uint64(value))
		}
		p = p[min(4+(n+3)/4*4, len(p)):]
	}
	return face, nil
}

// time makes a time of what a packet says.
func (f iface) time(ticks uint64) time.Time {
	if f.resolution&0x80 != 0 {
		shift := min(uint(f.resolution&0x7F), 63)
		high, low := bits.Mul64(ticks&(1<<shift-1), 1e9)
		nanos := low>>shift | high<<(64-shift)
		return time.Unix(int64(ticks>>shift)+f.offset, int64(nanos))
	}
	perSecond := uint64(1)
	for range min(f.resolution, 19) {
		perSecond *= 10
	}
	nanos := ticks % perSecond
	for r := f.resolution; r < nanoseconds; r++ {
		nanos *= 10
	}
	for r := min(f.resolution, 19); r > nanoseconds; r-- {
		nanos /= 10
	}
	return time.Unix(int64(ticks/perSecond)+f.offset, int64(nanos))
}

// ngPacket reads a packet: enhanced, simple, or as they once were.
func (r *reader) ngPacket(start int, kind uint32, body []byte, faces []iface) error {
	end := r.at
	r.at = start
	if err := r.next(); err != nil {
		return err
	}
	head := 20
	if kind == blockSimple {
		head = 4
	}
	if len(body) < head {
		return r.wrong("its block has only %d octets", len(body))
	}
	var face, kept, size uint32
	switch kind {
	case blockPacket:
		face = r.order.Uint32(body)
	case blockOldPacket:
		face = uint32(r.order.Uint16(body))
	}
	if int(face) >= len(faces) {
		return r.wrong("it says that it came through interface %d, which the file has not described", face)
	}
	f := faces[face]
	p := raw{at: r.before, link: f.link}
	if kind == blockSimple { // no time, and no length but that on the wire
		size = r.order.Uint32(body)
		kept = min(size, uint32(len(body)-head))
		if f.snap > 0 {
			kept = min(kept, f.snap)
		}
	} else {
		p.at = f.time(uint64(r.order.Uint32(body[4:]))<<32 | uint64(r.order.Uint32(body[8:])))
		kept, size = r.order.Uint32(body[12:]), r.order.Uint32(body[16:])
	}
	if int64(kept) > int64(len(body)-head) || kept > maxCaptured {
		return r.wrong("it should have %s octets, but there are %s", number(int(kept)), number(len(body)-head))
	}
	p.octets, p.cut = body[head:head+int(kept)], kept < size
	r.packet(p)
	r.at = end
	return nil
}
