package paste

import "strings"

// mostLayers is how many times a text may be quoted.
const mostLayers = 4

// peel gives the lines of a text as they are, then with one layer of quoting
// taken off, then with two, and so on, as long as there is one.
func peel(lines []string) [][]string {
	layers := [][]string{lines}
	for len(layers) < mostLayers {
		last := layers[len(layers)-1]
		next := make([]string, len(last))
		quoted, filled := 0, 0
		for i, l := range last {
			rest, ok := unquoted(l)
			if strings.TrimSpace(l) != "" {
				filled++
			}
			if next[i] = rest; ok {
				quoted++
			}
		}
		if quoted == 0 || quoted*4 < filled {
			break
		}
		layers = append(layers, next)
	}
	return layers
}

// unquoted takes one layer of quoting from a line: "> ", "| " or "# ".
func unquoted(line string) (string, bool) {
	t := strings.TrimLeft(line, " \t")
	if t == "" || t[0] != '>' && t[0] != '|' && t[0] != '#' {
		return line, false
	}
	return strings.TrimPrefix(t[1:], " "), true
}
