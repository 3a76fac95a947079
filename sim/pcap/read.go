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
	Inputs      []sim.Input  // for a sim.Tap; times count from the first packet to come
	Connections []Connection // Connections[i] is number i+1 in the Inputs
	Notes       []string     // what a reader must know: what is missing, what was left out
	Began       time.Time    // of the first packet to come
}

// Connection says who spoke with whom.
type Connection struct {
	Client, Server string // address and port
	Port           int    // of the server
}

// Read finds the POP connections in a capture file: pcap (either byte order,
// microseconds or nanoseconds) or pcapng. A file that breaks off or is broken is
// read up to there, and a note says so. An error names the place in the file.
func Read(file []byte, which Which) (Capture, error) {
	if len(file) > MaxFile {
		return Capture{}, fmt.Errorf("the file has %s octets: more than %s are not read", number(len(file)), number(MaxFile))
	}
	r := reader{file: file, order: binary.LittleEndian}
	if err := r.packets(); err != nil {
		if r.read == 0 {
			return Capture{}, err
		}
		r.broken = err.Error()
	}
	return r.capture(which)
}

// reader goes through a file.
type reader struct {
	file   []byte
	at     int // octet of the file
	order  binary.ByteOrder
	count  int // packets so far, with that which is being read
	read   int // of these, whole ones
	began  time.Time
	before time.Time // time of the packet before
	back   oddity    // packets with an earlier time than that
	broken string    // where the file breaks off, and why; "": it does not
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
	switch f := formatOf(r.file); {
	case f.ng:
		return r.ng()
	case f.order != nil:
		r.order = f.order
		return r.classic(f)
	case f.name != "":
		return errors.New(f.name)
	case len(r.file) < 4:
		return errors.New("this is no capture file: it has only " + count(len(r.file), "octet"))
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
	came := p.at.Sub(r.began) // before 0, if the first packet of the file was not the first to come
	if p.at.Before(r.before) {
		p.at = r.before
		r.back.add(r.count)
	}
	r.before = p.at
	r.read++
	r.tcp.packet(r.count, p.at.Sub(r.began), came, p)
}

// number writes a number as a person reads it: 2,340.
func number(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
