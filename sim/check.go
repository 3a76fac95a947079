package sim

import (
	"slices"
	"strconv"

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
	case l.Fault == wire.Unprintable:
		return no(NotPrintable)
	}
	switch row := c.row; {
	case c.keyword == "":
		return no(EmptyLine)
	case row == nil:
		return no(NoSuchCommand)
	case !row.in(at.state):
		return no(WrongState)
	case row.After != "" && row.After != at.exchange, row.NotAfter != "" && row.NotAfter == at.exchange:
		return no(OutOfOrder)
	case slices.Contains(c.args, ""):
		return no(ArgEmpty)
	case len(c.args) > len(row.Args):
		b["value"] = plural(len(c.args), "argument")
		return no(ArgSurplus)
	}
	v := Values{Words: c.args, Numbers: make([]int, len(c.args))}
	for i, a := range c.row.Args {
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
