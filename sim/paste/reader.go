package paste

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"popscope/sim"
)

// tick lies between one thing said and the next: a transcript tells no times.
const tick = 10 * time.Millisecond

// together is how many octets of one response go into one Input.
const together = 4 << 10

// reader puts Inputs together.
type reader struct {
	way
	pauser   *pauser
	out      Paste
	at       time.Duration
	last     sim.Side
	line     int // that is being read
	conns    int // connections so far
	talk     *talk
	talks    map[int]*talk // by the number in a heading
	fresh    bool          // a program says that it connects
	gap      bool          // something lies between what is said and what was said before
	full     int           // line with which a bound is reached; 0: none
	fullWhy  string
	margin   int      // how far in the marks stand
	ending   ending   // of a response, the one looked for last
	plain    bool     // a response has ended without a mark
	own      bool     // it is a transcript of Popscope's
	dry      bool     // only to see how well it fits: no Inputs
	asked    int      // line of the client's that nobody knows, until it is answered
	greeting string   // what the server says first
	commands Keywords // what the client says
	leak     int      // line that is the server's by its mark, and looks like a login
	notes
}

// talk is what is said on one connection.
type talk struct {
	dialogue
	id    int
	alive bool
	from  int  // line behind which such lines begin
	bare  bool // the response that goes on is made of lines without marks
	raw   bool // they are as they were on the wire, dots stuffed
	ends  bool // and among them is the one with the termination octet
	said  int  // lines
}

func newReader(w way, p *pauser) *reader {
	return &reader{way: w, pauser: p, at: -tick, talks: map[int]*talk{}, ending: ending{to: -1}}
}

// live is the connection that is talked on; nil: none is open.
func (r *reader) live() *talk {
	if r.talk != nil && r.talk.alive {
		return r.talk
	}
	return nil
}

// within reports whether a response has begun and not ended: what is in it is
// said, whatever it looks like.
func (r *reader) within() bool { return r.live() != nil && r.talk.within() }

func (r *reader) add(in sim.Input) {
	if r.dry || r.full > 0 {
		return
	}
	k := len(r.out.Inputs) - 1
	if in.Kind != sim.Octets || in.From != r.last {
		if k < 0 || r.out.Inputs[k].Kind != sim.Retold {
			r.at += tick
		}
	}
	r.last = in.From
	in.Conn, in.At = r.talk.id, r.at
	if in.Kind == sim.Octets && r.talk.within() && k >= 0 {
		if b := &r.out.Inputs[k]; b.Kind == sim.Octets && b.Conn == in.Conn && b.From == in.From && len(b.Data)+len(in.Data) <= together {
			b.Data = append(b.Data, in.Data...)
			return
		}
	}
	r.out.Inputs = append(r.out.Inputs, in)
	r.out.Lines = append(r.out.Lines, r.line)
}

// What is read of one text, for a Tap remembers each of them.
const (
	MaxSessions = 500  // sessions
	MaxWaiting  = 1000 // commands of one session that wait for their replies
)

// begin takes up another connection.
func (r *reader) begin() {
	if r.conns == MaxSessions {
		r.stop(fmt.Sprintf("there session %d begins", MaxSessions+1))
	}
	r.conns++
	had := r.talk
	r.talk = &talk{dialogue: dialogue{table: r.table}, id: r.conns, alive: true}
	for n, t := range r.talks {
		if t == had {
			r.talks[n] = r.talk
		}
	}
	r.fresh, r.gap, r.last = false, false, ""
	r.add(sim.Input{Kind: sim.Retold})
}

// stop reads no further than to this line.
func (r *reader) stop(why string) {
	if r.full == 0 {
		r.full, r.fullWhy = r.line, why
	}
}

// join takes part in a connection of which the beginning is missing.
func (r *reader) join() {
	r.joined.add(r.line)
	r.begin()
	r.talk.greeted = true
}

// connect opens a connection.
func (r *reader) connect() {
	r.begin()
	r.add(sim.Input{From: sim.Client, Kind: sim.Open})
}

// turnTo goes on with the connection of a heading.
func (r *reader) turnTo(n int) {
	r.mention()
	if r.talk != nil && len(r.talks) == 0 {
		r.talks[r.talk.id] = r.talk // it was the first, and had no heading
	}
	if t, ok := r.talks[n]; ok {
		r.talk = t
		return
	}
	r.talk = &talk{}
	r.talks[n] = r.talk
}

// say lets a side say a line.
func (r *reader) say(from sim.Side, line string) {
	r.mention()
	text, goes := strings.CutSuffix(line, goesOn)
	data := octets(text)
	if !goes {
		data = append(data, "\r\n"...)
	}
	if from == sim.Client {
		r.client(text, data)
	} else {
		r.server(text, data)
	}
	r.gap = false
	if t := r.talk; t != nil {
		t.said++
	}
}

func (r *reader) client(line string, data []byte) {
	if r.live() == nil || r.talk.over && len(r.talk.asked) == 0 || r.fresh && r.talk.said > 0 {
		r.join()
	}
	r.end()
	r.settle()
	if len(r.talk.asked) == MaxWaiting {
		r.stop(fmt.Sprintf("%d commands wait for their replies there, more than any server lets wait", MaxWaiting))
		return
	}
	exchange := r.talk.exchange != nil
	if r.dry && !exchange {
		r.commands.Add(line)
	}
	known := r.talk.client(strings.TrimSpace(line))
	switch {
	case known:
		r.fit.good++
		r.fit.known++
	case !exchange:
		r.asked = r.line
	}
	r.add(sim.Input{From: sim.Client, Kind: sim.Octets, Data: data})
}

// settle notes a line that nobody knew and nobody has answered.
func (r *reader) settle() {
	if r.asked > 0 {
		r.fit.spoil(1, r.asked, "it should be a client's command, and "+r.table.profile.Name+" has none like it")
	}
	r.asked = 0
}

func (r *reader) server(line string, data []byte) {
	text := strings.TrimSpace(line)
	t := r.live()
	speaks := t == nil || !t.within() || t.loose
	if speaks {
		speaks = r.table.speaks(text) || t != nil && !t.within() && len(t.asked) > 0 && r.table.speaks(strings.ToUpper(text))
	}
	due := false
	switch {
	case t == nil, r.fresh && t.said > 0 && speaks && len(t.asked) == 0:
		r.connect()
	case speaks && !t.within() && len(t.asked) == 0 && t.greeted && t.exchange == nil:
		switch {
		case t.over, r.gap && t.said > 0 && r.greets():
			r.connect()
		case r.gap:
			r.silent.add(r.line)
			r.add(sim.Input{From: sim.Client, Kind: sim.Missing})
			due = true
		}
	}
	t = r.talk
	if t.loose && speaks {
		t.frame, t.loose = clientSpeaks, false
	}
	counted := t.turn() == serverCounts
	due = due || len(t.asked) > 0 || !t.greeted
	if counted { // what is counted may end without CRLF
		left := t.left
		if t.frame != serverCounts {
			left = t.count
		}
		data = data[:max(min(len(data), left), len(data)-2)]
	}
	if speaks && !due {
		r.fit.spoil(1, r.line, "it begins as a server's reply does, and nothing is due")
	} else if speaks {
		r.fit.good++
		r.asked = 0
	}
	if !speaks && !t.within() && r.table.login(text) && r.leak == 0 && !r.unmarked {
		r.leak = r.line
	}
	if r.greeting == "" {
		r.greeting = text
	}
	r.add(sim.Input{From: sim.Server, Kind: sim.Octets, Data: data})
	switch {
	case !speaks:
		t.server(line)
	case r.table.speaks(text):
		t.server(text)
	default:
		t.server(strings.ToUpper(text))
	}
}

// hangUp lets a side end the connection.
func (r *reader) hangUp(side sim.Side, how sim.InputKind) {
	r.mention()
	if r.live() != nil {
		r.add(sim.Input{From: side, Kind: how})
		r.talk.alive = false
	}
}

// missing notes that n octets of a side are not in the transcript; 0: as many as
// are counted, or nobody knows.
func (r *reader) missing(from sim.Side, n int) {
	if from == sim.Server {
		if r.live() == nil {
			r.connect()
		}
		counted := r.talk.turn() == serverCounts
		if counted {
			n = max(n, r.talk.cutOff())
		}
	} else if r.live() == nil {
		r.join()
	}
	if n == 0 && r.lacks(from) {
		return // one gap, told in several lines
	}
	r.add(sim.Input{From: from, Kind: sim.Missing, N: n})
}

// hidden lets the client say a line that is not shown: a reply to it is due, and
// what it asks nobody knows.
func (r *reader) hidden(text string) {
	if r.live() == nil {
		r.join()
	}
	r.end()
	r.settle()
	r.talk.client(text)
	r.missing(sim.Client, 0)
}

// lacks reports whether the last that is known of a side on this connection is
// that octets are missing.
func (r *reader) lacks(from sim.Side) bool {
	k := len(r.out.Inputs) - 1
	if k < 0 {
		return false
	}
	in := r.out.Inputs[k]
	return in.Kind == sim.Missing && in.From == from && in.Conn == r.talk.id
}

// end deals with a response that has not ended when the client speaks: it was
// unpacked before it was shown, or the rest of it was never written down.
func (r *reader) end() {
	t := r.live()
	if t == nil || !t.within() {
		return
	}
	switch {
	case t.loose:
	case t.bare && !t.raw && t.frame == serverContinues:
		r.unpackedAt.add(t.from)
		r.add(sim.Input{From: sim.Server, Kind: sim.Octets, Data: []byte(".\r\n")})
	case t.frame == serverContinues && r.goesOnLater():
		t.bare = false
		return
	case r.lacks(sim.Server): // the rest of it, too
	default:
		r.unended.add(r.line)
		n := t.cutOff()
		r.add(sim.Input{From: sim.Server, Kind: sim.Missing, N: n})
	}
	t.cutOff()
	t.bare, t.raw, t.ends = false, false, false
}

var errSilent = errors.New("this transcript has marks, but nobody says anything in it")

// finish says what is left to be said.
func (r *reader) finish() (Paste, error) {
	r.settle()
	if r.leak > 0 {
		return Paste{}, refused(r.leak, "it is marked as the server's, and looks like a command by which a client logs in: who speaks cannot be told, and a password might be shown")
	}
	said := 0
	for _, in := range r.out.Inputs {
		if in.Kind == sim.Octets {
			said++
		}
	}
	if said == 0 {
		return Paste{}, errSilent
	}
	if r.within() { // what has come of it is to be seen
		r.line = len(r.lines)
		r.add(sim.Input{Kind: sim.Wait})
	}
	r.search()
	r.out.Profile = r.table.profile
	r.tell()
	return r.out, nil
}

// stuffed is a line of a response as it was before it was unpacked.
func stuffed(line string) string {
	if strings.HasPrefix(line, ".") {
		return "." + line
	}
	return line
}
