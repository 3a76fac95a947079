package share

import (
	"bytes"
	"encoding/hex"
	"slices"
	"strings"

	"popscope/sim"
	"popscope/sim/digest"
	"popscope/sim/pop3"
	"popscope/sim/sasl"
	"popscope/sim/wire"
)

// data is what an input hands over, without its secrets. was is what came of it.
func (c *course) data(in sim.Input, was []sim.Event) []byte {
	if in.Kind != sim.Octets || in.From == sim.Server {
		return []byte(c.sweep(string(in.Data)))
	}
	var out []byte
	sent := 0
	for _, e := range was {
		// A device that runs meanwhile sends on a connection of its own.
		if e.Kind == sim.Sent && e.Side == sim.Client && e.Conn == in.Conn && sent+len(e.Octets) <= len(in.Data) &&
			bytes.Equal(e.Octets, in.Data[sent:sent+len(e.Octets)]) {
			out = append(out, c.line(e)...)
			sent += len(e.Octets)
		}
	}
	// What was never sent means nothing: it only was typed.
	for _, b := range in.Data[sent:] {
		if b > ' ' {
			b = '*'
		}
		out = append(out, b)
	}
	return out
}

// line is what a client sent, without its secrets.
func (c *course) line(e sim.Event) []byte {
	var out []byte
	c.hide(c.old.Events(), e.Seq, func(text string) { out = append(out, text...) })
	return out
}

// hide writes the octets of an event without its secrets, piece by piece.
func (h *hiding) hide(events []sim.Event, seq int, write func(string)) {
	e := events[seq]
	at := 0
	if from := h.stray(events, seq); from < len(e.Octets) {
		write(h.sweep(string(e.Octets[:from])) + letters(string(e.Octets[from:])))
		return
	}
	for _, s := range sim.Secrets(e) {
		if s.Off < at {
			continue
		}
		write(h.sweep(string(e.Octets[at:s.Off])))
		at = s.Off + s.Len
		write(h.instead(s.Token, string(e.Octets[s.Off:at]), events, seq))
	}
	write(h.sweep(string(e.Octets[at:])))
}

// stray is from where on a line means nothing and yet is one of a login: of
// another generation, or in an exchange that was never begun.
func (h *hiding) stray(events []sim.Event, seq int) int {
	e := events[seq]
	for _, s := range e.Spans {
		if s.Token == wire.Mechanism && s.Len > longestMechanism {
			return s.Off
		}
	}
	if !unknown(e) {
		return len(e.Octets)
	}
	if words := bytes.Fields(e.Octets); len(words) > 0 {
		switch strings.ToUpper(string(words[0])) {
		case "HELO", "APOP", "AUTH":
			return bytes.Index(e.Octets, words[0]) + len(words[0])
		}
	}
	tries := 4 // of somebody who goes on though AUTH was refused
	for i := seq - 1; i >= 0 && tries > 0; i-- {
		b := events[i]
		if b.Conn != e.Conn || b.Kind != sim.Sent || b.Side != sim.Client {
			continue
		}
		if tries--; slices.ContainsFunc(b.Spans, func(s wire.Span) bool { return s.Token == wire.Mechanism || s.Token == wire.Response }) ||
			bytes.HasPrefix(bytes.ToUpper(b.Octets), []byte("AUTH ")) {
			return 0
		}
		if !unknown(b) {
			break
		}
	}
	return len(e.Octets)
}

// longestMechanism is how many octets the name of one may have (RFC 4422 section
// 3.1): what is longer has only been taken for one.
const longestMechanism = 20

// unknown reports whether a line means nothing.
func unknown(e sim.Event) bool {
	return slices.ContainsFunc(e.Spans, func(s wire.Span) bool { return s.Token == wire.Unknown })
}

// instead is what stands for a secret as it was sent.
func (h *hiding) instead(t wire.Token, secret string, events []sim.Event, seq int) string {
	switch t {
	case wire.Password:
		return h.quoted(secret)
	case wire.Digest:
		stamp := before(events, seq, sim.Server, wire.Timestamp)
		return h.digest(secret, func(w string) string { return pop3.Digest(stamp, w) })
	case wire.Response, wire.Challenge:
		return h.response(secret, events, seq)
	}
	// Words that may have been meant as a password.
	words := strings.Split(secret, " ")
	for i, w := range words {
		words[i] = h.standIn(w)
	}
	return strings.Join(words, " ")
}

// quoted is the stand-in of a password as the protocol writes it.
func (h *hiding) quoted(secret string) string {
	q := string(h.profile.Quote)
	if h.profile.Quote == 0 || !strings.Contains(secret, q) {
		return h.standIn(secret)
	}
	var plain strings.Builder
	var marks []bool // which octets of the plain one have a mark before them
	for i := 0; i < len(secret); i++ {
		marked := secret[i] == h.profile.Quote && i+1 < len(secret)
		if marked {
			i++
		}
		plain.WriteByte(secret[i])
		marks = append(marks, marked)
	}
	var out strings.Builder
	for i, c := range []byte(h.standIn(plain.String())) {
		if marks[i] {
			out.WriteString(q)
		}
		out.WriteByte(c)
	}
	return out.String()
}

// digest is a digest made from the stand-in, if it can be told from which
// password it was made; else it is as wrong as it was.
func (h *hiding) digest(was string, from func(password string) string) string {
	for _, w := range h.rights {
		if from(w) == was {
			return from(h.standIn(w))
		}
	}
	return blind(was)
}

// blind keeps of a digest only what makes it one: hexadecimal digits.
func blind(s string) string {
	return each(s, func(c byte) byte {
		switch {
		case strings.IndexByte("0123456789abcdef", c) >= 0:
			return '0'
		case c > ' ' && c < 0x7F:
			return 'x'
		}
		return c
	})
}

// letters keeps of Base64 only what makes it that.
func letters(s string) string {
	return each(s, func(c byte) byte {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '+' || c == '/' {
			return 'A'
		}
		return c
	})
}

func each(s string, do func(byte) byte) string {
	out := []byte(s)
	for i, c := range out {
		out[i] = do(c)
	}
	return string(out)
}

// response is a response of AUTH.
func (h *hiding) response(line string, events []sim.Event, seq int) string {
	said, refused := sasl.DecodeInitial(line)
	if line == sasl.Cancel || refused == nil && len(said) == 0 {
		return line
	}
	if refused != nil {
		return letters(line)
	}
	text := string(said)
	name := strings.ToUpper(before(events, seq, sim.Client, wire.Mechanism))
	proof := strings.LastIndex(text, ",p=") + len(",p=")
	switch {
	case name == "PLAIN" && strings.Count(text, "\x00") == 2:
		at := strings.LastIndexByte(text, 0) + 1
		text = text[:at] + h.standIn(text[at:])
	case name == "CRAM-MD5" && strings.Contains(text, " "):
		challenge, _ := sasl.Decode(before(events, seq, sim.Server, wire.Challenge))
		at := strings.LastIndexByte(text, ' ') + 1
		text = text[:at] + h.digest(text[at:], func(w string) string {
			return hex.EncodeToString(digest.MD5.HMAC([]byte(w), challenge))
		})
	case name == "LOGIN" && first(events, seq), strings.HasPrefix(name, "SCRAM") && proof < len(",p="):
		text = h.sweep(text) // a name, a nonce
	case strings.HasPrefix(name, "SCRAM") && h.known(events, seq):
	case strings.HasPrefix(name, "SCRAM"):
		text = text[:proof] + letters(text[proof:])
	default:
		text = h.standIn(text)
	}
	return sasl.Encode([]byte(text))
}

// known reports whether a proof was made from a password that everybody knows:
// it was right, and the right ones are published.
func (h *hiding) known(events []sim.Event, seq int) bool {
	for _, e := range events[seq:] {
		if e.Conn == events[seq].Conn && e.Kind == sim.Replied && !e.Goes {
			return e.OK && len(h.public) > 0
		}
	}
	return false
}

// before is the last span of a kind that a side has sent by then.
func before(events []sim.Event, seq int, by sim.Side, t wire.Token) string {
	for i := seq; i >= 0; i-- {
		e := events[i]
		if e.Conn != events[seq].Conn || e.Kind != sim.Sent || e.Side != by {
			continue
		}
		for _, s := range e.Spans {
			if s.Token == t {
				return string(e.Octets[s.Off : s.Off+s.Len])
			}
		}
	}
	return ""
}

// first reports whether it is the first that the client says since AUTH.
func first(events []sim.Event, seq int) bool {
	has := func(e sim.Event, t wire.Token) bool {
		return slices.ContainsFunc(e.Spans, func(s wire.Span) bool { return s.Token == t })
	}
	if has(events[seq], wire.Mechanism) {
		return true // it came along with AUTH
	}
	for i := seq - 1; i >= 0; i-- {
		e := events[i]
		if e.Conn == events[seq].Conn && e.Kind == sim.Sent && e.Side == sim.Client {
			return has(e, wire.Mechanism) && !has(e, wire.Response)
		}
	}
	return false
}
