package mbox

import (
	"bytes"
	"errors"
	"sort"
	"strconv"
	"strings"
)

// box is an mbox file that is being read.
type box struct {
	lines  []line
	dates  bool // its From_ lines have dates
	exact  bool // of messages whose Content-Length fits, no line is quoted (mboxcl2)
	out    Messages
	quoted struct{ lines, several int }
	cut    int // lines that look like a From_ line, and begin no message
	tops   int // lines ">From ..." above a header
	empty  int // messages without a line
	headless,
	more, internal int
}

// readBox reads an mbox file.
func readBox(lines []line) (Messages, error) {
	b := box{lines: lines, dates: separator(lines[0].text), out: Messages{Form: "mbox"}}
	b.exact = b.unquoted()
	for i := 0; i < len(lines); {
		i = b.message(i + 1)
	}
	if len(b.out.Messages) == 0 {
		if b.internal > 0 {
			return Messages{Form: "mbox"}, errors.New("it is an mbox file with nothing in it but what a mail program keeps there for itself")
		}
		return Messages{Form: "mbox"}, errors.New("it is an mbox file without a message")
	}
	b.tell()
	return b.out, nil
}

// begins reports whether line i is a From_ line that begins a message: a header
// field follows, or nothing at all. If the From_ lines of the file have no date,
// an empty line has to be before it.
func (b *box) begins(i int) bool {
	l := b.lines[i].text
	if !bytes.HasPrefix(l, []byte("From ")) {
		return false
	}
	if b.dates && !separator(l) || !b.dates && len(b.lines[i-1].text) > 0 {
		return false
	}
	if i+1 == len(b.lines) {
		return true
	}
	next := b.lines[i+1].text
	return len(next) == 0 || field(next) || quotedFrom(next) || b.dates && separator(next)
}

// message reads a message from line i on, and gives the line of the next From_.
func (b *box) message(i int) int {
	for i < len(b.lines) && quotedFrom(b.lines[i].text) && b.headedFrom(i) {
		b.tops++
		i++
	}
	end, counted := b.length(i)
	if !counted {
		for end = i; end < len(b.lines) && !b.begins(end); end++ {
			if separator(b.lines[end].text) {
				b.cut++
			}
		}
	}
	next := end
	if counted {
		for next < len(b.lines) && !b.begins(next) {
			next++ // the empty line behind it belongs to the box
		}
	} else if end > i && len(b.lines[end-1].text) == 0 {
		end-- // as here
	}
	b.add(b.lines[i:end], counted)
	return next
}

// headedFrom reports whether a header, or another such line, follows line i.
func (b *box) headedFrom(i int) bool {
	return i+1 < len(b.lines) && (field(b.lines[i+1].text) || quotedFrom(b.lines[i+1].text))
}

// length is where a message ends by its Content-Length, if that fits: there the
// file ends, or an empty line and a From_ line follow.
func (b *box) length(i int) (end int, ok bool) {
	size := -1
	for ; i < len(b.lines) && len(b.lines[i].text) > 0; i++ {
		name, value, found := strings.Cut(string(b.lines[i].text), ":")
		if found && strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			if n, err := strconv.Atoi(strings.TrimSpace(value)); err == nil && n >= 0 {
				size = n
			}
		}
		if i > 0 && b.dates && b.begins(i) {
			return 0, false
		}
	}
	if size < 0 || i >= len(b.lines) {
		return 0, false
	}
	i++ // the empty line behind the header
	if i >= len(b.lines) {
		return i, size == 0
	}
	to := b.lines[i].at + size
	k := i + sort.Search(len(b.lines)-i, func(k int) bool { return b.lines[i+k].at >= to })
	if k == len(b.lines) {
		return k, b.lines[k-1].at+b.lines[k-1].size == to
	}
	if b.lines[k].at != to {
		return 0, false
	}
	after := k
	if len(b.lines[after].text) == 0 {
		after++
	}
	return k, after == len(b.lines) || after > i && b.begins(after)
}

// unquoted reports whether a message whose Content-Length fits has a From_ line
// in its text, or one that begins with "From ": then such lines are not quoted.
func (b *box) unquoted() bool {
	for i := 0; i < len(b.lines); {
		end, ok := b.length(i + 1)
		if !ok {
			for i++; i < len(b.lines) && !b.begins(i); i++ {
			}
			continue
		}
		for k := i + 1; k < end; k++ {
			if bytes.HasPrefix(b.lines[k].text, []byte("From ")) {
				return true
			}
		}
		for i = end; i < len(b.lines) && !b.begins(i); i++ {
		}
	}
	return false
}

// internalData is the subject of what some programs keep in a mailbox for
// themselves, in the form of a message.
const internalData = "DON'T DELETE THIS MESSAGE -- FOLDER INTERNAL DATA"

// add puts a message to the others.
func (b *box) add(lines []line, counted bool) {
	if len(lines) == 0 {
		b.empty++
		return
	}
	var message []byte
	for _, l := range lines {
		text := l.text
		if quotedFrom(text) && !(counted && b.exact) {
			b.quoted.lines++
			if text[1] == '>' {
				b.quoted.several++
			}
			text = text[1:]
		}
		message = append(append(message, text...), "\r\n"...)
	}
	switch {
	case Subject(message) == internalData:
		b.internal++
	case len(b.out.Messages) == MaxMessages:
		b.more++
	default:
		if !field(lines[0].text) {
			b.headless++
		}
		b.out.Messages = append(b.out.Messages, message)
	}
}

// tell says what was changed and what was left out.
func (b *box) tell() {
	out := &b.out
	if b.quoted.lines > 0 {
		how := "The kind of the file, mboxo or mboxrd, can't be told from it; should it be an mboxo file, some of these may have begun so before it was written."
		if b.quoted.several > 0 {
			how = "Some had several: this is an mboxrd file, where nothing is lost by that."
		}
		out.note("%s of messages had a > before “From ”, so that none is taken for the beginning of a message. One > each was taken away. %s", count(b.quoted.lines, "line"), how)
	}
	if b.exact {
		out.note("The file tells the length of each message (mboxcl2): lines that begin with “From ” or “>From ” are as they were.")
	}
	if b.cut > 0 {
		out.note("%s like one between messages, with an address and a date, but without a header behind it: left in the message.", looks(b.cut))
	}
	if b.tops > 0 {
		out.note("%s “>From ...” between a “From ” line and a header left out: no header field, but a “From ” line that was quoted.", count(b.tops, "line"))
	}
	if b.internal > 0 {
		out.note("%s left out that a mail program keeps in the file for itself (“Folder internal data”).", count(b.internal, "message"))
	}
	if b.empty > 0 {
		out.note("%s without a single line left out.", count(b.empty, "message"))
	}
	if b.headless > 0 {
		out.note("%s without a header: perhaps a line “From ” of a text was not quoted, and has cut a message in two.", count(b.headless, "message"))
	}
	if b.more > 0 {
		out.note("%s left out: %d are the most that are read.", count(b.more, "message"), MaxMessages)
	}
}

func looks(n int) string {
	if n == 1 {
		return "1 line looks"
	}
	return strconv.Itoa(n) + " lines look"
}
