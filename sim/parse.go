package sim

import (
	"strings"

	"popscope/sim/wire"
)

// parsed is a command line, taken apart by the table.
type parsed struct {
	keyword string   // upper case
	args    []string // without quoting; an empty one means two SPACEs, or one at the end
	row     *Command // nil: no such keyword
	goes    bool     // no command at all, but a line of the row's Exchange
	spans   []wire.Span
}

// parse takes a line apart. The row is the one for the state, if there is one.
func (p *Profile) parse(l wire.Line, in State) parsed {
	text := string(l.Text)
	word, rest, more := strings.Cut(text, " ")
	out := parsed{keyword: strings.ToUpper(word)}
	if second, after, on := strings.Cut(rest, " "); more {
		if both := strings.ToUpper(word + " " + second); p.Find(both, in) != nil {
			word, rest, more = text[:len(word)+1+len(second)], after, on
			out.keyword = both
		}
	}
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
			arg, rest, more = p.cut(rest)
		}
		out.label(at, len(arg), token)
		out.args = append(out.args, p.unquote(arg))
		at += len(arg)
	}
	out.end(l, at)
	return out
}

// cut finds the end of an argument: the first SPACE that is not quoted.
func (p *Profile) cut(text string) (arg, rest string, more bool) {
	if p.Quote == 0 {
		return strings.Cut(text, " ")
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case p.Quote:
			i++
		case ' ':
			return text[:i], text[i+1:], true
		}
	}
	return text, "", false
}

// unquote is an argument as it is meant.
func (p *Profile) unquote(arg string) string {
	if p.Quote == 0 || strings.IndexByte(arg, p.Quote) < 0 {
		return arg
	}
	var b strings.Builder
	for i := 0; i < len(arg); i++ {
		if arg[i] == p.Quote && i+1 < len(arg) {
			i++
		}
		b.WriteByte(arg[i])
	}
	return b.String()
}

// parseExchange labels a line of an exchange that is going on.
func parseExchange(l wire.Line, row *Command) parsed {
	out := parsed{keyword: row.Keyword, row: row, goes: true}
	text, token := l.Text, row.Exchange.Token
	if row.Exchange.Dotted && len(text) > 0 && text[0] == '.' {
		first := wire.StuffedOctet
		if len(text) == 1 {
			first = wire.TerminationOctet
		}
		out.label(0, 1, first)
		out.label(1, len(text)-1, token)
	} else {
		out.label(0, len(text), token)
	}
	out.end(l, len(text))
	return out
}

// end labels the end of the line.
func (c *parsed) end(l wire.Line, at int) {
	if n := len(l.Octets) - at; n == 1 {
		c.label(at, n, wire.BareLF)
	} else {
		c.label(at, n, wire.CRLF)
	}
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
	case len(c.row.Args) == 0:
		return wire.Surplus
	}
	last := c.row.Args[len(c.row.Args)-1]
	if last.Many || last.Token.Secret() {
		return last.Token // a slip of the space bar must not show what is secret
	}
	return wire.Surplus
}

func (c *parsed) label(off, n int, t wire.Token) {
	if n > 0 {
		c.spans = append(c.spans, wire.Span{Off: off, Len: n, Token: t})
	}
}

// every are the values of all arguments that are of a kind.
func (c *parsed) every(t wire.Token) []string {
	var values []string
	for i, v := range c.args {
		if !c.goes && c.token(i) == t {
			values = append(values, v)
		}
	}
	return values
}

// argument is the value of the argument that is of a kind, "" if there is none.
// SPACEs too many do not count: a server that lets them pass has skipped them.
func (c *parsed) argument(t wire.Token) string {
	if c.row == nil || c.goes {
		return ""
	}
	i := 0
	for _, value := range c.args {
		if value == "" {
			continue
		}
		if i < len(c.row.Args) && c.row.Args[i].Token == t {
			return value
		}
		i++
	}
	return ""
}
