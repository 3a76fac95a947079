package show

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"popscope/sim"
	"popscope/sim/mime"
)

// LetterRequest asks for a message: with Mailbox and Item for the one in a
// maildrop on the server, with Conn and Message for what the client of a
// connection holds of it in this session. With Got it is what a device has of
// the message in the maildrop, from all its sessions.
type LetterRequest struct {
	Mailbox string `json:"mailbox,omitempty"` // the maildrop's unique name
	Item    int    `json:"item,omitempty"`    // does not change between sessions
	Conn    int    `json:"conn,omitempty"`    // from 1
	Message int    `json:"message,omitempty"` // message-number; 0: a whole mailbox (RFC 918)
	Got     bool   `json:"got,omitempty"`     // what Device has of it
	Device  string `json:"device,omitempty"`  // its name in the scenario; "": the learner
}

// Letter is a message as a person reads it: text, never HTML, and nothing
// decoded. Signs that a page cannot show, or that would disguise others, are
// replaced by ones that it can.
type Letter struct {
	Holds   string        `json:"holds"`          // "whole", "top", "part", "nothing"
	Part    string        `json:"part,omitempty"` // which one it is
	Seq     int           `json:"seq"`            // of the event that sent it; -1: it is the server's own copy
	Octets  int           `json:"octets"`         // of what is held, with CRLF at the end of each line
	Headers []HeaderField `json:"headers"`
	Body    []string      `json:"body"`           // lines
	Parts   []LetterPart  `json:"parts"`          // the message itself and the parts that it has, each followed by its own
	Clipped int           `json:"clipped"`        // octets that are not shown, for the message is long
	Note    string        `json:"note,omitempty"` // what the reader must know: why there is nothing, what was replaced or left out
}

// HeaderField is a field of a header. A line that is none has no name.
type HeaderField struct {
	Name  string `json:"name"`
	Value string `json:"value"` // unfolded
}

// LetterPart is a message or a part of one (RFC 2046).
type LetterPart struct {
	Name     string `json:"name"` // "0" is the message itself, "1" its first part, "1.2" the second part of that
	Type     string `json:"type"` // "text/plain"
	Encoding string `json:"encoding"`
	File     string `json:"file,omitempty"` // name of the file that it is
	Off      int    `json:"off"`            // octets from the start of the message
	Octets   int    `json:"octets"`         // header and all
}

// What a Letter shows of a long message.
const (
	LetterShown = 32 << 10 // octets
	PartsShown  = 100
)

// nothing is a letter that is not there, and why.
func nothing(note string) *Letter {
	return &Letter{Holds: "nothing", Seq: -1, Headers: []HeaderField{}, Body: []string{}, Parts: []LetterPart{}, Note: note}
}

// LetterOf is the message that is asked for, as it is at event seq.
func LetterOf(l *sim.Log, seq int, r *LetterRequest) (*Letter, error) {
	v, err := l.View(seq)
	if err != nil {
		return nil, err
	}
	events := l.Events()[:seq+1]
	switch w, world := l.Machine().(*sim.World); {
	case r.Got:
		return heldLetter(l, events, home(r)), nil
	case r.Conn > 0:
		return heldLetter(l, events, inHand(r)), nil
	case r.Mailbox == "":
		return nil, errors.New("a letter is asked for by its mailbox and item, or by a connection and a message-number")
	case world:
		return serverLetter(l, w, &v, r), nil
	}
	letter := heldLetter(l, events, overheard(r))
	if letter.Note = strings.TrimSpace("Nobody can look into this server: this is what it sent. " + letter.Note); letter.Holds == "nothing" {
		letter.Note = "Nobody can look into this server, and it has not sent this message yet."
	}
	return letter, nil
}

// serverLetter is a message in a maildrop of the simulated server.
func serverLetter(l *sim.Log, w *sim.World, v *sim.View, r *LetterRequest) *Letter {
	for i := range v.Maildrops {
		d := &v.Maildrops[i]
		for k := range d.Messages {
			m := &d.Messages[k]
			switch {
			case d.Mailbox != r.Mailbox || m.Item != r.Item:
			case m.Gone:
				return nothing("This message is gone from the server: it was removed, and nobody can bring it back.")
			default:
				return letterOf(stored(l, w, r.Item), "whole", -1)
			}
		}
	}
	return nothing("There is no such message in this maildrop now.")
}

// stored finds the octets of a message that is or was on the server. They never
// change, so any moment will do at which it is there.
func stored(l *sim.Log, w *sim.World, item int) []byte {
	if raw := onHost(w.Host(), item); raw != nil {
		return raw
	}
	if raw := onHost(sim.NewHost(w.Scenario()), item); raw != nil {
		return raw
	}
	events := l.Events()
	for i := range events {
		e := &events[i]
		if (e.Kind == sim.Delivered || e.Kind == sim.Stored) && e.Item == item {
			if m, err := l.At(e.Seq); err == nil {
				return onHost(m.(*sim.World).Host(), item)
			}
		}
	}
	return nil
}

func onHost(h *sim.Host, item int) []byte {
	for _, d := range h.Maildrops() {
		for _, m := range d.Messages() {
			if m.Item == item {
				return m.Raw
			}
		}
	}
	return nil
}

// holding says of an event whether it brings what is asked for, and whether it
// makes void all that came before.
type holding func(e *sim.Event) (brings, ends bool)

// inHand is what the client of a connection holds in this session, by the
// numbers that messages have in it.
func inHand(r *LetterRequest) holding {
	mailbox := ""
	return func(e *sim.Event) (brings, ends bool) {
		if e.Conn != r.Conn {
			return false, false
		}
		ends = e.Kind == sim.Opened
		if e.Kind == sim.Locked || e.Kind == sim.Learned && e.Mailbox != mailbox {
			mailbox = e.Mailbox
			ends = ends || r.Message > 0 // of another maildrop now
		}
		return e.Kind == sim.Held && e.Message == r.Message, ends
	}
}

// home is what a device has fetched at any time, be it with the whole mailbox.
// Who only listens knows messages by their numbers, and those mean something
// else in every session.
func home(r *LetterRequest) holding {
	conns := map[int]bool{} // that the device drives
	return func(e *sim.Event) (brings, ends bool) {
		if e.Kind == sim.Opened {
			conns[e.Conn] = e.Device == r.Device
		}
		mine := conns[e.Conn] && e.Mailbox == r.Mailbox
		return mine && e.Kind == sim.Held && (e.Item == r.Item || e.Message == 0), mine && e.Inferred && e.Kind == sim.Locked
	}
}

// overheard is what was seen of a message since its maildrop was opened.
func overheard(r *LetterRequest) holding {
	return func(e *sim.Event) (brings, ends bool) {
		mine := e.Mailbox == r.Mailbox
		return mine && e.Kind == sim.Held && e.Item == r.Item, mine && e.Kind == sim.Locked
	}
}

// heldLetter is the most that came of a message.
func heldLetter(l *sim.Log, events []sim.Event, is holding) *Letter {
	holds, part, from := "nothing", "", -1
	for i := range events {
		e := &events[i]
		brings, ends := is(e)
		if ends {
			holds, from = "nothing", -1
		}
		switch {
		case !brings:
		case e.Whole:
			holds, from = "whole", e.Seq
		case e.Part != "" && (holds == "nothing" || holds == "part"):
			holds, part, from = "part", e.Part, e.Seq
		case e.Part == "" && holds != "whole":
			holds, from = "top", e.Seq
		}
	}
	e := sent(events, from)
	if e == nil {
		return nothing("The client does not hold this message.")
	}
	t := transferOf(l.Machine().Profile(), events, e)
	letter := letterOf(t.octets, holds, e.Seq)
	if holds == "part" {
		letter.Part = part
	}
	return letter
}

// letterOf reads octets as a message.
func letterOf(raw []byte, holds string, seq int) *Letter {
	out := nothing("")
	out.Holds, out.Seq, out.Octets = holds, seq, len(raw)
	var p plain
	left, header := LetterShown, true
	for l := range sim.LinesOf(raw) {
		if left -= len(l) + len("\r\n"); left < 0 {
			out.Clipped += len(l) + len("\r\n")
			continue
		}
		switch {
		case header && len(l) == 0:
			header = false
		case !header:
			out.Body = append(out.Body, p.text(l))
		case (l[0] == ' ' || l[0] == '\t') && len(out.Headers) > 0:
			out.Headers[len(out.Headers)-1].Value += p.text(l)
		default:
			line := p.text(l)
			name, value, ok := strings.Cut(line, ":")
			if !ok {
				name, value = "", line
			}
			out.Headers = append(out.Headers, HeaderField{name, strings.TrimSpace(value)})
		}
	}
	out.Clipped = min(out.Clipped, len(raw)) // the last line may have no end
	out.parts(raw)
	out.Note = strings.TrimSpace(p.note() + out.note())
	return out
}

// note says what is not shown.
func (l *Letter) note() string {
	if l.Clipped == 0 {
		return ""
	}
	return fmt.Sprintf(" The message is long: %d of its %d octets are not shown.", l.Clipped, l.Octets)
}

// parts lists what the message consists of.
func (l *Letter) parts(raw []byte) {
	for i, p := range mime.Parts(raw) {
		if i == PartsShown {
			break
		}
		l.Parts = append(l.Parts, LetterPart{p.Name, p.Type, p.Encoding, p.File, p.Off, len(p.Text)})
	}
}

// plain makes text of octets that may be hostile.
type plain struct{ replaced int }

// text shows octets as UTF-8. Controls become their pictures, and whatever is
// not UTF-8, or would turn the direction of what stands around it, U+FFFD.
func (p *plain) text(octets []byte) string {
	var b strings.Builder
	for len(octets) > 0 {
		r, n := utf8.DecodeRune(octets)
		octets = octets[n:]
		switch {
		case r == '\t':
		case r < 0x20:
			r += 0x2400
			p.replaced++
		case r == 0x7F:
			r = 0x2421
			p.replaced++
		case r == utf8.RuneError || unicode.IsControl(r) || r >= 0x200E && r <= 0x200F || r >= 0x2028 && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
			r = utf8.RuneError
			p.replaced++
		}
		b.WriteRune(r)
	}
	return b.String()
}

func (p *plain) note() string {
	if p.replaced == 0 {
		return ""
	}
	return "It has signs that cannot be shown as they are; others stand for them. The octets have them all."
}
