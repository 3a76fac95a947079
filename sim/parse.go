package sim

import (
	"strings"

	"popscope/sim/wire"
)

// parsed is a command line, taken apart by the table.
type parsed struct {
	keyword string   // upper case
	args    []string // as typed; an empty one means two SPACEs, or one at the end
	row     *Command // nil: no such keyword
	spans   []wire.Span
}

// parse takes a line apart. The row is the one for the state, if there is one.
func (p *Profile) parse(l wire.Line, in State) parsed {
	text := string(l.Text)
	word, rest, more := strings.Cut(text, " ")
	out := parsed{keyword: strings.ToUpper(word)}
	out.row = p.Find(out.keyword, in)
	first := wire.Keyword
	if out.row == nil {
		first = wire.Unknown
		out.keyword = clip(out.keyword)
	}
	out.label(0, len(word), first)
	at := len(word)
	for more {
		out.label(at, 1, wire.Space)
		at++
		arg, token := rest, out.token(len(out.args))
		more = false
		if !out.takesRest() {
			arg, rest, more = strings.Cut(rest, " ")
		}
		out.label(at, len(arg), token)
		out.args = append(out.args, arg)
		at += len(arg)
	}
	if end := len(l.Octets) - at; end == 1 {
		out.label(at, end, wire.BareLF)
	} else {
		out.label(at, end, wire.CRLF)
	}
	return out
}

// takesRest reports whether the next argument takes the rest of the line.
func (c *parsed) takesRest() bool {
	i := len(c.args)
	return c.row != nil && i < len(c.row.Args) && c.row.Args[i].Kind == RestOfLine
}

// token is what argument i is.
func (c *parsed) token(i int) wire.Token {
	switch {
	case c.row == nil:
		return wire.Unknown
	case i < len(c.row.Args):
		return c.row.Args[i].Token
	}
	return wire.Surplus
}

func (c *parsed) label(off, n int, t wire.Token) {
	if n > 0 {
		c.spans = append(c.spans, wire.Span{Off: off, Len: n, Token: t})
	}
}

// argument is the value of the argument that is of a kind, "" if there is none.
func (c *parsed) argument(t wire.Token) string {
	if c.row != nil {
		for i, a := range c.row.Args {
			if a.Token == t && i < len(c.args) {
				return c.args[i]
			}
		}
	}
	return ""
}

// spansOf labels a piece of what a client sends: a whole line, or the beginning
// of one.
func (p *Profile) spansOf(piece []byte, in State) parsed {
	r := wire.LineReader{Limit: len(piece)}
	l, _, whole := r.Next(piece)
	if !whole {
		return parsed{spans: []wire.Span{{Off: 0, Len: len(piece), Token: wire.Incomplete}}}
	}
	return p.parse(l, in)
}
