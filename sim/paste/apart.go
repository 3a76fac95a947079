package paste

import (
	"strings"

	"popscope/sim"
)

// apart tells several sessions of one text from each other: each line has, in
// its stamp or its mark, a word that says to which it belongs. The zero apart
// has no such word: all is one session after the other.
type apart struct {
	column int // which word of the stamp, from 1; inMark: the mark's own number
	words  int // how many the stamps have
	known  map[string]int
	middle bool // one of the sessions does not begin with a greeting
}

const inMark = -1

// stampWords are the words of a stamp.
func stampWords(stamp string) []string {
	return strings.FieldsFunc(stamp, func(c rune) bool { return strings.ContainsRune(" \t[](){}|,#<>", c) })
}

// of is the number of the session to which a line belongs; 0: it does not say.
func (a *apart) of(s speech) int {
	if a.column == inMark {
		return a.known[s.id]
	}
	if all := stampWords(s.stamp); a.column > 0 && len(all) == a.words {
		return a.known[all[a.column-1]]
	}
	return 0
}

// separate finds out which word tells the sessions apart: one that comes back after
// another has come, with which each session begins as a server's greeting does
// and both sides speak, and with which the lines fit better than as one session.
// Where a session begins in its middle, the word is a number or has one in it, and
// all lines fit.
func (w *way) separate(p *pauser) {
	columns := []int{inMark}
	words := -1
	for i, l := range w.lines {
		if i%slice == 0 && !p.ask(0) {
			return
		}
		for _, s := range w.notation.read(l) {
			n := len(stampWords(s.stamp))
			if words < 0 {
				words = n
			} else if n != words {
				words = 0
			}
		}
	}
	for k := 1; k <= min(words, 12); k++ {
		columns = append(columns, k)
	}
	for _, column := range columns {
		a := apart{column: column, words: words}
		if !w.interleaves(&a, p) {
			continue
		}
		f := w.judged(a, p)
		better := f.value() > w.fit.value() || a.middle && f.bad == 0 && f.value() == w.fit.value()
		if f.fits() && f.bad <= w.fit.bad && better {
			w.fit, w.apart = f, a
		}
	}
}

// interleaves looks through the words of a column.
func (w *way) interleaves(a *apart, p *pauser) bool {
	seen := map[string]map[sim.Side]bool{}
	a.known = map[string]int{}
	last, returns := "", false
	for i, l := range w.lines {
		if i%slice == 0 && !p.ask(0) {
			return false
		}
		for _, s := range w.notation.read(l) {
			word := s.id
			if a.column > 0 {
				word = stampWords(s.stamp)[a.column-1]
			}
			if word == "" {
				return false
			}
			from := s.from
			if w.swapped {
				from = other(from)
			}
			if seen[word] == nil {
				if greets := from == sim.Server && w.table.speaks(strings.TrimSpace(s.text)); !greets {
					a.middle = true
				}
				if len(seen) == MaxSessions || a.middle && !strings.ContainsAny(word, "0123456789") {
					return false
				}
				seen[word] = map[sim.Side]bool{}
				a.known[word] = len(seen)
			} else if word != last {
				returns = true
			}
			last = word
			seen[word][from] = true
		}
	}
	for _, sides := range seen {
		if len(sides) < 2 {
			return false
		}
	}
	return returns && len(seen) > 1
}

// judged is how well the lines fit if they are told apart so.
func (w *way) judged(a apart, p *pauser) fit {
	f := fit{}
	talks := map[int]*dialogue{}
	for i, l := range w.lines {
		if i%slice == 0 && !p.ask(0) {
			return f
		}
		for _, s := range w.notation.read(l) {
			f.lines++
			n := a.of(s)
			if talks[n] == nil {
				talks[n] = &dialogue{table: w.table}
			}
			from := s.from
			if w.swapped {
				from = other(from)
			}
			for _, text := range w.notation.said(s) {
				f.judge(talks[n], from, text, i+1)
			}
		}
	}
	return f
}
