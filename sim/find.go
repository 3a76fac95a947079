package sim

// Finder finds many words in a text in one pass, in upper or lower case (Aho and
// Corasick, 1975). How long that takes does not depend on how many words there
// are: they may be a stranger's.
type Finder struct {
	nodes []findNode
	first [256]int32 // the root's children
}

// findNode is what has been read of words up to here.
type findNode struct {
	octet          byte
	child, sibling int32
	fail           int32 // the longest end of this that begins a word
	longest        int32 // octets of the longest word that ends here; 0: none does
}

// mostNodes is about how many octets all words of a Finder may have together:
// 20 MB of memory.
const mostNodes = 1 << 20

// NewFinder makes a Finder for words in lower case. over means that they are too
// many: then it knows only some of them.
func NewFinder(words []string) (f *Finder, over bool) {
	f = &Finder{nodes: make([]findNode, 1)}
	for _, w := range words {
		if len(f.nodes)+len(w) > mostNodes {
			over = true
			break
		}
		at := int32(0)
		for i := range len(w) {
			next := f.child(at, w[i])
			if next == 0 {
				next = int32(len(f.nodes))
				f.nodes = append(f.nodes, findNode{octet: w[i], sibling: f.nodes[at].child})
				f.nodes[at].child = next
				if at == 0 {
					f.first[w[i]] = next
				}
			}
			at = next
		}
		f.nodes[at].longest = int32(len(w))
	}
	f.link()
	return f, over
}

// link finds for each node where to go on when the text goes on otherwise, the
// nodes with fewer octets first.
func (f *Finder) link() {
	queue := []int32{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for c := f.nodes[at].child; c != 0; c = f.nodes[c].sibling {
			queue = append(queue, c)
			if at == 0 {
				continue
			}
			n := &f.nodes[c]
			n.fail = f.step(f.nodes[at].fail, n.octet)
			if n.longest == 0 {
				n.longest = f.nodes[n.fail].longest
			}
		}
	}
}

func (f *Finder) child(at int32, octet byte) int32 {
	if at == 0 {
		return f.first[octet]
	}
	c := f.nodes[at].child
	for c != 0 && f.nodes[c].octet != octet {
		c = f.nodes[c].sibling
	}
	return c
}

// step is where one more octet leads.
func (f *Finder) step(at int32, octet byte) int32 {
	for {
		if next := f.child(at, octet); next != 0 || at == 0 {
			return next
		}
		at = f.nodes[at].fail
	}
}

// Find tells of each place where a word ends the longest word that does.
func (f *Finder) Find(text string, hit func(from, to int)) {
	if len(f.nodes) == 1 {
		return
	}
	at := int32(0)
	for i := range len(text) {
		c := text[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		at = f.step(at, c)
		if n := f.nodes[at].longest; n > 0 {
			hit(i+1-int(n), i+1)
		}
	}
}
