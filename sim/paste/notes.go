package paste

import (
	"fmt"
	"strings"
)

// notes are the lines of which a reader must know something.
type notes struct {
	skipped      places       // about the session, not of it
	joined       places       // the first of a connection whose beginning is missing
	absent       places       // only describe octets
	unended      places       // of a client that speaks before a response has ended
	unmarkedData places       // of a response, without a mark
	unpackedAt   places       // where a response begins that has no termination octet
	alike        places       // of a message, and look as if they had a mark
	repeats      places       // say again what others say
	stamps       places       // have something before the mark
	folded       places       // several in one
	silent       places       // answer something that the client's side of the text does not have
	eaten        places       // typed, and not sent
	lost         places       // nothing is said of: there must be none
	wraps        places       // go on with what is said in the line before
	told         []bool       // of each line: it is said, or a note tells of it
	again        map[int]bool // lines that another was found to repeat
}

func (r *reader) note(format string, args ...any) {
	r.out.Notes = append(r.out.Notes, fmt.Sprintf(format, args...))
}

// leave notes that a line is left out, and why.
func (r *reader) leave(why *places) {
	why.add(r.line)
	r.mention()
}

// mention notes that a line is not lost.
func (r *reader) mention() {
	if len(r.told) == 0 {
		r.told = make([]bool, len(r.lines))
	}
	r.told[r.line-1] = true
}

// search looks for lines of which nothing is said.
func (r *reader) search() {
	for i, l := range r.lines {
		if r.full > 0 && i+1 >= r.full {
			return
		}
		if strings.TrimSpace(l) != "" && (i >= len(r.told) || !r.told[i]) {
			r.lost.add(i + 1)
		}
	}
}

// tell says what a reader must know.
func (r *reader) tell() {
	if r.quotes > 0 {
		r.note("The text is quoted: the quoting is left out.")
	}
	if r.swapped {
		r.note("The marks (%s) are the other way round than usual, as in a server's log: so taken, the lines fit the protocol.", r.notation.name)
	}
	if r.apart.column != 0 {
		r.note("%s, told apart by what stands at the mark of each line.", count(len(r.apart.known), "session"))
	}
	for _, n := range []struct {
		at              *places
		one, many, what string
	}{
		{&r.stamps, "has", "have", "something before the mark, such as a date: that is left out."},
		{&r.joined, "begins", "begin", "in the middle of a session: what was said before, nobody can know."},
		{&r.skipped, "is", "are", "not said by either side, as far as can be told: left out as remarks."},
		{&r.repeats, "says", "say", "again what other lines say: left out."},
		{&r.eaten, "was", "were", "typed but not sent: openssl takes what begins with Q or R for a command of its own."},
		{&r.absent, "only describes", "only describe", "octets, or what was left out, and the transcript does not hold them: nothing stands in for them."},
		{&r.folded, "has", "have", "“[nl]”, by which hMailServer writes the end of a line: read as that."},
		{&r.silent, "answers", "answer", "something that the transcript does not have: what the client said is missing."},
		{&r.lost, "was", "were", "not understood: nothing that is shown holds it."},
		{&r.wraps, "goes", "go", "on with the line before, which was wrapped as mail programs do: joined to it with a SPACE."},
		{&r.unmarkedData, "has", "have", "no mark, within a response of the server: read as part of it."},
		{&r.alike, "begins", "begin", "as if with a mark, within a message that goes on behind: read as part of the message."},
	} {
		verb := n.many
		if n.at.count() == 1 {
			verb = n.one
		}
		if n.at.count() > 0 {
			r.note("%s %s %s", n.at.named(), verb, n.what)
		}
	}
	if s := &r.unended; s.count() > 0 {
		r.note("Before line %d%s the client speaks, and the end of the response before is not in the transcript.", s.runs[0][0], more(s.count()))
	}
	if s := &r.unpackedAt; s.count() > 0 {
		r.note("What follows line %d%s has no termination octet, as a program shows a response that it has unpacked: it was put in where the client speaks next, and dots were stuffed.", s.runs[0][0], more(s.count()))
	}
	if r.full > 0 {
		r.note("From line %d on nothing is read: %s.", r.full, r.fullWhy)
	}
	r.note("A transcript has no times and no line ends: each line is taken to end with CRLF, and to follow the one before.")
}

func more(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf(" (and %s)", count(n-1, "further place"))
}
