package sim

import (
	"slices"
	"strings"

	"popscope/sim/wire"
)

// answer is a reply with all that it tells.
type answer struct {
	message wire.Message
	command parsed // what it answers; the zero value for the greeting
	line    string // that it answers, without CRLF
	asked   int    // seq of the event that sent the line; -1: nothing asked for it
	skip    int    // lines that wait before that one, and have no reply of their own
	row     *Command
	shape   wire.Shape // that the reply was read by
	greets  bool
	lost    bool   // not all was heard of the line that it answers
	unsure  bool   // it may answer another line that was not heard
	stray   bool   // no reply at all, but lines without a status indicator
	refused *Reply // what the table would refuse the command for; nil: nothing that can be seen from here
}

// learned are the facts that a reply states: the numbers of its first line,
// and one for each line of a listing. A size that names no message is that of
// the current one.
func (a answer) learned(current int) []Fact {
	if a.row == nil || !a.message.Reply.Positive {
		return nil
	}
	var facts []Fact
	var f Fact
	found, nobody := false, false // nobody: it is about message 0, and there is none
	flagged := slices.Contains(slices.Concat(a.shape.Line, a.shape.Each), wire.Flag)
	for _, s := range a.message.Spans {
		value := a.message.Octets[s.Off : s.Off+s.Len]
		n, _ := wire.Number(string(value))
		switch s.Token {
		case wire.MessageNumber:
			f.Message, found, nobody = n, true, n == 0
		case wire.MessageCount:
			f.Count, f.Counted, found = n, true, true
		case wire.Octets:
			f.Octets, f.Sized, found = n, true, true
		case wire.UniqueID:
			f.UniqueID = string(value)
		case wire.Flag:
			f.Flags = strings.TrimPrefix(f.Flags+" "+string(value), " ")
		case wire.CRLF:
			if f.Sized && !f.Counted && f.Message == 0 && !nobody && current < 0 {
				found = false // it is about a message, and nobody knows which
			} else if f.Sized && !f.Counted && f.Message == 0 && !nobody {
				f.Message = current
				// No octets: no message. Where there is no current one, it is the whole
				// mailbox that has none.
				found = f.Octets > 0 || current == 0 && a.row.Cursor == StayCursor
			}
			f.Flagged = flagged
			if found && !nobody && (f.Counted || f.Sized || f.UniqueID != "" || f.Flagged) { // a message-number alone says nothing
				facts = append(facts, f)
			}
			f, found, nobody = Fact{}, false, false
		}
	}
	return facts
}

// odd reports whether it is neither a yes nor a no.
func (a answer) odd() bool {
	r := a.message.Reply
	return r.Indicator == "" && !r.Positive
}

// shuts reports whether the reply is a refusal that leaves no maildrop open.
func (a answer) shuts() bool {
	return a.row != nil && a.row.Effect == ReadDrop && !a.message.Reply.Positive && a.refused == nil
}

// none reports whether the reply counts no messages: then nothing was locked.
func (a answer) none() bool {
	return a.message.Reply.Count == 0 && len(a.message.Spans) > 1 && a.message.Spans[1].Token == wire.MessageCount
}

// held is the event of the client having got a message, whole or in part; ok
// is false if the reply brings none.
func (a answer) held(current int) (e Event, ok bool) {
	if a.row == nil || a.command.goes || !a.message.Reply.Positive || a.message.Torn {
		return e, false
	}
	lines, size := a.message.Reply.Lines, 0
	n, _ := wire.Number(a.command.argument(wire.MessageNumber))
	part, subject := a.command.argument(wire.Part), ""
	switch {
	case a.message.Reply.Data != nil && current < 0:
		return e, false
	case a.message.Reply.Data != nil:
		n, size = current, len(a.message.Reply.Data)
		subject = (&Message{Raw: a.message.Reply.Data}).Field("Subject")
	case lines == nil || a.shape.Each != nil || n < 1:
		return e, false
	default:
		for _, l := range lines {
			size += len(l) + 2
		}
		subject = subjectOf(lines)
	}
	return Event{
		Kind: Held, Side: Client, Message: n, Keyword: a.command.keyword, Why: a.row.Ref(),
		Whole: !slices.ContainsFunc(a.row.Args, func(x Arg) bool { return x.Token == wire.LineCount }) && part == "", Part: part,
		Text:  subject,
		Facts: []Fact{{Message: n, Octets: size, Sized: true}},
	}, true
}

// subjectOf is what the header says that a message is about.
func subjectOf(lines [][]byte) string {
	for _, l := range lines {
		if len(l) == 0 {
			break
		}
		if v, ok := valueOf(l, "Subject"); ok {
			return v
		}
	}
	return ""
}

// flags are those that a reply lists, SPACE between them.
func (a answer) flags() string {
	var flags []string
	for _, s := range a.message.Spans {
		if s.Token == wire.Flag {
			flags = append(flags, string(a.message.Octets[s.Off:s.Off+s.Len]))
		}
	}
	return strings.Join(flags, " ")
}
