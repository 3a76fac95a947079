package wire

import (
	"bytes"
	"slices"
)

// LineFault says what is wrong with a command line before anyone asks what it
// means.
type LineFault string

// The faults of a line. The zero LineFault is none.
const (
	TooLong     LineFault = "too long"    // more octets than the limit
	EndsInLF    LineFault = "ends in LF"  // LF without CR before it
	Unprintable LineFault = "unprintable" // an octet outside printable ASCII (0x20 to 0x7E)
)

// Line is one line as it came, with its line end.
type Line struct {
	Octets []byte    // as received; no more than the limit when TooLong
	Text   []byte    // without the line end
	Size   int       // octets received, also those not kept
	Fault  LineFault // the first that applies, in the order of the constants
}

// LineReader cuts a stream of octets into lines. It keeps at most Limit octets,
// however long a line is.
type LineReader struct {
	Limit int // octets of a line with its line end
	buf   []byte
	size  int
}

// Next takes octets from p up to the end of a line. If the line is complete ok
// is true, and rest are the octets behind it; otherwise all of p is taken.
func (r *LineReader) Next(p []byte) (line Line, rest []byte, ok bool) {
	n := bytes.IndexByte(p, '\n')
	if n < 0 {
		r.keep(p)
		return Line{}, nil, false
	}
	r.keep(p[:n+1])
	line = NewLine(r.buf, r.size, r.Limit)
	r.buf, r.size = nil, 0
	return line, p[n+1:], true
}

// Held are the octets of a line that has not ended yet, as far as kept.
func (r *LineReader) Held() []byte { return r.buf }

// Clone is an independent copy.
func (r *LineReader) Clone() LineReader {
	return LineReader{Limit: r.Limit, buf: slices.Clip(r.buf), size: r.size}
}

func (r *LineReader) keep(p []byte) {
	r.size += len(p)
	if room := r.Limit - len(r.buf); len(p) > room {
		p = p[:max(room, 0)]
	}
	r.buf = append(r.buf, p...)
}

// NewLine is a line of size octets, of which those kept are at hand.
func NewLine(kept []byte, size, limit int) Line {
	l := Line{Octets: kept, Text: kept, Size: size}
	switch {
	case size > limit:
		l.Fault = TooLong
		return l
	case bytes.HasSuffix(kept, []byte("\r\n")):
		l.Text = kept[:len(kept)-2]
	default:
		l.Text = bytes.TrimSuffix(kept, []byte("\n"))
		l.Fault = EndsInLF
	}
	if l.Fault == "" && !Printable(l.Text) {
		l.Fault = Unprintable
	}
	return l
}

// Printable reports whether every octet is printable ASCII or SPACE.
func Printable(p []byte) bool {
	for _, c := range p {
		if c < 0x20 || c > 0x7E {
			return false
		}
	}
	return true
}
