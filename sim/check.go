package sim

import (
	"bytes"
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"

	"popscope/sim/wire"
)

// standing is what a command is held against: where the session stands, as its
// server knows it, or as a Tap can tell.
type standing struct {
	state    State
	exchange string           // keyword of the exchange that the last reply left open
	count    int              // messages in the open maildrop; -1: nobody has said
	marked   func(n int) bool // whether message n is marked as deleted
}

// check holds a line against its row: first whether it is a line at all, then
// whether there is such a command, whether this is the moment for it, and last
// whether its arguments are right. The first thing that is wrong is answered;
// nil means that the command's Do has the word.
func (p *Profile) check(l wire.Line, c parsed, at standing) (Values, *Reply) {
	b := p.about(c, at)
	no := func(r Refusal) (Values, *Reply) {
		reply := p.refuse(r, b)
		return Values{}, &reply
	}
	switch {
	case l.Size > p.LineLimit:
		b["max"], b["value"] = strconv.Itoa(p.LineLimit), strconv.Itoa(l.Size)
		return no(LineTooLong)
	case l.Fault == wire.EndsInLF:
		return no(LineEndsInLF)
	case l.Fault == wire.Unprintable && !p.bears(l.Text, p.wide(c.row)):
		return no(NotPrintable)
	}
	switch row := c.row; {
	case c.keyword == "":
		return no(EmptyLine)
	case row == nil:
		return no(NoSuchCommand)
	case !row.in(at.state):
		return no(WrongState)
	case !row.timely(at.exchange):
		return no(OutOfOrder)
	case slices.Contains(c.args, ""):
		return no(ArgEmpty)
	case len(c.args) > len(row.Args) && !row.many():
		b["value"] = plural(len(c.args), "argument")
		return no(ArgSurplus)
	}
	v := Values{Words: c.args, Numbers: make([]int, len(c.args))}
	for i := range max(len(c.row.Args), len(c.args)) {
		a := c.row.Args[min(i, len(c.row.Args)-1)]
		b["arg"] = a.Name
		if i >= len(c.args) {
			if a.Optional {
				break
			}
			return no(ArgMissing)
		}
		b["value"], b["max"] = clip(c.args[i]), strconv.Itoa(a.Max)
		if r := at.checkArg(a, c.args[i], &v.Numbers[i]); r != "" {
			b["message"] = strconv.Itoa(v.Numbers[i])
			return no(r)
		}
		if a.Kind == MessageNum && at.count < 0 {
			// Whether there is such a message only the server knows: if not, that is
			// its reason, and not what may be wrong behind it.
			return v, nil
		}
	}
	return v, nil
}

// many reports whether there may be any number of arguments.
func (c *Command) many() bool { return len(c.Args) > 0 && c.Args[len(c.Args)-1].Many }

// timely reports whether the command may come in the middle of an exchange, or
// outside of any.
func (c *Command) timely(exchange string) bool {
	return (c.After == "" || c.After == exchange) && (c.NotAfter == "" || c.NotAfter != exchange)
}

// wide reports whether an argument of the row may hold UTF-8.
func (p *Profile) wide(row *Command) bool {
	return row != nil && slices.ContainsFunc(row.Args, func(a Arg) bool { return a.UTF8 != "" && p.Offers(a.UTF8) })
}

// bears reports whether a line may have octets that are not printable ASCII:
// each of them quoted, or all of them part of characters in UTF-8.
func (p *Profile) bears(text []byte, inUTF8 bool) bool {
	if inUTF8 && utf8.Valid(text) {
		return bytes.IndexFunc(text, unicode.IsControl) < 0
	}
	if p.Quote == 0 {
		return false
	}
	for i := 0; i < len(text); i++ {
		if text[i] == p.Quote {
			i++
			if i < len(text) && text[i] > 0x7F {
				return false
			}
		} else if text[i] < 0x20 || text[i] > 0x7E {
			return false
		}
	}
	return true
}

// checkArg reads one argument; what is wrong with it, or "".
func (at standing) checkArg(a Arg, word string, number *int) Refusal {
	switch {
	case a.Max > 0 && len(word) > a.Max:
		return ArgTooLong
	case a.Kind != MessageNum && a.Kind != Number:
		return ""
	}
	n, ok := wire.Number(word)
	if !ok {
		return NotANumber
	}
	*number = n
	switch {
	case a.Kind == Number:
		return ""
	case n < 1 || at.count >= 0 && n > at.count:
		return NoSuchMessage
	case at.marked(n):
		return AlreadyDeleted
	}
	return ""
}
