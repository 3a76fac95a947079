package paste

import (
	"strings"

	"popscope/sim"
)

// way is how a text may be read: what is taken off its lines, what marks the
// speakers, and which side is which.
type way struct {
	lines    []string // with their quoting taken off
	quotes   int      // how many layers of it
	notation notation
	unmarked bool // nobody has marked who speaks
	swapped  bool // the marks are the other side's
	table    *table
	fit      fit
	apart    apart // which session a line belongs to
}

// fit tells how well a way of reading goes with the protocol.
type fit struct {
	good, bad int
	odd       int    // lines that may be anything
	open      int    // line of the client's that may be anything, until it is answered
	known     int    // commands that the table knows
	lines     int    // that have a mark
	at        int    // line that fits worst, the first such; 0: none
	weight    int    // how badly
	why       string // what is wrong with it
}

func (f fit) value() int { return f.good - 2*f.bad }

// fits reports whether a way of reading can be the right one: most of what
// should be a reply is one, and most of what should be a command.
func (f fit) fits() bool { return f.good > 0 && 2*f.bad <= f.good }

// spoil notes a line that does not fit.
func (f *fit) spoil(weight, line int, why string) {
	f.bad += weight
	if weight > f.weight {
		f.at, f.weight, f.why = line, weight, why
	}
}

// judge lets a side say a line, and notes whether that fits.
func (f *fit) judge(d *dialogue, from sim.Side, text string, line int) {
	text, cut := strings.CutSuffix(strings.TrimSpace(text), goesOn)
	if text == "" || stage(text, true) != "" || unrecorded(text) {
		return
	}
	switch {
	case from == sim.Client && hidden(text) && !d.within():
		f.settle()
		d.client(text)
	case from == sim.Client && d.within() && !d.loose && !d.table.known(text):
		f.odd++ // of a message that is shown without marks, and looks as if it had one
	case from == sim.Client:
		if d.within() {
			d.cutOff() // the rest of the response is not in the text
		}
		f.settle()
		exchange := d.exchange != nil
		switch known := d.client(text); {
		case known:
			f.good++
		case !exchange && d.table.speaks(text):
			f.spoil(3, line, "it is marked as the client's, and begins as a server's reply does")
		case cut: // the rest of it would tell
		default:
			f.odd++
			f.open = line
		}
	case d.within() && !d.loose:
		d.server(text)
	case d.table.login(text) && !d.loose:
		f.spoil(3, line, "it is marked as the server's, and looks like a command by which a client logs in")
		d.server(text)
	default:
		due := len(d.asked) > 0 || !d.greeted
		known := len(d.asked) == 0 || d.asked[0].row != nil
		speaks := d.table.speaks(text)
		if d.loose && speaks {
			d.frame, d.loose = clientSpeaks, false
		}
		switch fits := d.server(text); {
		case speaks && (due && known || d.over):
			f.good++
		case speaks && due:
			f.open = 0
		case !fits && !speaks && cut: // the rest of it would tell
		case !fits && !speaks:
			f.spoil(1, line, "it should be a server's reply, and begins with no status indicator")
		case !speaks && !d.table.known(text):
			f.odd++
		case !speaks:
			f.spoil(1, line, "it is marked as the server's, and is a client's command")
		}
		if d.over && speaks {
			*d = dialogue{table: d.table}
		}
	}
}

// settle notes a line that nobody knew and nobody has answered.
func (f *fit) settle() {
	if f.open > 0 {
		f.spoil(1, f.open, "it is marked as the client's, no command is like it, and nobody answers it")
	}
	f.open = 0
}

// weigh finds the way that fits best. The whole text is looked at in every way
// for which it has marks at all.
func weigh(t text, among []*table, p *pauser) (way, error) {
	var best way
	var blamed fit // the best of those that have marks and do not fit
	try := func(w way) {
		switch {
		case w.notation.stamped && w.fit.lines < 2: // by chance
		case w.fit.fits() && (best.table == nil || w.better(best)):
			best = w
		case !w.fit.fits() && w.fit.at > 0 && (blamed.at == 0 || w.fit.value()+w.fit.lines > blamed.value()+blamed.lines):
			blamed = w.fit
		}
	}
	layers, filled := peel(t.lines), 0
	for _, l := range t.lines {
		if strings.TrimSpace(l) != "" {
			filled++
		}
	}
	all := notations()
	for depth, lines := range layers {
		for k, n := range all {
			if !p.ask(float64(depth*len(all)+k) / float64(len(layers)*len(all))) {
				return best, ErrStopped
			}
			w := way{lines: lines, quotes: depth, notation: n}
			if w.weigh(among, p) {
				try(w)
				if w.fit.bad == 0 && w.fit.odd == 0 && w.fit.good > 0 && w.fit.lines >= filled {
					return w, nil // no way can be better
				}
			}
			if n.twoInOne || n.carries {
				continue
			}
			w = way{lines: lines, quotes: depth, notation: n}
			w.notation.stamped = true
			if w.learn() && w.weigh(among, p) {
				try(w)
			}
		}
		w := way{lines: lines, quotes: depth, unmarked: true}
		if w.weighTerminal(among, p) {
			try(w)
		}
	}
	if p.stopped {
		return best, ErrStopped
	}
	if best.table == nil {
		return best, refusal(t, among[0], blamed)
	}
	return best, nil
}

// better reports whether one way of reading is better than another that was
// tried before. If both fit alike, it is the one that takes less off the lines.
func (w way) better(than way) bool {
	if a, b := w.fit.value(), than.fit.value(); a != b {
		return a > b
	}
	if w.fit.lines != than.fit.lines {
		return w.fit.lines > than.fit.lines
	}
	return than.notation.stamped && !w.notation.stamped
}

// learn finds out what stands before the marks, and reports whether there are
// any.
func (w *way) learn() bool {
	step, some := max(1, len(w.lines)/4000), 0
	for i := 0; i < len(w.lines); i += step {
		some += len(w.notation.read(w.lines[i]))
	}
	if some*100*step < len(w.lines) {
		return false // a log has its stamp in more than one line of a hundred
	}
	seen := map[string]int{}
	marks := 0
	for _, l := range w.lines {
		for _, s := range w.notation.read(l) {
			marks++
			if k := shape(s.stamp); seen[k] > 0 || len(seen) < 1000 {
				seen[k]++
			}
		}
	}
	w.notation.shapes = map[string]bool{}
	for k, n := range seen {
		if n >= max(min(2, marks), marks/20) {
			w.notation.shapes[k] = true
		}
	}
	return len(w.notation.shapes) > 0
}

// weigh tells how well the notation goes with the text, either way round, and
// with which protocol; false: there is no mark of it.
func (w *way) weigh(among []*table, p *pauser) bool {
	var greeting [2]string
	var said [2]Keywords
	quoted, marks := 0, 0
	for i, l := range w.lines {
		if i%slice == 0 && !p.ask(0) {
			return false
		}
		for _, s := range w.notation.read(l) {
			marks++
			text := strings.TrimSpace(s.text)
			if lines, ok := unquote(text); ok {
				quoted++
				text = lines[0]
			}
			me, you := 0, 1
			if s.from == sim.Server {
				me, you = 1, 0
			}
			if stage(text, true) == "" && !unrecorded(text) {
				said[me].Add(text)
				if greeting[you] == "" {
					greeting[you] = text
				}
			}
		}
	}
	if marks == 0 {
		return false
	}
	w.notation.quoted = quoted*10 >= marks*9
	for k, swapped := range []bool{false, true} {
		t := likeliest(among, greeting[k], said[k])
		f := fit{}
		d := &dialogue{table: t}
		for i, l := range w.lines {
			if i%slice == 0 && !p.ask(0) {
				return false
			}
			for _, s := range w.notation.read(l) {
				f.lines++
				from := s.from
				if swapped {
					from = other(from)
				}
				for _, text := range w.notation.said(s) {
					f.judge(d, from, text, i+1)
				}
			}
		}
		if k == 0 || f.fits() && f.value() > w.fit.value() {
			w.fit, w.swapped, w.table = f, swapped, t
		}
	}
	if !w.notation.twoInOne {
		w.separate(p)
	}
	return true
}

// endOfLine is how hMailServer writes the end of a line within a text in quotes.
const endOfLine = "[nl]"

// said are the lines that stand behind a mark: one, unless it is a string as
// programs write them.
func (n *notation) said(s speech) []string {
	if n.quoted {
		if lines, ok := unquote(s.text); ok {
			return lines
		}
	}
	if s.inQuotes {
		return strings.Split(strings.TrimSuffix(s.text, endOfLine), endOfLine)
	}
	return []string{s.text}
}
