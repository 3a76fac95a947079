// Package paste makes a session out of a transcript that somebody pastes: as
// the documents print them (C: and S:), as programs write them (arrows), or as
// a terminal keeps them, where nobody has marked who speaks.
package paste

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"popscope/sim"
)

// What Read takes on.
const (
	MaxText = 8 << 20  // octets of a transcript
	MaxLine = 64 << 10 // octets of one line of it
)

// tick lies between one thing said and the next: a transcript tells no times.
const tick = 10 * time.Millisecond

// Paste is what was found in a transcript.
type Paste struct {
	Inputs []sim.Input // for a sim.Tap
	Notes  []string    // what a reader must know: what was left out, what was put in
}

// Read finds the session in a transcript. The protocol's table tells who
// speaks where the transcript does not. An error names the line.
func Read(text string, p *sim.Profile) (Paste, error) {
	lines, err := cut(text)
	if err != nil {
		return Paste{}, err
	}
	r := reader{profile: p, tap: sim.NewTap(p)}
	switch r.manner = style(lines, p); r.manner {
	case letters:
		r.marked(lines, letterMark)
	case arrows:
		r.marked(lines, arrowMark)
	case terminal:
		r.terminal(lines)
	default:
		return Paste{}, fmt.Errorf("this is no transcript: no line begins with C: or S:, with an arrow, or, as a %s server's, with %s", p.Name, indicators(p))
	}
	r.finish()
	if len(r.out.Inputs) < 2 {
		return Paste{}, errors.New("this transcript has marks, but nobody says anything in it")
	}
	r.note("A transcript has no times and no line ends: each line is taken to end with CRLF, and to follow the one before.")
	return r.out, nil
}

// indicators lists what a reply may begin with.
func indicators(p *sim.Profile) string {
	var all []string
	for _, i := range p.Dialect.Indicators {
		all = append(all, i.Octets)
	}
	return strings.Join(all, " or ")
}

// cut gives the lines of a text.
func cut(text string) ([]string, error) {
	if len(text) > MaxText {
		return nil, fmt.Errorf("the transcript has %d octets: more than %d are not read", len(text), MaxText)
	}
	text = strings.TrimPrefix(text, "\uFEFF") // which some editors put first
	lines := strings.Split(strings.TrimSuffix(text, "\n"), "\n")
	for i, l := range lines {
		l = strings.TrimSuffix(l, "\r")
		if len(l) > MaxLine {
			return nil, fmt.Errorf("line %d has %d octets: more than %d are not read", i+1, len(l), MaxLine)
		}
		if at := strings.IndexFunc(l, func(c rune) bool { return c < ' ' && c != '\t' || c == 0x7F }); at >= 0 {
			return nil, fmt.Errorf("line %d: the octet %02X does not belong into a transcript; write it as \\x%02X", i+1, l[at], l[at])
		}
		lines[i] = l
	}
	return lines, nil
}

// reader puts Inputs together.
type reader struct {
	profile *sim.Profile
	manner  manner
	tap     *sim.Tap // follows what was said so far, to tell whose turn it is
	out     Paste
	at      time.Duration
	conn    int // connections so far
	open    bool
	last    sim.Side
	bare    bool // the response that goes on is made of lines without marks
	skipped places
	absent  places
	standIn places
	put     places
}

// places are lines of which something is to be said once.
type places struct{ count, first int }

func (p *places) add(line int) {
	if p.count++; p.count == 1 {
		p.first = line
	}
}

func (r *reader) note(format string, args ...any) {
	r.out.Notes = append(r.out.Notes, fmt.Sprintf(format, args...))
}

func (r *reader) add(in sim.Input) {
	if in.From != r.last || in.Kind != sim.Octets {
		r.at += tick
	}
	r.last = in.From
	in.Conn, in.At = r.conn, r.at
	r.tap.Step(in)
	r.out.Inputs = append(r.out.Inputs, in)
}

// turn says who should speak next.
func (r *reader) turn() sim.Turn { return r.tap.Turn(r.conn) }

// join takes part in a connection of which the beginning is missing: the first
// that is heard is the client.
func (r *reader) join() {
	if r.open {
		return
	}
	r.conn++
	r.open = true
	r.note("The transcript begins in the middle of a session: what was said before, nobody can know.")
}

// connect opens a connection, if none is open.
func (r *reader) connect() {
	if r.open {
		return
	}
	r.conn++
	r.open = true
	if r.conn == 1 {
		r.at = -tick // the first thing happens at 0
	}
	r.add(sim.Input{From: sim.Client, Kind: sim.Open})
}

// say lets a side say a line.
func (r *reader) say(from sim.Side, line string) {
	if from == sim.Client {
		r.join()
		r.end()
	} else {
		r.connect()
	}
	r.add(sim.Input{From: from, Kind: sim.Octets, Data: append(octets(line), "\r\n"...)})
}

// hangUp lets a side close.
func (r *reader) hangUp(side sim.Side) {
	if r.open {
		r.end()
		r.add(sim.Input{From: side, Kind: sim.Close})
		r.open = false
	}
}

// finish says what is left to be said.
func (r *reader) finish() {
	if r.open {
		r.end()
	}
	if s := r.skipped; s.count > 0 {
		r.note("%s without a mark, the first being line %d: left out as remarks.", count(s.count, "line"), s.first)
	}
	if s := r.absent; s.count > 0 {
		r.note("Line %d only describes octets that the transcript does not hold%s; what is said of sizes may not fit.", s.first, more(s.count))
	}
	if s := r.standIn; s.count > 0 {
		r.note("Line %d only describes octets that the transcript does not hold%s: as many octets “?” stand in for them.", s.first, more(s.count))
	}
	if s := r.put; s.count > 0 {
		r.note("What follows line %d%s has no termination octet, as a program shows a response that it has unpacked: it was put in, and dots were stuffed.", s.first, more(s.count))
	}
}

func more(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (and %s)", count(n-1, "further place"))
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// octets undoes the escapes of Popscope's own transcripts: \xNN stands for an
// octet that is no printable ASCII.
func octets(line string) []byte {
	out := make([]byte, 0, len(line)+2)
	for i := 0; i < len(line); i++ {
		if i+3 < len(line) && line[i] == '\\' && line[i+1] == 'x' {
			if c, ok := octet(line[i+2], line[i+3]); ok {
				out = append(out, c)
				i += 3
				continue
			}
		}
		out = append(out, line[i])
	}
	return out
}

func octet(high, low byte) (byte, bool) {
	const hex = "0123456789ABCDEF"
	h, l := strings.IndexByte(hex, high), strings.IndexByte(hex, low)
	c := byte(h<<4 | l)
	return c, h >= 0 && l >= 0 && (c < 0x20 || c > 0x7E)
}
