package sim

import "strings"

// Suggest gives the keyword that somebody who typed word most likely meant, or
// "" if none is near.
func (p *Profile) Suggest(word string) string {
	var keywords []string
	for _, c := range p.AllCommands() {
		if strings.HasPrefix(c.Keyword, strings.ToUpper(word)+" ") {
			return c.Keyword // its first word
		}
		keywords = append(keywords, c.Keyword)
	}
	return Nearest(strings.ToUpper(word), keywords)
}

// Nearest gives the first of the choices that is nearest to word, or "" if none
// is near. Upper and lower case differ.
func Nearest(word string, choices []string) string {
	best, least := "", 3
	if len(word) < 3 {
		least = 2
	}
	for _, c := range choices {
		d := distance(word, c)
		if d == 2 && (word == "" || word[0] != c[0]) {
			continue // HELO is not a slip of DELE
		}
		if d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the letters to insert, delete, change or swap.
func distance(a, b string) int {
	if len(a) > 12 {
		return len(a)
	}
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	for j := range rows[1] {
		rows[1][j] = j
	}
	for i := 1; i <= len(a); i++ {
		before, last, row := rows[(i+2)%3], rows[i%3], rows[(i+1)%3]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
	}
	return rows[(len(a)+1)%3][len(b)]
}
