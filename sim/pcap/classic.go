package pcap

import "time"

// classic reads a pcap file: a header, then each packet with one of its own.
func (r *reader) classic(f format) error {
	header, err := r.take(24, "its header")
	if err != nil {
		return err
	}
	link := int(r.order.Uint32(header[20:]) & 0xFFFF) // above: whether frames end with a check sequence
	for r.at < len(r.file) {
		if err := r.next(); err != nil {
			return err
		}
		h, err := r.take(f.header, "a packet's header")
		if err != nil {
			return err
		}
		seconds, fraction := int64(r.order.Uint32(h)), int64(r.order.Uint32(h[4:]))
		kept, size := r.order.Uint32(h[8:]), r.order.Uint32(h[12:])
		octets, err := r.captured(kept)
		if err != nil {
			return err
		}
		r.packet(raw{time.Unix(seconds, fraction*int64(f.unit)), link, octets, kept < size})
	}
	return nil
}

// captured gives the octets of a packet.
func (r *reader) captured(n uint32) ([]byte, error) {
	if n > maxCaptured {
		r.at -= 8 // where it says so, near enough
		return nil, r.wrong("a packet of %s octets cannot be: the file is broken here or before", number(int(n)))
	}
	return r.take(int(n), "a packet")
}
