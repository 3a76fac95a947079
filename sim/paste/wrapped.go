package paste

import (
	"strings"

	"popscope/sim"
	"popscope/sim/wire"
)

// A mail program wraps what is longer than about 72 characters at a SPACE.
const (
	narrowest = 60 // no line that goes on is shorter
	narrow    = 70 // it would be longer with the next word
	widest    = 80
)

// wrapped gives the rest of what is said in line i, if a mail program has put
// it into lines of their own behind it, and how many these are.
func (r *reader) wrapped(i int, s speech, sentences bool) (rest string, n int) {
	if r.own || sentences || r.notation.unpacks || r.notation.carries || r.notation.quoted || s.inQuotes || r.showsBare(s.from) {
		return "", 0
	}
	for k := i + 1; k < len(r.lines) && len(r.speeches(k)) == 0; k++ {
		text := strings.TrimSpace(r.lines[k])
		if text == "" || text == "." || leavesOut(text) || describes(text) != "" || chatter(r.lines[k]) || connects(text) || r.table.speaks(text) {
			break
		}
		if _, over := heading(text); over || !r.filled(k-1, text) && !(n == 0 && s.from == sim.Client && r.token(k, text)) {
			break
		}
		rest, n = rest+" "+text, n+1
	}
	return rest, n
}

// showsBare reports whether lines without a mark may stand behind what a side
// says now because the transcript shows a response so.
func (r *reader) showsBare(from sim.Side) bool {
	t := r.live()
	switch {
	case t == nil || from == sim.Client:
		return false
	case t.within():
		return t.bare || t.frame == serverCounts
	}
	return len(t.asked) > 0 && t.asked[0].shape().Frame != wire.OneLine
}

// filled reports whether the next word did not fit into line i any more.
func (r *reader) filled(i int, next string) bool {
	n := len(strings.TrimRight(r.lines[i], " \t")) + r.quotes*len("> ")
	word, _, _ := strings.Cut(next, " ")
	return n >= narrowest && n <= widest && n+1+len(word) > narrow
}

// token reports whether line i holds but a digest or something in base64: the
// last argument of the command before, which the server answers next.
func (r *reader) token(i int, text string) bool {
	if len(text) < 16 || i+1 == len(r.lines) {
		return false
	}
	for _, c := range text {
		if !(c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z' || strings.ContainsRune("+/=", c)) {
			return false
		}
	}
	said := r.speeches(i + 1)
	return len(said) > 0 && said[0].from == sim.Server
}
