package pcap

import (
	"bytes"
	"encoding/binary"
	"strings"
	"time"
)

// A pcap file begins with one of these, in the byte order of the machine that
// wrote it.
const (
	magicMicro    = 0xA1B2C3D4
	magicNano     = 0xA1B23C4D
	magicModified = 0xA1B2CD34 // of Linux once: 8 octets more before each packet
)

// format is what a file is by its first octets.
type format struct {
	ng     bool             // pcapng
	order  binary.ByteOrder // of a pcap file; nil: it is none
	unit   time.Duration    // of the fractions of its times
	header int              // octets before each packet
	name   string           // why it is not read, where it is known what it is
}

// known are files that somebody may take for a capture that can be read, by how
// they begin.
var known = []struct{ begins, name string }{
	{"\x1F\x8B", "this file is compressed (gzip): unpack it first"},
	{"\x28\xB5\x2F\xFD", "this file is compressed (zstd): unpack it first"},
	{"\xFD7zXZ\x00", "this file is compressed (xz): unpack it first"},
	{"BZh91AY&SY", "this file is compressed (bzip2): unpack it first"},
	{"\x04\x22\x4D\x18", "this file is compressed (lz4): unpack it first"},
	{"PK\x03\x04", "this file is an archive (zip): unpack it first"},
	{"7z\xBC\xAF\x27\x1C", "this file is an archive (7z): unpack it first"},
	{"Rar!\x1A\x07", "this file is an archive (rar): unpack it first"},
	{"snoop\x00\x00\x00", "a capture of Solaris's snoop"},
	{"btsnoop\x00", "this file is a capture of Bluetooth: POP is not spoken there"},
	{"GMBU", "a capture of Microsoft Network Monitor 2"},
	{"RTSS", "a capture of Microsoft Network Monitor 1"},
	{"TRSNIFF data", "a capture of NAI's Sniffer"},
	{"XCP\x00", "a capture of NetXRay or Windows Sniffer"},
	{"iptrace ", "a capture of AIX's iptrace"},
	{"\x7Fver", "a capture of OmniPeek"},
	{"\xAA\xAA\xAA\xAA", "a capture of InfoVista's 5View"},
	{"\x01\x10\x4C\x00", "a capture of Novell's LANalyzer"},
	{"TR\x00d\x00", "a trace of HP-UX's nettl"},
	{"\x05VNF", "a capture of Visual Networks"},
}

// otherwise says of a capture what it is, and what can be done; of anything else
// that has been said.
func otherwise(name string) string {
	if !strings.HasPrefix(name, "a ") {
		return name
	}
	return "this file is " + name + ", which is not read here. Wireshark can save it as pcapng (editcap -F pcapng)"
}

// formatOf tells what a file is; the zero format is anything else.
func formatOf(file []byte) format {
	for _, k := range known {
		if bytes.HasPrefix(file, []byte(k.begins)) {
			return format{name: otherwise(k.name)}
		}
	}
	if len(file) < 4 {
		return format{}
	}
	if binary.BigEndian.Uint32(file) == blockSection {
		return format{ng: true}
	}
	for _, order := range []binary.ByteOrder{binary.BigEndian, binary.LittleEndian} {
		switch order.Uint32(file) {
		case magicMicro:
			return format{order: order, unit: time.Microsecond, header: 16}
		case magicNano:
			return format{order: order, unit: time.Nanosecond, header: 16}
		case magicModified:
			return format{order: order, unit: time.Microsecond, header: 24}
		}
	}
	switch {
	case isTrace(file):
		return format{name: "this file is a trace of Windows (.etl), which is not read here. Microsoft's etl2pcapng makes a capture of it"}
	case isPrinted(file):
		return format{name: "this file is what tcpdump prints, in which most octets are left out or cannot be told from others. Have it write a capture (tcpdump -w FILE)"}
	}
	return format{}
}

// isTrace reports whether a file begins as Windows's event traces do: with a
// buffer that says its own size, twice.
func isTrace(file []byte) bool {
	if len(file) < 0x68 {
		return false
	}
	le := binary.LittleEndian
	size := le.Uint32(file)
	return size >= 1024 && size <= 16<<20 && size&(size-1) == 0 && le.Uint32(file[4:]) <= size && le.Uint32(file[8:]) <= size &&
		(file[0x4A] == 1 || file[0x4A] == 2) && file[0x4B] == 0xC0 // the first event's header says what it is
}

// isPrinted reports whether a file is text in which tcpdump tells of a TCP
// segment.
func isPrinted(file []byte) bool {
	for line := range strings.Lines(string(file[:min(len(file), 2048)])) {
		_, rest, ok := strings.Cut(line, " IP")
		if from, to, both := strings.Cut(rest, " > "); ok && both && len(from) > 1 && strings.Contains(to, ": Flags [") {
			return true
		}
	}
	return false
}

// Recognizes reports whether a file begins as a capture does, or as something
// that somebody may take for one: what Read makes of anything else is not worth
// asking.
func Recognizes(file []byte) bool {
	f := formatOf(file)
	return f.ng || f.order != nil || f.name != ""
}
