package sim

import (
	"slices"
	"strconv"

	"popscope/sim/wire"
)

// check holds a line against its row: first whether it is a line at all, then
// whether there is such a command, whether this is the moment for it, and last
// whether its arguments are right. The first thing that is wrong is answered.
func (s *Session) check(l wire.Line, c parsed, exchange string) (Values, *Reply) {
	b := s.about(c.row, c.keyword)
	no := func(r Refusal) (Values, *Reply) {
		reply := s.profile.refuse(r, b)
		return Values{}, &reply
	}
	switch l.Fault {
	case wire.TooLong:
		b["max"], b["value"] = strconv.Itoa(s.profile.LineLimit), strconv.Itoa(l.Size)
		return no(LineTooLong)
	case wire.EndsInLF:
		return no(LineEndsInLF)
	case wire.Unprintable:
		return no(NotPrintable)
	}
	switch row := c.row; {
	case c.keyword == "":
		return no(EmptyLine)
	case row == nil:
		return no(NoSuchCommand)
	case !row.in(s.state):
		return no(WrongState)
	case row.After != "" && row.After != exchange, row.NotAfter != "" && row.NotAfter == exchange:
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
		if r := s.checkArg(a, c.args[i], &v.Numbers[i]); r != "" {
			b["message"] = strconv.Itoa(v.Numbers[i])
			return no(r)
		}
	}
	return v, nil
}

// checkArg reads one argument; what is wrong with it, or "".
func (s *Session) checkArg(a Arg, word string, number *int) Refusal {
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
	case n < 1 || n > len(s.view):
		return NoSuchMessage
	case s.marks[n-1]:
		return AlreadyDeleted
	}
	return ""
}
