package pcap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"time"

	"popscope/sim"
)

// What Read takes on. A file beyond the first two is refused; of connections
// beyond the last two, what is within the limit is shown, and a note says so.
const (
	MaxFile        = 128 << 20 // octets of a file
	MaxPackets     = 1 << 20   // packets of a file
	MaxConnections = 500       // POP connections of a file
	MaxOctets      = 32 << 20  // octets of data that one side of a connection sends
)

// maxCaptured is how many octets a packet may have; more is a broken file, for
// no program writes it.
const maxCaptured = 256 << 10

// Capture is what a file says of the POP connections in it.
type Capture struct {
	Inputs      []sim.Input  // for a sim.Tap; times count from the first packet of the file
	Connections []Connection // Connections[i] is number i+1 in the Inputs
	Notes       []string     // what a reader must know: what is missing, what was left out
	Began       time.Time    // of the first packet
}

// Connection says who spoke with whom.
type Connection struct {
	Client, Server string // address and port
	Port           int    // of the server
}

// Read finds the POP connections in a capture file: pcap (either byte order,
// microseconds or nanoseconds) or pcapng. An error names the place in the
// file.
func Read(file []byte) (Capture, error) {
	if len(file) > MaxFile {
		return Capture{}, fmt.Errorf("the file has %s octets: more than %s are not read", number(len(file)), number(MaxFile))
	}
	f := reader{file: file, order: binary.LittleEndian}
	if err := f.packets(); err != nil {
		return Capture{}, err
	}
	return f.tcp.capture(f.began)
}

// Recognizes reports whether a file begins as a capture does, or as one that is
// compressed: what Read makes of anything else is not worth asking.
func Recognizes(file []byte) bool {
	if len(file) < 4 {
		return false
	}
	be, le := binary.BigEndian.Uint32(file), binary.LittleEndian.Uint32(file)
	return be == blockSection || be>>16 == 0x1F8B || be == magicMicro || be == magicNano || le == magicMicro || le == magicNano
}

// reader goes through a file.
type reader struct {
	file   []byte
	at     int // octet of the file
	order  binary.ByteOrder
	count  int // packets so far
	began  time.Time
	before time.Time // time of the packet before
	tcp    table
}

// raw is a packet as it stands in the file.
type raw struct {
	at     time.Time
	link   int
	octets []byte
	cut    bool // the program that captured it did not keep all of it
}

// packets reads them all.
func (r *reader) packets() error {
	if len(r.file) < 4 {
		return errors.New("this is no capture file: it has only " + number(len(r.file)) + " octets")
	}
	be := binary.BigEndian.Uint32(r.file)
	switch le := binary.LittleEndian.Uint32(r.file); {
	case be == blockSection:
		return r.ng()
	case be == magicMicro || be == magicNano:
		r.order = binary.BigEndian
		return r.classic(be == magicNano)
	case le == magicMicro || le == magicNano:
		return r.classic(le == magicNano)
	case be>>16 == 0x1F8B:
		return errors.New("this file is compressed (gzip): unpack it first")
	}
	return fmt.Errorf("this is no capture file (pcap or pcapng): it begins with the octets % X", r.file[:4])
}

// take gives the next n octets; what they are is said if they are not there.
func (r *reader) take(n int, what string) ([]byte, error) {
	if n > len(r.file)-r.at {
		return nil, r.wrong("the file ends in the middle of %s: %s octets should follow, %s do", what, number(n), number(len(r.file)-r.at))
	}
	p := r.file[r.at : r.at+n]
	r.at += n
	return p, nil
}

// wrong is an error that names the place.
func (r *reader) wrong(format string, args ...any) error {
	where := "at octet " + number(r.at) + " of the file: "
	if r.count > 0 {
		where = "packet " + number(r.count) + ", " + where
	}
	return errors.New(where + fmt.Sprintf(format, args...))
}

// next counts a packet that begins here.
func (r *reader) next() error {
	if r.count++; r.count > MaxPackets {
		return r.wrong("more than %s packets are not read", number(MaxPackets))
	}
	return nil
}

// packet takes in a packet.
func (r *reader) packet(p raw) {
	if r.began.IsZero() {
		r.began, r.before = p.at, p.at
	}
	if p.at.Before(r.before) {
		p.at = r.before // the order in the file counts: two interfaces' clocks may differ
	}
	r.before = p.at
	r.tcp.packet(r.count, p.at.Sub(r.began), p)
}

// number writes a number as a person reads it: 2,340.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
