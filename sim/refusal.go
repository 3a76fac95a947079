package sim

import (
	"strconv"
	"strings"

	"popscope/sim/rfc"
)

// Refusal is a reason to refuse a command that no command has for itself
// alone. A profile says for each of them what the server replies and why.
type Refusal string

// The reasons.
const (
	LineTooLong    Refusal = "line too long"
	LineEndsInLF   Refusal = "line ends in LF alone"
	NotPrintable   Refusal = "octets that are not printable ASCII"
	EmptyLine      Refusal = "empty line"
	NoSuchCommand  Refusal = "unknown command"
	WrongState     Refusal = "wrong state"
	OutOfOrder     Refusal = "out of order"
	ArgMissing     Refusal = "argument missing"
	ArgSurplus     Refusal = "too many arguments"
	ArgEmpty       Refusal = "empty argument"
	ArgTooLong     Refusal = "argument too long"
	NotANumber     Refusal = "not a number"
	NoSuchMessage  Refusal = "no such message"
	AlreadyDeleted Refusal = "message already deleted"
)

// AllRefusals are all the reasons, for the test that a profile answers each.
var AllRefusals = []Refusal{
	LineTooLong, LineEndsInLF, NotPrintable, EmptyLine, NoSuchCommand, WrongState, OutOfOrder,
	ArgMissing, ArgSurplus, ArgEmpty, ArgTooLong, NotANumber, NoSuchMessage, AlreadyDeleted,
}

// Refused is what a profile answers for a Refusal. In both texts a word in
// braces stands for what is known about the command: {keyword} {usage} {state}
// {states} {before} {arg} {value} {max} {message} {count} {maybe}.
type Refused struct {
	Text    string // goes over the wire
	Explain string // for the learner
	Close   bool   // the server closes after it
	Why     rfc.Ref
}

// blanks are what a refusal can speak of.
type blanks map[string]string

// refuse makes the reply for a reason.
func (p *Profile) refuse(r Refusal, b blanks) Reply {
	for q := p; q != nil; q = q.Extends {
		if row, ok := q.Refusals[r]; ok {
			return row.reply(r, b)
		}
	}
	return Reply{Count: -1, Refusal: r, Text: string(r), Explain: string(r)}
}

// Closes reports whether the server closes the connection once it has refused
// something for that reason.
func (p *Profile) Closes(r Refusal) bool { return p.refuse(r, nil).Close }

// reply is the refusal of one line.
func (r Refused) reply(why Refusal, b blanks) Reply {
	return Reply{Count: -1, Refusal: why, Text: b.fill(r.Text), Explain: b.fill(r.Explain), Close: r.Close, Why: r.Why}
}

// fill puts the blanks into a text. A strings.Replacer would do the same, and
// bring 17 kB into the core module.
func (b blanks) fill(text string) string {
	out := ""
	for {
		from := strings.IndexByte(text, '{')
		if from < 0 {
			return out + text
		}
		name, rest, _ := strings.Cut(text[from+1:], "}")
		if v, ok := b[name]; ok {
			out, text = out+text[:from]+v, rest
		} else {
			out, text = out+text[:from+1], text[from+1:]
		}
	}
}

// about is what any refusal may say of a command.
func (p *Profile) about(asked parsed, at standing) blanks {
	b := blanks{"keyword": clip(asked.keyword), "state": string(at.state), "count": messages(max(at.count, 0)), "maybe": ""}
	c := asked.row
	if c == nil {
		if k := p.Suggest(asked.keyword); k != "" {
			b["maybe"] = " Did you mean " + k + "?"
		}
		return b
	}
	b["usage"] = c.Usage()
	b["before"] = c.After
	var in []string
	for _, x := range c.In {
		in = append(in, string(x))
	}
	b["states"] = strings.Join(in, " or ")
	return b
}

// clipped is how many octets clip leaves of what is too long.
const clipped = 37

// clip keeps what a learner typed short enough to be repeated in a reply.
func clip(s string) string {
	if len(s) > clipped+len("...") {
		return s[:clipped] + "..."
	}
	return s
}

// messages is "1 message", "2 messages".
func messages(n int) string { return plural(n, "message") }

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return strconv.Itoa(n) + " " + word + "s"
}
