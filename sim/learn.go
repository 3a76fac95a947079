package sim

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// soughtFrom is how many octets a secret has at least that is looked for
// everywhere.
const soughtFrom = 4

// learn takes note of a secret, and of the words in it: of a line such as
// pop://user:password@host, or of what is in Base64.
func (m *Mask) learn(secret string) {
	m.note(secret)
	words := strings.FieldsFunc(secret, divides)
	for _, w := range words {
		m.note(w)
	}
	for _, w := range append(words, strings.Fields(secret)...) {
		said, err := base64.StdEncoding.DecodeString(w)
		if err != nil {
			said, err = base64.RawStdEncoding.DecodeString(w)
		}
		if err != nil || len(said) < soughtFrom || !utf8.Valid(said) {
			continue
		}
		m.note(string(said))
		for _, part := range strings.FieldsFunc(string(said), divides) {
			m.note(part)
		}
	}
}

// divides reports whether a character stands between the parts of a name, an
// address or an answer of AUTH.
func divides(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`:/@,;=&?<>()[]{}"'`, r)
}

// note takes one word into those that are looked for, also as it may be cut or
// quoted where it is repeated.
func (m *Mask) note(word string) {
	for _, w := range []string{word, m.profile.unquote(word)} {
		quoted := strconv.QuoteToASCII(w)
		for _, w := range []string{w, quoted[1 : len(quoted)-1], w[:min(len(w), clipped)], w[:min(len(w), 60)]} {
			w = lower(strings.TrimSpace(w))
			if len(w) >= soughtFrom && !m.known[w] && !m.spared(w) {
				m.known[w] = true
				m.words = append(m.words, w)
			}
		}
		m.noteEncoded(w)
	}
}

// noteEncoded takes a word into those that are looked for as it looks in Base64:
// alone, or among other octets, where its own begin at any of the three places of a
// group of four letters.
func (m *Mask) noteEncoded(word string) {
	if len(word) < soughtFrom || m.spared(word) {
		return
	}
	word = word[:min(len(word), 60)]
	forms := []string{base64.StdEncoding.EncodeToString([]byte(word)), base64.RawStdEncoding.EncodeToString([]byte(word))}
	for before, first := range []int{0, 2, 3} { // of the letters, the first that holds nothing of the octets before
		among := base64.RawStdEncoding.EncodeToString(append(make([]byte, before), word...))
		forms = append(forms, among[first:(before+len(word))*8/6])
	}
	for _, f := range forms {
		for _, f := range []string{f, strings.NewReplacer("+", "-", "/", "_").Replace(f)} { // the alphabet for addresses (RFC 4648 section 5)
			if f = lower(f); len(f) >= soughtFrom && !m.known[f] && !m.spared(f) {
				m.known[f] = true
				m.words = append(m.words, f)
			}
		}
	}
}

// lower is a text with a to z for A to Z, and as long.
func lower(s string) string {
	p := []byte(s)
	for i, c := range p {
		if c >= 'A' && c <= 'Z' {
			p[i] = c + 'a' - 'A'
		}
	}
	return string(p)
}

// spared reports whether a word tells nothing wherever it stands: a name, a
// keyword, a capability, a mechanism, a password that everybody can read.
func (m *Mask) spared(word string) bool {
	for _, s := range m.plain() {
		if strings.EqualFold(s, word) {
			return true
		}
	}
	for _, c := range m.profile.AllCommands() {
		for _, a := range c.Args {
			if a.Known != nil && a.Known(word) {
				return true
			}
		}
	}
	return false
}

// plain are the words that tell nothing wherever they stand.
func (m *Mask) plain() []string {
	if m.vocabulary == nil {
		v := []string{m.profile.Name, m.profile.Inbox}
		for _, c := range m.profile.AllCommands() {
			v = append(v, strings.Fields(c.Keyword)...)
		}
		for _, c := range m.profile.AllCapabilities() {
			v = append(v, c.Tag)
		}
		v = append(v, m.accounts.Names...)
		if m.accounts.Published {
			v = append(v, m.accounts.Passwords...)
		}
		m.vocabulary = slices.DeleteFunc(v, func(s string) bool { return s == "" })
	}
	return m.vocabulary
}

// sparedAt reports whether text[from:to] lies in a longer word that is spared: a
// password "alice" says nothing new in the name alice@post.example.
func (m *Mask) sparedAt(text string, from, to int) bool {
	for _, s := range m.plain() {
		for at := max(to-len(s), 0); at <= from && at+len(s) <= len(text) && len(s) > to-from; at++ {
			if strings.EqualFold(text[at:at+len(s)], s) {
				return true
			}
		}
	}
	return false
}
