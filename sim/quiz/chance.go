package quiz

// chance is a stream of numbers that its seed decides (splitmix64): the same
// seed gives the same quiz, on every machine.
type chance uint64

func (c *chance) next() uint64 {
	*c += 0x9E3779B97F4A7C15
	z := uint64(*c)
	z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
	z = (z ^ z>>27) * 0x94D049BB133111EB
	return z ^ z>>31
}

// below is a number from 0 up to, and without, n.
func (c *chance) below(n int) int { return int(c.next() % uint64(n)) }

// of takes one of some words.
func (c *chance) of(words ...string) string { return words[c.below(len(words))] }

// shuffle brings n things into any order.
func (c *chance) shuffle(n int, swap func(i, j int)) {
	for i := n - 1; i > 0; i-- {
		swap(i, c.below(i+1))
	}
}
