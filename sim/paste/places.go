package paste

import (
	"fmt"
	"strings"
)

// places are lines of which something is to be said once: which, from 1, in
// order.
type places struct {
	runs [][2]int // first and last line of each
	n    int
}

// add notes a line, which lies behind those noted before or is the last of them.
func (p *places) add(line int) {
	if k := len(p.runs) - 1; k >= 0 && line <= p.runs[k][1]+1 {
		if line > p.runs[k][1] {
			p.runs[k][1] = line
			p.n++
		}
		return
	}
	p.runs = append(p.runs, [2]int{line, line})
	p.n++
}

func (p *places) count() int { return p.n }

// mostRuns is how many pieces of a text a note names one by one.
const mostRuns = 12

// named says which lines they are: "Lines 1 to 3, 7 and 12".
func (p *places) named() string {
	if p.n == 1 {
		return fmt.Sprintf("Line %d", p.runs[0][0])
	}
	var parts []string
	told := 0
	for i, r := range p.runs {
		if i == mostRuns {
			break
		}
		told += r[1] - r[0] + 1
		switch r[1] - r[0] {
		case 0:
			parts = append(parts, fmt.Sprint(r[0]))
		case 1:
			parts = append(parts, fmt.Sprint(r[0]), fmt.Sprint(r[1]))
		default:
			parts = append(parts, fmt.Sprintf("%d to %d", r[0], r[1]))
		}
	}
	last := parts[len(parts)-1]
	if rest := p.n - told; rest > 0 {
		last = fmt.Sprintf("%s more up to line %d", count(rest, "line"), p.runs[len(p.runs)-1][1])
	} else {
		parts = parts[:len(parts)-1]
	}
	if len(parts) == 0 {
		return "Lines " + last
	}
	return "Lines " + strings.Join(parts, ", ") + " and " + last
}

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
