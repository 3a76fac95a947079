package paste

import (
	"strings"

	"popscope/sim"
)

// speech is what one side says in a line: all behind its mark. The indent is
// not taken off yet.
type speech struct {
	from  sim.Side
	text  string
	stamp string // what stands before the mark: a date, a program's name

	id string // number of the mark itself: "S2:"

	inQuotes bool // mark and text stand in one pair of quotes
}

// notation is a way to mark who speaks.
type notation struct {
	name     string                    // for a note: "C: and S:"
	at       func(string) (mark, bool) // the mark with which a text begins
	tight    bool                      // the mark may stand right behind a digit, as in "4> STAT"
	carries  bool                      // a line without a mark is of the side that spoke before
	unpacks  bool                      // what a response holds is shown as it is, without marks (curl)
	prints   bool                      // people write it: a line without a mark may belong to a response
	repeats  map[string]string         // marks of lines that may only say what the line beside says: which mark that has
	stamped  bool                      // the mark stands behind something else
	shapes   map[string]bool           // of what may stand there; nil: anything
	twoInOne bool                      // the client's arrow stands behind its words (RFC 937)
	quoted   bool                      // what is said stands in quotes, as programs write strings
	bare     bool                      // poplib: the greeting stands there without a mark
}

// mark is one at the beginning of a text.
type mark struct {
	from sim.Side
	n    int // octets
	word string
	id   string // "2" in "S2:" and "S(2):"
}

// notations are the ways that are known. They are made when they are asked for:
// a browser that reads no transcript has no use for them.
func notations() []notation {
	return []notation{
		{name: "C: and S:", at: letters, prints: true},
		{name: "POP3> and POP3<", at: fetching},
		{name: "--> and <--", at: pair("-->", "<--")},
		{name: "-> and <-", at: pair("->", "<-")},
		{name: "→ and ←", at: pair("→", "←")},
		{name: ">>> and <<<", at: pair(">>>", "<<<")},
		{name: ">> and <<", at: pair(">>", "<<")},
		{name: "==> and <==", at: pair("==>", "<==")},
		{name: "=> and <=", at: pair("=>", "<=")},
		{name: "> and <", at: pair(">", "<"), unpacks: true, tight: true},
		{name: "> and <, without a space", at: joinedPair},
		{name: "arrows behind the client's words", twoInOne: true},
		{name: "*cmd* and *resp*", at: words("*", []string{"cmd", "put"}, []string{"resp", "get", "welcome"}), bare: true,
			repeats: map[string]string{"cmd": "put", "resp": "get"}},
		{name: "words such as SEND: and RECV:", at: words(":>]", sending, receiving)},
		{name: "addresses", at: addresses, carries: true},
	}
}

var (
	sending   = []string{"sending", "sent", "send", "wrote", "write", "writing", "out", "tx", "request", "command", "cmd", "snd"}
	receiving = []string{"received", "receiving", "receive", "recv", "read", "reading", "in", "rx", "response", "reply", "resp", "rcv", "rcvd"}
)

// pair are two fixed marks. What may be the beginning of a longer arrow is none
// of them; behind one octet alone there is a SPACE, or nothing.
func pair(client, server string) func(string) (mark, bool) {
	stands := func(s, m string) bool {
		rest, ok := strings.CutPrefix(s, m)
		switch {
		case !ok:
			return false
		case rest == "":
			return true
		case len(m) == 1:
			return rest[0] == ' ' || rest[0] == '\t'
		case rest[0] == '-':
			return strings.HasPrefix(rest, "-ERR")
		}
		return rest[0] != '<' && rest[0] != '>' && rest[0] != '='
	}
	return func(s string) (mark, bool) {
		switch {
		case stands(s, client):
			return mark{from: sim.Client, n: len(client)}, true
		case stands(s, server):
			return mark{from: sim.Server, n: len(server)}, true
		}
		return mark{}, false
	}
}

// joinedPair are > and < with what is said right behind them.
func joinedPair(s string) (mark, bool) {
	if len(s) < 2 || strings.IndexByte(" \t<>-=", s[1]) >= 0 && !strings.HasPrefix(s[1:], "-ERR") {
		return mark{}, false
	}
	switch s[0] {
	case '>':
		return mark{from: sim.Client, n: 1}, true
	case '<':
		return mark{from: sim.Server, n: 1}, true
	}
	return mark{}, false
}

// letters are the marks of the documents, also in bold type as Markdown has it.
func letters(s string) (mark, bool) {
	if t, bold := strings.CutPrefix(s, "**"); bold {
		m, ok := letters(t)
		if ok = ok && strings.HasPrefix(t[m.n:], "**"); ok {
			m.n += 4
		}
		return m, ok
	}
	t := s
	closer := ":>"
	if t != "" && (t[0] == '[' || t[0] == '(') {
		closer = map[byte]string{'[': "]", '(': ")"}[t[0]]
		t = t[1:]
	}
	n := 0
	for n < len(t) && n < 7 && (t[n]|0x20 >= 'a' && t[n]|0x20 <= 'z') {
		n++
	}
	var from sim.Side
	switch strings.ToLower(t[:n]) {
	case "c", "client", "cli":
		from = sim.Client
	case "s", "server", "srv":
		from = sim.Server
	default:
		return mark{}, false
	}
	if n == 1 && len(t) > 4 && closer == ":>" && t[1:3] == "->" && (t[3]|0x20 == 's' || t[3]|0x20 == 'c') {
		t, n = t[3:], 1 // "C->S: USER ada"
	}
	id := ""
	if digits := strings.TrimLeft(t[n:], "("); closer == ":>" && len(t)-n-len(digits) < 2 {
		id = digits[:len(digits)-len(strings.TrimLeft(digits, "0123456789"))]
		inside := n < len(t) && t[n] == '('
		if n = len(t) - len(digits) + len(id); inside {
			if id == "" || n >= len(t) || t[n] != ')' {
				return mark{}, false
			}
			n++
		}
	}
	if n >= len(t) || len(id) > 6 || !strings.ContainsRune(closer, rune(t[n])) {
		return mark{}, false
	}
	n++
	if closer != ":>" && n < len(t) && t[n] == ':' {
		n++
	}
	return mark{from: from, n: len(s) - len(t) + n, id: id}, true
}

// fetching are fetchmail's marks: "POP3> CAPA".
func fetching(s string) (mark, bool) {
	if len(s) < 5 || s[:3] != "POP" || s[3] < '1' || s[3] > '4' {
		return mark{}, false
	}
	switch s[4] {
	case '>':
		return mark{from: sim.Client, n: 5}, true
	case '<':
		return mark{from: sim.Server, n: 5}, true
	}
	return mark{}, false
}

// words are marks that are words and what closes them: "RECV:". Where they are
// closed by an asterisk, it opens them too.
func words(closers string, client, server []string) func(string) (mark, bool) {
	side := map[string]sim.Side{}
	for _, w := range client {
		side[w] = sim.Client
	}
	for _, w := range server {
		side[w] = sim.Server
	}
	return func(s string) (mark, bool) {
		at := 0
		if closers == "*" {
			if s == "" || s[0] != '*' {
				return mark{}, false
			}
			at = 1
		} else if strings.HasPrefix(s, "[") {
			at = 1
		}
		n := at
		for n < len(s) && n < 12 && (s[n]|0x20 >= 'a' && s[n]|0x20 <= 'z') {
			n++
		}
		if n == at || n >= len(s) {
			return mark{}, false
		}
		word := strings.ToLower(s[at:n])
		from, ok := side[word]
		if !ok {
			return mark{}, false
		}
		if s[n] == ' ' && n+1 < len(s) { // Evolution's "sending : USER ada"
			n++
		}
		if !strings.ContainsRune(closers, rune(s[n])) {
			return mark{}, false
		}
		return mark{from: from, n: n + 1, word: word}, true
	}
}

// addresses are tcpflow's marks: from where the octets go, and to where.
func addresses(s string) (mark, bool) {
	head, _, ok := strings.Cut(s, ": ")
	if !ok && strings.HasSuffix(s, ":") {
		head, ok = s[:len(s)-1], true
	}
	if !ok || len(head) > 100 {
		return mark{}, false
	}
	from, to, ok := strings.Cut(head, "-")
	if !ok || !address(from) || !address(to) {
		return mark{}, false
	}
	m := mark{from: sim.Client, n: len(head) + 1}
	if from > to {
		m.from = sim.Server
	}
	return m, true
}

// address reports whether a text is an address and a port, as tcpflow has them.
func address(s string) bool {
	dots := 0
	for _, c := range s {
		switch {
		case c == '.' || c == ':':
			dots++
		case c >= '0' && c <= '9', c >= 'a' && c <= 'f':
		default:
			return false
		}
	}
	return dots >= 4
}

// farthest is how far from the beginning of a line a mark may stand.
const farthest = 160

// read gives what is said in a line; nothing, if it has no mark.
func (n *notation) read(line string) []speech {
	if n.twoInOne {
		return behindWords(line)
	}
	at := len(line) - len(strings.TrimLeft(line, " \t"))
	if m, ok := n.at(line[at:]); ok && !n.stamped {
		return []speech{{from: m.from, text: line[at+m.n:], id: m.id}}
	} else if !n.stamped {
		return nil
	}
	for i := at + 1; i < len(line) && i < farthest; i++ {
		before := line[i-1]
		if !strings.ContainsRune(" \t:])|\"", rune(before)) && !(n.tight && before >= '0' && before <= '9') {
			continue
		}
		m, ok := n.at(line[i:])
		if !ok {
			continue
		}
		s := speech{from: m.from, text: line[i+m.n:], stamp: line[:i], id: m.id}
		if n.shapes != nil && !n.shapes[shape(s.stamp)] {
			return nil
		}
		if before == '"' {
			s.text, s.inQuotes = strings.TrimSuffix(s.text, `"`), true
		}
		return []speech{s}
	}
	return nil
}

// word is the mark's own word in a line, "" if it has none.
func (n *notation) word(line string) string {
	if n.at == nil || n.repeats == nil {
		return ""
	}
	m, _ := n.at(strings.TrimLeft(line, " \t"))
	return m.word
}

// shape is what a stamp looks like, whatever it says: "0-0-0 0:0:0 a: ".
func shape(stamp string) string {
	var b strings.Builder
	last := byte(0)
	for i := 0; i < len(stamp); i++ {
		c := stamp[i]
		switch {
		case c >= '0' && c <= '9':
			c = '0'
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= 0x80:
			c = 'a'
		}
		if c != last || c != '0' && c != 'a' && c != ' ' {
			b.WriteByte(c)
		}
		last = c
	}
	return b.String()
}

// behindWords reads a line of RFC 937, which puts the client's arrow behind its
// words, and both sides into one line.
func behindWords(line string) []speech {
	if text, ok := strings.CutPrefix(strings.TrimLeft(line, " \t"), "<--"); ok {
		return []speech{{from: sim.Server, text: text}}
	}
	before, after, ok := strings.Cut(line, "-->")
	if !ok || strings.TrimSpace(before) == "" {
		return nil
	}
	said := []speech{{from: sim.Client, text: " " + strings.TrimSpace(before)}}
	if text, ok := strings.CutPrefix(strings.TrimLeft(after, " \t"), "<--"); ok {
		said = append(said, speech{from: sim.Server, text: text})
	}
	return said
}

// other is the other side.
func other(s sim.Side) sim.Side {
	if s == sim.Client {
		return sim.Server
	}
	return sim.Client
}
