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
	if in.Kind != sim.Octets {
		return []byte(c.sweep(string(in.Data)))
	}
	var out []byte
	for _, e := range sent(in, was) {
		out = append(out, c.sent(e)...)
	}
	// What was never sent means nothing: it only was typed.
	for _, b := range in.Data[len(out):] {
		if b > ' ' {
			b = '*'
		}
		out = append(out, b)
	}
	return out
}

// sent are the events by which the octets of an input were sent. was is what
// came of it.
func sent(in sim.Input, was []sim.Event) (by []sim.Event) {
	at := 0
	for _, e := range was {
		// A device that runs meanwhile sends on a connection of its own.
		if e.Kind == sim.Sent && e.Side == in.From && e.Conn == in.Conn && bytes.HasPrefix(in.Data[at:], e.Octets) {
			by = append(by, e)
			at += len(e.Octets)
		}
	}
	return by
}

// unsent are the octets of an input that were typed and never sent, because there
// was no connection.
func unsent(in sim.Input, was []sim.Event) string {
	if in.Kind != sim.Octets {
		return ""
	}
	at := 0
	for _, e := range sent(in, was) {
		at += len(e.Octets)
	}
	return string(in.Data[at:])
}

// sent are the octets of an event without its secrets, and as many.
func (c *course) sent(e sim.Event) []byte {
	if clean, ok := c.clean[e.Seq]; ok {
		return clean
	}
	return []byte(c.sweep(string(e.Octets)))
}

// cleaned are the octets of all events in which lines stand, without secrets.
func (h *hiding) cleaned(lines []*sim.Said, events []sim.Event) map[int][]byte {
	clean := map[int][]byte{}
	for _, s := range lines {
		line := h.line(s, events)
		for _, p := range s.Pieces {
			if clean[p.Event] == nil {
				clean[p.Event] = []byte(h.sweep(string(events[p.Event].Octets)))
			}
			copy(clean[p.Event][p.Off:p.Off+p.Len], line)
			line = line[p.Len:]
		}
	}
	return clean
}

// line is a line without its secrets, and as long.
func (h *hiding) line(s *sim.Said, events []sim.Event) []byte {
	var out []byte
	at := 0
	for _, x := range s.Secrets {
		out = append(out, h.sweep(string(s.Octets[at:x.Off]))...)
		at = x.Off + x.Len
		secret := string(s.Octets[x.Off:at])
		instead := h.instead(x.Token, secret, events, s.Pieces[len(s.Pieces)-1].Event)
		if len(instead) != len(secret) {
			instead = letters(secret)
		}
		out = append(out, instead...)
	}
	return append(out, h.sweep(string(s.Octets[at:]))...)
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
	words := strings.Split(secret, " ")
	for i, w := range words {
		words[i] = h.quoted(w)
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
	for _, w := range h.accounts.Passwords {
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
		if c > ' ' && c < 0x7F && c != '=' {
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
	if refused != nil || len(said) == 0 {
		return letters(line)
	}
	text := string(said)
	name := strings.ToUpper(before(events, seq, sim.Client, wire.Mechanism))
	switch {
	case name == "PLAIN" && strings.Count(text, "\x00") == 2:
		parts := strings.Split(text, "\x00")
		text = h.name(parts[0]) + "\x00" + h.name(parts[1]) + "\x00" + h.standIn(parts[2])
	case name == "CRAM-MD5" && strings.Contains(text, " "):
		challenge, _ := sasl.Decode(before(events, seq, sim.Server, wire.Challenge))
		at := strings.LastIndexByte(text, ' ')
		text = h.name(text[:at]) + " " + h.digest(text[at+1:], func(w string) string {
			return hex.EncodeToString(digest.MD5.HMAC([]byte(w), challenge))
		})
	case name == "LOGIN" && first(events, seq):
		text = h.name(text)
	case strings.HasPrefix(name, "SCRAM"):
		text = h.scram(text, events, seq)
	default:
		text = h.standIn(text)
	}
	return sasl.Encode([]byte(text))
}

// scram is a message of SCRAM (RFC 5802 section 7), its name and nonce replaced
// and its proof made worthless, unless everybody knows the password that it
// proves: then all of it must stay, for the proof is made of all.
func (h *hiding) scram(text string, events []sim.Event, seq int) string {
	if h.proven(events, seq) {
		return text
	}
	out := strings.Split(text, ",")
	for i, part := range out {
		key, value, ok := strings.Cut(part, "=")
		switch {
		case !ok || i == 0 && key == "c": // no attribute, or the header again
			if part != "" && part != "n" && part != "y" && !ok {
				out[i] = h.standIn(part)
			}
		case key == "n", key == "a":
			out[i] = key + "=" + h.name(value)
		case key == "r":
			out[i] = "r=" + h.nonce(value, events, seq)
		case key == "p":
			out[i] = "p=" + letters(value)
		default:
			out[i] = h.standIn(part)
		}
	}
	return strings.Join(out, ",")
}

// nonce is the client's nonce replaced, with what the server put behind it.
func (h *hiding) nonce(value string, events []sim.Event, seq int) string {
	challenge, _ := sasl.Decode(before(events, seq, sim.Server, wire.Challenge))
	both, _, _ := strings.Cut(strings.TrimPrefix(string(challenge), "r="), ",")
	const server = 18 // characters (Session.Nonce)
	if value == both && len(both) > server {
		at := len(both) - server
		return h.standIn(value[:at]) + value[at:]
	}
	return h.standIn(value)
}

// proven reports whether an exchange ends well, with a password that everybody
// can read.
func (h *hiding) proven(events []sim.Event, seq int) bool {
	for _, e := range events[seq:] {
		if e.Conn == events[seq].Conn && e.Kind == sim.Replied && !e.Goes && asked(events, e) >= seq {
			return e.OK && h.accounts.Published
		}
	}
	return false
}

// asked is the number of the event by which that was sent which a reply answers;
// -1: nothing was.
func asked(events []sim.Event, reply sim.Event) int {
	at := reply.Cause
	for at >= 0 && (events[at].Kind != sim.Sent || events[at].Side != sim.Client) {
		at = events[at].Cause
	}
	return at
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
