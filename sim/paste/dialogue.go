package paste

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// turn says who speaks next, as far as the protocol's table tells.
type turn int

const (
	clientSpeaks    turn = iota // all that was asked is answered
	serverAnswers               // a reply is due, and begins with a status indicator
	serverContinues             // a multi-line response goes on to its termination octet
	serverCounts                // octets are due that were counted before
)

// dialogue follows who speaks on one connection, line by line. It knows the
// frames of the replies from the table, and no more: what they mean is for the
// Tap. Each line costs the same, however many went before.
type dialogue struct {
	table    *table
	greeted  bool
	spoken   bool // the client has said something
	in       bool // a command was let in that opens the maildrop
	asked    []question
	exchange *sim.Command // whose exchange the client's next line belongs to
	frame    turn         // serverContinues or serverCounts: within a response
	loose    bool         // its form is not the table's: it may end without a termination octet
	listing  bool         // its lines have fields, the first being a number
	inside   int          // lines of it with something in them
	left     int          // octets of it that are due
	count    int          // the last number behind a counting indicator
	over     bool         // the server has said farewell
}

// question is a line of the client that waits for its reply.
type question struct {
	row  *sim.Command // nil: no such command
	args int
	goes bool // it belongs to an exchange
	last bool // a positive reply ends the session
}

// table is a protocol's, made ready for looking up many lines.
type table struct {
	profile *sim.Profile
	rows    map[string]*sim.Command
	first   [256]bool // what a status indicator may begin with
	dialect wire.Dialect
}

func newTable(p *sim.Profile) *table {
	t := &table{profile: p, rows: map[string]*sim.Command{}, dialect: p.Dialect}
	for _, c := range p.AllCommands() {
		if _, ok := t.rows[c.Keyword]; !ok {
			t.rows[c.Keyword] = c
		}
	}
	for _, i := range p.Dialect.Indicators {
		t.first[i.Octets[0]] = true
	}
	return t
}

// reply reads the first line of a reply; ok is false if it begins with no
// status indicator.
func (t *table) reply(line string) (r wire.Reply, ok bool) {
	if line == "" || !t.first[line[0]] {
		return r, false
	}
	d := wire.Decoder{Dialect: &t.dialect}
	d.Feed([]byte(line + "\r\n"))
	m, ok := d.Next(wire.Shape{})
	return m.Reply, ok && m.Reply.Indicator != ""
}

// speaks reports whether a line begins as a reply does.
func (t *table) speaks(line string) bool {
	_, ok := t.reply(line)
	return ok
}

// command looks a line up.
func (t *table) command(line string) (row *sim.Command, args int) {
	words := strings.Fields(line)
	if len(words) == 0 {
		return nil, 0
	}
	if len(words) > 1 {
		if row := t.rows[strings.ToUpper(words[0]+" "+words[1])]; row != nil {
			return row, len(words) - 2
		}
	}
	return t.rows[strings.ToUpper(words[0])], len(words) - 1
}

// known reports whether a line is a command, with its keyword whole.
func (t *table) known(line string) bool {
	row, _ := t.command(line)
	return row != nil
}

// login reports whether a line looks like one by which a client says who it is.
func (t *table) login(line string) bool {
	row, args := t.command(line)
	return row != nil && row.Purpose == sim.Identifying && args > 0
}

// shape is the form of the positive reply to a question.
func (q question) shape() wire.Shape {
	switch {
	case q.row == nil:
		return wire.Shape{}
	case q.goes:
		return q.row.Exchange.Shape
	case q.row.Bare != nil && q.args < len(q.row.Args):
		return *q.row.Bare
	}
	return q.row.Shape
}

// turn says who speaks next.
func (d *dialogue) turn() turn {
	switch {
	case d.frame != clientSpeaks:
		return d.frame
	case len(d.asked) > 0:
		if s := d.asked[0].shape(); s.Bare && d.count > 0 {
			return serverCounts
		}
		return serverAnswers
	case !d.greeted && !d.spoken:
		return serverAnswers
	}
	return clientSpeaks
}

// within reports whether a response has begun and not ended.
func (d *dialogue) within() bool {
	return d.frame != clientSpeaks || d.turn() == serverCounts
}

// client notes a line of the client, and reports whether the table knows it.
func (d *dialogue) client(line string) bool {
	d.spoken, d.greeted = true, true
	if d.loose {
		d.frame, d.loose = clientSpeaks, false
	}
	if d.exchange != nil {
		if d.exchange.Exchange.Dotted && line != "." {
			return true
		}
		d.asked = append(d.asked, question{row: d.exchange, goes: true})
		return true
	}
	row, args := d.table.command(line)
	d.asked = append(d.asked, question{row: row, args: args, last: row != nil && row.Purpose == sim.Ending})
	return row != nil
}

// server notes a line of the server, and reports whether it may stand there.
func (d *dialogue) server(line string) bool {
	switch d.turn() {
	case serverContinues:
		if line == "." {
			d.frame, d.loose = clientSpeaks, false
		} else if line != "" {
			d.inside++
		}
		return true
	case serverCounts:
		d.counts(line)
		return true
	}
	r, ok := d.table.reply(line)
	if !ok {
		// The form of a reply that nobody knows, or the rest of something.
		due := len(d.asked) > 0
		d.frame, d.loose = serverContinues, true
		if line == "." {
			d.frame, d.loose = clientSpeaks, false
		}
		return !due && (d.greeted || !d.spoken)
	}
	if r.Count >= 0 {
		d.count = r.Count
	}
	if len(d.asked) == 0 {
		fits := !d.greeted && !r.Goes
		d.greeted = true
		return fits
	}
	q := d.asked[0]
	d.asked = d.asked[1:]
	d.answered(q, r)
	return true
}

// counts takes a line from the octets that are due.
func (d *dialogue) counts(line string) {
	if d.frame != serverCounts {
		d.frame, d.left = serverCounts, d.count
		d.asked = d.asked[1:]
	}
	if d.left -= len(line) + 2; d.left <= 0 {
		d.frame = clientSpeaks
	}
}

// answered goes on behind the first line of a reply.
func (d *dialogue) answered(q question, r wire.Reply) {
	x := (*sim.Exchange)(nil)
	if q.row != nil {
		x = q.row.Exchange
	}
	d.exchange, d.inside = nil, 0
	switch s := q.shape(); {
	case x != nil && (r.Goes || x.Dotted && r.Positive && !q.goes):
		d.exchange = q.row
	case r.Goes, !r.Positive:
	case s.Frame == wire.Dotted:
		d.frame, d.listing = serverContinues, len(s.Each) > 0 && s.Each[0] == wire.MessageNumber
	case s.Frame == wire.Counted && !s.Bare && d.count > 0:
		d.frame, d.left = serverCounts, d.count
	}
	if r.Positive && !r.Goes {
		d.over = d.over || q.last
		d.in = d.in || q.row != nil && (q.row.Effect == sim.LockDrop || q.row.Effect == sim.SwitchDrop)
	}
}

// cutOff notes that the rest of the response that is under way is not there. It
// gives how many octets that are, where they were counted.
func (d *dialogue) cutOff() int {
	n := 0
	switch {
	case d.frame == serverCounts:
		n = max(d.left, 0)
	case d.turn() == serverCounts:
		n = d.count
		d.asked = d.asked[1:]
	}
	d.frame, d.loose = clientSpeaks, false
	return n
}

// octets undoes the escapes of Popscope's own transcripts: \xNN stands for an
// octet that is no printable ASCII, or that would be misread.
func octets(line string) []byte {
	if strings.IndexByte(line, '\\') < 0 {
		return []byte(line)
	}
	out := make([]byte, 0, len(line))
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
	return c, h >= 0 && l >= 0 && (c <= ' ' || c > 0x7E || strings.IndexByte(`\<[(`, c) >= 0)
}
