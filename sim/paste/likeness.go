package paste

import (
	"slices"
	"strings"

	"popscope/sim"
)

// Likeness tells how well a protocol goes with what a server says first and
// with the commands that a client gives: the more, the better. Commands that it
// does not know speak against it.
func Likeness(p *sim.Profile, greeting string, commands []string) int {
	n := 0
	if p.Speaks(greeting) {
		n += 4
	}
	if strings.Contains(strings.ToUpper(greeting), p.Name) {
		n += 2
	}
	for _, keyword := range commands {
		if p.Find(keyword, p.Initial) == nil {
			n--
		}
	}
	return n
}

// enough is how many different commands are looked at to tell the protocol.
const enough = 50

// Keywords are the first words of what a client says, each once. Some are no
// commands, but then no protocol knows them.
type Keywords []string

// Add notes the first word of a line.
func (k *Keywords) Add(line string) {
	word, _, _ := strings.Cut(strings.TrimSpace(line), " ")
	if len(*k) >= enough || len(word) > 20 {
		return
	}
	if word = strings.ToUpper(word); !slices.Contains(*k, word) {
		*k = append(*k, word)
	}
}

// likeliest is the table that goes best with what was said: of equals the first.
func likeliest(among []*table, greeting string, commands Keywords) *table {
	best, points := among[0], Likeness(among[0].profile, greeting, commands)
	for _, t := range among[1:] {
		if n := Likeness(t.profile, greeting, commands); n > points {
			best, points = t, n
		}
	}
	return best
}
