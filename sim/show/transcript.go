package show

import (
	"bytes"
	"slices"
	"strconv"
	"strings"

	"popscope/sim"
)

// Transcript is a session in the documents' own notation: a line for each line
// on the wire, in the order on the wire, C: for the client and S: for the
// server. Where there are several connections, a heading says which it is about
// from there on. Popscope reads it again, octet for octet, but for line ends: each
// line is taken to end with CRLF. Who gives it away masks the events first
// (sim.Masked).
func Transcript(events []sim.Event) string {
	several := slices.ContainsFunc(events, func(e sim.Event) bool { return e.Conn > 1 })
	var b strings.Builder
	conn := 0
	for _, e := range events {
		lines := TranscriptLines(e)
		if several && len(lines) > 0 && e.Conn != conn {
			conn = e.Conn
			b.WriteString(TranscriptHeading(conn))
			b.WriteByte('\n')
		}
		for _, l := range lines {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TranscriptHeading says that what follows is about a connection.
func TranscriptHeading(conn int) string { return "Connection " + strconv.Itoa(conn) }

// What stands in a transcript for what is done and not said, after RFC 1939
// section 10; and for the end of a line, where that has not come.
const (
	opened  = "<open connection>"
	closed  = "<close connection>"
	reset   = "<reset connection>"
	refused = "<refuse connection>"
	goesOn  = "<line goes on>"
)

// TranscriptLines are the lines that an event adds to a transcript; most
// events add none.
func TranscriptLines(e sim.Event) []string {
	who := map[sim.Side]string{sim.Client: "C: ", sim.Server: "S: "}[e.Side]
	switch e.Kind {
	case sim.Opened:
		return []string{who + opened}
	case sim.Hangup:
		switch e.Text {
		case sim.ByReset:
			return []string{who + reset}
		case sim.ByRefusal:
			return []string{who + refused}
		}
		return []string{who + closed}
	case sim.Gap:
		return []string{who + notRecorded(e)}
	case sim.Sent:
		var out []string
		for l := range bytes.Lines(e.Octets) {
			text, whole := bytes.CutSuffix(l, []byte("\n"))
			if whole {
				out = append(out, strings.TrimRight(who+visible(bytes.TrimSuffix(text, []byte("\r"))), " "))
			} else {
				out = append(out, who+visible(text)+goesOn)
			}
		}
		return out
	}
	return nil
}

// notRecorded stands for octets that nobody has recorded; as the documents put
// in "<the ...>" what they do not print.
func notRecorded(e sim.Event) string {
	if len(e.Facts) == 0 || !e.Facts[0].Sized {
		return "<the next octets were not recorded>"
	}
	if e.Facts[0].Octets == 1 {
		return "<the next octet was not recorded>"
	}
	return "<the next " + strconv.Itoa(e.Facts[0].Octets) + " octets were not recorded>"
}

// visible shows octets that are no printable ASCII as \xNN, so that a
// transcript is text whatever was sent; and those that would be misread: a SPACE
// at the end, what looks like \xNN itself, and the first of what looks like a
// remark on the session.
func visible(p []byte) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i, c := range p {
		switch {
		case c < 0x20 || c > 0x7E, c == ' ' && i == len(p)-1, i == 0 && remark(p),
			c == '\\' && i+3 < len(p) && p[i+1] == 'x' && strings.IndexByte(hex, p[i+2]) >= 0 && strings.IndexByte(hex, p[i+3]) >= 0,
			c == '<' && string(p[i:]) == goesOn:
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

// remark reports whether a line looks like one that says what is done, or that
// octets were left out.
func remark(p []byte) bool {
	if len(p) < 3 || strings.IndexByte("<[(", p[0]) < 0 {
		return false
	}
	for _, start := range []string{opened, closed, reset, refused, "<wait for ", "<the ", "[data of ", "(send the ", "[...]", "<...>", "(...)", "[snip", "<snip"} {
		if len(p) >= len(start) && strings.EqualFold(string(p[:len(start)]), start) {
			return true
		}
	}
	return false
}
