package quiz

import (
	"fmt"
	"slices"
	"strings"

	"popscope/sim/show"
)

// Marks says of each answer whether it is right, and what they show together.
func Marks(r show.MarkRequest) show.Marks {
	out := show.Marks{Marks: []show.Mark{}, Concepts: []show.ConceptScore{}, Sentences: []string{}}
	count := func(c show.Concept, right bool) {
		i := slices.IndexFunc(out.Concepts, func(s show.ConceptScore) bool { return s.Concept.Key == c.Key })
		if i < 0 {
			i = len(out.Concepts)
			out.Concepts = append(out.Concepts, show.ConceptScore{Concept: c})
		}
		out.Concepts[i].Asked++
		if right {
			out.Concepts[i].Right++
		}
	}
	for _, a := range r.Answers {
		m := mark(a)
		out.Marks = append(out.Marks, m)
		if m.Right {
			out.Right++
		}
		for _, c := range m.Concepts {
			count(c, m.Right)
		}
	}
	slices.SortStableFunc(out.Concepts, func(a, b show.ConceptScore) int { return a.Right*b.Asked - b.Right*a.Asked })
	for _, c := range out.Concepts {
		if c.Right < c.Asked {
			out.Sentences = append(out.Sentences, fmt.Sprintf("You %s. %s", c.Concept.Mix, c.Concept.Sentence))
		}
	}
	if len(out.Sentences) == 0 && len(r.Answers) > 0 {
		out.Sentences = append(out.Sentences, "All of it is right: there is nothing here that you mix up.")
	}
	return out
}

// mark marks one answer.
func mark(a show.Given) show.Mark {
	q := a.Question
	m := show.Mark{Key: q.Key, Explain: q.Explain, Why: q.Why, Concepts: []show.Concept{}}
	about := ""
	if len(q.Concepts) > 0 {
		about = q.Concepts[0].Key
	}
	if q.Right < 0 {
		var said string
		m.Right, about, said = judge(a.Text, q.Figures)
		m.Said = said
		if m.Right {
			m.Said = "Right: " + q.Expect
		} else {
			m.Said += " The server says: " + q.Expect
		}
	} else {
		m.Right = a.Option == q.Right
		m.Said = "Right: " + q.Expect + "."
		if !m.Right {
			m.Said = "No: " + q.Expect + "."
			if a.Option >= 0 && a.Option < len(q.Options) {
				about = q.Options[a.Option].Shows
			}
		}
	}
	if m.Right && q.Right >= 0 {
		// Who chose well has seen through each of the others.
		m.Concepts = append(m.Concepts, q.Concepts...)
		return m
	}
	for _, c := range q.Concepts {
		if c.Key == about || m.Right {
			m.Concepts = append(m.Concepts, c)
		}
	}
	return m
}

// judge holds a typed line against what must be in it, and says which concept a
// wrong one is about. SPACEs do not matter, nor what follows the numbers; the
// status indicator and the numbers do.
func judge(text string, figures []string) (right bool, about, said string) {
	rest := strings.TrimSpace(text)
	if rest == "" {
		return false, answers, "There is no answer."
	}
	for i, f := range figures {
		word, after := take(rest, f)
		rest = after
		switch {
		case strings.EqualFold(word, f):
		case i == 0:
			return false, answers, fmt.Sprintf("The reply does not begin with %q.", word)
		case word == "":
			return false, totals, "A number is missing."
		default:
			return false, totals, fmt.Sprintf("Where %q stands, another number belongs.", word)
		}
	}
	if rest != "" && rest[0] >= '0' && rest[0] <= '9' {
		return false, totals, "There is a number too many."
	}
	return true, "", ""
}

// take takes the next figure off a line: a word of digits, or the status
// indicator, which may stand right before a number ("#3").
func take(rest, f string) (word, after string) {
	rest = strings.TrimSpace(rest)
	if f != "" && (f[0] < '0' || f[0] > '9') {
		if len(rest) >= len(f) && strings.EqualFold(rest[:len(f)], f) {
			return rest[:len(f)], strings.TrimSpace(rest[len(f):])
		}
		word, after, _ = strings.Cut(rest, " ")
		return word, after
	}
	n := 0
	for n < len(rest) && rest[n] >= '0' && rest[n] <= '9' {
		n++
	}
	if n == 0 { // no number: all of the word is wrong
		if n = strings.IndexAny(rest, " \t"); n < 0 {
			n = len(rest)
		}
	}
	return rest[:n], strings.TrimSpace(rest[n:])
}
