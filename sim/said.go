package sim

import (
	"bytes"
	"slices"
	"strings"

	"popscope/sim/wire"
)

// Said is a line, or what there is of it, put together from the pieces in which
// it was sent.
type Said struct {
	Octets  []byte      // with its line end, if that has come
	Pieces  []Piece     // tile Octets
	Secrets []wire.Span // of Octets, in order: what is hidden

	state    State // when it began
	exchange wire.Token
	server   bool // a server sent it, though it is like a client's
	tail     bool // it stands in a message, which may be about logins
}

// Piece is a part of a line: octets of one event.
type Piece struct {
	Event int // index among the events
	Off   int // in the event's octets
	Len   int
}

// talk is one connection as Mask goes through it.
type talk struct {
	state   State
	line    *Said // that the client has begun
	swapped bool  // what the client should have said stands with the server
	strayed bool  // the server's last line should have been a client's
}

// look goes through the events of one course, which have numbers from first on,
// and finds what is to be hidden.
func (m *Mask) look(events []Event, first int) {
	talks := map[int]*talk{}
	of := make([]*talk, len(events))
	from := len(m.lines)
	for i, e := range events {
		t := talks[e.Conn]
		if t == nil || e.Kind == Opened {
			t = &talk{state: m.profile.listening()}
			talks[e.Conn] = t
		}
		of[i] = t
		switch {
		case e.Kind == Changed && e.Side == Server:
			t.state = e.New
		case e.Kind == Sent && e.Side == Client:
			t.swapped = t.swapped || !m.past(t.state) && e.exchange() != wire.Data && m.replies(e.Octets)
			m.lines = append(m.lines, t.say(first+i, e)...)
		}
	}
	for i, e := range events {
		if e.Kind == Sent && e.Side == Server {
			m.lines = append(m.lines, m.reply(of[i], first+i, e)...)
		}
	}
	for _, s := range m.lines[from:] {
		m.decide(s)
	}
	m.spread(events, first)
}

// say adds what a client has sent to the line that it has begun, and gives each
// line that begins with it.
func (t *talk) say(i int, e Event) (begun []*Said) {
	for at := 0; at < len(e.Octets); {
		n := bytes.IndexByte(e.Octets[at:], '\n') + 1
		if n == 0 {
			n = len(e.Octets) - at
		}
		if t.line == nil {
			t.line = &Said{state: t.state}
			begun = append(begun, t.line)
		}
		s := t.line
		s.add(i, at, e.Octets[at:at+n])
		if x := e.exchange(); x != "" {
			s.exchange = x
		}
		if at += n; e.Octets[at-1] == '\n' {
			t.line = nil
		}
	}
	return begun
}

// add takes one piece more into the line.
func (s *Said) add(event, off int, octets []byte) {
	s.Octets = append(s.Octets, octets...)
	s.Pieces = append(s.Pieces, Piece{event, off, len(octets)})
}

// exchange is what the event holds of an exchange (Exchange.Token), if it is no
// command.
func (e Event) exchange() wire.Token {
	var t wire.Token
	for _, s := range e.Spans {
		switch s.Token {
		case wire.Keyword:
			return ""
		case wire.Response, wire.Data, wire.Ciphertext:
			t = s.Token
		}
	}
	return t
}

// replies reports whether octets begin as a server's reply does.
func (m *Mask) replies(octets []byte) bool {
	line, _, _ := bytes.Cut(octets, []byte("\n"))
	return m.profile.Speaks(strings.TrimRight(string(line), "\r"))
}

// past reports whether a session in that state is past its login: no command is
// valid in it by which a user identifies himself.
func (m *Mask) past(s State) bool {
	if s == m.profile.Initial || s == m.profile.listening() || s == "" || m.profile.state(s).Last {
		return false
	}
	return !slices.ContainsFunc(m.profile.AllCommands(), func(c *Command) bool { return c.Purpose == Identifying && c.in(s) })
}

// reply looks at what a server has sent, and gives the lines that should be a
// client's. Challenges are hidden at once.
func (m *Mask) reply(t *talk, i int, e Event) (stray []*Said) {
	for _, s := range e.Spans {
		if s.Token.Secret() {
			m.hide(i, s)
		}
	}
	for at, k := 0, 0; at < len(e.Octets); {
		n := bytes.IndexByte(e.Octets[at:], '\n') + 1
		if n == 0 {
			n = len(e.Octets) - at
		}
		for k < len(e.Spans) && e.Spans[k].Off+e.Spans[k].Len <= at {
			k++
		}
		first := wire.Unknown
		if k < len(e.Spans) {
			first = e.Spans[k].Token
		}
		line := e.Octets[at : at+n]
		if yes, tail := m.strays(t, e, line, first); yes {
			s := &Said{server: true, tail: tail}
			s.add(i, at, line)
			stray = append(stray, s)
		}
		at += n
	}
	return stray
}

// strays reports whether a line of a server's should be a client's: nothing
// says that it is a reply, or part of one, and it logs in, or follows what does,
// or the two sides are swapped. tail means that it stands in a message, which
// may be about logins.
func (m *Mask) strays(t *talk, e Event, line []byte, first wire.Token) (yes, tail bool) {
	switch first {
	case wire.StatusIndicator:
		t.strayed = false
		return false, false
	case wire.Ciphertext:
		return false, false
	case wire.Unknown, wire.Incomplete, wire.Text:
		t.strayed = t.strayed || m.profile.LogsIn(string(line))
		return t.strayed || t.swapped, false
	}
	word, argument, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
	return t.swapped || e.Inferred && argument != "" && slices.Contains(m.profile.logins(), word), !t.swapped
}

// logins are the keywords of the commands that log in.
func (p *Profile) logins() []string {
	var keywords []string
	for _, c := range p.AllCommands() {
		if c.Purpose == Identifying {
			keywords = append(keywords, c.Keyword)
		}
	}
	return keywords
}

// LogsIn reports whether a line begins as a command does that logs in, or
// nearly so.
func (p *Profile) LogsIn(line string) bool {
	words := strings.Fields(strings.TrimLeft(line, "> \t"))
	if len(words) == 0 {
		return false
	}
	first := strings.ToUpper(words[0])
	return slices.ContainsFunc(p.logins(), func(k string) bool { return strings.Contains(first, k) || distance(first, k) == 1 })
}

// decide finds the secrets of a line, and takes note of them.
func (m *Mask) decide(s *Said) {
	s.Secrets = m.secrets(s)
	if len(s.Secrets) == 0 || s.Secrets[0].Off > 0 {
		word, _, _ := strings.Cut(strings.TrimRight(string(s.Octets), "\r\n"), " ")
		m.shown[strings.ToUpper(word)] = true
	}
	for _, x := range s.Secrets {
		if !s.tail {
			m.learn(string(s.Octets[x.Off : x.Off+x.Len]))
		}
		at := 0
		for _, p := range s.Pieces {
			from, to := max(x.Off, at), min(x.Off+x.Len, at+p.Len)
			if from < to {
				m.hide(p.Event, wire.Span{Off: p.Off + from - at, Len: to - from, Token: x.Token})
			}
			at += p.Len
		}
	}
}

func (m *Mask) hide(event int, s wire.Span) { m.hidden[event] = append(m.hidden[event], s) }

// spread hides where octets arrive what was hidden where they were sent.
func (m *Mask) spread(events []Event, first int) {
	sent := map[int]int{}    // index of an event, by its number
	arrived := map[int]int{} // how many of its octets have arrived
	for i, e := range events {
		i += first
		switch e.Kind {
		case Sent:
			sent[e.Seq] = i
		case Arrived:
			from, ok := sent[e.Cause]
			if !ok {
				m.hide(i, wire.Span{Len: len(e.Octets), Token: wire.Unknown}) // nobody sent them
				continue
			}
			at := arrived[e.Cause]
			arrived[e.Cause] += len(e.Octets)
			for _, s := range m.hidden[from] {
				off, end := max(s.Off-at, 0), min(s.Off+s.Len-at, len(e.Octets))
				if off < end {
					m.hide(i, wire.Span{Off: off, Len: end - off, Token: s.Token})
				}
			}
		}
	}
}

// secrets are what of a line is not known to be harmless.
func (m *Mask) secrets(s *Said) []wire.Span {
	past := !s.server && m.past(s.state)
	end := len(bytes.TrimRight(s.Octets, "\r\n"))
	text := string(s.Octets[:end])
	switch {
	case s.exchange == wire.Ciphertext, s.exchange == wire.Data && past:
		return nil
	case s.exchange == wire.Response && text == "*": // it breaks the exchange off (RFC 5034 section 4)
		return nil
	case s.exchange != "":
		return whole(end, s.exchange)
	}
	octets := s.Octets
	if !bytes.HasSuffix(octets, []byte("\n")) {
		octets = slices.Concat(octets, []byte("\r\n")) // as far as it goes
	}
	r := wire.LineReader{Limit: len(octets)}
	l, _, _ := r.Next(octets)
	c := m.profile.parse(l, s.state)
	var out []wire.Span
	for i, span := range c.spans {
		if span.Off >= end {
			break
		}
		span.Len = min(span.Len, end-span.Off)
		word := text[span.Off : span.Off+span.Len]
		if !m.harmless(c.row, span.Token, word, past) && !(i == 0 && (past && couldBeKeyword(word) || m.indicates(word))) {
			out = append(out, span)
		}
	}
	return out
}

// whole is all of a line, without its end.
func whole(end int, t wire.Token) []wire.Span {
	if end == 0 {
		return nil
	}
	return []wire.Span{{Off: 0, Len: end, Token: t}}
}

// harmless reports whether a word is known to be no secret in its place: as a
// token of a command's line, before the login or past it.
func (m *Mask) harmless(row *Command, t wire.Token, word string, past bool) bool {
	switch t {
	case wire.Keyword, wire.Space, wire.CRLF, wire.BareLF:
		return true
	case wire.Name, wire.RemoteUser:
		return m.named(word)
	case wire.Password:
		return m.accounts.Published && m.accounts.Shown && slices.Contains(m.accounts.Passwords, m.profile.unquote(word))
	case wire.MessageNumber, wire.LineCount:
		n, ok := wire.Number(word)
		return ok && (past || n < leastPIN)
	case wire.Response:
		return word == "=" // nothing at all (RFC 5034 section 4)
	case wire.Digest, wire.Challenge, wire.Unknown, wire.Surplus:
		return false
	}
	if past && row != nil && row.Purpose != Identifying {
		return true
	}
	return m.inTable(row, t, word) || t == wire.MailboxName && (m.named(word) || word == m.profile.Inbox)
}

// leastPIN is from which number on one that is sent before the login may be a
// password.
const leastPIN = 1000

// inTable reports whether the table knows a word as no secret in that place.
func (m *Mask) inTable(row *Command, t wire.Token, word string) bool {
	return row != nil && slices.ContainsFunc(row.Args, func(a Arg) bool { return a.Token == t && a.Known != nil && a.Known(word) })
}

// named reports whether somebody or something has that name, and everybody
// knows.
func (m *Mask) named(word string) bool {
	word = m.profile.unquote(word)
	return word != "" && slices.ContainsFunc(m.accounts.Names, func(n string) bool { return strings.EqualFold(n, word) })
}

// indicates reports whether a word is a status indicator: a server's line with a
// client.
func (m *Mask) indicates(word string) bool {
	return slices.ContainsFunc(m.profile.Dialect.Indicators, func(i wire.Indicator) bool { return i.Octets == word })
}

// couldBeKeyword reports whether a word has the form of one (RFC 1939 section 3).
func couldBeKeyword(word string) bool {
	return len(word) <= 4 && strings.IndexFunc(word, func(r rune) bool { return (r|0x20) < 'a' || (r|0x20) > 'z' }) < 0
}
