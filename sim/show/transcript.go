package show

import (
	"bytes"
	"strings"

	"popscope/sim"
)

// Transcript is a session in the documents' own notation: a line for each line
// on the wire, C: for the client and S: for the server. Who gives it away masks
// the events first (sim.Masked).
func Transcript(events []sim.Event) string {
	var b strings.Builder
	for _, e := range events {
		for _, l := range TranscriptLines(e) {
			b.WriteString(l)
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// TranscriptLines are the lines that an event adds to a transcript; most
// events add none.
func TranscriptLines(e sim.Event) []string {
	who := map[sim.Side]string{sim.Client: "C: ", sim.Server: "S: "}[e.Side]
	switch e.Kind {
	case sim.Opened:
		return []string{who + "<open connection>"}
	case sim.Hangup:
		return []string{who + "<close connection>"}
	case sim.Sent:
		var out []string
		for l := range bytes.Lines(e.Octets) {
			l = bytes.TrimSuffix(bytes.TrimSuffix(l, []byte("\n")), []byte("\r"))
			out = append(out, strings.TrimRight(who+visible(l), " "))
		}
		return out
	}
	return nil
}

// visible shows octets that are no printable ASCII as \xNN, so that a
// transcript is text whatever was sent.
func visible(p []byte) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for _, c := range p {
		if c >= 0x20 && c <= 0x7E {
			b.WriteByte(c)
		} else {
			b.WriteString(`\x`)
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		}
	}
	return b.String()
}
