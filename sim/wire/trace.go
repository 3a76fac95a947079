package wire

// Fate is what becomes of an octet that a Decoder reads.
type Fate int

// The fates.
const (
	Undecided   Fate = iota // only what comes behind it can tell
	Kept                    // handed on as it is: of the first line, or of the message
	EndsLine                // CR or LF that ends a line
	Unstuffed               // dropped: a stuffed octet
	EndsReply               // of the line with the termination octet
	Superfluous             // behind the end: the next reply begins here
)

// Stage is where a Decoder stands between two octets.
type Stage struct {
	Name    string // "start of line"
	Meaning string
	Holds   int   // octets that it has read, and cannot yet tell what they are
	Token   Token // that it has to do with, for the glossary
}

// Way leads from one Stage to the next, by one octet.
type Way struct {
	From, To int    // index into Stages
	On       string // the octet: "CR", "LF", "."; "" is any other
	If       string // what must hold besides; "" is nothing
	Fates    []Fate // of the octets held so far and of this one, as far as it decides them
	Meaning  string
}

// The stages, by their index.
const (
	inFirst = iota
	firstCR
	lineStart
	inLine
	lineCR
	dotFirst
	dotCR
	counting
	over
)

// Stages are those in which a Decoder can stand while it reads one reply.
var Stages = []Stage{
	{"first line", "Inside the first line. What it says decides how the reply goes on.", 0, StatusIndicator},
	{"first line, CR", "CR has come. If LF is next, the first line ends; if not, the CR belongs to it.", 1, CRLF},
	{"start of line", "A line begins. A dot would mean something here, and nowhere else.", 0, TerminationOctet},
	{"inside a line", "Inside a line. Dots mean nothing here.", 0, Body},
	{"CR", "CR has come. If LF is next, the line ends; if not, the CR belongs to the line.", 1, CRLF},
	{"dot", "A dot began the line. It is stuffed and has to go, or it stands alone and ends the reply: what follows tells.", 1, StuffedOctet},
	{"dot, CR", "A dot and CR, and nothing else on the line so far. If LF is next, the reply is over.", 2, TerminationOctet},
	{"counting", "So many octets are still to come. None of them means anything: they are counted.", 0, Octets},
	{"end", "The reply is whole. Whatever comes now belongs to the next.", 0, ""},
}

// The conditions of Ways.
const (
	oneLine   = "the reply has one line"
	moreLines = "more lines follow"
	octets    = "octets follow"
	noOctets  = "no octets follow"
	moreToGo  = "more octets are due"
	lastOne   = "it is the last one due"
)

// Ways are all that a Decoder can do with one octet, for every kind of reply.
var Ways = []Way{
	{inFirst, firstCR, "CR", "", nil, "This may be the end of the line."},
	{inFirst, over, "LF", oneLine, []Fate{EndsLine}, "The line ends, though without CR, and with it the reply."},
	{inFirst, lineStart, "LF", moreLines, []Fate{EndsLine}, "The line ends, though without CR."},
	{inFirst, counting, "LF", octets, []Fate{EndsLine}, "The line ends, though without CR."},
	{inFirst, over, "LF", noOctets, []Fate{EndsLine}, "The line ends, though without CR, and none of the octets is due."},
	{inFirst, inFirst, "", "", []Fate{Kept}, "An octet of the first line."},
	{firstCR, over, "LF", oneLine, []Fate{EndsLine, EndsLine}, "CR LF: the line ends, and with it the reply."},
	{firstCR, lineStart, "LF", moreLines, []Fate{EndsLine, EndsLine}, "CR LF: the first line ends."},
	{firstCR, counting, "LF", octets, []Fate{EndsLine, EndsLine}, "CR LF: the first line ends."},
	{firstCR, over, "LF", noOctets, []Fate{EndsLine, EndsLine}, "CR LF: the line ends, and no octets are due."},
	{firstCR, firstCR, "CR", "", []Fate{Kept}, "The CR before was no line end. This one may be."},
	{firstCR, inFirst, "", "", []Fate{Kept, Kept}, "The CR before was no line end."},
	{lineStart, lineCR, "CR", "", nil, "This may be the end of an empty line."},
	{lineStart, dotFirst, ".", "", nil, "A dot at the start of a line: wait for what follows."},
	{lineStart, inLine, "", "", []Fate{Kept}, "An octet of the message."},
	{inLine, lineCR, "CR", "", nil, "This may be the end of the line."},
	{inLine, inLine, "", "", []Fate{Kept}, "An octet of the message. LF alone ends no line."},
	{lineCR, lineStart, "LF", "", []Fate{EndsLine, EndsLine}, "CR LF: the line ends."},
	{lineCR, lineCR, "CR", "", []Fate{Kept}, "The CR before was no line end. This one may be."},
	{lineCR, inLine, "", "", []Fate{Kept, Kept}, "The CR before was no line end: it belongs to the message."},
	{dotFirst, dotCR, "CR", "", nil, "This may be the end of the reply."},
	{dotFirst, inLine, "", "", []Fate{Unstuffed, Kept}, "More follows on the line: the dot before was stuffed, and is dropped."},
	{dotCR, over, "LF", "", []Fate{EndsReply, EndsReply, EndsReply}, "A dot alone on its line: the reply is over."},
	{dotCR, lineCR, "CR", "", []Fate{Unstuffed, Kept}, "The dot did not stand alone: it was stuffed, and is dropped."},
	{dotCR, inLine, "", "", []Fate{Unstuffed, Kept, Kept}, "The dot did not stand alone: it was stuffed, and is dropped."},
	{counting, counting, "", moreToGo, []Fate{Kept}, "One of the octets that were counted."},
	{counting, over, "", lastOne, []Fate{Kept}, "The last of the octets that were counted: nothing else marks the end."},
}

// Trace is how a Decoder reads one reply, octet by octet.
type Trace struct {
	Start int    // the Stage before the first octet
	Ways  []int  // of each octet up to the end of the reply, index into Ways
	Fates []Fate // of every octet
	Whole bool   // the reply has come to its end
}

// Follow traces how a Decoder reads octets that begin with a reply of that
// shape. Of a Bare one count octets are due.
func Follow(d *Dialect, s Shape, count int, p []byte) Trace {
	t := Trace{Fates: make([]Fate, len(p))}
	if s.Bare {
		t.Start = counting
		if count <= 0 {
			t.Start = over
		}
	}
	at := t.Start
	for i, c := range p {
		if at == over {
			t.Fates[i] = Superfluous
			continue
		}
		given := ""
		switch {
		case at == counting && count > 1:
			given = moreToGo
		case at == counting:
			given = lastOne
		case c == '\n' && at <= firstCR:
			given, count = d.behind(p[:i-Stages[at].Holds], s, count)
		}
		n := way(at, c, given)
		for k, f := range Ways[n].Fates {
			t.Fates[i-Stages[at].Holds+k] = f
		}
		if at == counting {
			count--
		}
		at = Ways[n].To
		t.Ways = append(t.Ways, n)
	}
	t.Whole = at == over
	return t
}

// behind says what follows the first line of a reply.
func (d *Dialect) behind(line []byte, s Shape, count int) (string, int) {
	r, _ := d.label(line, s, 0, nil)
	if r.Count >= 0 {
		count = r.Count
	}
	switch {
	case !r.Positive || r.Goes || s.Frame == OneLine:
		return oneLine, count
	case s.Frame == Dotted:
		return moreLines, count
	case count > 0:
		return octets, count
	}
	return noOctets, count
}

// way finds the one that an octet takes.
func way(at int, c byte, given string) int {
	on := ""
	switch c {
	case '\r':
		on = "CR"
	case '\n':
		on = "LF"
	case '.':
		on = "."
	}
	other := -1
	for i := range Ways {
		w := &Ways[i]
		if w.From != at || w.If != "" && w.If != given {
			continue
		}
		if w.On == on {
			return i
		}
		if w.On == "" {
			other = i
		}
	}
	return other
}

// Possible reports whether a Decoder can take the way in a reply of that shape.
func (w *Way) Possible(s Shape) bool {
	switch {
	case w.From == counting:
		return s.Frame == Counted
	case s.Bare:
		return false
	case w.From > firstCR:
		return s.Frame == Dotted
	case w.If == moreLines:
		return s.Frame == Dotted
	case w.If == octets || w.If == noOctets:
		return s.Frame == Counted
	}
	return true
}
